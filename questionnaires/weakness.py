"""This file says which answers are weak: they leave a risk that a compensating measure can cover.

What an answer earns stays what its options give; a compensating measure is for people to weigh.
"""

from dataclasses import replace
from fractions import Fraction

from questionnaires.answers import Amount, Choice, Choices, Entry
from questionnaires.fractions import automatic_fraction
from questionnaires.questions import Option, Question

WEAK_BELOW = Fraction(1, 2)


def risks_of(question: Question, entry: Entry | None) -> tuple[Option, ...]:
    """The chosen options of which the revision says that they leave a risk."""
    match entry:
        case Choice(option=option):
            chosen = {option}
        case Choices(options=options):
            chosen = set(options)
        case _:
            return ()
    return tuple(item for item in question.options if item.key in chosen and _leaves_risk(item))


def is_weak(question: Question, entry: Entry | None) -> bool:
    """Whether an answer leaves a risk, or earns less than half of its question."""
    if risks_of(question, entry):
        return True
    fraction = automatic_fraction(question, entry)
    return fraction is not None and fraction < WEAK_BELOW


def compensation_of(entry: Entry | None) -> str:
    """The compensating measure beside an answer, if one is given."""
    return entry.compensation if isinstance(entry, Choice | Choices | Amount) else ""


def sent(question: Question, entry: Entry) -> Entry:
    """The answer as it is handed in: a compensating measure belongs to a weak one alone."""
    if not isinstance(entry, Choice | Choices | Amount) or is_weak(question, entry):
        return entry
    return replace(entry, compensation="")


def _leaves_risk(option: Option) -> bool:
    return option.severity is not None or bool(option.hint)
