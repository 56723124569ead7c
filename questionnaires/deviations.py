"""This file finds where a set asks less, or otherwise, than was proposed: its exceptions.

BIO2 lets an organisation depart from a measure with a reason that is based on risk
("uitzonderingen"); the reasons are kept by the service, what is an exception follows from the set.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from questionnaires.equivalences import Relation
from questionnaires.knowledge.proposals import Proposal
from questionnaires.proving import steps_of
from questionnaires.requirement_sets import Reference, Requirement, RequirementKind
from questionnaires.wording import Wording


class DeviationKind(StrEnum):
    """How a set departs from the proposal."""

    DROPPED = "dropped"
    WEAKENED = "weakened"
    REPLACED = "replaced"
    HEAVIER_PROOF = "heavier_proof"


_STRENGTH = {
    RequirementKind.INFORMATIVE: 0,
    RequirementKind.SCORED: 1,
    RequirementKind.KNOCK_OUT: 2,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure that was proposed: where it comes from and what would be asked."""

    reference: Reference
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Deviation:
    """One departure from the proposal.

    ``requirement`` is there unless it was dropped; ``reason`` is known already where the
    requirement itself tells it, as with a measure of another norm.
    """

    kind: DeviationKind
    asked: Asked
    requirement: Requirement | None = None
    reason: Wording = Wording()

    @property
    def number(self) -> str:
        """The number of the measure."""
        return self.asked.reference.number

    @property
    def subject(self) -> str:
        """What a reason is kept under: the norm and the number, in any edition."""
        return f"{self.asked.reference.norm} {self.asked.reference.number}"


def deviations(
    proposed: Iterable[Asked], requirements: Iterable[Requirement]
) -> tuple[Deviation, ...]:
    """Compare a set with what was proposed, in the order of the proposal.

    Asking more than proposed is no exception, save a proof by others that was not proposed: that
    costs a supplier so much that it takes a reason too.
    """
    by_measure = {_measure_of(item.reference): item for item in requirements}
    return tuple(deviation for asked in proposed for deviation in _of_measure(asked, by_measure))


def _of_measure(
    asked: Asked, by_measure: Mapping[tuple[str, str], Requirement]
) -> Iterator[Deviation]:
    found = by_measure.get(_measure_of(asked.reference))
    if found is None:
        yield Deviation(DeviationKind.DROPPED, asked)
        return
    if found.equivalence is not None and found.equivalence.relation is Relation.REPLACES:
        yield Deviation(DeviationKind.REPLACED, asked, found, found.equivalence.reason)
    if _is_weaker(found, asked.proposal):
        yield Deviation(DeviationKind.WEAKENED, asked, found)
    if _is_heavier(found, asked.proposal):
        yield Deviation(DeviationKind.HEAVIER_PROOF, asked, found)


def _is_weaker(requirement: Requirement, proposal: Proposal) -> bool:
    is_lower = _STRENGTH[requirement.kind] < _STRENGTH[proposal.kind]
    has_way_out = requirement.not_applicable_allowed and not proposal.not_applicable_allowed
    shown = {step.level for step in steps_of(requirement.proof)}
    is_shown_less = not shown.issuperset(step.level for step in steps_of(proposal.proof))
    return is_lower or has_way_out or is_shown_less


def _is_heavier(requirement: Requirement, proposal: Proposal) -> bool:
    asked = {(step.level, step.proof_type) for step in steps_of(requirement.proof) if step.is_heavy}
    proposed = {(step.level, step.proof_type) for step in steps_of(proposal.proof) if step.is_heavy}
    return not asked <= proposed


def _measure_of(reference: Reference) -> tuple[str, str]:
    return reference.norm, reference.number
