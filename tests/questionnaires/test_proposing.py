"""This file tests which measures are proposed for a risk profile, by hand and as properties."""

from dataclasses import replace

import pytest
from factories.house import own_measure
from factories.profiles import (
    ANSWERS_AT_STAKE,
    CASE_SYSTEM,
    SEGMENTS,
    risk_profiles,
    unclassified_profiles,
)
from hypothesis import given
from hypothesis import strategies as st

from questionnaires import knowledge
from questionnaires.catalogue import Catalogue, Measure, MeasureStatus, Source
from questionnaires.proposing import Reason, ReasonKind, propose, propose_own
from questionnaires.proving import ProofMoment
from questionnaires.requirement_sets import ProofType, RequirementKind
from questionnaires.risk_profile import Information, Level, RiskProfile

KNOWN = knowledge.load()
BIO2 = KNOWN.catalogue()
OTHER_NORMS = KNOWN.other_norms()
ALWAYS = {number for number, proposal in KNOWN.proposals.items() if proposal.is_always_asked}


def proposals(profile, catalogue=BIO2):
    return propose(profile, KNOWN, catalogue)


def numbers(profile):
    return {line.number for line in proposals(profile).proposed}


def with_measure(**changes):
    """What is proposed for the case system when one measure is relevant in another way."""
    number = "8.13.01"
    changed = replace(KNOWN.proposals[number], **changes)
    known = replace(KNOWN, proposals={**KNOWN.proposals, number: changed})
    return propose(CASE_SYSTEM, known, BIO2).by_number[number]


def reasons_of(**changes):
    return set(with_measure(**changes).reasons)


def test_a_measure_is_proposed_in_its_segment():
    line = with_measure(segments=("hosting", "cloud"), risk_factors=())
    assert line.is_proposed
    assert line.reasons == (Reason(ReasonKind.SEGMENT, "cloud"),)


def test_a_measure_is_not_proposed_outside_its_segments():
    line = with_measure(segments=("hosting", "ot"), risk_factors=("integrity",))
    assert not line.is_proposed
    assert set(line.reasons) == {
        Reason(ReasonKind.NO_SEGMENT, "hosting"),
        Reason(ReasonKind.NO_SEGMENT, "ot"),
    }


def test_a_measure_needs_one_of_its_risk_factors():
    line = with_measure(segments=("cloud",), risk_factors=("care", "integrity"))
    assert line.is_proposed
    assert set(line.reasons) == {
        Reason(ReasonKind.SEGMENT, "cloud"),
        Reason(ReasonKind.RISK_FACTOR, "integrity"),
    }


def test_a_measure_is_not_proposed_when_none_of_its_risk_factors_is_at_stake():
    line = with_measure(segments=("cloud",), risk_factors=("care", "availability"))
    assert not line.is_proposed
    assert set(line.reasons) == {
        Reason(ReasonKind.NO_RISK_FACTOR, "care"),
        Reason(ReasonKind.NO_RISK_FACTOR, "availability"),
    }


def test_a_measure_for_every_segment_is_told_by_its_risk_factors():
    assert reasons_of(segments=("all",), risk_factors=("integrity",)) == {
        Reason(ReasonKind.RISK_FACTOR, "integrity")
    }
    assert reasons_of(segments=("all",), risk_factors=()) == {Reason(ReasonKind.EVERY_PURCHASE)}


def test_what_belongs_in_every_contract_needs_no_segment_and_no_risk_factor():
    line = with_measure(is_always_asked=True, segments=("hosting",), risk_factors=("care",))
    assert line.is_proposed
    assert line.reasons == (Reason(ReasonKind.ALWAYS),)


def test_a_supplement_that_follows_from_an_answer_counts_as_a_segment():
    assert with_measure(segments=("privacy",), risk_factors=()).is_proposed


def test_what_every_contract_must_hold_is_proposed_when_nothing_is_bought_yet():
    empty = proposals(RiskProfile())
    assert {line.number for line in empty.proposed} == ALWAYS
    assert {reason.kind for line in empty.proposed for reason in line.reasons} == {
        ReasonKind.ALWAYS
    }


@pytest.mark.parametrize("segment", SEGMENTS)
def test_contract_measures_are_proposed_whatever_is_bought(segment):
    if segment != "classified":
        about_contracts = {
            number for number in KNOWN.proposals if number[:4] in {"5.20", "5.21", "5.22", "5.23"}
        }
        assert about_contracts <= numbers(RiskProfile(frozenset({segment})))


@pytest.mark.parametrize(
    "profile",
    [
        replace(CASE_SYSTEM, information=frozenset({Information.CLASSIFIED})),
        replace(CASE_SYSTEM, segments=frozenset({"cloud", "classified"})),
    ],
)
def test_for_classified_information_nothing_is_proposed_and_every_line_says_so(profile):
    found = proposals(profile)
    assert found.proposed == ()
    stop = (Reason(ReasonKind.CLASSIFIED_STOP),)
    assert {line.reasons for line in found.for_suppliers} == {stop}


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("5.22.02", Reason(ReasonKind.GOVERNMENT_ONLY)),
        ("5.24.06", Reason(ReasonKind.MOVED, "5.21.05")),
        ("5.21.01", Reason(ReasonKind.WITHDRAWN)),
        ("8.08.06", Reason(ReasonKind.SEE, "5.24.08")),
    ],
)
def test_what_is_never_asked_says_why(number, reason):
    line = proposals(CASE_SYSTEM).by_number[number]
    assert not line.is_proposed
    assert not line.is_for_suppliers
    assert line.reasons == (reason,)
    assert (line.kind, line.weight, line.proof_steps, line.heaviest_proof) == (None, 0, (), None)


def test_a_number_that_nothing_is_known_of_is_left_to_the_buyer():
    newer = Catalogue("BIO2", "9", Source.OFFICIAL, (), (Measure("5.01.99", MeasureStatus.ACTIVE),))
    [line] = proposals(CASE_SYSTEM, newer).lines
    assert line.reasons == (Reason(ReasonKind.UNKNOWN),)
    assert not line.is_proposed
    for norm in OTHER_NORMS:
        assert proposals(CASE_SYSTEM, norm).proposed == ()


def test_an_imported_edition_decides_what_is_still_a_measure():
    withdrawn = replace(BIO2.by_number["8.13.01"], status=MeasureStatus.WITHDRAWN)
    official = Catalogue("BIO2", "1.4", Source.OFFICIAL, (), (withdrawn, BIO2.measures[0]))
    gone, kept = proposals(CASE_SYSTEM, official).lines
    assert gone.reasons == (Reason(ReasonKind.WITHDRAWN),)
    assert kept.is_proposed


def test_a_line_says_what_would_be_asked_by_default():
    line = proposals(CASE_SYSTEM).by_number["8.08.05"]
    assert (line.kind, line.weight) == (RequirementKind.SCORED, 4)
    assert line.heaviest_proof.proof_type is ProofType.PENETRATION_TEST
    assert line.heaviest_proof.moment is ProofMoment.AT_VERIFICATION


def test_a_control_left_to_iso_is_proposed_by_the_same_rule():
    without_measure = {
        measure.number for measure in BIO2.measures if measure.status is MeasureStatus.NONE
    }
    proposed = without_measure & numbers(CASE_SYSTEM)
    assert "8.28.01" in proposed
    assert without_measure - proposed


@given(risk_profiles())
def test_every_number_is_told_once_with_at_least_one_reason(profile):
    lines = proposals(profile).lines
    assert [line.number for line in lines] == [measure.number for measure in BIO2.measures]
    assert [line.number for line in lines if line.is_for_suppliers] == list(KNOWN.proposals)
    assert all(line.reasons for line in lines)
    assert all(len(set(line.reasons)) == len(line.reasons) for line in lines)


@given(risk_profiles())
def test_the_same_profile_always_gives_the_same_proposal(profile):
    again = replace(profile, segments=frozenset(sorted(profile.segments, reverse=True)))
    assert proposals(profile) == proposals(again)


@given(unclassified_profiles(), st.sampled_from(SEGMENTS))
def test_buying_more_never_removes_a_proposal(profile, segment):
    if segment != "classified":
        more = replace(profile, segments=profile.segments | {segment})
        assert numbers(profile) <= numbers(more)


@given(unclassified_profiles(), st.sampled_from(sorted(ANSWERS_AT_STAKE)))
def test_more_at_stake_never_removes_a_proposal(profile, factor):
    answers = dict(ANSWERS_AT_STAKE[factor])
    if "information" in answers:
        answers["information"] |= profile.information
    more = replace(profile, **answers)
    assert factor in more.risk_factors
    assert numbers(profile) <= numbers(more)


@given(unclassified_profiles())
def test_every_reason_for_a_proposal_holds_for_the_profile(profile):
    for line in proposals(profile).proposed:
        for reason in line.reasons:
            if reason.kind is ReasonKind.SEGMENT:
                assert reason.key in profile.effective_segments
            if reason.kind is ReasonKind.RISK_FACTOR:
                assert reason.key in profile.risk_factors


@given(unclassified_profiles())
def test_every_reason_against_a_proposal_is_one_that_would_be_needed(profile):
    for line in proposals(profile).for_suppliers:
        if not line.is_proposed:
            kinds = {reason.kind for reason in line.reasons}
            assert kinds in ({ReasonKind.NO_SEGMENT}, {ReasonKind.NO_RISK_FACTOR})
            if kinds == {ReasonKind.NO_RISK_FACTOR}:
                assert profile.risk_factors.isdisjoint(reason.key for reason in line.reasons)
            else:
                assert profile.effective_segments.isdisjoint(item.key for item in line.reasons)


def test_an_own_measure_is_proposed_by_the_same_rule():
    own = own_measure(segments=("own_1",), risk_factors=("availability",))
    bought = RiskProfile(segments=frozenset({"own_1"}))
    at_stake = replace(bought, availability=Level.HIGH)
    assert [line.is_proposed for line in propose_own(at_stake, [own])] == [True]
    [line] = propose_own(bought, [own])
    assert (line.is_proposed, line.asks) == (False, own.proposal)
    assert line.reasons == (Reason(ReasonKind.NO_RISK_FACTOR, "availability"),)
    secret = replace(at_stake, information=frozenset({Information.CLASSIFIED}))
    assert not propose_own(secret, [own])[0].is_proposed


def test_an_own_measure_of_which_nobody_said_when_it_is_needed_is_left_to_the_buyer():
    [line] = propose_own(CASE_SYSTEM, [own_measure(segments=())])
    assert (line.is_proposed, line.reasons) == (False, (Reason(ReasonKind.UNKNOWN),))
    [line] = propose_own(CASE_SYSTEM, [own_measure(segments=(), is_always_asked=True)])
    assert line.is_proposed
