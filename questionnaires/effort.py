"""This file estimates what a set of requirements asks of a supplier, to keep it proportional."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from questionnaires.proving import HEAVY, steps_of
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


@dataclass(frozen=True, slots=True)
class Effort:
    """What a set asks, in numbers, and the estimated hours of a supplier that starts from nothing.

    ``proofs`` counts the lightest proof that is enough, level by level; ``heavy`` names the
    identifiers of requirements for which that is a report by somebody else.
    """

    by_kind: Mapping[RequirementKind, int]
    closed_questions: int
    open_questions: int
    proofs: Mapping[ProofType, int]
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
    def hours(self) -> Decimal:
        """The estimated hours, to a tenth: an order of size for people, never a rule."""
        minutes = (
            self.closed_questions * MINUTES_PER_CLOSED_QUESTION
            + self.open_questions * MINUTES_PER_OPEN_QUESTION
            + sum(MINUTES_PER_PROOF[kind] * count for kind, count in self.proofs.items())
        )
        once = sum(HOURS_PER_HEAVY_PROOF[kind] for kind in HEAVY if self.proofs[kind])
        return round(Decimal(minutes) / _MINUTES_IN_AN_HOUR + once, 1)


def effort_of(requirements: Iterable[Requirement]) -> Effort:
    """Count what a set asks of a supplier."""
    asked = tuple(requirements)
    kinds = Counter(requirement.kind for requirement in asked)
    questions = [question for requirement in asked for question in requirement.questions]
    open_questions = sum(question.kind is QuestionKind.OPEN for question in questions)
    steps = {requirement.identifier: steps_of(requirement.proof) for requirement in asked}
    proofs = Counter(step.proof_type for several in steps.values() for step in several)
    return Effort(
        by_kind={kind: kinds[kind] for kind in RequirementKind},
        closed_questions=len(questions) - open_questions,
        open_questions=open_questions,
        proofs={proof_type: proofs[proof_type] for proof_type in ProofType},
        heavy=tuple(
            name for name, several in steps.items() if any(step.is_heavy for step in several)
        ),
    )
