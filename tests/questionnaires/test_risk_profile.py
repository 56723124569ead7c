"""This file tests what the answers about a purchase come down to, and which contradict."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from factories.profiles import ANSWERS_AT_STAKE, CASE_SYSTEM, DEVELOPERS
from hypothesis import given
from hypothesis import strategies as st

from questionnaires import knowledge
from questionnaires.errors import Message
from questionnaires.risk_profile import (
    LONG_TERM_FROM_MONTHS,
    Information,
    Level,
    RiskProfile,
    Storage,
    problem_of,
)

KNOWN = knowledge.load()


def chosen(*segments, **answers):
    return RiskProfile(segments=frozenset(segments), **answers)


def problem(profile):
    return problem_of(profile, KNOWN.segments)


def test_nothing_answered_puts_nothing_at_stake():
    empty = RiskProfile()
    assert empty.risk_factors == empty.effective_segments == frozenset()
    assert empty.unanswered == tuple(field.name for field in fields(RiskProfile))


def test_no_is_an_answer():
    assert CASE_SYSTEM.unanswered == ()
    assert replace(CASE_SYSTEM, care=None).unanswered == ("care",)


@pytest.mark.parametrize(("factor", "answers"), ANSWERS_AT_STAKE.items())
def test_each_answer_puts_its_factor_at_stake(factor, answers):
    also = {"personal_data"} if factor == "special_personal_data" else set()
    assert RiskProfile(**answers).risk_factors == {factor, *also}


@pytest.mark.parametrize(
    "answers",
    [
        {"availability": Level.NORMAL, "integrity": Level.NORMAL, "confidentiality": Level.NORMAL},
        {"information": frozenset({Information.OPEN, Information.INTERNAL})},
        {"storage": Storage.INSIDE_EEA},
        {"storage": Storage.NOWHERE},
        {"term_in_months": LONG_TERM_FROM_MONTHS - 1},
        {"value_in_euro": Decimal(10**9)},
        {"ot": False, "care": False, "internet_facing": False},
    ],
)
def test_a_reassuring_answer_puts_nothing_at_stake(answers):
    assert RiskProfile(**answers).risk_factors == frozenset()


def test_a_place_that_nobody_knows_counts_as_abroad():
    assert RiskProfile(storage=Storage.UNKNOWN).risk_factors == {"data_abroad"}


@pytest.mark.parametrize(
    ("answers", "supplement"),
    [
        ({"information": frozenset({Information.PERSONAL})}, "privacy"),
        ({"information": frozenset({Information.SPECIAL_PERSONAL})}, "privacy"),
        ({"information": frozenset({Information.CLASSIFIED})}, "classified"),
        ({"care": True}, "medical"),
        ({"ot": True}, "ot"),
    ],
)
def test_an_answer_adds_its_supplement(answers, supplement):
    assert chosen("cloud", **answers).effective_segments == {"cloud", supplement}


@pytest.mark.parametrize(
    ("segment", "factor"),
    [
        ("privacy", "personal_data"),
        ("medical", "care"),
        ("ot", "ot"),
        ("application_development", "development"),
    ],
)
def test_what_is_chosen_says_as_much_as_the_answer(segment, factor):
    assert chosen(segment).risk_factors == {factor}


def test_classified_is_told_by_the_information_or_the_supplement():
    assert RiskProfile(information=frozenset({Information.CLASSIFIED})).is_classified
    assert chosen("cloud", "classified").is_classified
    assert not CASE_SYSTEM.is_classified


@given(st.sets(st.sampled_from(sorted(ANSWERS_AT_STAKE))))
def test_every_factor_and_supplement_is_one_that_we_know(factors):
    answers = {}
    for factor in factors:
        answers |= ANSWERS_AT_STAKE[factor]
    profile = RiskProfile(**answers)
    assert profile.risk_factors <= {factor.key for factor in KNOWN.risk_factors}
    assert profile.effective_segments <= {segment.key for segment in KNOWN.segments}


@pytest.mark.parametrize(
    ("profile", "told"),
    [
        (RiskProfile(), "Choose at least one thing that you buy."),
        (chosen("cloud", "clod"), "can no longer be chosen"),
        (chosen("chain_partners"), "Also choose what they supply."),
        (chosen("chain_partners", "privacy"), "Also choose what they supply."),
        (chosen("ot", "privacy"), "Also choose what you buy."),
        (
            chosen("staffing", network_access=False, premises_access=False),
            "Say which, or choose something other than staffing.",
        ),
        (chosen("cloud", term_in_months=0), "at least 1"),
        (chosen("cloud", value_in_euro=Decimal(-1)), "zero or more"),
        (chosen("cloud", value_in_euro=Decimal("NaN")), "zero or more"),
        (chosen("cloud", value_in_euro=Decimal("Infinity")), "zero or more"),
    ],
)
def test_a_problem_says_what_to_do(profile, told):
    found = problem(profile)
    assert isinstance(found, Message)
    assert told in found


@pytest.mark.parametrize(
    "profile",
    [
        CASE_SYSTEM,
        DEVELOPERS,
        chosen("cloud"),
        chosen("chain_partners", "cloud"),
        chosen("staffing", network_access=False),
        chosen("staffing", network_access=False, premises_access=True),
        chosen("cloud", network_access=False, premises_access=False),
        chosen("cloud", term_in_months=1, value_in_euro=Decimal(0)),
    ],
)
def test_what_is_possible_is_no_problem(profile):
    assert problem(profile) is None
