"""This file estimates what a set of requirements asks of a supplier, to keep it proportional."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from questionnaires.proving import HEAVY, LIGHT_TO_HEAVY, ProofMoment, steps_of
from questionnaires.questions import QuestionKind
from questionnaires.requirement_sets import ProofType, Requirement, RequirementKind

MINUTES_PER_CLOSED_QUESTION = 5
"""To read a question, ask a colleague now and then, choose and explain in a sentence or two."""

MINUTES_PER_OPEN_QUESTION = 30
"""To write half a page and have a colleague read it."""

MINUTES_PER_PROOF: Mapping[ProofType, int] = {
    ProofType.OWN_STATEMENT: 15,
    ProofType.POLICY: 30,
    ProofType.DEMONSTRATION: 60,
    ProofType.CERTIFICATE: 15,
    ProofType.AUDIT_REPORT: 15,
    ProofType.ASSURANCE_REPORT: 15,
    ProofType.PENETRATION_TEST: 15,
}
"""Of the supplier's own time, for each requirement that asks it: write a statement; find, clean up
and refer to a document; prepare and give a demonstration. Of a certificate or report only the
passage must be pointed out, for one such report serves many requirements."""

HOURS_PER_HEAVY_PROOF: Mapping[ProofType, int] = {
    ProofType.AUDIT_REPORT: 24,
    ProofType.ASSURANCE_REPORT: 80,
    ProofType.PENETRATION_TEST: 24,
}
"""Of the supplier's own time, once for the whole set: to prepare the examination, accompany it and
follow it up. What the examiner charges comes on top and is not counted. A supplier that has such a
report already spends less: the figure is for one that has not."""

_MINUTES_IN_AN_HOUR = 60
_PER_PROOF = tuple(MINUTES_PER_PROOF.items())
_ONCE = tuple(
    (kind, HOURS_PER_HEAVY_PROOF[kind] * _MINUTES_IN_AN_HOUR)
    for kind in LIGHT_TO_HEAVY
    if kind in HEAVY
)


class Work(StrEnum):
    """What a supplier spends time on."""

    CLOSED_QUESTION = "closed_question"
    OPEN_QUESTION = "open_question"
    PROOF = "proof"
    EXAMINATION = "examination"


@dataclass(frozen=True, slots=True)
class Term:
    """One line of the estimate: how often some work comes, and how many minutes it takes.

    ``proof_type`` tells which proof is shown, or for which an examination is held.
    """

    work: Work
    count: int
    minutes_each: int
    proof_type: ProofType | None = None

    @property
    def minutes(self) -> int:
        """What it takes together."""
        return self.count * self.minutes_each


@dataclass(frozen=True, slots=True)
class Effort:
    """What a set asks, in numbers, and the estimated hours of a supplier that starts from nothing.

    ``by_moment`` counts the lightest proof that is enough, level by level, by when it is asked;
    ``heavy`` names the identifiers of requirements for which that is a report by somebody else.
    """

    by_kind: Mapping[RequirementKind, int]
    closed_questions: int
    open_questions: int
    by_moment: Mapping[ProofMoment, Mapping[ProofType, int]]
    heavy: tuple[str, ...]

    @property
    def requirements(self) -> int:
        """How many requirements the set has."""
        return sum(self.by_kind.values())

    @property
    def questions(self) -> int:
        """How many questions a supplier meets at most: some are hidden by other answers."""
        return self.closed_questions + self.open_questions

    @property
    def proofs(self) -> Mapping[ProofType, int]:
        """How many proofs of each type it asks, whenever that is."""
        return {
            proof_type: sum(counts[proof_type] for counts in self.by_moment.values())
            for proof_type in ProofType
        }

    @property
    def terms(self) -> tuple[Term, ...]:
        """What the estimate is the sum of; nothing that the set does not ask."""
        proofs = self.proofs
        terms = (
            Term(Work.CLOSED_QUESTION, self.closed_questions, MINUTES_PER_CLOSED_QUESTION),
            Term(Work.OPEN_QUESTION, self.open_questions, MINUTES_PER_OPEN_QUESTION),
            *(Term(Work.PROOF, proofs[kind], each, kind) for kind, each in _PER_PROOF),
            *(Term(Work.EXAMINATION, min(proofs[kind], 1), each, kind) for kind, each in _ONCE),
        )
        return tuple(term for term in terms if term.count)

    @property
    def minutes(self) -> int:
        """The sum of the estimate."""
        return sum(term.minutes for term in self.terms)

    @property
    def hours(self) -> Decimal:
        """The estimated hours, to a tenth: an order of size for people, never a rule."""
        return round(Decimal(self.minutes) / _MINUTES_IN_AN_HOUR, 1)


def effort_of(requirements: Iterable[Requirement]) -> Effort:
    """Count what a set asks of a supplier."""
    asked = tuple(requirements)
    kinds = Counter(requirement.kind for requirement in asked)
    questions = [question for requirement in asked for question in requirement.questions]
    open_questions = sum(question.kind is QuestionKind.OPEN for question in questions)
    steps = {requirement.identifier: steps_of(requirement.proof) for requirement in asked}
    proofs = Counter((step.moment, step.proof_type) for taken in steps.values() for step in taken)
    return Effort(
        by_kind={kind: kinds[kind] for kind in RequirementKind},
        closed_questions=len(questions) - open_questions,
        open_questions=open_questions,
        by_moment={
            moment: {proof_type: proofs[moment, proof_type] for proof_type in ProofType}
            for moment in ProofMoment
        },
        heavy=tuple(name for name, taken in steps.items() if any(step.is_heavy for step in taken)),
    )
