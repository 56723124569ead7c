"""This file fills in a downloaded questionnaire as people do in a program for sheets."""

from io import BytesIO

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from questionnaires.interchange.answer_sheet_words import HEADINGS, QUESTIONS, Field


class Filled:
    """A downloaded questionnaire, open on somebody's desk."""

    def __init__(self, content: bytes) -> None:
        self.book = load_workbook(BytesIO(content))
        self.sheet = next(
            self.book[name] for name in (QUESTIONS.nl, QUESTIONS.en) if name in self.book.sheetnames
        )

    @property
    def content(self) -> bytes:
        written = BytesIO()
        self.book.save(written)
        return written.getvalue()

    def write(self, item: str, field: str, value, *, place: int = 0) -> str:
        """Type something in the cell of an item; gives the address of the cell."""
        cell = self.cell(item, field, place=place)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        return cell.coordinate

    def cell(self, item: str, field: str, *, place: int = 0):
        column = self._columns(Field(field))[place]
        return self.sheet.cell(row=self._row(item), column=column)

    def reorder(self) -> None:
        """Put every row elsewhere: the last one comes first."""
        rows = [[cell.value for cell in row] for row in self.sheet.iter_rows(min_row=2)]
        for number, values in enumerate(rows[-1:] + rows[:-1], start=2):
            for column, value in enumerate(values, start=1):
                cell = self.sheet.cell(row=number, column=column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"

    def add_column(self, heading: str, value: str) -> None:
        column = self.sheet.max_column + 1
        self.sheet.cell(row=1, column=column, value=heading)
        self.sheet.cell(row=2, column=column, value=value)

    def _row(self, item: str) -> int:
        letter = get_column_letter(self._columns(Field.KEY)[0])
        found = [cell.row for cell in self.sheet[letter] if cell.value == item]
        assert len(found) == 1, f"{item} is there {len(found)} times"
        return found[0]

    def _columns(self, field: Field) -> list[int]:
        names = (HEADINGS[field].nl, HEADINGS[field].en)
        return [
            cell.column
            for cell in self.sheet[1]
            if str(cell.value).startswith(names if field is Field.CHOICE else ())
            or cell.value in names
        ]
