"""This file puts the answers of a risk profile into words, for a document."""

from collections.abc import Iterable
from decimal import Decimal

from questionnaires.annexes.labels import NO, YES
from questionnaires.profile_questions import AnswerKind, ProfileQuestion
from questionnaires.risk_profile import RiskProfile
from questionnaires.segments import Segment
from questionnaires.wording import Wording

_NOT_ANSWERED = Wording("Niet beantwoord", "Not answered")


def answers_of(
    profile: RiskProfile, questions: Iterable[ProfileQuestion], segments: Iterable[Segment]
) -> list[tuple[Wording, Wording]]:
    """Every question about the purchase, with what was answered."""
    titles = {segment.key: segment.title for segment in segments}
    return [
        (
            question.wording,
            _answer(question, getattr(profile, question.key), titles) or _NOT_ANSWERED,
        )
        for question in questions
    ]


def _answer(question: ProfileQuestion, value: object, titles: dict[str, Wording]) -> Wording:
    labels = (
        titles
        if question.kind is AnswerKind.SEGMENTS
        else {option.key: option.label for option in question.options}
    )
    match value:
        case None:
            return Wording()
        case bool():
            return YES if value else NO
        case frozenset():
            # In the order in which they are offered; a segment that went keeps its key.
            chosen = [key for key in labels if key in value] + sorted(value - labels.keys())
            return _listed([labels.get(key, Wording(key, key)) for key in chosen])
        case str():
            return labels[value]
        case _:
            return _amount(question.kind, value)


def _listed(labels: list[Wording]) -> Wording:
    return Wording("\n".join(label.nl for label in labels), "\n".join(item.en for item in labels))


def _amount(kind: AnswerKind, value: object) -> Wording:
    if kind is AnswerKind.MONTHS:
        return Wording(f"{value} maanden", f"{value} months")
    euros = f"{Decimal(str(value)):,.0f}"
    return Wording(f"€ {euros.replace(',', '.')}", f"€ {euros}")
