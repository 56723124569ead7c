"""What a set asks less, or otherwise, than was proposed is an exception that takes a reason."""

from decimal import Decimal

import pytest
from factories.house import proposal
from factories.requirements import requirement, wording

from questionnaires.deviations import Asked, DeviationKind, deviations
from questionnaires.equivalences import Equivalence, Relation
from questionnaires.requirement_sets import Proof, ProofType, Reference, RequirementKind
from questionnaires.wording import Wording

NUMBER = "5.20.03"
LIGHT = Proof(design=wording("Plan"), design_types=(ProofType.POLICY,))
HEAVY = Proof(design=wording("Test"), design_types=(ProofType.PENETRATION_TEST,))
EITHER = Proof(
    design=wording("Plan of test"), design_types=(ProofType.PENETRATION_TEST, ProofType.POLICY)
)


def asked(number=NUMBER, edition="1.3", **more):
    return Asked(Reference("BIO2", edition, number), proposal(**more))


def kinds(proposed, *requirements):
    return [item.kind for item in deviations([proposed], requirements)]


def other(relation):
    return Equivalence("NEN 7510-2", "2024", "5.20", relation, Wording(nl="Zorg"))


def test_a_set_as_proposed_has_no_exceptions():
    assert kinds(asked(), requirement(NUMBER)) == []


def test_what_is_not_asked_is_dropped():
    [found] = deviations([asked(), asked("5.20.04")], [requirement("5.20.04")])
    assert (found.kind, found.subject, found.requirement) == (
        DeviationKind.DROPPED,
        "BIO2 5.20.03",
        None,
    )


def test_a_measure_of_another_edition_is_the_same_measure():
    assert kinds(asked(edition="1.2"), requirement(NUMBER)) == []


def test_an_equal_number_of_another_norm_is_another_measure():
    foreign = requirement(NUMBER, reference=Reference("Huis", "v1", NUMBER))
    assert kinds(asked(), foreign) == [DeviationKind.DROPPED]


@pytest.mark.parametrize(
    ("proposed", "kind", "is_weaker"),
    [
        (RequirementKind.KNOCK_OUT, RequirementKind.SCORED, True),
        (RequirementKind.KNOCK_OUT, RequirementKind.INFORMATIVE, True),
        (RequirementKind.SCORED, RequirementKind.INFORMATIVE, True),
        (RequirementKind.SCORED, RequirementKind.KNOCK_OUT, False),
        (RequirementKind.INFORMATIVE, RequirementKind.SCORED, False),
    ],
)
def test_only_a_lesser_kind_is_weaker(proposed, kind, is_weaker):
    weight = Decimal(3) if proposed is RequirementKind.SCORED else Decimal(0)
    found = kinds(asked(kind=proposed, weight=weight), requirement(NUMBER, kind=kind))
    assert found == ([DeviationKind.WEAKENED] if is_weaker else [])


def test_a_way_out_that_was_not_proposed_is_weaker():
    with_way_out = requirement(NUMBER, not_applicable_allowed=True)
    assert kinds(asked(), with_way_out) == [DeviationKind.WEAKENED]
    assert kinds(asked(not_applicable_allowed=True), with_way_out) == []


def test_another_norm_in_its_place_is_an_exception_that_tells_its_own_reason():
    replaced = requirement(NUMBER, equivalence=other(Relation.REPLACES))
    [found] = deviations([asked()], [replaced])
    assert (found.kind, found.reason) == (DeviationKind.REPLACED, Wording(nl="Zorg"))
    assert kinds(asked(), requirement(NUMBER, equivalence=other(Relation.COMBINED_WITH))) == []


@pytest.mark.parametrize(
    ("proposed", "proof", "is_heavier"),
    [
        (LIGHT, HEAVY, True),
        (LIGHT, EITHER, False),
        (EITHER, HEAVY, True),
        (HEAVY, HEAVY, False),
        (HEAVY, LIGHT, False),
    ],
    ids=["asked", "allowed", "no way round", "proposed", "less"],
)
def test_a_heavy_proof_that_was_not_proposed_takes_a_reason(proposed, proof, is_heavier):
    found = kinds(asked(proof=proposed), requirement(NUMBER, proof=proof))
    assert found == ([DeviationKind.HEAVIER_PROOF] if is_heavier else [])


def test_one_measure_can_be_an_exception_twice():
    found = kinds(
        asked(kind=RequirementKind.KNOCK_OUT, weight=Decimal(0)),
        requirement(NUMBER, equivalence=other(Relation.REPLACES)),
    )
    assert found == [DeviationKind.REPLACED, DeviationKind.WEAKENED]


def test_a_level_that_nothing_shows_any_more_is_weaker():
    shown = Proof(
        design=wording("Plan"),
        operation=wording("Log"),
        design_types=(ProofType.POLICY,),
        operation_types=(ProofType.OWN_STATEMENT,),
    )
    assert kinds(asked(proof=shown), requirement(NUMBER, proof=shown)) == []
    assert kinds(asked(proof=shown), requirement(NUMBER, proof=LIGHT)) == [DeviationKind.WEAKENED]
    assert kinds(asked(proof=shown), requirement(NUMBER)) == [DeviationKind.WEAKENED]


def test_a_heavy_proof_at_a_level_where_none_was_proposed_takes_a_reason():
    yearly = Proof(operation=wording("Audit"), operation_types=(ProofType.AUDIT_REPORT,))
    both = Proof(
        design=wording("Audit"),
        operation=wording("Audit"),
        design_types=(ProofType.AUDIT_REPORT,),
        operation_types=(ProofType.AUDIT_REPORT,),
    )
    assert kinds(asked(proof=yearly), requirement(NUMBER, proof=both)) == [
        DeviationKind.HEAVIER_PROOF
    ]
