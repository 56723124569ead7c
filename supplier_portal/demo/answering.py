"""This file answers a questionnaire as one of the suppliers of the demonstration would."""

import zlib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from questionnaires.answers import (
    Amount,
    Answers,
    AnswerValue,
    Choice,
    Choices,
    Entry,
    NotApplicable,
    OpenText,
)
from questionnaires.questionnaire import Item, Questionnaire
from questionnaires.questions import Question, QuestionKind
from supplier_portal.demo import pdf
from supplier_portal.demo.content import Supplier

T = TypeVar("T")
_PERCENTAGES = {"strong": 95, "fair": 80, "weak": 55}
_STEPS = {"strong": (0, 0, 0, 1), "fair": (0, 1), "weak": (1, 2)}


def answers(questionnaire: Questionnaire, supplier: Supplier) -> Iterator[tuple[str, Entry]]:
    """Give item and answer, always the same ones, until nothing is missing."""
    given: dict[str, Entry] = {}
    for requirement in questionnaire.revision.requirements:
        justification = supplier.claims.get(requirement.reference.number)
        if justification and requirement.not_applicable_allowed:
            given[requirement.identifier] = NotApplicable(justification)
            yield requirement.identifier, given[requirement.identifier]
    while (item := _next(questionnaire, given)) is not None:
        if item.question is None:  # a claim is never missing
            break
        name = f"{item.requirement.reference.number}.{item.question.key}"
        given[item.key] = _answer(item.question, supplier, name)
        yield item.key, given[item.key]


def evidence(supplier: Supplier) -> bytes:
    """The file that a supplier sends along: a small but real PDF, or a text."""
    if supplier.evidence.endswith(".pdf"):
        return pdf.page(supplier.evidence_text)
    return "\n".join(supplier.evidence_text).encode()


def _next(questionnaire: Questionnaire, given: Answers) -> Item | None:
    return next(iter(questionnaire.missing(given)), None)


def _answer(question: Question, supplier: Supplier, name: str) -> AnswerValue:
    match question.kind:
        case QuestionKind.OPEN:
            return OpenText(supplier.texts.get(name, supplier.other_text))
        case QuestionKind.VALUE:
            return Amount(_amount(question, supplier, name), _explanation(supplier, name))
        case QuestionKind.MULTI_CHOICE:
            return Choices(_options(question, supplier), _explanation(supplier, name))
        case QuestionKind.SINGLE_CHOICE:
            return Choice(_option(question, supplier, name), _explanation(supplier, name))


def _option(question: Question, supplier: Supplier, name: str) -> str:
    chosen = supplier.chosen.get(name, "")
    if chosen in question.fractions:
        return chosen
    best_first = sorted(question.options, key=lambda option: -option.fraction)
    step = _pick(_STEPS[supplier.quality], supplier, name)
    return best_first[min(step, len(best_first) - 1)].key


def _options(question: Question, supplier: Supplier) -> tuple[str, ...]:
    keys = tuple(question.fractions)
    left_out = {"strong": 0, "fair": 1, "weak": len(keys) // 2 + 1}[supplier.quality]
    return keys[: max(1, len(keys) - left_out)]


def _amount(question: Question, supplier: Supplier, name: str) -> Decimal:
    low, high = question.minimum or Decimal(0), question.maximum or Decimal(100)
    percentage = _PERCENTAGES[supplier.quality] + _pick(range(5), supplier, name)
    return low + (high - low) * percentage / 100


def _explanation(supplier: Supplier, name: str) -> str:
    return _pick(("", *supplier.explanations), supplier, f"explain {name}")


def _pick(options: Sequence[T], supplier: Supplier, name: str) -> T:
    return options[zlib.crc32(f"{supplier.key} {name}".encode()) % len(options)]
