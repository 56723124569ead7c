"""This file tests what a set asks of a supplier, counted by hand and from its assumptions."""

from decimal import Decimal

import pytest
from factories.profiles import CASE_SYSTEM, DRAWING_PACKAGE
from factories.requirements import (
    informative,
    knock_out,
    multi_choice,
    open_question,
    question,
    requirement,
    value_question,
    wording,
)

from questionnaires import effort, knowledge
from questionnaires.effort import Work, effort_of
from questionnaires.proposing import propose
from questionnaires.proving import ProofMoment
from questionnaires.requirement_sets import Proof, ProofType, RequirementKind

KNOWN = knowledge.load()
BIO2 = KNOWN.catalogue()


def proving(*design, number="5.20.03", operation=()):
    proof = Proof(wording(), operation=wording(), design_types=design, operation_types=operation)
    return requirement(number, proof=proof)


def proposed(profile):
    numbers = [line.number for line in propose(profile, KNOWN, BIO2).proposed]
    return effort_of(KNOWN.requirement(BIO2, BIO2.by_number[number]) for number in numbers)


def test_an_empty_set_asks_nothing():
    nothing = effort_of([])
    assert (nothing.requirements, nothing.questions, nothing.hours) == (0, 0, 0)
    assert nothing.heavy == ()


def test_requirements_are_counted_by_kind():
    found = effort_of([requirement(), knock_out(), knock_out("5.20.04"), informative()])
    assert found.by_kind == {
        RequirementKind.KNOCK_OUT: 2,
        RequirementKind.SCORED: 1,
        RequirementKind.INFORMATIVE: 1,
    }
    assert found.requirements == 4


def test_only_an_open_question_takes_as_long_as_writing_does():
    closed = [question("a"), multi_choice("b"), value_question("c")]
    found = effort_of([requirement(questions=[*closed, open_question("d"), open_question("e")])])
    assert (found.closed_questions, found.open_questions, found.questions) == (3, 2, 5)
    minutes = 3 * effort.MINUTES_PER_CLOSED_QUESTION + 2 * effort.MINUTES_PER_OPEN_QUESTION
    assert found.hours == round(Decimal(minutes) / 60, 1)


def test_the_lightest_of_the_alternatives_is_counted():
    found = effort_of([proving(ProofType.ASSURANCE_REPORT, ProofType.POLICY)])
    assert found.proofs[ProofType.POLICY] == 1
    assert found.proofs[ProofType.ASSURANCE_REPORT] == 0
    assert found.heavy == ()


def test_a_requirement_that_only_a_report_can_show_is_named():
    heavy = proving(
        ProofType.POLICY, operation=(ProofType.AUDIT_REPORT, ProofType.ASSURANCE_REPORT)
    )
    found = effort_of([proving(ProofType.POLICY, number="5.20.01"), heavy])
    assert found.heavy == ("5.20.03",)
    assert found.proofs[ProofType.AUDIT_REPORT] == 1


def test_one_report_serves_many_requirements():
    one, two = (
        effort_of(proving(ProofType.AUDIT_REPORT, number=f"5.20.0{rank}") for rank in range(count))
        for count in (1, 2)
    )
    added = effort.MINUTES_PER_CLOSED_QUESTION + effort.MINUTES_PER_PROOF[ProofType.AUDIT_REPORT]
    assert two.hours - one.hours <= round(Decimal(added) / 60, 1) + Decimal("0.1")
    assert one.hours >= effort.HOURS_PER_HEAVY_PROOF[ProofType.AUDIT_REPORT]


@pytest.mark.parametrize("proof_type", ProofType)
def test_every_type_of_proof_takes_time(proof_type):
    light = effort_of([requirement()])
    assert effort_of([proving(proof_type)]).hours > light.hours


def test_proofs_are_counted_by_the_moment_they_are_asked():
    found = effort_of(
        [
            proving(ProofType.POLICY, operation=(ProofType.POLICY,)),
            proving(ProofType.DEMONSTRATION, number="5.20.01"),
        ]
    )
    asked = {
        moment: {kind: count for kind, count in counts.items() if count}
        for moment, counts in found.by_moment.items()
    }
    assert asked == {
        ProofMoment.AT_OFFER: {ProofType.POLICY: 1},
        ProofMoment.AT_VERIFICATION: {ProofType.DEMONSTRATION: 1},
        ProofMoment.YEARLY: {ProofType.POLICY: 1},
    }
    assert found.proofs[ProofType.POLICY] == 2


def test_the_estimate_is_the_sum_of_its_terms_and_names_nothing_that_is_not_asked():
    found = effort_of([proving(ProofType.AUDIT_REPORT), knock_out(questions=[open_question("o")])])
    assert [(term.work, term.count, term.proof_type) for term in found.terms] == [
        (Work.CLOSED_QUESTION, 1, None),
        (Work.OPEN_QUESTION, 1, None),
        (Work.PROOF, 1, ProofType.AUDIT_REPORT),
        (Work.EXAMINATION, 1, ProofType.AUDIT_REPORT),
    ]
    assert found.minutes == sum(term.count * term.minutes_each for term in found.terms)
    assert found.hours == round(Decimal(found.minutes) / 60, 1)


def test_a_large_purchase_asks_more_than_a_small_one_by_every_measure():
    large, small = proposed(CASE_SYSTEM), proposed(DRAWING_PACKAGE)
    assert large.requirements > 3 * small.requirements
    assert large.questions > 3 * small.questions
    assert large.hours > 3 * small.hours
    assert len(large.heavy) > len(small.heavy)
