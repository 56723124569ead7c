"""This file tests that the risk profile is asked whole, in both languages, each with its why."""

from dataclasses import fields, replace

import pytest
from content_checks import language_faults

from questionnaires import knowledge
from questionnaires.profile_questions import AnswerKind
from questionnaires.risk_profile import (
    LONG_TERM_FROM_MONTHS,
    Information,
    Level,
    RiskProfile,
    Storage,
)

KNOWN = knowledge.load()
QUESTIONS = {question.key: question for question in KNOWN.profile_questions}
CHOICES = {
    "information": Information,
    "storage": Storage,
    **dict.fromkeys(("availability", "integrity", "confidentiality"), Level),
}


def answers_to(question):
    """Every answer that the page offers, as the profile keeps it."""
    match question.kind:
        case AnswerKind.SEGMENTS:
            return [frozenset({segment.key}) for segment in KNOWN.segments]
        case AnswerKind.MANY:
            choice = CHOICES[question.key]
            return [frozenset({choice(option.key)}) for option in question.options]
        case AnswerKind.ONE:
            return [CHOICES[question.key](option.key) for option in question.options]
        case AnswerKind.YES_NO:
            return [True, False]
        case AnswerKind.MONTHS:
            return [1, LONG_TERM_FROM_MONTHS]
        case AnswerKind.EUROS:
            return []


def test_everything_in_the_profile_is_asked_in_its_order():
    assert list(QUESTIONS) == [field.name for field in fields(RiskProfile)]


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_every_text_is_in_its_own_language_and_plain(question):
    texts = [question.wording, question.why, *(option.label for option in question.options)]
    assert all(text.nl and text.en and text.nl != text.en for text in texts)
    assert [fault for text in texts for fault in language_faults(text)] == []
    assert question.wording.nl.endswith("?")
    assert question.wording.en.endswith("?")


@pytest.mark.parametrize("key", CHOICES)
def test_the_options_are_the_values_that_the_profile_can_keep(key):
    assert [option.key for option in QUESTIONS[key].options] == list(CHOICES[key])


def test_a_question_without_options_has_another_way_to_be_answered():
    with_options = {key for key, question in QUESTIONS.items() if question.options}
    assert with_options == set(CHOICES)


def test_every_risk_factor_is_reached_by_an_answer_other_than_a_segment():
    reached = set()
    for question in QUESTIONS.values():
        if question.kind is not AnswerKind.SEGMENTS:
            for answer in answers_to(question):
                reached |= replace(RiskProfile(), **{question.key: answer}).risk_factors
    assert reached == {factor.key for factor in KNOWN.risk_factors}


def test_every_supplement_is_reached_by_an_answer():
    reached = set()
    for question in QUESTIONS.values():
        if question.kind is not AnswerKind.SEGMENTS:
            for answer in answers_to(question):
                reached |= replace(RiskProfile(), **{question.key: answer}).effective_segments
    assert reached == {segment.key for segment in KNOWN.segments if segment.is_supplement}


def test_the_term_tells_from_when_it_counts_as_long():
    why = QUESTIONS["term_in_months"].why
    assert f"{LONG_TERM_FROM_MONTHS} maanden" in why.nl
    assert f"{LONG_TERM_FROM_MONTHS} months" in why.en
