"""This file takes the pictures of documents in docs/pictures, from a fresh demonstration.

It needs LibreOffice and pdftoppm. The demonstration has no second revision, so there is no picture
of what changed. The letters are those of the machine.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent / "pictures"
PROCUREMENT = "VBS-HOSTING"
DOTS_PER_INCH = "66"
# The kind of document, and the page that shows what it is.
PICTURES = (("contract_annex", 1), ("programme", 2), ("questionnaire", 2), ("applicability", 3))


def main() -> None:
    """Load the demonstration, make its documents, and keep a page of each."""
    for program in ("soffice", "pdftoppm"):
        if shutil.which(program) is None:
            sys.exit(f"Taking pictures of documents needs {program}.")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        portal = Path(sys.executable).parent / "supplier-portal"
        environment = os.environ | {"DATA_FOLDER": str(folder / "data")}
        _run(portal, "demo", "--no-serve", env=environment)
        for kind, page in PICTURES:
            document = folder / f"{kind}.docx"
            _run(portal, "annex", PROCUREMENT, "--kind", kind, "-o", document, env=environment)
            _keep(folder, document, page)


def _keep(folder: Path, document: Path, page: int) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, document)
    picture = FOLDER / f"document-{document.stem.replace('_', '-')}"
    pages = ("-f", str(page), "-l", str(page), "-singlefile")
    _run("pdftoppm", "-png", "-r", DOTS_PER_INCH, *pages, document.with_suffix(".pdf"), picture)
    print(f"{picture.name}.png: {picture.with_suffix('.png').stat().st_size:,} bytes")


def _run(*command: object, env: dict[str, str] | None = None) -> None:
    subprocess.run([str(part) for part in command], check=True, env=env, capture_output=True)


if __name__ == "__main__":
    main()
