"""The wheel holds everything the service needs, and works where there is no checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("supplier_portal", "questionnaires")
MOVED = {"templates": "supplier_portal/templates", "migrations": "supplier_portal/migrations"}
pytestmark = pytest.mark.slow

TRY_OUT = """
import sys
from pathlib import Path
checkout, place, libraries = Path(sys.argv[1]), sys.argv[2], Path(sys.prefix)

def is_hidden(file):
    # The libraries may lie within the checkout as well, in an environment of its own.
    path = Path(file)
    return path.is_relative_to(checkout) and not path.is_relative_to(libraries)

sys.path[:] = [place, *(entry for entry in sys.path if not is_hidden(entry))]
import supplier_portal
from supplier_portal import migrating, resources
from supplier_portal.app import create_app
from supplier_portal.database import make_engine
from supplier_portal.settings import from_environment

assert Path(supplier_portal.__file__).is_relative_to(place), supplier_portal.__file__
settings = from_environment()
engine = make_engine(settings.database_url)
print(bool(migrating.upgrade(engine)), migrating.is_at_head(engine))
app = create_app(settings)
client = app.test_client()
pages = ("/sign-in", "/static/css/base.css")
print([client.get(page, buffered=True).status_code for page in pages])

from datetime import UTC, datetime
from supplier_portal.database import connect
from supplier_portal.services import annexes, catalogues
with connect(settings.database_url).writing.begin() as session:
    found = catalogues.load_own(session, at=datetime.now(UTC))
    template = annexes.template_of(annexes.AnnexKind.PROGRAMME)
    print(len(found.catalogue.measures) > 100, template.startswith(b"PK"))
loaded = [module.__file__ for module in sys.modules.values() if getattr(module, "__file__", None)]
print([file for file in loaded if is_hidden(file)])
"""
WORKS = ["True True", "[200, 200]", "True True", "[]"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("wheel"))


def build(root: Path, folder: Path) -> Path:
    """Build the wheel of a tree, without a network and without leaving anything in the tree."""
    subprocess.run(  # noqa: S603 - our own tool
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=root,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=True,
    )
    [made] = folder.glob("*.whl")
    return made


def names_in(wheel: Path) -> set[str]:
    """The files a wheel brings, without its own description."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def expected() -> set[str]:
    """The files of the checkout that belong in a wheel, under the names they have there."""
    return {
        f"{MOVED.get(top, top)}/{path.relative_to(ROOT / top).as_posix()}"
        for top in (*PACKAGES, *MOVED)
        for path in (ROOT / top).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_every_file_and_no_other(wheel):
    found = names_in(wheel)
    assert found == expected()
    for name in (
        "questionnaires/knowledge/technological.toml",
        "supplier_portal/demo/content.toml",
        "supplier_portal/migrations/env.py",
        "supplier_portal/migrations/script.py.mako",
        "supplier_portal/migrations/versions/0001_the_chain.py",
        "supplier_portal/static/css/base.css",
        "questionnaires/annexes/clauses.toml",
        "supplier_portal/templates/annexes/contract_annex.docx",
        "supplier_portal/templates/annexes/frame.typ",
        "supplier_portal/templates/pages/layout.html",
        "supplier_portal/translations/nl/LC_MESSAGES/messages.po",
    ):
        assert name in found


def test_nothing_in_the_wheel_gets_in_the_way_of_other_packages(wheel):
    assert {name.partition("/")[0] for name in names_in(wheel)} == set(PACKAGES)


def test_the_wheel_says_what_it_is_and_how_it_may_be_used(wheel):
    with zipfile.ZipFile(wheel) as archive:
        [metadata] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        written = archive.read(metadata).decode()
        entry_points = archive.read(metadata.replace("METADATA", "entry_points.txt")).decode()
        assert metadata.replace("METADATA", "licenses/LICENSE") in archive.namelist()
    assert "License-Expression: EUPL-1.2" in written
    assert "supplier-portal = supplier_portal.cli:main" in entry_points


def test_the_service_starts_from_the_wheel_alone(wheel, tmp_path):
    assert try_out(wheel, tmp_path) == WORKS


def try_out(wheel: Path, folder: Path) -> list[str]:
    """Start the service from an unpacked wheel in a process that cannot see the checkout."""
    place = folder / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-I", "-c", TRY_OUT, ROOT, place],
        cwd=folder,
        # With a scanner named, no line of the log about its absence stands between the answers.
        env={"DATA_FOLDER": str(folder / "data"), "CLAMD": "127.0.0.1:3310"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()


@pytest.mark.parametrize("missing", ["migrations/versions/", "templates/pages/", "knowledge/"])
def test_a_wheel_without_its_files_does_not_start(missing, wheel, tmp_path):
    poor = tmp_path / "poor.whl"
    with zipfile.ZipFile(wheel) as archive, zipfile.ZipFile(poor, "w") as lesser:
        for name in archive.namelist():
            if missing not in name or name.endswith("__init__.py"):
                lesser.writestr(name, archive.read(name))
    with pytest.raises(AssertionError):
        assert try_out(poor, tmp_path) == WORKS
