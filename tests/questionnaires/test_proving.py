"""This file tests which proof is enough for a requirement, and when it is asked."""

import pytest
from factories.requirements import wording

from questionnaires import knowledge
from questionnaires.proving import (
    HEAVY,
    LIGHT_TO_HEAVY,
    Demonstration,
    ProofMoment,
    ProofStep,
    heaviest,
    moment_of,
    steps_of,
)
from questionnaires.requirement_sets import Proof, ProofType

KNOWN = knowledge.load()


def proof(design=(), existence=(), operation=()):
    texts = (wording(), wording(), wording())
    return Proof(*texts, tuple(design), tuple(existence), tuple(operation))


def test_every_type_of_proof_has_its_place_in_the_order():
    assert sorted(LIGHT_TO_HEAVY) == sorted(ProofType)
    assert set(LIGHT_TO_HEAVY[-len(HEAVY) :]) == HEAVY


def test_the_lightest_of_the_alternatives_is_enough():
    [step] = steps_of(proof(existence=[ProofType.AUDIT_REPORT, ProofType.OWN_STATEMENT]))
    assert step.proof_type is ProofType.OWN_STATEMENT
    assert not step.is_heavy


def test_each_level_must_be_shown():
    asked = proof([ProofType.POLICY], [ProofType.CERTIFICATE], [ProofType.ASSURANCE_REPORT])
    assert steps_of(asked) == (
        ProofStep(Demonstration.DESIGN, ProofType.POLICY, ProofMoment.AT_OFFER),
        ProofStep(Demonstration.EXISTENCE, ProofType.CERTIFICATE, ProofMoment.AT_VERIFICATION),
        ProofStep(Demonstration.OPERATION, ProofType.ASSURANCE_REPORT, ProofMoment.YEARLY),
    )


@pytest.mark.parametrize("level", [Demonstration.DESIGN, Demonstration.EXISTENCE])
@pytest.mark.parametrize("proof_type", ProofType)
def test_only_what_costs_little_goes_with_every_offer(level, proof_type):
    costs_little = proof_type in {ProofType.OWN_STATEMENT, ProofType.POLICY}
    wanted = ProofMoment.AT_OFFER if costs_little else ProofMoment.AT_VERIFICATION
    assert moment_of(level, proof_type) is wanted


@pytest.mark.parametrize("proof_type", ProofType)
def test_operation_is_shown_every_year(proof_type):
    assert moment_of(Demonstration.OPERATION, proof_type) is ProofMoment.YEARLY


def test_the_heaviest_step_is_told_and_of_equal_ones_the_first():
    steps = steps_of(proof([ProofType.POLICY], [ProofType.CERTIFICATE], [ProofType.CERTIFICATE]))
    assert heaviest(steps).level is Demonstration.EXISTENCE
    assert heaviest(()) is None
    assert steps_of(Proof()) == ()


def test_all_that_we_propose_can_be_shown_at_three_levels():
    short = [number for number, item in KNOWN.proposals.items() if len(steps_of(item.proof)) != 3]
    assert short == []
