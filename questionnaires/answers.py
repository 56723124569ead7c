"""This file holds what a supplier answers, and says whether an answer fits its question."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from questionnaires.errors import (
    Message,
    TooManyWordsError,
    UnacceptableAnswerError,
    translatable,
)
from questionnaires.questions import Question, QuestionKind, is_plain
from questionnaires.wording import count_words, safe

LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Choice:
    """The answer to a single choice: one option, with room to explain.

    ``compensation`` is the measure that makes up for what a weak answer leaves open; the other
    closed answers have room for it as well.
    """

    option: str
    explanation: str = ""
    compensation: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """The answer to a multi choice: any number of options, with room to explain."""

    options: tuple[str, ...]
    explanation: str = ""
    compensation: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """The answer to a value question: a number in the question's unit."""

    number: Decimal
    explanation: str = ""
    compensation: str = ""


@dataclass(frozen=True, slots=True)
class OpenText:
    """The answer to an open question, judged by a reviewer."""

    text: str


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The claim that a whole requirement does not apply, with its justification."""

    justification: str


AnswerValue = Choice | Choices | Amount | OpenText
Entry = AnswerValue | NotApplicable
Answers = Mapping[str, Entry]

_FITTING: Mapping[QuestionKind, type[AnswerValue]] = {
    QuestionKind.SINGLE_CHOICE: Choice,
    QuestionKind.MULTI_CHOICE: Choices,
    QuestionKind.VALUE: Amount,
    QuestionKind.OPEN: OpenText,
}


def acceptable(question: Question, value: Entry) -> AnswerValue:
    """Give the answer with its texts made safe.

    Raises UnacceptableAnswerError when it does not fit the question, UnsafeTextError for a
    character that cannot be kept.
    """
    if isinstance(value, NotApplicable) or not isinstance(value, _FITTING[question.kind]):
        raise UnacceptableAnswerError(
            problem=translatable("This answer is of another kind than the question.")
        )
    problem = _problem_of(question, value)
    if problem is not None:
        raise UnacceptableAnswerError(problem=problem, limit=LONGEST_TEXT)
    if isinstance(value, OpenText):
        _refuse_many_words(question, value)
        return replace(value, text=safe(value.text))
    return replace(
        value, explanation=safe(value.explanation), compensation=safe(value.compensation)
    )


def acceptable_claim(value: Entry, *, is_allowed: bool) -> NotApplicable:
    """Give a claim of "not applicable" with its justification made safe.

    Raises UnacceptableAnswerError when the requirement does not allow it or the reason is missing.
    """
    if not isinstance(value, NotApplicable) or not is_allowed:
        raise UnacceptableAnswerError(
            problem=translatable('"Not applicable" is not allowed for this requirement.')
        )
    if not value.justification.strip():
        raise UnacceptableAnswerError(
            problem=translatable("Explain why this requirement does not apply to your offer.")
        )
    if len(value.justification) > LONGEST_TEXT:
        raise UnacceptableAnswerError(problem=_TOO_LONG, limit=LONGEST_TEXT)
    return replace(value, justification=safe(value.justification))


def says_the_same(one: Entry | None, other: Entry | None) -> bool:
    """Whether two answers say the same; in which order options were ticked says nothing."""
    if isinstance(one, Choices) and isinstance(other, Choices):
        return set(one.options) == set(other.options) and _texts_of(one) == _texts_of(other)
    return one == other


def _refuse_many_words(question: Question, value: OpenText) -> None:
    limit, words = question.longest_words, count_words(value.text)
    if limit is not None and words > limit:
        raise TooManyWordsError(words=words, limit=limit)


_TOO_LONG = translatable("This text is too long. Use at most %(limit)s characters.")


def _problem_of(question: Question, value: AnswerValue) -> Message | None:
    if any(len(text) > LONGEST_TEXT for text in _texts_of(value)):
        return _TOO_LONG
    match value:
        case OpenText(text=text):
            return None if text.strip() else translatable("Write an answer.")
        case Choice(option=option):
            return _problem_of_choice(question, (option,))
        case Choices(options=options):
            return _problem_of_choice(question, options)
        case Amount(number=number):
            return None if is_plain(number) else translatable("Enter a number.")


def _texts_of(value: AnswerValue) -> tuple[str, ...]:
    return (value.text,) if isinstance(value, OpenText) else (value.explanation, value.compensation)


def _problem_of_choice(question: Question, chosen: tuple[str, ...]) -> Message | None:
    if not chosen:
        return translatable("Choose at least one option.")
    if len(set(chosen)) < len(chosen) or not set(chosen) <= set(question.fractions):
        return translatable("Choose from the options that are offered.")
    return None
