"""This file tests which answers fit their question, and how they are kept."""

from decimal import Decimal

import pytest
from factories.requirements import multi_choice, open_question, question, value_question
from factories.strategies import hostile_texts
from hypothesis import given

from questionnaires.answers import (
    LONGEST_TEXT,
    Amount,
    Choice,
    Choices,
    NotApplicable,
    OpenText,
    acceptable,
    acceptable_claim,
)
from questionnaires.errors import TooManyWordsError, UnacceptableAnswerError, UnsafeTextError

FITTING = [
    (question(), Choice("yes")),
    (question(), Choice("no", "not yet")),
    (multi_choice(), Choices(("x",))),
    (multi_choice(), Choices(("z", "x", "y"), "all of them")),
    (question(), Choice("no", "not yet", "A guard at the door.")),
    (multi_choice(), Choices(("x",), "", "Two people look at it.")),
    (value_question(), Amount(Decimal("99.5"))),
    (value_question(), Amount(Decimal(-1), "less than nothing")),
    (open_question(), OpenText("We test the plan each year.")),
]
LONG = "x" * LONGEST_TEXT


@pytest.mark.parametrize(("asked", "value"), FITTING)
def test_an_answer_that_fits_its_question_is_kept_as_it_is(asked, value):
    assert acceptable(asked, value) == value


@pytest.mark.parametrize("asked", [question(), multi_choice(), value_question(), open_question()])
@pytest.mark.parametrize("value", [*(value for _, value in FITTING), NotApplicable("no")])
def test_an_answer_of_another_kind_is_refused(asked, value):
    if (asked, value) not in FITTING and type(value) is not type(dict(FITTING)[asked]):
        with pytest.raises(UnacceptableAnswerError, match="another kind"):
            acceptable(asked, value)


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        (question(), Choice("maybe")),
        (question(), Choice("")),
        (multi_choice(), Choices(("x", "w"))),
        (multi_choice(), Choices(("x", "x"))),
    ],
)
def test_an_option_that_is_not_offered_or_chosen_twice_is_refused(asked, value):
    with pytest.raises(UnacceptableAnswerError, match="options that are offered"):
        acceptable(asked, value)


def test_a_multi_choice_needs_a_choice():
    with pytest.raises(UnacceptableAnswerError, match="at least one option"):
        acceptable(multi_choice(), Choices(()))


@pytest.mark.parametrize("number", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_an_amount_is_a_number(number):
    with pytest.raises(UnacceptableAnswerError, match="Enter a number"):
        acceptable(value_question(), Amount(Decimal(number)))


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_an_open_answer_says_something(text):
    with pytest.raises(UnacceptableAnswerError, match="Write an answer"):
        acceptable(open_question(), OpenText(text))


@pytest.mark.parametrize(
    ("asked", "value", "longer"),
    [
        (question(), Choice("yes", LONG), Choice("yes", LONG + "x")),
        (multi_choice(), Choices(("x",), LONG), Choices(("x",), LONG + "x")),
        (value_question(), Amount(Decimal(1), LONG), Amount(Decimal(1), LONG + "x")),
        (open_question(), OpenText(LONG), OpenText(LONG + "x")),
        (question(), Choice("no", "", LONG), Choice("no", "", LONG + "x")),
    ],
)
def test_a_text_of_20000_characters_is_kept_and_a_longer_one_refused(asked, value, longer):
    assert acceptable(asked, value) == value
    with pytest.raises(UnacceptableAnswerError, match="at most 20000 characters"):
        acceptable(asked, longer)


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        (question(), Choice("yes", "a\x00")),
        (multi_choice(), Choices(("x",), "a\x00")),
        (value_question(), Amount(Decimal(1), "a\x00")),
        (open_question(), OpenText("a\x00")),
        (question(), Choice("no", "", "a\x00")),
    ],
)
def test_an_unsafe_character_is_refused_in_every_kind_of_answer(asked, value):
    with pytest.raises(UnsafeTextError):
        acceptable(asked, value)


@pytest.mark.parametrize(
    ("asked", "value", "kept"),
    [
        (question(), Choice("yes", "a\r\nb"), Choice("yes", "a\nb")),
        (question(), Choice("no", "", "a\r\nb"), Choice("no", "", "a\nb")),
        (open_question(), OpenText("a\r\nb"), OpenText("a\nb")),
    ],
)
def test_line_ends_in_an_answer_are_kept_as_newlines(asked, value, kept):
    assert acceptable(asked, value) == kept


def test_an_open_answer_of_more_words_than_there_is_room_for_is_refused_with_both_counts():
    asked = open_question(longest_words=10)
    fitting = OpenText("woord\n" * 10)
    assert acceptable(asked, fitting) == fitting
    with pytest.raises(TooManyWordsError, match=r"has 11 words.*at most 10") as told:
        acceptable(asked, OpenText("woord " * 11))
    assert isinstance(told.value, UnacceptableAnswerError)


@given(hostile_texts(min_size=1))
def test_a_hostile_text_is_kept_to_the_letter(text):
    assert acceptable(question(), Choice("yes", text)) == Choice("yes", text)


def test_a_claim_is_kept_where_it_is_allowed():
    kept = acceptable_claim(NotApplicable("No staff\r\non site."), is_allowed=True)
    assert kept == NotApplicable("No staff\non site.")


@pytest.mark.parametrize(
    ("value", "is_allowed"), [(NotApplicable("No staff on site."), False), (Choice("yes"), True)]
)
def test_a_claim_is_refused_where_it_is_not_allowed_or_none(value, is_allowed):
    with pytest.raises(UnacceptableAnswerError, match="not allowed for this requirement"):
        acceptable_claim(value, is_allowed=is_allowed)


@pytest.mark.parametrize("justification", ["", "  \n"])
def test_a_claim_needs_a_justification(justification):
    with pytest.raises(UnacceptableAnswerError, match="Explain why"):
        acceptable_claim(NotApplicable(justification), is_allowed=True)


def test_a_justification_has_the_same_limit_as_an_answer():
    assert acceptable_claim(NotApplicable(LONG), is_allowed=True) == NotApplicable(LONG)
    with pytest.raises(UnacceptableAnswerError, match="at most 20000 characters"):
        acceptable_claim(NotApplicable(LONG + "x"), is_allowed=True)


def test_an_unsafe_character_in_a_justification_is_refused():
    with pytest.raises(UnsafeTextError):
        acceptable_claim(NotApplicable("because\x00"), is_allowed=True)


@pytest.mark.parametrize(
    "number", ["1E9999999", "1E-9999999", "-1E9999999", "0E9999999", "1E15", "-1E15", "1E-13"]
)
def test_an_amount_of_too_many_digits_is_refused(number):
    with pytest.raises(UnacceptableAnswerError, match="Enter a number"):
        acceptable(value_question(), Amount(Decimal(number)))


@pytest.mark.parametrize("number", ["999999999999999.999999999999", "-999999999999999", "1E-12"])
def test_an_amount_below_a_quadrillion_with_12_decimals_is_kept(number):
    amount = Amount(Decimal(number))
    assert acceptable(value_question(), amount) == amount
