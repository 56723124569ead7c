"""This file counts what awaits who fills in a questionnaire: questions, proofs and time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from questionnaires.answers import Answers
from questionnaires.effort import (
    MINUTES_PER_CLOSED_QUESTION,
    MINUTES_PER_OPEN_QUESTION,
    MINUTES_PER_PROOF,
)
from questionnaires.proving import ProofMoment, ProofStep, steps_of
from questionnaires.questionnaire import asked, is_claimed, undetermined
from questionnaires.questions import Question, QuestionKind
from questionnaires.requirement_sets import Requirement

LEAST_PER_CLOSED_QUESTION = 2
"""To read some sixty words with their options, choose, and look whether it is saved."""

LEAST_PER_OPEN_QUESTION = 10
"""To adapt a text that is there already, and read it once more."""

LEAST_PER_PROOF = 5
"""To find a document that is there already, and attach it."""


@dataclass(frozen=True, slots=True)
class Awaiting:
    """What one supplier meets, and between how many minutes filling it in may take.

    The least is for who has texts and documents at hand and meets no further question; the most is
    that of ``effort``, for who starts from nothing and meets every one that may appear. Both are
    our own estimate, reasoned at each figure and measured nowhere; examinations and what is shown
    after the offer are not in it, for they are no part of filling in.
    """

    questions: int
    may_appear: int
    proofs: int
    later_proofs: int
    least_minutes: int
    most_minutes: int


def awaiting(requirements: Iterable[Requirement], answers: Answers) -> Awaiting:
    """Count what is asked with these answers; what is claimed not to apply asks nothing."""
    members = [item for item in requirements if not is_claimed(item, answers)]
    now = [question for item in members for question in asked(item, answers)]
    maybe = [question for item in members for question in undetermined(item, answers)]
    steps = [step for item in members for step in steps_of(item.proof)]
    proofs = [step for step in steps if step.moment is ProofMoment.AT_OFFER]
    return Awaiting(
        questions=len(now),
        may_appear=len(maybe),
        proofs=len(proofs),
        later_proofs=len(steps) - len(proofs),
        least_minutes=_minutes(now, LEAST_PER_CLOSED_QUESTION, LEAST_PER_OPEN_QUESTION)
        + len(proofs) * LEAST_PER_PROOF,
        most_minutes=_minutes(
            [*now, *maybe], MINUTES_PER_CLOSED_QUESTION, MINUTES_PER_OPEN_QUESTION
        )
        + _minutes_of(proofs),
    )


def _minutes(questions: Sequence[Question], closed: int, opened: int) -> int:
    of_open = sum(question.kind is QuestionKind.OPEN for question in questions)
    return of_open * opened + (len(questions) - of_open) * closed


def _minutes_of(proofs: Iterable[ProofStep]) -> int:
    return sum(MINUTES_PER_PROOF[step.proof_type] for step in proofs)
