"""This file tests that a question which contradicts itself cannot exist."""

from decimal import Decimal

import pytest
from factories.requirements import (
    multi_choice,
    open_question,
    options,
    question,
    value_question,
    wording,
)

from questionnaires.errors import InvalidQuestionError
from questionnaires.questions import Question, QuestionKind, is_plain

NOT_PLAIN = ["NaN", "sNaN", "Infinity", "1E15", "1E9999999", "1E-13", "1E-9999999"]


@pytest.mark.parametrize("build", [question, multi_choice, open_question, value_question])
def test_a_question_of_each_kind_can_be_asked(build):
    assert build("k").key == "k"


def test_a_question_gives_the_fraction_of_each_option():
    asked = question(fractions={"yes": 1, "partly": "0.5", "no": 0})
    assert asked.fractions == {"yes": Decimal(1), "partly": Decimal("0.5"), "no": Decimal(0)}


@pytest.mark.parametrize("weight", [0, -1, "-0.01"])
@pytest.mark.parametrize("build", [question, multi_choice, open_question, value_question])
def test_a_question_weighs_more_than_nothing(build, weight):
    with pytest.raises(InvalidQuestionError, match="weight must be more than zero"):
        build(weight=weight)


@pytest.mark.parametrize("build", [question, multi_choice])
@pytest.mark.parametrize("fractions", [{}, {"only": 1}])
def test_a_choice_needs_two_options(build, fractions):
    with pytest.raises(InvalidQuestionError, match="at least two options"):
        build(fractions=fractions)


def test_two_options_are_enough():
    assert len(question(fractions={"yes": 1, "no": 0}).options) == 2


@pytest.mark.parametrize("kind", [QuestionKind.SINGLE_CHOICE, QuestionKind.MULTI_CHOICE])
def test_two_options_cannot_share_a_key(kind):
    twice = options({"yes": 1, "no": 0}) + options({"yes": "0.5"})
    with pytest.raises(InvalidQuestionError, match="same key"):
        Question("a", kind, wording(), options=twice)


@pytest.mark.parametrize("fraction", ["-0.01", "1.01", "100"])
def test_an_option_earns_between_nothing_and_all(fraction):
    with pytest.raises(InvalidQuestionError, match="between 0 and 1"):
        question(fractions={"yes": fraction, "no": 0})


@pytest.mark.parametrize("bounds", [(5, 5), (6, 5), ("0.2", "0.10")])
def test_a_value_question_needs_a_minimum_below_its_maximum(bounds):
    minimum, maximum = bounds
    with pytest.raises(InvalidQuestionError, match="minimum that is less"):
        value_question(minimum=minimum, maximum=maximum)


@pytest.mark.parametrize("missing", ["minimum", "maximum"])
def test_a_value_question_needs_both_its_bounds(missing):
    bounds = {"minimum": Decimal(0), "maximum": Decimal(1), missing: None}
    with pytest.raises(InvalidQuestionError, match="a minimum and a maximum"):
        Question("a", QuestionKind.VALUE, wording(), **bounds)


def test_a_value_question_may_run_below_zero():
    assert value_question(minimum=-10, maximum=-5).maximum == -5


def test_the_refusal_names_the_question():
    with pytest.raises(InvalidQuestionError, match="Question encryption: "):
        question("encryption", weight=0)


@pytest.mark.parametrize("key", ["a", "k2", "has_mfa", "a" + "x" * 19])
def test_the_key_of_a_question_is_a_short_lower_case_word(key):
    assert question(key).key == key


@pytest.mark.parametrize(
    "key", ["", "A", "2k", "_k", "a.b", "a-b", "a b", "a?", "a\n", "é", "a٣", "a" + "x" * 20]
)
def test_a_question_under_another_key_is_refused(key):
    with pytest.raises(InvalidQuestionError, match="lower-case word"):
        question(key)


@pytest.mark.parametrize("figure", NOT_PLAIN)
def test_a_number_is_not_plain_without_end_or_with_too_many_digits(figure):
    assert not is_plain(Decimal(figure))
    assert not is_plain(Decimal(f"-{figure}"))


@pytest.mark.parametrize(
    "figure", ["0", "-1", "1E3", "1E14", "999999999999999.999999999999", "-1E-12"]
)
def test_a_number_is_plain_below_a_quadrillion_with_12_decimals(figure):
    assert is_plain(Decimal(figure))


@pytest.mark.parametrize("figure", NOT_PLAIN)
def test_a_question_that_weighs_no_plain_number_is_refused(figure):
    with pytest.raises(InvalidQuestionError, match="weight must be more than zero"):
        question(weight=figure)


@pytest.mark.parametrize("figure", NOT_PLAIN)
def test_an_option_that_earns_no_plain_number_is_refused(figure):
    with pytest.raises(InvalidQuestionError, match="between 0 and 1"):
        question(fractions={"yes": figure, "no": 0})


@pytest.mark.parametrize("figure", NOT_PLAIN)
@pytest.mark.parametrize("bound", ["minimum", "maximum"])
def test_a_value_question_with_a_bound_that_is_no_plain_number_is_refused(bound, figure):
    with pytest.raises(InvalidQuestionError, match="a minimum and a maximum"):
        value_question(**{bound: figure})


@pytest.mark.parametrize("limit", [9, 0, -1, 2001])
def test_a_limit_in_words_is_one_that_people_can_work_with(limit):
    with pytest.raises(InvalidQuestionError, match="from 10 to 2000 words"):
        open_question(longest_words=limit)


@pytest.mark.parametrize("build", [question, multi_choice, value_question])
def test_only_an_open_question_has_a_limit_in_words(build):
    assert open_question(longest_words=10).longest_words == 10
    with pytest.raises(InvalidQuestionError, match="only an open question has a limit"):
        build(longest_words=100)
