"""This file writes the content of an annex as a workbook in which every cell is a text.

Nothing in it is computed, and nothing is cut: openpyxl drops what a cell cannot hold, so a long
text goes on in a row below that says so. The workbook is read back before it is given out.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from questionnaires.annexes import AnnexContent, content_hash
from questionnaires.interchange.text_cells import AS_TEXT, write_row
from supplier_portal.documents.excel_sheets import Cell, Sheet, sheets
from supplier_portal.documents.printing import printed_texts
from supplier_portal.documents.proof import LostTextError
from supplier_portal.documents.sheet_text import texts_of_sheets

# A cell holds 32,767 units of UTF-16, of which a character takes two at most.
_MOST_CHARACTERS = 16_000
_LONGEST_PROPERTY = 255
_LONGEST_NAME = 31
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_LIST = re.compile(r"[\w ,.()-]+")
_LONGEST_LIST = 255
_FIXED_TIME = datetime(2000, 1, 1, tzinfo=UTC)
_FIXED_ENTRY_TIME = (1980, 1, 1, 0, 0, 0)
# Excel reads such a piece of a text as the one character it names, unless its _ is named as well.
_NAMED_CHARACTER = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_PROPERTIES = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")

Rows = list[list[str]]


def render(content: AnnexContent) -> bytes:
    """Write a content as XLSX; the same content gives the same bytes.

    Raises LostTextError when a text of the content does not come back out of the workbook.
    """
    laid_out = _laid_out(content)
    workbook = write(content, laid_out)
    _refuse_loss(workbook, content, laid_out)
    return workbook


def write(content: AnnexContent, laid_out: Sequence[Sheet] | None = None) -> bytes:
    """Write a content as XLSX without the proof."""
    book = Workbook()
    book.remove(book.active)
    _describe(book.properties, content)
    for table in laid_out or _laid_out(content):
        _add_sheet(book, table, content)
    written = io.BytesIO()
    book.save(written)
    return _without_times(written.getvalue())


def _laid_out(content: AnnexContent) -> list[Sheet]:
    particulars, *others = sheets(content)
    name = Cell(content["labels"]["content_hash"], ())
    row = (name, Cell(content_hash(content), ()))
    return [Sheet(particulars.name, particulars.columns, (*particulars.rows, row)), *others]


def _describe(properties: Any, content: AnnexContent) -> None:  # noqa: ANN401 - openpyxl
    title = f"{content['labels']['heading']} – {content['procurement']['title']}"
    properties.title = title[:_LONGEST_PROPERTY]
    properties.creator = content["procurement"]["buyer"][:_LONGEST_PROPERTY]
    properties.language = content["language"]
    properties.keywords = f"{content['digest']} {content_hash(content)}"
    properties.created = _FIXED_TIME


def _add_sheet(book: Any, table: Sheet, content: AnnexContent) -> None:  # noqa: ANN401 - openpyxl
    sheet = book.create_sheet(_NOT_IN_A_NAME.sub(" ", table.name)[:_LONGEST_NAME])
    heading, *rows = _rows(table, content["labels"])
    write_row(sheet, 1, heading, is_heading=True)
    for number, row in enumerate(rows, start=2):
        write_row(sheet, number, [_NAMED_CHARACTER.sub("_x005F_", text) for text in row])
    last = get_column_letter(len(heading))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    for number, column in enumerate(table.columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width, dimension.number_format = column.width, AS_TEXT
        if column.has_choice and rows:
            _offer_choice(sheet, number, [row[number - 1] for row in rows])
    _set_page(sheet, content)


def _rows(table: Sheet, labels: dict[str, str]) -> Rows:
    """Give the texts of a sheet; a row that is too long goes on below, and both say so."""
    rows = [[column.heading for column in table.columns]]
    is_split = False
    for row in table.rows:
        parts = list(_parts(row))
        is_split |= len(parts) > 1
        for number, part in enumerate(parts, start=1):
            note = f"{number} {labels['of']} {len(parts)}" if len(parts) > 1 else ""
            rows.append([*part, note])
    if is_split:
        rows[0].append(labels["continued"])
    return rows


def _parts(row: Sequence[Cell]) -> Iterator[list[str]]:
    cells = [_pieces(cell.text) for cell in row]
    for number in range(max(map(len, cells))):
        yield [pieces[number] if number < len(pieces) else "" for pieces in cells]


def _pieces(text: str) -> list[str]:
    starts = range(0, max(len(text), 1), _MOST_CHARACTERS)
    return [text[start : start + _MOST_CHARACTERS] for start in starts]


def _offer_choice(sheet: Any, column: int, values: Sequence[str]) -> None:  # noqa: ANN401 - openpyxl
    known = sorted(set(values) - {""})
    listed = ",".join(known)
    if not all(map(_LIST.fullmatch, known)) or any("," in value for value in known):
        return
    if not 0 < len(listed) <= _LONGEST_LIST:
        return
    letter = get_column_letter(column)
    choice = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    choice.add(f"{letter}2:{letter}{len(values) + 1}")
    sheet.add_data_validation(choice)


def _set_page(sheet: Any, content: AnnexContent) -> None:  # noqa: ANN401 - openpyxl
    labels = content["labels"]
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.left.text = f"{content['digest']}"
    sheet.oddFooter.right.text = f"{labels['page']} &P {labels['of']} &N"


def _without_times(workbook: bytes) -> bytes:
    """The same archive with fixed times, so that equal content is equal bytes (assurance F3)."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name == _PROPERTIES:
                part = _MODIFIED.sub(rb"\g<1>" + _FIXED_TIME.isoformat()[:19].encode() + b"Z", part)
            target.writestr(zipfile.ZipInfo(name, _FIXED_ENTRY_TIME), part, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _refuse_loss(workbook: bytes, content: AnnexContent, laid_out: Sequence[Sheet]) -> None:
    cells = [cell for table in laid_out for row in table.rows for cell in row]
    missing = Counter(printed_texts(content)) - Counter(
        text for cell in cells for text in cell.made_of
    )
    for text in missing:
        raise _lost(text)
    labels = content["labels"]
    wanted = [_rows(table, labels) for table in laid_out]
    nothing: Rows = []
    for rows, found in zip_longest(wanted, texts_of_sheets(workbook), fillvalue=nothing):
        _refuse_difference(rows, found)


def _refuse_difference(wanted: Rows, found: Rows) -> None:
    empty: list[str] = []
    for row, line in zip_longest(wanted, found, fillvalue=empty):
        for text, cell in zip_longest(row, line, fillvalue=""):
            if text != cell:
                raise _lost(text)


def _lost(text: str) -> LostTextError:
    return LostTextError(f"The workbook lost this text: {text[:80]!r}")
