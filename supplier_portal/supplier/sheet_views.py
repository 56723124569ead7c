"""This file puts into words what taking an offline questionnaire would do, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from questionnaires.answers import Entry
from questionnaires.questionnaire import Item
from questionnaires.sheet_report import TAKEN, Line, Outcome
from supplier_portal.services.answer_sheets import Looked
from supplier_portal.web.formatting import told
from supplier_portal.web.question_forms import shown

_MOST_WARNINGS = 50


@dataclass(frozen=True, slots=True)
class LineView:
    """One row: where it stands, what is asked, the answer as it is and as the file has it."""

    item: Item
    cell: str
    outcome: Outcome
    now: Sequence[str]
    then: Sequence[str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report in the order in which people need it."""

    refused: Sequence[LineView]
    conflicts: Sequence[LineView]
    emptied: Sequence[LineView]
    taken: Sequence[LineView]
    unchanged: int
    missing: Sequence[Item]
    unknown: Sequence[tuple[int, str]]
    passed_over: Sequence[Item]
    warnings: Sequence[str]
    more_warnings: int

    @property
    def can_change(self) -> bool:
        """Whether there is anything to take."""
        return bool(self.taken or self.conflicts or self.emptied)


def report(looked: Looked) -> ReportView:
    """Prepare what a page shows of a report."""
    found, language = looked.report, looked.sheet.language
    warnings = looked.sheet.warnings

    def of(*outcomes: Outcome) -> list[LineView]:
        return [_line(line, language) for line in found.of(*outcomes)]

    return ReportView(
        refused=of(Outcome.REFUSED),
        conflicts=of(Outcome.CONFLICT),
        emptied=of(Outcome.EMPTIED),
        taken=of(*TAKEN),
        unchanged=len(found.of(Outcome.UNCHANGED)),
        missing=found.missing,
        unknown=[(row.number, row.item[:80]) for row in found.unknown],
        passed_over=found.passed_over,
        warnings=[warning.told(gettext) for warning in warnings[:_MOST_WARNINGS]],
        more_warnings=max(len(warnings) - _MOST_WARNINGS, 0),
    )


def _line(line: Line, language: str) -> LineView:
    return LineView(
        item=line.item,
        cell=line.cell,
        outcome=line.outcome,
        now=in_words(line.item, line.now.entry, language),
        then=in_words(line.item, line.entry, language),
        problem=told(line.problem) if line.problem else "",
    )


def in_words(item: Item, entry: Entry | None, language: str) -> list[str]:
    """An answer of any kind, line by line; nothing where there is none."""
    view = shown(entry)
    options = item.question.options if item.question else ()
    labels = [
        option.label.choose(language).text for option in options if option.key in view.options
    ]
    claim = gettext("Not applicable") if view.is_claimed else ""
    measure = (
        gettext("Compensating measure: %(measure)s", measure=view.compensation)
        if view.compensation
        else ""
    )
    return [line for line in (claim, *labels, view.number, view.text, measure) if line]
