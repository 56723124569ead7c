"""This file holds what a buyer asks: requirements, and the set they form while it is composed."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from questionnaires.catalogue import Theme
from questionnaires.errors import InvalidRequirementError, Message, translatable
from questionnaires.questions import ZERO, Question, is_plain
from questionnaires.wording import Wording

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}")
_NUMBER = re.compile(r"[5-8]\.[0-9]{2}(\.[0-9]{2})?")


class RequirementKind(StrEnum):
    """Eis, wens or information: a knock-out stands apart from points (Directive 2014/24, 67)."""

    KNOCK_OUT = "knock_out"
    SCORED = "scored"
    INFORMATIVE = "informative"


@dataclass(frozen=True, slots=True)
class Proof:
    """What would show a requirement in opzet, bestaan en werking (BIO2 5.20.03)."""

    design: Wording = Wording()
    existence: Wording = Wording()
    operation: Wording = Wording()


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a requirement comes from: norm, edition and number."""

    norm: str
    edition: str
    number: str

    def __str__(self) -> str:
        return f"{self.norm} {self.edition}, {self.number}"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of a requirement set; its identifier stays the same from annex to letter.

    ``weight`` is what a scored requirement can earn, in points; any other kind has none.
    Raises InvalidRequirementError when its parts contradict each other.
    """

    identifier: str
    reference: Reference
    title: Wording
    text: Wording
    kind: RequirementKind
    questions: tuple[Question, ...]
    weight: Decimal = ZERO
    not_applicable_allowed: bool = False
    proof: Proof = Proof()

    def __post_init__(self) -> None:
        problem = _problem_of(self)
        if problem is not None:
            raise InvalidRequirementError(requirement=self.identifier, problem=problem)

    @property
    def theme(self) -> Theme:
        """The chapter of ISO/IEC 27002 it belongs to."""
        return Theme(self.reference.number[0])

    def item(self, question: Question) -> str:
        """The name under which one of its questions is answered and judged."""
        return f"{self.identifier}.{question.key}"


@dataclass(frozen=True, slots=True)
class RequirementSet:
    """The editable composition of requirements for one procurement, in the buyer's order."""

    requirements: tuple[Requirement, ...]
    catalogue: str
    catalogue_digest: str


def _problem_of(requirement: Requirement) -> Message | None:
    if _IDENTIFIER.fullmatch(requirement.identifier) is None:
        return translatable("its identifier must be at most 40 letters, digits, points and dashes.")
    if _NUMBER.fullmatch(requirement.reference.number) is None:
        return translatable("its number must be one of ISO/IEC 27002 or BIO2, such as 5.20.03.")
    return _problem_of_weight(requirement) or _problem_of_questions(requirement.questions)


def _problem_of_weight(requirement: Requirement) -> Message | None:
    if not is_plain(requirement.weight):
        return translatable("its weight must be a number of points.")
    is_scored = requirement.kind is RequirementKind.SCORED
    if is_scored and requirement.weight <= ZERO:
        return translatable("a scored requirement needs a weight of more than zero.")
    if not is_scored and requirement.weight != ZERO:
        return translatable("only a scored requirement has a weight.")
    return None


def _problem_of_questions(questions: tuple[Question, ...]) -> Message | None:
    if not questions:
        return translatable("it needs at least one question.")
    earlier: dict[str, Question] = {}
    for question in questions:
        if question.key in earlier:
            return translatable("two of its questions have the same key.")
        condition = question.shown_when
        if condition is not None and not _can_be_met(condition.question, condition.any_of, earlier):
            return translatable("a question depends on an option that no earlier question offers.")
        earlier[question.key] = question
    return None


def _can_be_met(asked: str, options: tuple[str, ...], earlier: dict[str, Question]) -> bool:
    return asked in earlier and bool(options) and set(options) <= set(earlier[asked].fractions)
