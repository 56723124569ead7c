"""This file says where the files that are not Python live, in a checkout and in a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def _folder(name: str) -> Path:
    installed = PACKAGE / name
    return installed if installed.is_dir() else PACKAGE.parent / name


PAGES = _folder("templates") / "pages"
ANNEXES = _folder("templates") / "annexes"
MIGRATIONS = _folder("migrations")
TRANSLATIONS = PACKAGE / "translations"
