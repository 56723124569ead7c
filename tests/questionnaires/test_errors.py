"""This file tests that an error tells people what is wrong, in their own language."""

from decimal import Decimal

import pytest
from factories.requirements import question

from questionnaires.answers import Amount, acceptable
from questionnaires.errors import (
    NotPublishableError,
    QuestionnaireError,
    UnacceptableAnswerError,
    translatable,
)

DUTCH = {
    "The requirement set cannot be published yet. %(problem)s": "Nog niet klaar. %(problem)s",
    "Requirement %(requirement)s is in the set twice.": "Eis %(requirement)s staat er dubbel in.",
}


def test_an_error_is_told_in_the_language_of_its_reader():
    error = NotPublishableError(
        problem=translatable("Requirement %(requirement)s is in the set twice."),
        requirement="5.20.03",
    )
    assert error.told(DUTCH.get) == "Nog niet klaar. Eis 5.20.03 staat er dubbel in."


def test_an_error_reads_in_english_by_itself():
    assert str(QuestionnaireError()) == "This is not possible."


def test_what_a_person_typed_is_neither_translated_nor_filled_in():
    error = NotPublishableError(problem=translatable("%(typed)s"), typed="100 %(requirement)s")
    assert str(error) == "The requirement set cannot be published yet. 100 %(requirement)s"


def test_every_error_of_the_domain_is_caught_as_one():
    with pytest.raises(QuestionnaireError) as refusal:
        acceptable(question(), Amount(Decimal(1)))
    assert isinstance(refusal.value, UnacceptableAnswerError)


def test_facts_are_shown_as_the_reader_writes_them():
    error = UnacceptableAnswerError(problem=translatable("At most %(limit)s."), limit=20000)
    assert str(error) == "At most 20000."
    assert error.told(str, lambda fact: "20.000" if fact == 20000 else fact) == "At most 20.000."
