"""This file reads what was typed for one question into an answer, and shows it again."""

from dataclasses import dataclass
from decimal import Decimal

from werkzeug.datastructures import MultiDict

from questionnaires.answers import Amount, Choice, Choices, Entry, NotApplicable, OpenText
from questionnaires.errors import UnacceptableAnswerError, translatable
from questionnaires.interchange.schemas import plain
from questionnaires.numbers import number_from
from questionnaires.questionnaire import Item
from questionnaires.questions import Question, QuestionKind

Typed = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the inputs of one item show: the options chosen, the number, the texts beside it."""

    options: tuple[str, ...] = ()
    number: str = ""
    text: str = ""
    compensation: str = ""
    is_claimed: bool = False


def entry_from(item: Item, typed: Typed) -> Entry | None:
    """Read one answer; None when everything was left or made empty.

    Raises UnacceptableAnswerError for a number that is none, or an explanation without answer.
    """
    text = _text(typed, "text")
    if item.question is None:
        return _claim(text, is_claimed=bool(typed.get("claimed")))
    return _answer(item.question, typed, text)


def shown(entry: Entry | None) -> Shown:
    """What the inputs show for a stored answer."""
    match entry:
        case Choice(option=option, explanation=text, compensation=measure):
            return Shown(options=(option,), text=text, compensation=measure)
        case Choices(options=options, explanation=text, compensation=measure):
            return Shown(options=options, text=text, compensation=measure)
        case Amount(number=number, explanation=text, compensation=measure):
            return Shown(number=plain(number), text=text, compensation=measure)
        case OpenText(text=text):
            return Shown(text=text)
        case NotApplicable(justification=text):
            return Shown(text=text, is_claimed=True)
        case None:
            return Shown()


def shown_again(typed: Typed) -> Shown:
    """What the inputs show for an answer that could not be kept: just what was typed."""
    return Shown(
        options=tuple(typed.getlist("option")),
        number=typed.get("number", ""),
        text=typed.get("text", ""),
        compensation=typed.get("compensation", ""),
        is_claimed=bool(typed.get("claimed")),
    )


def _claim(reason: str, *, is_claimed: bool) -> NotApplicable | None:
    if not is_claimed and reason.strip():
        raise UnacceptableAnswerError(
            problem=translatable(
                "Tick the box as well if this does not apply; make the reason empty if it does."
            )
        )
    return NotApplicable(reason) if is_claimed else None


def _text(typed: Typed, name: str) -> str:
    return typed.get(name, "").replace("\r\n", "\n")


def _answer(question: Question, typed: Typed, text: str) -> Entry | None:
    chosen = tuple(typed.getlist("option"))
    measure = _text(typed, "compensation")
    match question.kind:
        case QuestionKind.OPEN:
            return OpenText(text) if text.strip() else None
        case QuestionKind.VALUE:
            number = typed.get("number", "").strip()
            given: Entry | None = Amount(_number(number), text, measure) if number else None
        case QuestionKind.MULTI_CHOICE:
            given = Choices(chosen, text, measure) if chosen else None
        case QuestionKind.SINGLE_CHOICE:
            given = Choice(chosen[0], text, measure) if chosen else None
    if given is None and (text + measure).strip():
        raise UnacceptableAnswerError(problem=_EXPLAINED_NOTHING)
    return given


_EXPLAINED_NOTHING = translatable("Give an answer as well; your explanation goes with it.")


def _number(written: str) -> Decimal:
    number = number_from(written)
    if number is None:
        raise UnacceptableAnswerError(
            problem=translatable(
                "Enter a number, such as 12 or 12,5; without a sign for thousands."
            )
        )
    return number
