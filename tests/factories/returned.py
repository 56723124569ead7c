"""This file makes documents as they come back: packed anew, changed, and of somebody else."""

import io
import zipfile
from collections.abc import Callable, Mapping

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A package of these parts, as Word and Excel have."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()


def repacked(
    document: bytes, change: Callable[[str, bytes], bytes] = lambda _, part: part
) -> bytes:
    """The same package, each part as ``change`` says by its name and what it held."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return package({name: change(name, archive.read(name)) for name in archive.namelist()})


def word(text: str, head: str = "") -> str:
    """The main part of a Word document of one line."""
    return (
        f'{head}<w:document xmlns:w="{_WORD}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:document>'
    )


def strange_document() -> bytes:
    """A Word document that is none of ours."""
    return package({"word/document.xml": word("Geachte heer, mevrouw,")})
