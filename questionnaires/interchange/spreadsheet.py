"""This file reads a catalogue from a sheet, XLSX or CSV, with one row for each measure."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from openpyxl.utils import get_column_letter

from questionnaires.catalogue import (
    ANY_NUMBER,
    MEASURE_NUMBER,
    Category,
    Control,
    Group,
    Measure,
    MeasureStatus,
    Theme,
)
from questionnaires.errors import translatable
from questionnaires.interchange import workbook
from questionnaires.interchange.draft import Draft, category_named, theme_named
from questionnaires.interchange.reading import (
    MAXIMUM_KEY,
    MAXIMUM_TEXT,
    MAXIMUM_TITLE,
    Place,
    Reading,
    at_cell,
    at_line,
    at_row,
    refuse_large,
    shown,
)
from questionnaires.interchange.sheet_columns import COLUMNS, STATUSES, Field, rearmed
from questionnaires.interchange.workbook import MAXIMUM_COLUMNS, MAXIMUM_ROWS, Cell
from questionnaires.wording import Wording

MAXIMUM_SEPARATORS = 2_000_000
_DELIMITERS = ";,\t"
_TEXTS = {Field.TEXT, Field.TEXT_EN}
_NUMBERS = {Field.NUMBER, Field.CONTROL, Field.TARGET}
_STATUSES = {name: status for status, name in STATUSES.items()} | {
    status.value: status for status in MeasureStatus
}


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: what its cells say, and where each stands."""

    number: int
    texts: Mapping[Field, str]
    letters: Mapping[Field, str]

    def at(self, field: Field) -> Place:
        """The cell of a field, or the row where that has no column."""
        letter = self.letters.get(field)
        return at_cell(f"{letter}{self.number}") if letter else at_row(self.number)

    def text(self, field: Field) -> str:
        """What a cell says, empty where there is none."""
        return self.texts.get(field, "")

    def wording(self, dutch: Field, english: Field) -> Wording:
        """A text in both languages."""
        return Wording(self.text(dutch), self.text(english))


def read_xlsx(content: bytes) -> Reading:
    """Read the first sheet of a workbook, or refuse it with UnreadableFileError."""
    return _read(workbook.rows(content))


def read_csv(content: bytes) -> Reading:
    """Read a text with ``;``, ``,`` or tabs between its cells, or refuse it likewise."""
    refuse_large(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise at_line(line).refuse(translatable("this is not text in UTF-8.")) from error
    first_line = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first_line.count)
    if text.count(delimiter) > MAXIMUM_SEPARATORS:  # one row of nothing else fills the memory
        raise at_row(1).refuse(translatable("this file holds too much, or nests too deeply."))
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[tuple[Cell, ...]] = []
    try:
        for cells in rows:
            if len(found) == MAXIMUM_ROWS:
                reason = translatable("there are more than %(rows)s rows. Delete the empty ones.")
                raise at_row(MAXIMUM_ROWS + 1).refuse(reason, rows=MAXIMUM_ROWS)
            found.append(tuple(map(rearmed, cells[:MAXIMUM_COLUMNS])))
    except csv.Error as error:
        raise at_line(max(rows.line_num, 1)).refuse(
            translatable("the quotation marks do not match, or a cell is too long.")
        ) from error
    return _read(found)


def _read(rows: Sequence[Sequence[Cell]]) -> Reading:
    draft = Draft()
    fields = _fields_of(rows[0] if rows else (), draft)
    letters = {field: get_column_letter(column) for column, field in fields.items()}
    names: dict[Field, str] = {}
    for number, cells in enumerate(rows[1:], start=2):
        texts = {
            fields[column]: cell.strip()
            for column, cell in enumerate(cells, start=1)
            if column in fields and cell and cell.strip()
        }
        if texts:
            row = _checked(_Row(number, texts, letters))
            _take_names(row, names)
            _take(row, draft)
    for field in (Field.NORM, Field.EDITION):
        if field not in names:
            raise at_row(2).refuse(
                translatable("column “%(column)s” is empty."), column=field.value
            )
    return draft.reading(names[Field.NORM], names[Field.EDITION], at_row(2))


def _fields_of(header: Iterable[Cell], draft: Draft) -> dict[int, Field]:
    """Give the field of each column; raises UnreadableFileError without the ones that must be."""
    found: dict[int, Field] = {}
    for column, cell in enumerate(header, start=1):
        name = " ".join((cell or "").split()).casefold()
        place = at_cell(f"{get_column_letter(column)}1")
        if not name:
            continue
        if name not in set(Field):
            reason = translatable("no column is called “%(column)s”; it was passed over.")
            draft.warnings.append(place.warn(reason, column=shown(name)))
        elif Field(name) in found.values():
            raise place.refuse(translatable("column “%(column)s” is there twice."), column=name)
        else:
            found[column] = Field(name)
    for wanted in COLUMNS:
        if wanted.is_required and wanted.field not in found.values():
            raise at_row(1).refuse(
                translatable("column “%(column)s” is missing."), column=wanted.field.value
            )
    return found


def _checked(row: _Row) -> _Row:
    """Give a row of which every text may be kept and every number is one."""
    kept: dict[Field, str] = {}
    for field, text in row.texts.items():
        place = row.at(field)
        limit = MAXIMUM_TEXT if field in _TEXTS else MAXIMUM_TITLE
        kept[field] = place.keep(text, MAXIMUM_KEY if field is Field.GROUP else limit)
        if field in _NUMBERS and ANY_NUMBER.fullmatch(text) is None:
            raise place.refuse(
                translatable(
                    "a number has at most 20 letters, digits, points, dashes and brackets."
                )
            )
    if Field.NUMBER not in kept:
        raise row.at(Field.NUMBER).refuse(translatable("the number of this measure is missing."))
    return _Row(row.number, kept, row.letters)


def _take_names(row: _Row, names: dict[Field, str]) -> None:
    for field in (Field.NORM, Field.EDITION):
        text = row.text(field)
        if text and names.setdefault(field, text) != text:
            raise row.at(field).refuse(
                translatable("above it says “%(above)s”: a file holds one edition of one norm."),
                above=shown(names[field]),
            )


def _take(row: _Row, draft: Draft) -> None:
    number, theme = row.text(Field.NUMBER), _theme(row)
    derived = number.rpartition(".")[0] if MEASURE_NUMBER.fullmatch(number) else number
    control = row.text(Field.CONTROL) or derived
    group = row.text(Field.GROUP) or None
    if group:
        draft.add_group(Group(group, row.wording(Field.GROUP_TITLE, Field.GROUP_TITLE_EN)))
    title = row.wording(Field.CONTROL_TITLE, Field.CONTROL_TITLE_EN)
    draft.add_control(Control(control, title, group, theme))
    measure = Measure(
        number=number,
        status=_status(row),
        title=row.wording(Field.TITLE, Field.TITLE_EN),
        text=row.wording(Field.TEXT, Field.TEXT_EN),
        categories=_categories(row),
        target=row.text(Field.TARGET) or None,
        control_number=control,
        explicit_theme=theme,
    )
    draft.add_measure(measure, row.at(Field.NUMBER))


def _theme(row: _Row) -> Theme | None:
    text = row.text(Field.THEME)
    theme = theme_named(text)
    if text and theme is None:
        raise row.at(Field.THEME).refuse(
            translatable("“%(name)s” is not one of the four themes."), name=shown(text)
        )
    return theme


def _status(row: _Row) -> MeasureStatus:
    text = row.text(Field.STATUS)
    status = _STATUSES.get(text.casefold()) if text else MeasureStatus.ACTIVE
    if status is None:
        raise row.at(Field.STATUS).refuse(
            translatable("“%(name)s” is not a status."), name=shown(text)
        )
    return status


def _categories(row: _Row) -> frozenset[Category]:
    found: set[Category] = set()
    for name in row.text(Field.CATEGORIES).replace(";", ",").split(","):
        category = category_named(name)
        if category is not None:
            found.add(category)
        elif name.strip():
            raise row.at(Field.CATEGORIES).refuse(
                translatable("“%(name)s” is not a category."), name=shown(name.strip())
            )
    return frozenset(found)
