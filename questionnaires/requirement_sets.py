"""This file holds what a buyer asks: requirements, and the set they form while it is composed."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from questionnaires import equivalences
from questionnaires.catalogue import ANY_NUMBER, Theme, theme_of
from questionnaires.equivalences import Equivalence
from questionnaires.errors import InvalidRequirementError, Message, translatable
from questionnaires.questions import ZERO, Question, is_plain
from questionnaires.wording import Wording

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}")
_NOT_IN_IDENTIFIER = re.compile(r"[^A-Za-z0-9.]+")
_LONGEST_NAME = 16  # of a norm in an identifier: a number of 20 and a suffix still fit


class RequirementKind(StrEnum):
    """Eis, wens or information: a knock-out stands apart from points (Directive 2014/24, 67)."""

    KNOCK_OUT = "knock_out"
    SCORED = "scored"
    INFORMATIVE = "informative"


class ProofType(StrEnum):
    """What a supplier can show; anything equivalent counts as well (Directive 2014/24, 44)."""

    OWN_STATEMENT = "own_statement"
    POLICY = "policy"
    CERTIFICATE = "certificate"
    ASSURANCE_REPORT = "assurance_report"
    PENETRATION_TEST = "penetration_test"
    AUDIT_REPORT = "audit_report"
    DEMONSTRATION = "demonstration"


@dataclass(frozen=True, slots=True)
class Proof:
    """What would show a requirement in opzet, bestaan en werking (BIO2 5.20.03), and its types."""

    design: Wording = Wording()
    existence: Wording = Wording()
    operation: Wording = Wording()
    design_types: tuple[ProofType, ...] = ()
    existence_types: tuple[ProofType, ...] = ()
    operation_types: tuple[ProofType, ...] = ()


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
    ``guidance`` helps the supplier to answer well. ``explicit_theme`` is there only where it
    differs from what the number tells, ``equivalence`` where another norm's measure is involved.
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
    guidance: Wording = Wording()
    explicit_theme: Theme | None = None
    equivalence: Equivalence | None = None

    def __post_init__(self) -> None:
        if self.explicit_theme is theme_of(self.reference.number):
            # What the number tells is not told twice: one requirement has one document.
            object.__setattr__(self, "explicit_theme", None)
        problem = _problem_of(self)
        if problem is not None:
            raise InvalidRequirementError(requirement=self.identifier, problem=problem)

    @property
    def theme(self) -> Theme:
        """The theme it was given, or else the one that its number tells."""
        return self.explicit_theme or theme_of(self.reference.number) or Theme.ORGANISATIONAL

    def item(self, question: Question) -> str:
        """The name under which one of its questions is answered and judged."""
        return f"{self.identifier}.{question.key}"


@dataclass(frozen=True, slots=True)
class RequirementSet:
    """The editable composition of requirements for one procurement, in the buyer's order."""

    requirements: tuple[Requirement, ...]
    catalogue: str
    catalogue_digest: str


def identifier_of(norm: str, number: str, taken: Collection[str] = ()) -> str:
    """Make an identifier from a norm and a number that is safe everywhere and not taken yet."""
    parts = (_plain(norm)[:_LONGEST_NAME], _plain(number))
    wanted = "-".join(part.strip("-.") for part in parts)
    free, count = wanted, 1
    while free in taken:
        count += 1
        free = f"{wanted}-{count}"
    return free


def _plain(text: str) -> str:
    return _NOT_IN_IDENTIFIER.sub("-", text).strip("-.") or "x"


def _problem_of(requirement: Requirement) -> Message | None:
    if _IDENTIFIER.fullmatch(requirement.identifier) is None:
        return translatable("its identifier must be at most 40 letters, digits, points and dashes.")
    if ANY_NUMBER.fullmatch(requirement.reference.number) is None:
        return translatable(
            "its number must be at most 20 letters, digits, points, dashes and brackets, "
            "such as 5.20.03 or AC-2(1)."
        )
    return (
        _problem_of_weight(requirement)
        or _problem_of_questions(requirement.questions)
        or equivalences.problem_of(requirement.equivalence)
    )


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
