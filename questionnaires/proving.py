"""This file says which proof is enough for a requirement, how heavy it is and when it is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from questionnaires.requirement_sets import Proof, ProofType

LIGHT_TO_HEAVY = (
    ProofType.OWN_STATEMENT,
    ProofType.POLICY,
    ProofType.DEMONSTRATION,
    ProofType.CERTIFICATE,
    ProofType.AUDIT_REPORT,
    ProofType.ASSURANCE_REPORT,
    ProofType.PENETRATION_TEST,
)
HEAVY = frozenset({ProofType.AUDIT_REPORT, ProofType.ASSURANCE_REPORT, ProofType.PENETRATION_TEST})

_BURDEN = {proof_type: burden for burden, proof_type in enumerate(LIGHT_TO_HEAVY)}
_IN_EVERY_OFFER = frozenset({ProofType.OWN_STATEMENT, ProofType.POLICY})


class Demonstration(StrEnum):
    """How far a requirement is shown to be met: opzet, bestaan or werking (BIO2 5.20.03)."""

    DESIGN = "design"
    EXISTENCE = "existence"
    OPERATION = "operation"


class ProofMoment(StrEnum):
    """When a proof is asked for: of everyone who offers, of the winner only, or every year."""

    AT_OFFER = "at_offer"
    AT_VERIFICATION = "at_verification"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class ProofStep:
    """The lightest proof that is enough for one level, and when it is asked."""

    level: Demonstration
    proof_type: ProofType
    moment: ProofMoment

    @property
    def is_heavy(self) -> bool:
        """Whether somebody else must examine the supplier for it, so that asking needs a reason."""
        return self.proof_type in HEAVY


def steps_of(proof: Proof) -> tuple[ProofStep, ...]:
    """What a supplier must at least show, level by level.

    The types of one level are alternatives, as the texts say ("or an audit report"): the lightest
    is enough. The levels are not: each must be shown.
    """
    levels = {
        Demonstration.DESIGN: proof.design_types,
        Demonstration.EXISTENCE: proof.existence_types,
        Demonstration.OPERATION: proof.operation_types,
    }
    return tuple(
        ProofStep(level, enough, moment_of(level, enough))
        for level, types in levels.items()
        if types
        for enough in [min(types, key=_BURDEN.__getitem__)]
    )


def moment_of(level: Demonstration, proof_type: ProofType) -> ProofMoment:
    """When to ask for a proof, unless the buyer decides otherwise.

    Werking can be shown over a period only, and 5.20.03 wants it each year anew: yearly. Before
    that, a statement or policy costs little and tells offers apart: with the offer. All else costs
    money, is confidential or takes a visit, so only the winner shows it, before the award is final
    (Directive 2014/24, article 56(3), lets a buyer postpone it so).
    """
    if level is Demonstration.OPERATION:
        return ProofMoment.YEARLY
    return ProofMoment.AT_OFFER if proof_type in _IN_EVERY_OFFER else ProofMoment.AT_VERIFICATION


def heaviest(steps: Iterable[ProofStep]) -> ProofStep | None:
    """The step that weighs most on the supplier, and of equal ones the first."""
    return max(steps, key=lambda step: _BURDEN[step.proof_type], default=None)
