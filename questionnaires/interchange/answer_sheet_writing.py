"""This file writes a questionnaire with its answers as a workbook that can be filled in offline.

Only cells for answers can be changed; which answer each was made from stands in hidden columns.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection

from questionnaires.interchange import answer_sheet_cells as cells
from questionnaires.interchange.answer_sheet_rows import Row, rows_of
from questionnaires.interchange.answer_sheet_words import (
    DATA,
    EXPLANATION,
    FORMAT,
    HEADINGS,
    PARTICULARS,
    QUESTIONS,
    STEPS,
    Field,
)
from questionnaires.questionnaire import Questionnaire
from questionnaires.questions import QuestionKind
from questionnaires.sheet_report import Held

_WIDTHS = {
    Field.REQUIREMENT: 50,
    Field.QUESTION: 45,
    Field.KIND: 28,
    Field.GUIDANCE: 40,
    Field.OPTIONS: 32,
    Field.CHOICE: 28,
    Field.TEXT: 60,
    Field.COMPENSATION: 40,
    Field.STATE: 20,
}
_NARROW = 16
_HIDDEN = {Field.KEY, Field.VERSION}
_FIRST_LIST = 10
_LONGEST_PROPERTY = 255


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a sheet says about itself; ``digest`` is that of the revision it asks."""

    digest: str
    made_at: str
    deadline: str


def write(
    questionnaire: Questionnaire,
    held: Mapping[str, Held],
    particulars: Particulars,
    *,
    to_confirm: frozenset[str] = frozenset(),
) -> bytes:
    """Write a questionnaire with its answers, in the language of the procurement."""
    language = questionnaire.revision.purchase.language
    rows = list(rows_of(questionnaire, held, to_confirm))
    book = Workbook()
    _explain(book.active, questionnaire, particulars)
    sheet = book.create_sheet(QUESTIONS.choose(language).text)
    columns = _columns(questionnaire)
    lists = _write_data(book.create_sheet(DATA), questionnaire, particulars, rows)
    _write_questions(sheet, columns, rows, language)
    cells.offer_lists(sheet, _listed(columns, rows, lists), language)
    cells.ask_numbers(sheet, columns.index(Field.NUMBER) + 1, len(rows) + 1, language)
    book.security = WorkbookProtection(lockStructure=True)
    book.active = 0
    title = f"{sheet.title} – {questionnaire.revision.purchase.title}"
    book.properties.title = title[:_LONGEST_PROPERTY]
    book.properties.creator = questionnaire.revision.purchase.buyer[:_LONGEST_PROPERTY]
    book.properties.language = language
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _explain(sheet: Any, questionnaire: Questionnaire, particulars: Particulars) -> None:  # noqa: ANN401 - openpyxl has no types
    purchase = questionnaire.revision.purchase
    language = purchase.language
    sheet.title = EXPLANATION.choose(language).text
    facts = (
        purchase.title,
        purchase.reference,
        purchase.buyer,
        str(questionnaire.revision.number),
        particulars.made_at,
        particulars.deadline,
    )
    cells.heading(sheet, 1, [EXPLANATION.choose(language).text])
    number = 3
    for name, fact in zip(PARTICULARS, facts, strict=True):
        cells.fixed(sheet, number, [name.choose(language).text, fact])
        number += 1
    for count, step in enumerate(STEPS, start=1):
        cells.fixed(sheet, number + count, [f"{count}.", step.choose(language).text])
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 100
    cells.protect(sheet)
    cells.set_page(sheet)


def _columns(questionnaire: Questionnaire) -> list[Field]:
    """The columns in order; as many to choose in as one question has options."""
    most = max(
        (
            len(item.question.options)
            for item in questionnaire.items.values()
            if item.question and item.question.kind is QuestionKind.MULTI_CHOICE
        ),
        default=1,
    )
    return [
        column
        for field in Field
        for column in ([field] * most if field is Field.CHOICE else [field])
    ]


def _write_questions(sheet: Any, columns: list[Field], rows: list[Row], language: str) -> None:  # noqa: ANN401 - openpyxl has no types
    cells.heading(sheet, 1, _headings(columns, language))
    for number, row in enumerate(rows, start=2):
        places: dict[Field, int] = {}
        for column, field in enumerate(columns, start=1):
            place = places.get(field, 0)
            places[field] = place + 1
            is_open = place < row.open_cells.get(field, 0)
            values = row.values.get(field, ())
            value = values[place] if place < len(values) else ""
            cells.write(sheet.cell(row=number, column=column), value, is_open=is_open)
    for column, field in enumerate(columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = _WIDTHS.get(field, _NARROW)
        dimension.hidden = field in _HIDDEN
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    sheet.print_title_rows = "1:1"
    cells.protect(sheet)
    cells.set_page(sheet)


def _headings(columns: list[Field], language: str) -> list[str]:
    found: list[str] = []
    for place, field in enumerate(columns):
        name = HEADINGS[field].choose(language).text
        earlier = columns[:place].count(field)
        found.append(f"{name} {earlier + 1}" if earlier else name)
    return found


def _write_data(
    sheet: Any,  # noqa: ANN401 - openpyxl has no types
    questionnaire: Questionnaire,
    particulars: Particulars,
    rows: list[Row],
) -> Mapping[tuple[str, ...], str]:
    """Write what the file says of itself, and the lists to choose from; gives where each stands."""
    purchase = questionnaire.revision.purchase
    facts = (
        ("format", FORMAT),
        ("reference", purchase.reference),
        ("revision", particulars.digest),
        ("language", purchase.language),
    )
    for number, fact in enumerate(facts, start=1):
        cells.fixed(sheet, number, fact)
    found: dict[tuple[str, ...], str] = {}
    for row in rows:
        if row.listed and row.listed not in found:
            number = _FIRST_LIST + len(found)
            cells.fixed(sheet, number, row.listed)
            last = get_column_letter(len(row.listed))
            found[row.listed] = f"'{DATA}'!$A${number}:${last}${number}"
    sheet.sheet_state = "hidden"
    cells.protect(sheet)
    return found


def _listed(
    columns: list[Field], rows: list[Row], lists: Mapping[tuple[str, ...], str]
) -> Mapping[str, list[str]]:
    """The cells that choose from each list."""
    found: dict[str, list[str]] = {place: [] for place in lists.values()}
    for number, row in enumerate(rows, start=2):
        if row.listed:
            field = Field.CLAIM if row.open_cells.get(Field.CLAIM) else Field.CHOICE
            first = columns.index(field) + 1
            last = first + row.open_cells[field] - 1
            area = f"{get_column_letter(first)}{number}:{get_column_letter(last)}{number}"
            found[lists[row.listed]].append(area)
    return found
