"""This file tests what a change of the risk profile does to the proposal, and what caused it."""

from dataclasses import replace

from factories.profiles import CASE_SYSTEM, risk_profiles
from hypothesis import given

from questionnaires import knowledge
from questionnaires.proposal_changes import Change, Difference, difference
from questionnaires.proposing import Reason, ReasonKind, propose
from questionnaires.risk_profile import Information, Level

KNOWN = knowledge.load()
BIO2 = KNOWN.catalogue()


def proposals(profile):
    return propose(profile, KNOWN, BIO2)


def changes(before, after):
    return difference(proposals(before), proposals(after))


def numbers(several):
    return {change.number for change in several}


def test_what_joins_is_told_with_what_made_the_difference_alone():
    found = changes(CASE_SYSTEM, replace(CASE_SYSTEM, availability=Level.HIGH))
    assert found.leaving == ()
    assert {"5.30.01", "8.06.01", "8.14.01"} <= numbers(found.joining)
    cause = (Reason(ReasonKind.RISK_FACTOR, "availability"),)
    assert {change.reasons for change in found.joining} == {cause}


def test_what_leaves_is_told_with_what_is_gone():
    found = changes(CASE_SYSTEM, replace(CASE_SYSTEM, internet_facing=False))
    assert found.joining == ()
    assert {"5.14.04", "8.08.05"} <= numbers(found.leaving)
    gone = (Reason(ReasonKind.RISK_FACTOR, "internet_facing"),)
    assert {change.reasons for change in found.leaving} == {gone}


def test_another_segment_makes_numbers_join_and_leave_at_once():
    found = changes(CASE_SYSTEM, replace(CASE_SYSTEM, segments=frozenset({"hosting"})))
    assert Change("7.03.01", (Reason(ReasonKind.SEGMENT, "hosting"),)) in found.joining
    assert Change("8.11.01", (Reason(ReasonKind.SEGMENT, "cloud"),)) in found.leaving


def test_a_supplement_that_stays_is_not_the_cause_when_a_factor_of_its_name_joins():
    with_supplement = replace(CASE_SYSTEM, segments=frozenset({"cloud", "ot"}))
    assert not changes(with_supplement, replace(with_supplement, ot=True))


def test_classified_information_takes_everything_away_and_says_so():
    secret = replace(CASE_SYSTEM, information=frozenset({Information.CLASSIFIED}))
    kept_personal = replace(
        CASE_SYSTEM, information=CASE_SYSTEM.information | {Information.CLASSIFIED}
    )
    found = changes(CASE_SYSTEM, kept_personal)
    assert numbers(found.leaving) == {line.number for line in proposals(CASE_SYSTEM).proposed}
    stop = (Reason(ReasonKind.CLASSIFIED_STOP),)
    assert {change.reasons for change in found.leaving} == {stop}
    back = changes(secret, CASE_SYSTEM)
    assert numbers(back.joining) == numbers(found.leaving)
    assert all(change.reasons for change in back.joining)


def test_a_number_that_another_edition_lacks_leaves():
    shorter = replace(BIO2, measures=BIO2.measures[1:])
    found = difference(proposals(CASE_SYSTEM), propose(CASE_SYSTEM, KNOWN, shorter))
    assert numbers(found.leaving) == {"5.01.01"}
    [change] = found.leaving
    assert change.reasons == proposals(CASE_SYSTEM).by_number["5.01.01"].reasons


@given(risk_profiles())
def test_a_profile_does_not_differ_from_itself(profile):
    found = changes(profile, profile)
    assert found == Difference()
    assert not found


@given(risk_profiles(), risk_profiles())
def test_a_difference_leads_from_one_proposal_to_the_other_and_back(one, other):
    found, back = changes(one, other), changes(other, one)
    before = {line.number for line in proposals(one).proposed}
    after = {line.number for line in proposals(other).proposed}
    assert (before | numbers(found.joining)) - numbers(found.leaving) == after
    assert numbers(found.joining) == numbers(back.leaving)
    assert all(change.reasons for change in (*found.joining, *found.leaving))
