"""This file tests that what we write into sheets is text, whatever it looks like."""

from io import BytesIO

import openpyxl
import pytest

from questionnaires.catalogue import Catalogue, Control, Measure, MeasureStatus, Source
from questionnaires.interchange.sheet_columns import COLUMNS
from questionnaires.interchange.spreadsheet_writing import template, to_csv, to_xlsx
from questionnaires.wording import Wording

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "#REF!"]


def catalogue(text: str) -> Catalogue:
    measure = Measure("5.10.01", MeasureStatus.ACTIVE, Wording(text), Wording(text, text))
    return Catalogue("Norm", "1.10", Source.OFFICIAL, (Control("5.10"),), (measure,))


def cells(content: bytes):
    book = openpyxl.load_workbook(BytesIO(content))
    return [cell for sheet in book for row in sheet for cell in row if cell.value is not None]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula_or_a_number(text):
    written = cells(to_xlsx(catalogue(text)))
    assert {cell.data_type for cell in written} == {"s"}
    assert {cell.number_format for cell in written} == {"@"}
    assert [cell.value for cell in written].count(text) == 3


@pytest.mark.parametrize("text", FORMULAS[:5])
def test_no_cell_of_csv_begins_like_a_formula(text):
    written = to_csv(catalogue(text)).decode("utf-8-sig")
    assert f'"\'{text}"' in written
    assert f'"{text}"' not in written


def test_what_is_typed_in_the_template_stays_text():
    book = openpyxl.load_workbook(BytesIO(template()))
    sheet = book["Maatregelen"]
    assert [cell.value for cell in sheet[1]] == [column.field.value for column in COLUMNS]
    for column in sheet.column_dimensions.values():
        assert column.number_format == "@"
    assert [row[0].value for row in book["Uitleg"]][1:] == [column.field for column in COLUMNS]
    assert {cell.data_type for cell in cells(template())} == {"s"}
