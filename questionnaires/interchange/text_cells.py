"""This file writes cells of which nothing is a formula, whatever their texts begin with."""

from collections.abc import Iterable
from typing import Any

from openpyxl.styles import Alignment, Font

AS_TEXT = "@"


def write_row(
    sheet: Any,  # noqa: ANN401 - openpyxl has no types
    number: int,
    texts: Iterable[str],
    *,
    is_heading: bool = False,
) -> None:
    """Write texts in a row of a sheet from its first column on; an empty text takes no cell."""
    for column, text in enumerate(texts, start=1):
        if not text:
            continue
        cell = sheet.cell(row=number, column=column, value=text)
        cell.data_type = "s"  # whatever it begins with: nothing we write is a formula
        cell.number_format = AS_TEXT
        cell.quotePrefix = True
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if is_heading:
            cell.font = Font(bold=True)
