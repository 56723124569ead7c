"""This file tests what is asked, shown, still missing and handed in."""

from dataclasses import replace
from decimal import Decimal

import pytest
from factories.requirements import (
    NO,
    YES,
    informative,
    knock_out,
    multi_choice,
    open_question,
    question,
    requirement,
    revision,
    value_question,
    when,
)
from factories.strategies import procurements
from hypothesis import given

from questionnaires.answers import Amount, Choice, Choices, NotApplicable, OpenText
from questionnaires.catalogue import Theme
from questionnaires.errors import UnacceptableAnswerError, UnknownItemError, UnsafeTextError
from questionnaires.questionnaire import Item, Progress, Questionnaire, asked, is_claimed, visible

AWAY = NotApplicable("We place no people at your office.")
CHAIN = requirement(
    "5.20.03",
    questions=[
        question("a"),
        question("b", shown_when=when("a", "yes")),
        question("c", shown_when=when("b", "no")),
    ],
    not_applicable_allowed=True,
)
PLAIN = requirement("8.01.01", questions=[question("a"), open_question("b")])


def questionnaire(*requirements):
    return Questionnaire(revision(*requirements))


def keys(questions):
    return [each.key for each in questions]


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ({}, "a"),
        ({"5.20.03.a": NO}, "a"),
        ({"5.20.03.a": YES}, "ab"),
        ({"5.20.03.a": YES, "5.20.03.b": YES}, "ab"),
        ({"5.20.03.a": YES, "5.20.03.b": NO}, "abc"),
        ({"5.20.03.a": NO, "5.20.03.b": NO}, "a"),
        ({"5.20.03.b": NO}, "a"),
        ({"8.01.01.a": YES}, "a"),
    ],
)
def test_a_question_is_shown_once_its_condition_is_met_all_the_way_up(answers, shown):
    assert keys(visible(CHAIN, answers)) == list(shown)
    assert keys(asked(CHAIN, answers)) == list(shown)


def test_one_of_several_chosen_options_shows_a_question():
    both = requirement(questions=[multi_choice("a"), question("b", shown_when=when("a", "x", "y"))])
    assert keys(visible(both, {"5.20.03.a": Choices(("z", "y"))})) == ["a", "b"]
    assert keys(visible(both, {"5.20.03.a": Choices(("z",))})) == ["a"]


def test_an_answer_of_another_kind_shows_nothing():
    assert keys(visible(CHAIN, {"5.20.03.a": OpenText("yes")})) == ["a"]
    assert keys(visible(CHAIN, {"5.20.03.a": Amount(Decimal(1))})) == ["a"]


def test_a_requirement_that_is_claimed_away_asks_nothing():
    assert asked(CHAIN, {"5.20.03": AWAY, "5.20.03.a": YES}) == ()


def test_a_claim_counts_only_where_the_revision_allows_it():
    answers = {"8.01.01": AWAY, "8.01.01.a": YES}
    assert is_claimed(CHAIN, {"5.20.03": AWAY})
    assert not is_claimed(PLAIN, answers)
    assert keys(asked(PLAIN, answers)) == ["a", "b"]
    assert questionnaire(PLAIN).progress(answers) == Progress(answered=1, total=2)
    assert questionnaire(PLAIN).sent(answers) == {"8.01.01.a": YES}


def test_another_entry_under_the_name_of_a_claim_is_no_claim():
    assert keys(asked(CHAIN, {"5.20.03": YES})) == ["a"]


def test_the_sections_follow_the_themes_and_keep_the_order_of_the_revision():
    late, early, later = requirement("8.02.01"), requirement("5.01.01"), requirement("8.01.01")
    sections = questionnaire(late, early, later).sections
    assert [(each.theme, each.requirements) for each in sections] == [
        (Theme.ORGANISATIONAL, (early,)),
        (Theme.TECHNOLOGICAL, (late, later)),
    ]


def test_requirements_of_every_kind_are_asked():
    (section,) = questionnaire(requirement("5.01.01"), knock_out(), informative()).sections
    assert len(section.requirements) == 3


def test_each_question_and_each_allowed_claim_is_an_item():
    assert questionnaire(PLAIN, CHAIN).items == {
        "8.01.01.a": Item("8.01.01.a", PLAIN, PLAIN.questions[0]),
        "8.01.01.b": Item("8.01.01.b", PLAIN, PLAIN.questions[1]),
        "5.20.03": Item("5.20.03", CHAIN),
        "5.20.03.a": Item("5.20.03.a", CHAIN, CHAIN.questions[0]),
        "5.20.03.b": Item("5.20.03.b", CHAIN, CHAIN.questions[1]),
        "5.20.03.c": Item("5.20.03.c", CHAIN, CHAIN.questions[2]),
    }


@pytest.mark.parametrize("key", ["8.01.01", "8.01.01.z", "5.20.03.a.b", ""])
def test_what_the_revision_does_not_hold_is_unknown(key):
    with pytest.raises(UnknownItemError, match="not part of this questionnaire"):
        questionnaire(PLAIN, CHAIN).item(key)
    with pytest.raises(UnknownItemError):
        questionnaire(PLAIN, CHAIN).accept(key, YES)


def test_an_answer_is_accepted_by_the_rules_of_its_question():
    asking = questionnaire(PLAIN, requirement("5.01.01", questions=[value_question("v")]))
    assert asking.accept("8.01.01.a", YES) == YES
    assert asking.accept("8.01.01.b", OpenText("a\r\nb")) == OpenText("a\nb")
    with pytest.raises(UnacceptableAnswerError):
        asking.accept("8.01.01.a", Choice("maybe"))
    with pytest.raises(UnacceptableAnswerError):
        asking.accept("5.01.01.v", YES)
    with pytest.raises(UnacceptableAnswerError):
        asking.accept("5.01.01.v", Amount(Decimal("1E9999999")))
    with pytest.raises(UnsafeTextError):
        asking.accept("8.01.01.b", OpenText("\x00"))


def test_a_claim_is_accepted_only_under_the_name_of_its_requirement():
    asking = questionnaire(PLAIN, CHAIN)
    assert asking.accept("5.20.03", AWAY) == AWAY
    with pytest.raises(UnacceptableAnswerError):
        asking.accept("5.20.03", YES)
    with pytest.raises(UnacceptableAnswerError):
        asking.accept("5.20.03.a", AWAY)
    with pytest.raises(UnknownItemError):
        asking.accept("8.01.01", AWAY)


def test_what_is_missing_are_the_visible_questions_without_answer_in_order():
    asking = questionnaire(PLAIN, CHAIN)
    missing = asking.missing({"5.20.03.a": YES, "8.01.01.a": NO})
    assert [item.key for item in missing] == ["8.01.01.b", "5.20.03.b"]
    assert [item.key for item in asking.missing({"5.20.03": AWAY})] == ["8.01.01.a", "8.01.01.b"]


def test_progress_counts_visible_questions_of_a_theme_or_of_all():
    asking = questionnaire(PLAIN, CHAIN)
    answers = {"5.20.03.a": YES, "8.01.01.a": NO, "5.20.03.c": YES}
    assert asking.progress(answers) == Progress(answered=2, total=4, undetermined=1)
    assert asking.progress(answers, Theme.ORGANISATIONAL) == Progress(
        answered=1, total=2, undetermined=1
    )
    assert asking.progress(answers, Theme.TECHNOLOGICAL) == Progress(answered=1, total=2)
    assert asking.progress(answers, Theme.PEOPLE) == Progress(answered=0, total=0)


def test_a_requirement_that_is_claimed_away_has_no_progress_to_make():
    assert questionnaire(CHAIN).progress({"5.20.03": AWAY, "5.20.03.a": YES}) == Progress(0, 0)


def test_progress_is_complete_when_nothing_is_missing():
    assert Progress(3, 3).is_complete
    assert Progress(0, 0).is_complete
    assert not Progress(2, 3).is_complete


def test_what_is_sent_are_answers_to_visible_questions_and_claims():
    asking = questionnaire(PLAIN, CHAIN)
    answers = {
        "5.20.03.a": NO,
        "5.20.03.b": YES,
        "8.01.01.b": OpenText("Yearly."),
        "9.99.99.a": YES,
    }
    assert asking.sent(answers) == {"5.20.03.a": NO, "8.01.01.b": OpenText("Yearly.")}
    assert asking.sent({**answers, "5.20.03": AWAY}) == {
        "5.20.03": AWAY,
        "8.01.01.b": OpenText("Yearly."),
    }


def by_the_words_of_the_design(requirement, answers):
    """Say which questions are visible, from the outside in, without the code under test."""
    if requirement.identifier in answers:
        return set()

    def is_shown(question):
        condition = question.shown_when
        if condition is None:
            return True
        on = next(each for each in requirement.questions if each.key == condition.question)
        given_answer = answers.get(f"{requirement.identifier}.{on.key}")
        chosen = getattr(given_answer, "options", (getattr(given_answer, "option", None),))
        return is_shown(on) and any(key in condition.any_of for key in chosen)

    return {
        f"{requirement.identifier}.{each.key}" for each in requirement.questions if is_shown(each)
    }


@given(procurements())
def test_progress_missing_and_sent_know_visible_questions_only(procurement):
    held, answers = procurement
    asking = Questionnaire(held)
    shown = set().union(*(by_the_words_of_the_design(each, answers) for each in held.requirements))
    claims = {key for key, entry in answers.items() if isinstance(entry, NotApplicable)}
    progress = asking.progress(answers)
    assert progress.total == len(shown)
    assert progress.answered == len(shown & set(answers))
    assert {item.key for item in asking.missing(answers)} == shown - set(answers)
    sent = asking.sent(answers)
    assert set(sent) == (shown & set(answers)) | claims
    assert all(
        value == answers[key] or replace(answers[key], compensation="") == value
        for key, value in sent.items()
    )


@given(procurements())
def test_the_themes_together_make_the_whole_progress(procurement):
    held, answers = procurement
    asking = Questionnaire(held)
    parts = [asking.progress(answers, theme) for theme in Theme]
    whole = asking.progress(answers)
    assert (sum(part.answered for part in parts), sum(part.total for part in parts)) == (
        whole.answered,
        whole.total,
    )


@given(procurements())
def test_sending_what_was_sent_changes_nothing(procurement):
    held, answers = procurement
    asking = Questionnaire(held)
    sent = asking.sent(answers)
    assert asking.sent(sent) == sent
    assert asking.progress(sent) == asking.progress(answers)
