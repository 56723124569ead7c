"""This file builds workbooks and archives, honest and hostile, for the readers of sheets."""

import re
import zipfile
from io import BytesIO

from openpyxl import Workbook

HEADER = ("Norm", "Editie", "Nummer", "Titel", "Tekst")
ROW = ("Eigen norm", "1.10", "5.10.01", "Titel", "Tekst")


def workbook(*rows, header=HEADER, sheets=()):
    """Build a workbook; a value that is no text becomes a cell of its own kind."""
    book = Workbook()
    sheet = book.active
    for row in (header, *(rows or (ROW,))):
        sheet.append(row)
    for name in sheets:
        book.create_sheet(name)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def repacked(content: bytes, *, method=zipfile.ZIP_DEFLATED, **changes) -> bytes:
    """Pack an archive again; each change gives the new bytes of a part, or None to leave it out.

    In the name of a part two underscores stand for a slash, and ``_xml`` at the end for ``.xml``.
    """
    wanted = {_name_of(key): part for key, part in changes.items()}
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(written, "w", method) as new:
        for name in old.namelist():
            if name not in wanted:
                new.writestr(name, old.read(name))
        for name, part in wanted.items():
            if part is not None:
                new.writestr(name, part)
    return written.getvalue()


def _name_of(key: str) -> str:
    name, _, extension = key.replace("__", "/").rpartition("_")
    return f"{name}.{extension}"


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def shared(content: bytes) -> bytes:
    """Keep the texts of a workbook apart from its cells, as Excel does and openpyxl does not."""
    sheet = part_of(content, "xl/worksheets/sheet1.xml").decode()
    texts = re.findall(r"<is>(.*?)</is>", sheet)
    for number, text in enumerate(texts):
        sheet = sheet.replace(f"<is>{text}</is>", f"<v>{number}</v>", 1)
    types = part_of(content, "[Content_Types].xml").decode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = types.replace(
        "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    )
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = "".join(f"<si>{text}</si>" for text in texts)
    return repacked(
        content,
        xl__worksheets__sheet1_xml=sheet.replace('t="inlineStr"', 't="s"').encode(),
        xl__sharedStrings_xml=f'<sst xmlns="{name}">{strings}</sst>'.encode(),
        **{"[Content_Types]_xml": types.encode()},
    )
