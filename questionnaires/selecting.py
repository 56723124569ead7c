"""This file selects of the visible questions those that somebody wants to see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from questionnaires.answers import Answers
from questionnaires.catalogue import Theme
from questionnaires.questionnaire import Item, Questionnaire, asked
from questionnaires.weakness import is_weak


class Selection(StrEnum):
    """Which questions to see."""

    ALL = "all"
    OPEN = "open"
    TO_CONFIRM = "to_confirm"
    WEAK = "weak"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class Listed:
    """A visible question, and each selection that it belongs to."""

    item: Item
    selections: frozenset[Selection]

    @property
    def theme(self) -> Theme:
        """The theme on whose page it is answered."""
        return self.item.requirement.theme


def listed(
    questionnaire: Questionnaire,
    answers: Answers,
    *,
    to_confirm: Collection[str] = (),
    mine: Collection[Theme] = (),
) -> tuple[Listed, ...]:
    """The visible questions in the order of the pages.

    ``answers`` are those that stand; ``to_confirm`` are the items that were answered before their
    requirement changed, and ``mine`` the themes of who looks.
    """
    return tuple(
        Listed(item, frozenset(_selections(item, answers, to_confirm, mine)))
        for section in questionnaire.sections
        for requirement in section.requirements
        for question in asked(requirement, answers)
        for item in [questionnaire.items[requirement.item(question)]]
    )


def _selections(
    item: Item, answers: Answers, to_confirm: Collection[str], mine: Collection[Theme]
) -> list[Selection]:
    is_to_confirm = item.key in to_confirm
    entry = answers.get(item.key)
    found = {
        Selection.ALL: True,
        Selection.OPEN: entry is None and not is_to_confirm,
        Selection.TO_CONFIRM: is_to_confirm,
        Selection.WEAK: item.question is not None and is_weak(item.question, entry),
        Selection.MINE: item.requirement.theme in mine,
    }
    return [selection for selection, holds in found.items() if holds]


def count(questions: Sequence[Listed], selection: Selection) -> int:
    """How many questions a selection holds."""
    return sum(selection in question.selections for question in questions)
