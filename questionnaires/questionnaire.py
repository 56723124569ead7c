"""This file derives the questionnaire from a revision: what is asked, shown and still missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from questionnaires import weakness
from questionnaires.answers import Answers, Entry, NotApplicable, acceptable, acceptable_claim
from questionnaires.catalogue import Theme
from questionnaires.errors import UnknownItemError
from questionnaires.questions import Question
from questionnaires.requirement_sets import Requirement
from questionnaires.revisions import Revision
from questionnaires.visibility import Visibility, visibilities


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to answer: a question, or (without one) whether its requirement applies."""

    key: str
    requirement: Requirement
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The requirements of one theme, which the supplier answers on one page."""

    theme: Theme
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the visible questions are answered, and how many may yet become visible."""

    answered: int
    total: int
    undetermined: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return self.answered == self.total


@dataclass(frozen=True)
class Questionnaire:
    """What a supplier is asked, in the order of the revision."""

    revision: Revision

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """One section a theme, in the order of the themes; empty themes are left out."""
        return sections_of(self.revision.requirements)

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Everything that can be answered, by its key."""
        return {item.key: item for item in _items_of(self.revision)}

    def item(self, key: str) -> Item:
        """Find one item; raises UnknownItemError when the revision does not hold it."""
        if key not in self.items:
            raise UnknownItemError(item=key)
        return self.items[key]

    def accept(self, key: str, value: Entry) -> Entry:
        """Give the answer as it may be kept.

        Raises UnknownItemError, UnacceptableAnswerError or UnsafeTextError.
        """
        item = self.item(key)
        if item.question is None:
            return acceptable_claim(value, is_allowed=item.requirement.not_applicable_allowed)
        return acceptable(item.question, value)

    def missing(self, answers: Answers) -> tuple[Item, ...]:
        """The visible questions without an answer, in the order of the revision."""
        return tuple(
            self.items[requirement.item(question)]
            for requirement in self.revision.requirements
            for question in asked(requirement, answers)
            if requirement.item(question) not in answers
        )

    def progress(self, answers: Answers, theme: Theme | None = None) -> Progress:
        """Count answered and visible questions, of one theme or of all."""
        counted = [item for item in self.revision.requirements if theme in {None, item.theme}]
        keys = [item.item(question) for item in counted for question in asked(item, answers)]
        return Progress(
            answered=sum(key in answers for key in keys),
            total=len(keys),
            undetermined=sum(len(undetermined(item, answers)) for item in counted),
        )

    def sent(self, answers: Answers) -> Answers:
        """The answers that are handed in: those to visible questions, and claims.

        A compensating measure goes with a weak answer alone: beside another it is hidden too.
        """
        kept: dict[str, Entry] = {}
        for requirement in self.revision.requirements:
            if is_claimed(requirement, answers):
                kept[requirement.identifier] = answers[requirement.identifier]
            for question in asked(requirement, answers):
                key = requirement.item(question)
                if key in answers:
                    kept[key] = weakness.sent(question, answers[key])
        return kept


def sections_of(requirements: Sequence[Requirement]) -> tuple[Section, ...]:
    """One section a theme, in the order of the themes; empty themes are left out."""
    grouped = {
        theme: tuple(item for item in requirements if item.theme is theme) for theme in Theme
    }
    return tuple(Section(theme, members) for theme, members in grouped.items() if members)


def asked(requirement: Requirement, answers: Answers) -> tuple[Question, ...]:
    """The questions of a requirement that have to be answered: none once it is claimed away."""
    return () if is_claimed(requirement, answers) else visible(requirement, answers)


def is_claimed(requirement: Requirement, answers: Answers) -> bool:
    """Whether the supplier says that it does not apply, where the revision allows to say so."""
    return requirement.not_applicable_allowed and isinstance(
        answers.get(requirement.identifier), NotApplicable
    )


def undetermined(requirement: Requirement, answers: Answers) -> tuple[Question, ...]:
    """The questions of which an answer that is not there yet decides whether they are asked."""
    if is_claimed(requirement, answers):
        return ()
    return _in_state(requirement, answers, Visibility.UNDETERMINED)


def visible(requirement: Requirement, answers: Answers) -> tuple[Question, ...]:
    """The questions whose condition is met; one that hangs on a hidden question is hidden too."""
    return _in_state(requirement, answers, Visibility.VISIBLE)


def _in_state(
    requirement: Requirement, answers: Answers, state: Visibility
) -> tuple[Question, ...]:
    states = visibilities(requirement, answers)
    return tuple(each for each in requirement.questions if states[each.key] is state)


def _items_of(revision: Revision) -> Iterator[Item]:
    for requirement in revision.requirements:
        if requirement.not_applicable_allowed:
            yield Item(requirement.identifier, requirement)
        for question in requirement.questions:
            yield Item(requirement.item(question), requirement, question)
