"""This file keeps openpyxl from taking a piece away from the texts of a workbook it reads.

Excel writes ``_x005F_`` where a text has ``_`` before what looks like a character named by its
number. openpyxl drops ``x005F_`` from every shared text, after which the two cannot be told apart.
"""

import zipfile
from io import BytesIO

_DROPPED = b"x005F_"
_KEPT = b"x005Fx005F__"  # what is left of it is the first again
_SHARED = "sharedstrings.xml"


def with_whole_texts(content: bytes) -> bytes:
    """Give a workbook that was checked in such a way that openpyxl reads its texts whole."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(_SHARED)]
        if not any(_DROPPED in archive.read(name) for name in names):
            return content
        written = BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
            for name in archive.namelist():
                part = archive.read(name)
                target.writestr(name, part.replace(_DROPPED, _KEPT) if name in names else part)
    return written.getvalue()
