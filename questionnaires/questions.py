"""This file says what can be asked: a question, its kind, its options and when it is shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from questionnaires.errors import InvalidQuestionError, Message, translatable
from questionnaires.wording import Wording

ZERO = Decimal(0)
ONE = Decimal(1)
WORD_LIMITS = range(10, 2001)
_MOST_DIGITS = 15
_MOST_DECIMALS = 12
_KEY = re.compile(r"[a-z][a-z0-9_]{0,19}")
_OPTION_KEY = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")


class QuestionKind(StrEnum):
    """How a question is answered; all but ``open`` have a fraction without a reviewer."""

    SINGLE_CHOICE = "single_choice"
    MULTI_CHOICE = "multi_choice"
    VALUE = "value"
    OPEN = "open"


class Severity(StrEnum):
    """How much risk an answer leaves."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose from, with the fraction 0..1 of the question's weight it earns.

    ``hint`` says which risk an answer leaves that is not the best one, ``severity`` how much.
    """

    key: str
    label: Wording
    fraction: Decimal
    hint: Wording = Wording()
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A question is shown once another one of the same requirement has one of these options."""

    question: str
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a requirement; its key is unique within that requirement.

    ``minimum`` and ``maximum`` bound a value question: the first earns nothing, the second all.
    ``longest_words`` is how many words the answer to an open question may have.
    Raises InvalidQuestionError when its parts contradict each other.
    """

    key: str
    kind: QuestionKind
    wording: Wording
    guidance: Wording = Wording()
    weight: Decimal = ONE
    options: tuple[Option, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit: Wording = Wording()
    shown_when: Condition | None = None
    longest_words: int | None = None

    def __post_init__(self) -> None:
        problem = _problem_of(self)
        if problem is not None:
            raise InvalidQuestionError(question=self.key, problem=problem)

    @property
    def fractions(self) -> Mapping[str, Decimal]:
        """What each option earns, by its key."""
        return {option.key: option.fraction for option in self.options}


def is_plain(number: Decimal) -> bool:
    """Whether a number can be written out and computed with: below 10^15, at most 12 decimals."""
    exponent = number.as_tuple().exponent
    return (
        isinstance(exponent, int)
        and exponent >= -_MOST_DECIMALS
        and number.adjusted() < _MOST_DIGITS
    )


def _problem_of(question: Question) -> Message | None:
    if _KEY.fullmatch(question.key) is None:
        return translatable("its key must be a lower-case word.")
    if not is_plain(question.weight) or question.weight <= ZERO:
        return translatable("the weight must be more than zero.")
    if question.longest_words is not None and (problem := _problem_of_length(question)):
        return problem
    is_choice = question.kind in {QuestionKind.SINGLE_CHOICE, QuestionKind.MULTI_CHOICE}
    if is_choice or question.options:
        if not is_choice:
            return translatable("only a choice has options.")
        return _problem_of_options(question.options)
    return _problem_of_bounds(question)


def _problem_of_length(question: Question) -> Message | None:
    if question.kind is not QuestionKind.OPEN:
        return translatable("only an open question has a limit in words.")
    if question.longest_words not in WORD_LIMITS:
        return translatable("its limit must be from 10 to 2000 words.")
    return None


def _problem_of_options(options: tuple[Option, ...]) -> Message | None:
    if len(options) < 2:  # noqa: PLR2004 - one option is no choice
        return translatable("it needs at least two options.")
    if not all(_OPTION_KEY.fullmatch(option.key) for option in options):
        return translatable("the key of an option must be a lower-case word.")
    if len({option.key for option in options}) < len(options):
        return translatable("two of its options have the same key.")
    if not all(is_plain(item.fraction) and ZERO <= item.fraction <= ONE for item in options):
        return translatable("the fraction of an option must lie between 0 and 1.")
    return None


def _problem_of_bounds(question: Question) -> Message | None:
    minimum, maximum = question.minimum, question.maximum
    if question.kind is not QuestionKind.VALUE:
        has_bounds = minimum is not None or maximum is not None
        return translatable("only a value question has bounds.") if has_bounds else None
    if minimum is None or maximum is None or not (is_plain(minimum) and is_plain(maximum)):
        return translatable("it needs a minimum and a maximum.")
    if minimum >= maximum:
        return translatable("it needs a minimum that is less than its maximum.")
    return None
