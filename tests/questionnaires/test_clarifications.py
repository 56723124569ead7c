"""This file tests what a question and an answer may be, and when a nota is in time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.clarifications import (
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    Clarification,
    Nota,
    answer_text,
    last_moment,
    names_in,
    proposed_ask_by,
    question_text,
)
from questionnaires.errors import InvalidClarificationError, UnsafeTextError
from questionnaires.interchange import nota as nota_document
from questionnaires.interchange.schemas import UnreadableDocumentError

ZONE = "Europe/Amsterdam"
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=60)


@pytest.mark.parametrize("keep", [question_text, answer_text], ids=["question", "answer"])
@pytest.mark.parametrize("empty", ["", "  ", "\r\n \n"])
def test_an_empty_text_is_refused(keep, empty):
    with pytest.raises(InvalidClarificationError):
        keep(empty)


@pytest.mark.parametrize(
    ("keep", "longest"),
    [(question_text, LONGEST_QUESTION), (answer_text, LONGEST_ANSWER)],
    ids=["question", "answer"],
)
def test_a_text_is_kept_up_to_its_longest_length(keep, longest):
    assert keep(f" {'x' * longest}\n") == "x" * longest
    with pytest.raises(InvalidClarificationError):
        keep("x" * (longest + 1))


def test_a_character_that_no_document_can_hold_is_refused():
    with pytest.raises(UnsafeTextError):
        question_text("a\x00b")


def test_ten_days_are_counted_by_the_clock_on_the_wall():
    after_summer_time = datetime(2026, 10, 30, 11, 0, tzinfo=UTC)  # 12:00 in winter
    assert last_moment(after_summer_time, ZONE) == datetime(2026, 10, 20, 10, 0, tzinfo=UTC)


def test_the_date_that_is_proposed_leaves_a_week_to_answer():
    deadline = datetime(2026, 6, 30, 10, 0, tzinfo=UTC)
    assert last_moment(deadline, ZONE) - proposed_ask_by(deadline, ZONE) == timedelta(days=7)


def test_the_clarifications_of_a_nota_are_numbered_within_it():
    one, two = Clarification("", "a?", "b"), Clarification("BIO2-8.08.01", "", "c")
    assert list(Nota(3, "d" * 64, (one, two)).numbered()) == [("3.1", one), ("3.2", two)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mag Kadepunt dat?", "Kadepunt B.V."),
        ("Mag KADEPUNT-Groep dat?", "Kadepunt Groep bv"),
        ("Wij, van Café\nNoord, willen weten", "Cafe  Noord"),
        ("Antwoord graag aan jo@kadepunt.nl.", "kadepunt.nl"),
        ("Zie https://www.kadepunt.nl/eisen", "kadepunt.nl"),
        ("Wij zijn N.V.", "N.V."),
    ],
    ids=["legal form", "case", "accent", "mail", "address", "nothing but a legal form"],
)
def test_a_name_in_a_text_is_found_however_it_is_written(text, name):
    assert names_in(text, ["Iemand anders", name]) == (name,)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ligt de kade punctueel open?", "Kade Punt"),
        ("Een kadepuntje erbij?", "Kadepunt"),
        ("Is dit alles?", ""),
        ("Is dit alles?", " – "),
    ],
    ids=["two words", "part of a word", "empty", "marks"],
)
def test_what_only_looks_like_a_name_is_none(text, name):
    assert names_in(text, [name]) == ()


@given(
    st.builds(
        Nota,
        st.integers(1, 99),
        st.just("d" * 64),
        st.lists(st.builds(Clarification, TEXT, TEXT, TEXT), max_size=4).map(tuple),
    )
)
def test_a_nota_comes_back_from_its_document(nota):
    assert nota_document.from_document(nota_document.to_document(nota)) == nota


def test_another_document_is_no_nota():
    with pytest.raises(UnreadableDocumentError):
        nota_document.from_document(b'{"format": "supplier-portal/response/1"}')
