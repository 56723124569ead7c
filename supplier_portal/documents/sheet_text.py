"""This file reads the texts of the cells of a workbook that this service wrote.

openpyxl itself takes a piece of a text away when it reads (``x005F_``), so it cannot be the proof.
"""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from supplier_portal.documents.proof import LostTextError

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NAMED_CHARACTER = re.compile("_x([0-9A-Fa-f]{4})_")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
_STRING, _INLINE = "s", "inlineStr"
_SHARED = "xl/sharedStrings.xml"

Rows = list[list[str]]
TextOfCell = Callable[[Any, list[str]], str]


class NotATextError(LostTextError):
    """A cell of a workbook is something else than a text: a formula, a number, a date."""


def texts_of_sheets(workbook: bytes) -> list[Rows]:
    """The texts of each sheet, row by row; an empty cell is an empty text.

    Raises NotATextError for a formula or a number.
    """
    return _sheets(workbook, _text)


def texts_of_foreign_sheets(workbook: bytes) -> list[Rows]:
    """The same of a workbook that others may have written: what is no text is read as if it were.

    Raises KeyError, TypeError, ValueError or a ``zipfile`` or ``lxml`` error for what is none.
    """
    return _sheets(workbook, _written)


def _sheets(workbook: bytes, text_of: TextOfCell) -> list[Rows]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        strings = _strings(archive)
        return [_rows(_parsed(archive, name), strings, text_of) for name in _parts(archive)]


def _parts(archive: zipfile.ZipFile) -> list[str]:
    relations = _parsed(archive, "xl/_rels/workbook.xml.rels")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    sheets = _parsed(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet")
    names = (targets[sheet.get(_RELATION)] for sheet in sheets)
    return [name.lstrip("/") if name.startswith("/") else f"xl/{name}" for name in names]


def _strings(archive: zipfile.ZipFile) -> list[str]:
    if _SHARED not in archive.namelist():
        return []
    return [_said(item) for item in _parsed(archive, _SHARED).iter(f"{_MAIN}si")]


def _rows(sheet: etree._Element, strings: list[str], text_of: TextOfCell) -> Rows:
    rows: Rows = []
    for row in sheet.iter(f"{_MAIN}row"):
        number = int(row.get("r", len(rows) + 1))
        rows.extend([] for _ in range(number - 1 - len(rows)))
        texts: list[str] = []
        for cell in row.iter(f"{_MAIN}c"):
            column = column_index_from_string(coordinate_from_string(cell.get("r"))[0])
            texts.extend([""] * (column - 1 - len(texts)))
            texts.append(text_of(cell, strings))
        rows.append(texts)
    return rows


def _text(cell: etree._Element, strings: list[str]) -> str:
    is_text = cell.get("t") in {_STRING, _INLINE}
    is_empty = cell.find(f"{_MAIN}v") is None
    if cell.find(f"{_MAIN}f") is not None or not (is_text or is_empty):
        raise NotATextError(cell.get("r"))
    return _written(cell, strings)


def _written(cell: etree._Element, strings: list[str]) -> str:
    formula, value = cell.find(f"{_MAIN}f"), cell.find(f"{_MAIN}v")
    if formula is not None:
        return f"={formula.text or ''}"
    if cell.get("t") == _INLINE:
        return _said(cell)
    if value is None:
        return ""
    written = value.text or ""
    return strings[int(written)] if cell.get("t") == _STRING else written


def _said(part: etree._Element) -> str:
    text = "".join(run.text or "" for run in part.iter(f"{_MAIN}t"))
    return _NAMED_CHARACTER.sub(lambda match: chr(int(match[1], 16)), text)


def _parsed(archive: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(archive.read(name), _PARSER)
