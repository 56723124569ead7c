"""This file finds the programs that look at documents, and has LibreOffice open them."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def required(program: str, package: str, variable: str = "REQUIRE_BROWSER") -> str:
    """Give the path of a program; without it the test skips, or fails where CI requires it."""
    path = shutil.which(program)
    if path is None:
        reason = f"{program} is not installed (Debian: {package})"
        (pytest.fail if os.environ.get(variable) == "1" else pytest.skip)(reason)
    return path


def libreoffice() -> str:
    """Give the path of LibreOffice, or skip or fail as ``required`` does."""
    return required("soffice", "libreoffice-calc-nogui", "REQUIRE_LIBREOFFICE")


def saved_again(document: bytes, folder: Path) -> bytes:
    """A Word document as LibreOffice saves it: other parts, other styles, split runs."""
    [saved] = converted(document, "document.docx", "docx:MS Word 2007 XML", folder)
    return saved.read_bytes()


def converted(document: bytes, name: str, wanted: str, folder: Path) -> list[Path]:
    """Have LibreOffice open a document and save it as something else, in a folder of its own."""
    office = libreoffice()
    source, target = folder / name, folder / "converted"
    source.write_bytes(document)
    subprocess.run(  # noqa: S603 - our own file, a program found on this machine
        [
            office,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            wanted,
            "--outdir",
            str(target),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return sorted(target.iterdir())
