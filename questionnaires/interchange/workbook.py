"""This file gets plain rows out of an untrusted Excel file (XLSX), within limits, or refuses it.

The directory of the zip and the start of every part are checked before openpyxl sees anything.
Nothing is ever computed: a cell with a formula is refused.
"""

import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from questionnaires.errors import UnreadableFileError, translatable
from questionnaires.interchange.reading import (
    MAXIMUM_FILE_MEGABYTES,
    MAXIMUM_MEASURES,
    UnreadableWholeError,
    at_cell,
    at_row,
    refuse_large,
)

MAXIMUM_ENTRIES = 2_000
MAXIMUM_UNPACKED_MEGABYTES = 32
MAXIMUM_RATIO = 50
MAXIMUM_ROWS = MAXIMUM_MEASURES + 1
MAXIMUM_COLUMNS = 40
MAXIMUM_CELLS = MAXIMUM_ROWS * MAXIMUM_COLUMNS
MAXIMUM_CELLS_IN_A_ROW = 16_384  # as many as Excel has columns
MAXIMUM_DECORATIONS = 100_000
# Below this an archive may be packed as tightly as it likes: an empty sheet often is.
_ALWAYS_SMALL = 4_000_000
_CHUNK = 1 << 16
_IS_LAST = True
_XML = (".xml", ".rels", ".vml")
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_CELL, _ROW = "c", "row"
_OF_CELLS = {_CELL, _ROW, "v", "is", "t", "si"}
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_SYMBOLIC_LINK, _TYPE = 0o120000, 0o170000

Cell = str | None
_TEXT_TYPES = {"s", "inlineStr"}


def rows(content: bytes) -> list[tuple[Cell, ...]]:
    """Give the rows of the first sheet as texts; raises UnreadableFileError."""
    with opened(content) as book:
        return list(_rows_of_first_sheet(book))


@contextmanager
def opened(content: bytes, *, megabytes: int = MAXIMUM_FILE_MEGABYTES) -> Iterator[Any]:
    """Open a workbook of which the archive and every part were checked, to read it row by row.

    Raises UnreadableFileError, also for what is found damaged while it is read.
    """
    refuse_large(content, megabytes)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _refuse_hostile_directory(archive)
            for entry in archive.infolist():
                if _is_xml(archive, entry):
                    _refuse_hostile_xml(archive, entry)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of decoration that it does not know
            book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            try:
                yield book
            finally:
                book.close()
    except UnreadableFileError:
        raise
    except Exception as error:  # whatever zipfile, expat and openpyxl stumble over
        raise UnreadableWholeError(
            reason=translatable("it is damaged, or not a workbook of Excel (XLSX).")
        ) from error


def _refuse_hostile_directory(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAXIMUM_ENTRIES or len(names) < len(entries):
        reason = translatable("its archive has too many parts, or two of one name.")
    elif unpacked > MAXIMUM_UNPACKED_MEGABYTES * 1_000_000:
        reason = translatable("unpacked it is larger than %(megabytes)s MB.")
    elif unpacked > _ALWAYS_SMALL and unpacked > MAXIMUM_RATIO * packed:
        reason = translatable("unpacked it is more than %(ratio)s times as large as packed.")
    elif any(map(_is_odd, entries)):
        reason = translatable("it holds a part that is encrypted, a link, or packed unusually.")
    elif any(name.lower().endswith("vbaproject.bin") for name in names):
        reason = translatable("it holds macros. Save it as a workbook without macros.")
    else:
        return
    raise UnreadableWholeError(
        reason=reason, megabytes=MAXIMUM_UNPACKED_MEGABYTES, ratio=MAXIMUM_RATIO
    )


def _is_odd(entry: zipfile.ZipInfo) -> bool:
    is_link = (entry.external_attr >> 16) & _TYPE == _SYMBOLIC_LINK
    return bool(entry.flag_bits & _ENCRYPTED) or is_link or entry.compress_type not in _PACKED


def _is_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Tell by its name or its start: openpyxl takes a sheet from a part of any name."""
    if entry.filename.lower().endswith(_XML):
        return True
    with archive.open(entry) as part:
        start = part.read(_CHUNK)
    return start.lstrip(_BEFORE_XML)[:1] in {b"<", b""}


def _refuse_hostile_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Refuse a part that declares a document type, in whichever encoding, or holds too much."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = _Elements().count
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk)
    parser.Parse(b"", _IS_LAST)


def _refuse_document_type(*_: object) -> None:
    raise UnreadableWholeError(
        reason=translatable("it declares a document type (DTD), which a workbook never needs.")
    )


class _Elements:
    """Counts the elements of a part: a few bytes of XML become an object that openpyxl makes."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._in_row = 0

    def count(self, tag: str, _: object) -> None:
        """Count one more; raises UnreadableFileError when there are too many."""
        name = tag.rpartition(":")[2]
        self._in_row = 0 if name == _ROW else self._in_row + (name == _CELL)
        kind = name if name in _OF_CELLS else ""
        self._counts[kind] += 1
        most = MAXIMUM_CELLS if kind else MAXIMUM_DECORATIONS
        if self._counts[kind] > most or self._in_row > MAXIMUM_CELLS_IN_A_ROW:
            raise UnreadableWholeError(
                reason=translatable("this file holds too much, or nests too deeply.")
            )


def _rows_of_first_sheet(book: Any) -> Iterator[tuple[Cell, ...]]:  # noqa: ANN401 - openpyxl has no types
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what a file says of its own size is not to be relied on
    for number, row in enumerate(sheet.iter_rows(max_col=MAXIMUM_COLUMNS), start=1):
        if number > MAXIMUM_ROWS:
            raise at_row(number).refuse(
                translatable("there are more than %(rows)s rows. Delete the empty ones."),
                rows=MAXIMUM_ROWS,
            )
        yield tuple(
            _text(cell, f"{get_column_letter(column)}{number}")
            for column, cell in enumerate(row, start=1)
        )


def _text(cell: Any, address: str) -> Cell:  # noqa: ANN401 - one of openpyxl's kinds of cell
    if cell.value is None:
        return None
    place = at_cell(address)
    if cell.data_type == "f":
        raise place.refuse(
            translatable("this is a formula. Put its outcome there as text instead.")
        )
    if cell.data_type == "e":
        raise place.refuse(translatable("this is an error of Excel, not a text."))
    if cell.data_type not in _TEXT_TYPES or not isinstance(cell.value, str):
        raise place.refuse(
            translatable(
                "this is a number or date, not text; as a number 5.10 would be 5.1. "
                "Give the cell the format Text and type it again."
            )
        )
    return cell.value
