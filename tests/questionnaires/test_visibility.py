"""This file tests the three states of a conditional question, also by trying every answer."""

import itertools

import pytest
from factories.requirements import NO, YES, multi_choice, question, requirement, revision, when
from factories.strategies import answers_for, revisions
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.answers import Choice, Choices, NotApplicable
from questionnaires.questionnaire import Progress, Questionnaire, undetermined, visible
from questionnaires.questions import QuestionKind
from questionnaires.visibility import Visibility, decides, visibilities

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


def signs(states):
    return "".join({"visible": "+", "hidden": "-", "undetermined": "?"}[each] for each in states)


def keys(questions):
    return [each.key for each in questions]


@pytest.mark.parametrize(
    ("answers", "states"),
    [
        ({}, "+??"),
        ({"a": NO}, "+--"),
        ({"a": YES}, "++?"),
        ({"a": YES, "b": YES}, "++-"),
        ({"a": YES, "b": NO}, "+++"),
        ({"a": NO, "b": NO}, "+--"),
        ({"b": NO}, "+??"),
        ({"b": YES}, "+?-"),
    ],
)
def test_a_chain_of_conditions_is_as_certain_as_its_answers(answers, states):
    given_answers = {f"5.20.03.{key}": value for key, value in answers.items()}
    assert signs(visibilities(CHAIN, given_answers).values()) == states


def test_each_of_several_chosen_options_can_decide():
    both = requirement(questions=[multi_choice("a"), question("b", shown_when=when("a", "x", "y"))])
    states = [
        signs(visibilities(both, answers).values())
        for answers in (
            {},
            {"5.20.03.a": Choices(("z", "y"))},
            {"5.20.03.a": Choices(("z",))},
        )
    ]
    assert states == ["+?", "++", "+-"]


def test_a_requirement_that_is_claimed_away_has_nothing_undetermined():
    assert keys(undetermined(CHAIN, {})) == ["b", "c"]
    assert undetermined(CHAIN, {"5.20.03": AWAY}) == ()


def test_progress_tells_undetermined_questions_apart_from_those_that_are_asked():
    asking = Questionnaire(revision(CHAIN))
    assert asking.progress({}) == Progress(answered=0, total=1, undetermined=2)
    assert asking.progress({"5.20.03.a": YES}) == Progress(answered=1, total=2, undetermined=1)
    assert asking.progress({"5.20.03.a": NO}) == Progress(answered=1, total=1, undetermined=0)


@pytest.mark.parametrize(
    ("answers", "deciding"), [({}, "a"), ({"5.20.03.a": YES}, "b"), ({"5.20.03.a": NO}, None)]
)
def test_the_question_to_answer_first_is_the_one_that_decides(answers, deciding):
    found = decides(CHAIN, CHAIN.questions[2], answers)
    assert (found and found.key) == deciding


def possible_answers(question):
    """Answers of every kind that can decide about another question, and none."""
    if question.kind is QuestionKind.SINGLE_CHOICE:
        return [None, *(Choice(key) for key in question.fractions)]
    if question.kind is QuestionKind.MULTI_CHOICE:
        return [None, *(Choices((key,)) for key in question.fractions)]
    return [None]


def extensions(asked, answers):
    """The answers that are there with every combination of what is not answered yet."""
    free = [each for each in asked.questions if asked.item(each) not in answers]
    for chosen in itertools.product(*map(possible_answers, free)):
        more = {
            asked.item(each): entry
            for each, entry in zip(free, chosen, strict=True)
            if entry is not None
        }
        yield {**answers, **more}


def first_requirement(drawn):
    published, answers = drawn
    asked = published.requirements[0]
    return asked, {key: answers[key] for key in map(asked.item, asked.questions) if key in answers}


DRAWN = (
    revisions(max_size=1)
    .flatmap(lambda drawn: st.tuples(st.just(drawn), answers_for(drawn)))
    .map(first_requirement)
)


@given(DRAWN)
def test_a_question_is_undetermined_exactly_when_what_is_still_to_be_answered_decides(drawn):
    asked, answers = drawn
    futures = [set(keys(visible(asked, future))) for future in extensions(asked, answers)]
    for key, state in visibilities(asked, answers).items():
        shown = [key in future for future in futures]
        expected = (
            Visibility.VISIBLE
            if all(shown)
            else Visibility.UNDETERMINED
            if any(shown)
            else Visibility.HIDDEN
        )
        assert state is expected


@given(DRAWN, st.randoms(use_true_random=False))
def test_another_answer_never_takes_back_what_was_certain(drawn, random):
    asked, answers = drawn
    more = random.choice(list(extensions(asked, answers)))
    before, after = visibilities(asked, answers), visibilities(asked, more)
    assert all(
        after[key] is state for key, state in before.items() if state is not Visibility.UNDETERMINED
    )


@given(DRAWN)
def test_what_decides_is_asked_and_has_no_answer_yet(drawn):
    asked, answers = drawn
    states = visibilities(asked, answers)
    for each in asked.questions:
        found = decides(asked, each, answers)
        assert (found is not None) == (states[each.key] is Visibility.UNDETERMINED)
        if found is not None:
            assert states[found.key] is Visibility.VISIBLE
            assert asked.item(found) not in answers
