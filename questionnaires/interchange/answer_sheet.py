"""This file reads an offline questionnaire that comes back: an untrusted workbook (XLSX).

What a cell holds that is no answer is kept as the problem of that cell, so that the other rows can
be taken; what is no questionnaire of ours at all is refused as a whole.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl.utils import get_column_letter

from questionnaires.errors import Message, translatable
from questionnaires.filled_rows import FilledCell, FilledRow
from questionnaires.interchange import workbook
from questionnaires.interchange.answer_sheet_words import DATA, FORMAT, HEADINGS, QUESTIONS, Field
from questionnaires.interchange.reading import (
    ReadingWarning,
    UnreadableWholeError,
    at_cell,
    at_row,
    shown,
)
from questionnaires.interchange.schemas import plain
from questionnaires.interchange.shared_texts import with_whole_texts
from questionnaires.wording import Language

MAXIMUM_MEGABYTES = 10
MAXIMUM_ROWS = 5_000
MAXIMUM_COLUMNS = 200
_FACTS = ("format", "reference", "revision", "language")
_NAMED_CHARACTER = re.compile("_x([0-9A-Fa-f]{4})_")
_VERSION = re.compile(r"[0-9]{1,9}")
_CHOICE = re.compile(
    f"(?:{HEADINGS[Field.CHOICE].nl}|{HEADINGS[Field.CHOICE].en})(?: [0-9]+)?", re.IGNORECASE
)
_IS_FORMULA = translatable("This is a formula. Put its outcome there as text instead.")
_IS_ERROR = translatable("This is an error of the program for sheets. Type the answer again.")
_IS_YES_OR_NO = translatable("This is a logical value. Type the answer as text.")
_IS_DATE = translatable(
    "The program for sheets made a date of this. Give the cell the format Text and type it again."
)
_IS_PERCENTAGE = translatable(
    "This is a percentage: the sheet keeps 80 percent as 0.8. Give the cell the format Number and "
    "type the number itself, such as 80."
)
_NO_QUESTIONNAIRE = translatable(
    "it is not a questionnaire that was downloaded here. Download it, fill it in, and upload that "
    "file."
)


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """What came back: of which procurement and revision, its rows, and what is odd about it."""

    reference: str
    digest: str
    language: Language
    rows: tuple[FilledRow, ...]
    warnings: tuple[ReadingWarning, ...]


def read(content: bytes) -> AnswerSheet:
    """Read a questionnaire that was filled in; raises UnreadableFileError."""
    with workbook.opened(content, megabytes=MAXIMUM_MEGABYTES) as checked:
        checked.close()  # the archive was looked at; what is read is the same with whole texts
    with workbook.opened(with_whole_texts(content), megabytes=MAXIMUM_MEGABYTES) as book:
        facts = _facts(book)
        name = _name_of_questions(book)
        warnings: list[ReadingWarning] = []
        rows = tuple(_rows(book[name], name, warnings))
        return AnswerSheet(
            reference=facts["reference"],
            digest=facts["revision"],
            language=Language(facts["language"]),
            rows=rows,
            warnings=tuple(warnings),
        )


def _facts(book: Any) -> Mapping[str, str]:  # noqa: ANN401 - openpyxl has no types
    if DATA not in book.sheetnames:
        raise UnreadableWholeError(reason=_NO_QUESTIONNAIRE)
    book[DATA].reset_dimensions()
    rows = book[DATA].iter_rows(max_row=len(_FACTS), max_col=2, values_only=True)
    found = {str(row[0]): _decoded(str(row[1] or "")) for row in rows if len(row) > 1}
    if set(found) != set(_FACTS) or found["format"] != FORMAT:
        raise UnreadableWholeError(reason=_NO_QUESTIONNAIRE)
    if found["language"] not in set(Language):
        raise UnreadableWholeError(reason=_NO_QUESTIONNAIRE)
    return found


def _name_of_questions(book: Any) -> str:  # noqa: ANN401 - openpyxl has no types
    for name in (QUESTIONS.nl, QUESTIONS.en):
        if name in book.sheetnames:
            return name
    raise UnreadableWholeError(reason=_NO_QUESTIONNAIRE)


def _rows(sheet: Any, name: str, warnings: list[ReadingWarning]) -> Iterator[FilledRow]:  # noqa: ANN401 - openpyxl has no types
    sheet.reset_dimensions()  # what a file says of its own size is not to be relied on
    columns: Mapping[Field, Sequence[int]] = {}
    for number, row in enumerate(sheet.iter_rows(max_col=MAXIMUM_COLUMNS), start=1):
        if number > MAXIMUM_ROWS:
            raise at_row(number).refuse(
                translatable("there are more than %(rows)s rows. Delete the empty ones."),
                rows=MAXIMUM_ROWS,
            )
        if number == 1:
            columns = _columns(row, name, warnings)
            continue
        cells = [
            _filled(cell, f"{name}!{get_column_letter(column)}{number}")
            for column, cell in enumerate(row, start=1)
        ]
        found = _row(number, name, cells, columns)
        if found.item:
            yield found
        elif any(not cell.is_empty for cell in found.cells):
            warnings.append(
                at_row(number).warn(
                    translatable("this row names no question of ours; it was passed over.")
                )
            )


def _columns(
    header: Iterable[Any], name: str, warnings: list[ReadingWarning]
) -> Mapping[Field, Sequence[int]]:
    """Where each field stands; raises UnreadableFileError when one is missing or there twice."""
    names = {word.casefold(): field for field in Field for word in _words(field)}
    found: dict[Field, list[int]] = {field: [] for field in Field}
    for column, cell in enumerate(header):
        said = " ".join(str(cell.value or "").split())
        field = Field.CHOICE if _CHOICE.fullmatch(said) else names.get(said.casefold())
        place = at_cell(f"{name}!{get_column_letter(column + 1)}1")
        if field is not None:
            found[field].append(column)
        elif said:
            reason = translatable("no column is called “%(column)s”; it was passed over.")
            warnings.append(place.warn(reason, column=shown(said)))
    for field, places in found.items():
        if not places:
            raise at_row(1).refuse(
                translatable("column “%(column)s” is missing."), column=" / ".join(_words(field))
            )
        if len(places) > 1 and field is not Field.CHOICE:
            raise at_row(1).refuse(
                translatable("column “%(column)s” is there twice."),
                column=" / ".join(_words(field)),
            )
    return found


def _words(field: Field) -> list[str]:
    return sorted({HEADINGS[field].nl, HEADINGS[field].en})


def _row(
    number: int, name: str, cells: Sequence[FilledCell], columns: Mapping[Field, Sequence[int]]
) -> FilledRow:
    def all_of(field: Field) -> tuple[FilledCell, ...]:
        return tuple(
            cells[place]
            if place < len(cells)
            else FilledCell(f"{name}!{get_column_letter(place + 1)}{number}")
            for place in columns[field]
        )

    def one_of(field: Field) -> FilledCell:
        return all_of(field)[0]

    version = one_of(Field.VERSION).text
    return FilledRow(
        number=number,
        item=one_of(Field.KEY).text.strip(),
        version=int(version) if _VERSION.fullmatch(version) else None,
        choices=all_of(Field.CHOICE),
        amount=one_of(Field.NUMBER),
        text=one_of(Field.TEXT),
        claim=one_of(Field.CLAIM),
        compensation=one_of(Field.COMPENSATION),
    )


def _filled(cell: Any, address: str) -> FilledCell:  # noqa: ANN401 - openpyxl has no types
    value = cell.value
    if value is None:
        return FilledCell(address)
    if cell.data_type in {"f", "e"}:
        return FilledCell(address, problem=_IS_FORMULA if cell.data_type == "f" else _IS_ERROR)
    if isinstance(value, str):
        return FilledCell(address, _decoded(value))
    problem = _problem_of(cell)
    if problem is not None:
        return FilledCell(address, problem=problem)
    number = Decimal(repr(value))
    return FilledCell(address, plain(number), number)


def _problem_of(cell: Any) -> Message | None:  # noqa: ANN401 - openpyxl has no types
    if isinstance(cell.value, bool):
        return _IS_YES_OR_NO
    if not isinstance(cell.value, int | float):
        return _IS_DATE
    return _IS_PERCENTAGE if "%" in cell.number_format else None


def _decoded(text: str) -> str:
    """Give the characters that a workbook names by their number."""
    return _NAMED_CHARACTER.sub(lambda match: chr(int(match[1], 16)), text)
