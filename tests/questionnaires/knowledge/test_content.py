"""This file keeps bad content out: every measure of BIO2 is there, whole, in both languages."""

import re
from collections import Counter

import pytest
from content_checks import (
    gaps,
    language_faults,
    missing_equivalents,
    missing_hints,
    odd_fractions,
    texts_of,
)

from questionnaires import knowledge
from questionnaires.catalogue import MeasureStatus
from questionnaires.coverage import by_theme, total
from questionnaires.requirement_sets import RequirementKind
from questionnaires.segments import EVERY_SEGMENT

KNOWN = knowledge.load()
BY_NUMBER = KNOWN.catalogue().by_number
NOT_ABOUT_A_SUPPLIER = {"5.14.02": "the certificates are those of web servers"}
ADDED = {"chain_partners"}
SUPPLEMENTS = {"privacy", "medical", "ot", "classified"}


def faults(check, *, but_not=()):
    """What a check finds in everything that is asked of a supplier."""
    return {
        number: found
        for number, proposal in KNOWN.proposals.items()
        if number not in but_not and (found := check(proposal))
    }


def as_iso_writes_it(number):
    """A pattern for the control of a number: BIO2 says 5.03 where ISO/IEC 27002 says 5.3."""
    theme, control, _ = number.split(".")
    return rf"{theme}\.{int(control)}"


def every_text():
    yield from ((control.number, control.title) for control in KNOWN.controls)
    yield from ((measure.number, measure.title) for measure in KNOWN.measures)
    yield from KNOWN.reasons.items()
    for number, proposal in KNOWN.proposals.items():
        yield from ((f"{number} {place}", text) for place, text in texts_of(proposal).items())
    for segment in KNOWN.segments:
        yield from ((segment.key, text) for text in (segment.title, segment.description))
        yield segment.key, segment.notice
    for factor in KNOWN.risk_factors:
        yield from ((factor.key, text) for text in (factor.title, factor.why))


def test_all_controls_and_measures_are_there_in_order():
    assert len(KNOWN.controls) == 93
    assert Counter(measure.status for measure in KNOWN.measures) == {
        MeasureStatus.ACTIVE: 117,
        MeasureStatus.NONE: 39,
        MeasureStatus.MOVED: 5,
        MeasureStatus.WITHDRAWN: 4,
        MeasureStatus.SEE: 1,
    }
    for things in (KNOWN.controls, KNOWN.measures):
        numbers = [thing.number for thing in things]
        assert numbers == sorted(set(numbers))


def test_every_number_is_either_asked_or_never_asked_for_a_reason():
    asked_or_not = [*KNOWN.proposals, *KNOWN.reasons]
    with_content = {MeasureStatus.ACTIVE, MeasureStatus.NONE}
    wanted = [item.number for item in KNOWN.measures if item.status in with_content]
    assert sorted(asked_or_not) == wanted


def test_nothing_is_missing():
    assert faults(gaps) == {}
    assert total(by_theme(KNOWN).values()).is_complete


def test_the_best_answer_earns_all_and_no_answer_more():
    assert faults(odd_fractions) == {}


def test_every_lesser_answer_says_which_risk_it_leaves():
    assert faults(missing_hints) == {}


def test_what_is_equivalent_to_a_certificate_or_report_always_counts():
    assert faults(missing_equivalents, but_not=NOT_ABOUT_A_SUPPLIER) == {}
    for number in NOT_ABOUT_A_SUPPLIER:
        assert missing_equivalents(KNOWN.proposals[number]), f"{number} is no exception any more"


def test_every_text_is_in_its_own_language_and_plain():
    assert [(place, found) for place, text in every_text() for found in language_faults(text)] == []


def test_a_control_without_a_measure_refers_to_the_guidance_by_its_number():
    wrong = [
        number
        for number, proposal in KNOWN.proposals.items()
        if BY_NUMBER[number].status is MeasureStatus.NONE
        for text in (proposal.text.nl, proposal.text.en)
        if not re.search(rf"ISO/IEC 27002:2022\D+{as_iso_writes_it(number)}(?!\d)", text)
    ]
    assert wrong == []


def test_every_proposal_makes_a_requirement_that_can_be_asked():
    catalogue = KNOWN.catalogue()
    for number, proposal in KNOWN.proposals.items():
        made = KNOWN.requirement(catalogue, BY_NUMBER[number])
        assert made.identifier == f"BIO2-{number}"
        assert (made.text, made.guidance) == (proposal.text, proposal.guidance)
        assert (made.proof, made.questions) == (proposal.proof, proposal.questions)


def test_what_every_contract_must_hold_is_always_asked():
    always = {number for number, proposal in KNOWN.proposals.items() if proposal.is_always_asked}
    assert {"5.20.01", "5.20.03"} <= always
    assert {number[:4] for number in always} <= {"5.19", "5.20", "5.21", "5.22", "5.23"}


def test_every_segment_and_risk_factor_makes_a_difference():
    used = {key for proposal in KNOWN.proposals.values() for key in proposal.segments}
    assert used == {EVERY_SEGMENT, *(segment.key for segment in KNOWN.segments)}
    at_stake = {key for proposal in KNOWN.proposals.values() for key in proposal.risk_factors}
    assert at_stake == {factor.key for factor in KNOWN.risk_factors}


def test_what_goes_with_other_segments_says_so():
    assert {item.key for item in KNOWN.segments if item.adds_to_others} == ADDED
    assert {item.key for item in KNOWN.segments if item.is_supplement} == SUPPLEMENTS
    assert len(KNOWN.segments) == 19
    assert len(KNOWN.risk_factors) == 15


def test_the_service_warns_where_the_basic_level_is_not_enough():
    [classified] = [segment for segment in KNOWN.segments if segment.notice]
    assert classified.key == "classified"
    assert "BIO2" in classified.notice.nl
    assert "BIO2" in classified.notice.en


@pytest.mark.parametrize("kind", RequirementKind)
def test_only_what_is_scored_has_a_weight(kind):
    weights = {item.weight > 0 for item in KNOWN.proposals.values() if item.kind is kind}
    assert weights <= {kind is RequirementKind.SCORED}
