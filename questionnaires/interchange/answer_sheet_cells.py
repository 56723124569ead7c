"""This file writes the cells of an offline questionnaire: fixed ones, and ones to fill in."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

from questionnaires.interchange.answer_sheet_words import CUT, NO_NUMBER, NOT_IN_THE_LIST
from questionnaires.interchange.schemas import plain
from questionnaires.interchange.text_cells import AS_TEXT
from questionnaires.sheet_report import is_too_long

# Excel reads such a piece of a text as the one character it names, unless its _ is named as well.
_NAMED_CHARACTER = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST_FIXED = 16_000  # a character takes two of the 32,767 units of a cell at most
_MOST_DIGITS = 15
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_GREY = PatternFill("solid", start_color="FFEFF1F3")
_DARK = PatternFill("solid", start_color="FF154273")
_LINE = Side(style="thin", color="FFB5BCC4")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_OPEN, _FIXED = Protection(locked=False), Protection(locked=True)
_HEADING, _PLAIN = Font(bold=True, color="FFFFFFFF"), Font()
_ANY_NUMBER = (f"-1{'0' * 15}", f"1{'0' * 15}")


def heading(sheet: Any, number: int, texts: Iterable[str]) -> None:  # noqa: ANN401 - openpyxl has no types
    """Write a row of headings."""
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row=number, column=column)
        write(cell, text)
        cell.font, cell.fill = _HEADING, _DARK


def fixed(sheet: Any, number: int, texts: Sequence[str]) -> None:  # noqa: ANN401 - openpyxl has no types
    """Write a row of texts that nobody changes, on the plain sheet."""
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row=number, column=column)
        write(cell, text)
        cell.fill, cell.border = PatternFill(), Border()


def write(cell: Any, value: str | Decimal, *, is_open: bool = False) -> None:  # noqa: ANN401 - openpyxl has no types
    """Write one cell, to fill in or fixed; whatever a text begins with, it is no formula."""
    cell.alignment, cell.border, cell.font = _WRAPPED, _FRAME, _PLAIN
    cell.protection = _OPEN if is_open else _FIXED
    cell.fill = PatternFill() if is_open else _GREY
    if isinstance(value, Decimal):
        if _is_exact(value):
            cell.value = float(value) if value % 1 else int(value)
            return
        value = plain(value)
    cell.number_format = AS_TEXT
    if value:
        cell.value = _NAMED_CHARACTER.sub("_x005F_", value if is_open else _cut(value))
        cell.data_type = "s"
        cell.quotePrefix = True


def _is_exact(number: Decimal) -> bool:
    """Whether a sheet can keep a number without rounding it."""
    return len(plain(number).strip("-").replace(".", "").strip("0")) <= _MOST_DIGITS and (
        Decimal(repr(float(number))) == number
    )


def _cut(text: str) -> str:
    if not is_too_long(text):
        return text
    return text[:_LONGEST_FIXED] + f"{CUT.nl} /{CUT.en}"


def offer_lists(sheet: Any, areas: Mapping[str, Sequence[str]], language: str) -> None:  # noqa: ANN401 - openpyxl has no types
    """Let cells be chosen from the list that stands elsewhere in the workbook."""
    for place, cells in areas.items():
        choice = DataValidation(type="list", formula1=place, allow_blank=True)
        choice.error, choice.showErrorMessage = NOT_IN_THE_LIST.choose(language).text, True
        for area in cells:
            choice.add(area)
        sheet.add_data_validation(choice)


def ask_numbers(sheet: Any, column: int, last: int, language: str) -> None:  # noqa: ANN401 - openpyxl has no types
    """Let the cells of a column hold numbers only."""
    number = DataValidation(type="decimal", operator="between", allow_blank=True)
    number.formula1, number.formula2 = _ANY_NUMBER
    number.error, number.showErrorMessage = NO_NUMBER.choose(language).text, True
    letter = sheet.cell(row=1, column=column).column_letter
    number.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(number)


def protect(sheet: Any) -> None:  # noqa: ANN401 - openpyxl has no types
    """Keep fixed cells as they are; sorting, filtering and wider columns stay possible."""
    protection = sheet.protection
    protection.sheet = True
    for allowed in ("autoFilter", "sort", "formatColumns", "formatRows"):
        setattr(protection, allowed, False)


def set_page(sheet: Any) -> None:  # noqa: ANN401 - openpyxl has no types
    """Print across the page, as wide as it is."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.right.text = "&P / &N"
