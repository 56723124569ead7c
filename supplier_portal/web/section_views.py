"""This file puts the questions of one theme together, for who answers them and who tries them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from questionnaires.answers import Answers, Entry
from questionnaires.catalogue import Theme
from questionnaires.questionnaire import Item, Questionnaire, asked, undetermined
from questionnaires.questions import Option
from questionnaires.requirement_sets import Requirement
from questionnaires.visibility import decides
from questionnaires.weakness import is_weak, risks_of
from supplier_portal.services.errors import NotFoundError
from supplier_portal.web.question_forms import Shown


@dataclass(frozen=True, slots=True)
class ItemView:
    """One question, or the room to say that a requirement does not apply.

    ``decided_by`` is the item to answer first while it is undetermined whether this one is asked;
    ``risks`` are what a weak answer leaves open, as far as the revision tells.
    """

    item: Item
    shown: Shown
    version: int = 0
    is_visible: bool = True
    decided_by: Item | None = None
    is_weak: bool = False
    risks: tuple[Option, ...] = ()
    is_answered: bool = False
    is_to_confirm: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """An attached file."""

    id: UUID
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class RequirementView:
    """A requirement with everything there is to fill in for it."""

    requirement: Requirement
    claim: ItemView | None
    questions: tuple[ItemView, ...]
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Which of the themes of a questionnaire a page is about."""

    theme: Theme
    themes: tuple[Theme, ...]

    @property
    def step(self) -> int:
        """Which one it is, counted from 1."""
        return self.themes.index(self.theme) + 1

    @property
    def previous(self) -> Theme | None:
        """The one before, if there is any."""
        return self.themes[self.step - 2] if self.step > 1 else None

    @property
    def following(self) -> Theme | None:
        """The next one, if there is any."""
        return self.themes[self.step] if self.step < len(self.themes) else None


def place_of(questionnaire: Questionnaire, wanted: str) -> Place:
    """Find a theme by its number; raises NotFoundError when nothing of it is asked."""
    themes = tuple(section.theme for section in questionnaire.sections)
    for theme in themes:
        if theme.value == wanted:
            return Place(theme, themes)
    raise NotFoundError


def visible_items(requirement: Requirement, answers: Answers) -> frozenset[str]:
    """The questions of a requirement that are asked now."""
    return frozenset(requirement.item(question) for question in asked(requirement, answers))


def waiting_items(
    questionnaire: Questionnaire, requirement: Requirement, answers: Answers
) -> Mapping[str, Item]:
    """The undetermined questions of a requirement, each with the item that decides about it."""
    found = {}
    for question in undetermined(requirement, answers):
        first = decides(requirement, question, answers)
        if first is not None:
            found[requirement.item(question)] = questionnaire.items[requirement.item(first)]
    return found


def weighed(view: ItemView, entry: Entry | None) -> ItemView:
    """A question with what its stored answer leaves open."""
    question = view.item.question
    if question is None or not is_weak(question, entry):
        return view
    return replace(view, is_weak=True, risks=risks_of(question, entry))


def section(
    questionnaire: Questionnaire,
    theme: Theme,
    answers: Answers,
    filled: Callable[[Item], ItemView],
    files: Mapping[str, Sequence[File]] | None = None,
) -> list[RequirementView]:
    """The requirements of one theme, each item as ``filled`` shows it, with attached files."""
    attached = files or {}
    return [
        _requirement_view(questionnaire, requirement, answers, filled, attached)
        for part in questionnaire.sections
        if part.theme is theme
        for requirement in part.requirements
    ]


def _requirement_view(
    questionnaire: Questionnaire,
    requirement: Requirement,
    answers: Answers,
    filled: Callable[[Item], ItemView],
    files: Mapping[str, Sequence[File]],
) -> RequirementView:
    visible = visible_items(requirement, answers)
    waiting = waiting_items(questionnaire, requirement, answers)
    claim = questionnaire.items.get(requirement.identifier)
    keys = [requirement.item(question) for question in requirement.questions]
    return RequirementView(
        requirement=requirement,
        claim=None if claim is None else filled(claim),
        questions=tuple(
            replace(
                filled(questionnaire.items[key]),
                is_visible=key in visible,
                decided_by=waiting.get(key),
            )
            for key in keys
        ),
        files=tuple(files.get(requirement.identifier, ())),
    )
