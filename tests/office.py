"""This file has LibreOffice edit documents as a person would, for tests that need it installed."""

import os
import subprocess
from pathlib import Path

import pytest

from supplier_portal.documents import office


def require_office() -> None:
    """Skip a test where LibreOffice is not installed, or fail where CI requires it."""
    if not office.is_available():
        reason = "LibreOffice is not installed (apt install libreoffice-writer-nogui)"
        (pytest.fail if os.environ.get("REQUIRE_LIBREOFFICE") == "1" else pytest.skip)(reason)


def saved_again(document: bytes, folder: Path) -> bytes:
    """A Word document as LibreOffice saves it: other parts, other styles, split runs."""
    source = folder / "document.docx"
    source.write_bytes(document)
    subprocess.run(  # noqa: S603 - our own file, a program found on this machine
        [  # noqa: S607 - wherever the machine has it
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "out"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / "out" / "document.docx").read_bytes()
