"""This file writes a catalogue as a sheet, XLSX or CSV, and gives a sheet to start one from."""

import csv
from collections.abc import Iterator, Mapping
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from questionnaires.catalogue import Catalogue, Category, Measure, MeasureStatus, Source
from questionnaires.interchange.draft import CATEGORIES
from questionnaires.interchange.sheet_columns import COLUMNS, STATUSES, Field, disarmed
from questionnaires.interchange.text_cells import AS_TEXT, write_row
from questionnaires.wording import Wording

_WIDE, _NARROW = 60, 20
_LONG = {Field.TEXT, Field.TEXT_EN}
_EXPLANATION = "Uitleg"
_MEASURES = "Maatregelen"
_EXAMPLE = Catalogue(
    norm="Voorbeeldnorm",
    edition="1.0",
    source=Source.OFFICIAL,
    controls=(),
    measures=(
        Measure(
            number="5.20.01",
            status=MeasureStatus.ACTIVE,
            title=Wording("Vervang deze rij", "Replace this row"),
            text=Wording("Hier staat wat de maatregel vraagt.", "What the measure asks."),
            categories=frozenset({Category.BASIC_HYGIENE}),
        ),
    ),
)


def to_xlsx(catalogue: Catalogue) -> bytes:
    """Write a catalogue as a workbook that can be read back."""
    return _saved(_book(catalogue))


def to_csv(catalogue: Catalogue) -> bytes:
    """Write a catalogue as CSV as Excel in Dutch opens it: UTF-8 with a mark, and semicolons."""
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(column.field.value for column in COLUMNS)
    for row in _rows_of(catalogue):
        writer.writerow(disarmed(row.get(column.field, "")) for column in COLUMNS)
    return written.getvalue().encode("utf-8-sig")


def template() -> bytes:
    """Give a workbook to start from: one row as an example, and a sheet that explains all."""
    book = _book(_EXAMPLE)
    sheet = book.create_sheet(_EXPLANATION)
    for letter, width in zip("ABCD", (28, 10, 80, 80), strict=True):
        sheet.column_dimensions[letter].width = width
    write_row(sheet, 1, ("Kolom", "Verplicht", "Betekenis", "Meaning"), is_heading=True)
    for number, column in enumerate(COLUMNS, start=2):
        required = "ja" if column.is_required else "nee"
        meaning = column.meaning
        write_row(sheet, number, (column.field.value, required, meaning.nl, meaning.en))
    return _saved(book)


def _book(catalogue: Catalogue) -> Any:  # noqa: ANN401 - openpyxl has no types
    book = Workbook()
    sheet = book.active
    sheet.title = _MEASURES
    sheet.freeze_panes = "A2"
    for number, column in enumerate(COLUMNS, start=1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = _WIDE if column.field in _LONG else _NARROW
        # So that what people type here stays text: as a number 5.10 would become 5.1.
        dimension.number_format = AS_TEXT
    write_row(sheet, 1, [column.field.value for column in COLUMNS], is_heading=True)
    for number, row in enumerate(_rows_of(catalogue), start=2):
        write_row(sheet, number, [row.get(column.field, "") for column in COLUMNS])
    return book


def _saved(book: Any) -> bytes:  # noqa: ANN401 - openpyxl has no types
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _rows_of(catalogue: Catalogue) -> Iterator[Mapping[Field, str]]:
    groups = {group.key: group for group in catalogue.groups}
    controls = {control.number: control for control in catalogue.controls}
    for measure in catalogue.measures:
        row = {
            Field.NORM: catalogue.norm,
            Field.EDITION: catalogue.edition,
            Field.NUMBER: measure.number,
            Field.TITLE: measure.title.nl,
            Field.TITLE_EN: measure.title.en,
            Field.TEXT: measure.text.nl,
            Field.TEXT_EN: measure.text.en,
            Field.THEME: measure.explicit_theme or "",
            Field.CONTROL: measure.control,
            Field.STATUS: STATUSES[measure.status],
            Field.TARGET: measure.target or "",
            Field.CATEGORIES: ", ".join(
                sorted(name for name, one in CATEGORIES.items() if one in measure.categories)
            ),
        }
        control = controls.get(measure.control)
        if control:
            row |= {
                Field.CONTROL_TITLE: control.title.nl,
                Field.CONTROL_TITLE_EN: control.title.en,
                Field.GROUP: control.group or "",
            }
            group = groups.get(control.group or "")
            if group:
                row |= {Field.GROUP_TITLE: group.title.nl, Field.GROUP_TITLE_EN: group.title.en}
        yield row
