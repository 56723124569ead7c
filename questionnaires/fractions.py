"""This file says what a closed answer earns by itself, before any reviewer looked at it."""

from fractions import Fraction

from questionnaires.answers import Amount, Choice, Choices, Entry
from questionnaires.questions import Question

NONE = Fraction(0)
ALL = Fraction(1)


def automatic_fraction(question: Question, value: Entry | None) -> Fraction | None:
    """What an answer earns without a reviewer, 0..1; None where only a reviewer can tell."""
    match value:
        case Choice(option=option):
            return Fraction(question.fractions[option])
        case Choices(options=options):
            return min(ALL, sum((Fraction(question.fractions[key]) for key in options), NONE))
        case Amount(number=number) if question.minimum is not None and question.maximum is not None:
            lowest, highest = Fraction(question.minimum), Fraction(question.maximum)
            return max(NONE, min(ALL, (Fraction(number) - lowest) / (highest - lowest)))
        case _:
            return None
