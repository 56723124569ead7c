"""Searching finds what people mean: numbers, parts of words, words with a typing error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.search import Index, Passage, plain

PASSAGES = {
    "5.15.01": [Passage("5.15.01", 9), Passage("Toegangsbeveiliging", 5), Passage("Wie mag wat?")],
    "5.20.03": [
        Passage("5.20.03", 9),
        Passage("Jaarlijks bewijs door onderzoek", 5),
        Passage("De leverancier toont elk jaar opzet, bestaan en werking aan."),
    ],
    "8.13.01": [Passage("8.13.01", 9), Passage("Beleid voor back-ups", 5)],
    "8.24.01": [Passage("8.24.01", 9), Passage("Cryptografie", 5), Passage("Beveiliging van data")],
}
INDEX = Index(PASSAGES)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("beveiliging", ["5.15.01", "8.24.01"]),
        ("toegang", ["5.15.01"]),
        ("JAARLIJKS", ["5.20.03"]),
        ("5.20", ["5.20.03"]),
        ("8.13.01", ["8.13.01"]),
        ("back-up", ["8.13.01"]),
        ("opzet werking", ["5.20.03"]),
        ("opzet cryptografie", []),
        ("", []),
        ("?!", []),
        ("9.99", []),
    ],
)
def test_a_query_finds_what_holds_all_its_words(query, found):
    assert INDEX.find(query) == found


@pytest.mark.parametrize(
    "typed", ["toegangsbevieliging", "toegangsbeveilging", "tegangsbeveiliging", "bevieliging"]
)
def test_a_typing_error_still_finds_the_word(typed):
    assert "5.15.01" in INDEX.find(typed)


@pytest.mark.parametrize("typed", ["opzte", "bewjis", "bestana", "opzt", "opzett"])
def test_a_short_word_may_have_one_error(typed):
    assert INDEX.find(typed) == ["5.20.03"]


def test_two_swapped_letters_are_one_error_so_that_another_is_forgiven_beside_it():
    assert INDEX.find("bevieligng") == ["5.15.01", "8.24.01"]


def test_a_short_word_with_two_errors_is_another_word():
    assert INDEX.find("abzet") == []


def test_a_word_that_is_there_is_not_taken_for_another():
    index = Index({"a": [Passage("leverancier")], "b": [Passage("leveranciers")]})
    assert index.find("leveranciers") == ["b"]


@pytest.mark.parametrize("typed", ["onvindbaarheid", "toegangspoortje", "xyzxyz", "cryptoverkeer"])
def test_another_word_that_shares_a_part_is_not_taken_for_it(typed):
    assert INDEX.find(typed) == []


def test_a_number_with_a_typing_error_finds_nothing_rather_than_another_number():
    assert INDEX.find("5.20.93") == []


def test_a_whole_word_in_a_title_comes_before_a_part_in_a_text():
    index = Index(
        {
            "text": [Passage("onderzoeken")],
            "title": [Passage("onderzoek", 5)],
            "start": [Passage("onderzoeksbureau", 5)],
        }
    )
    assert index.find("onderzoek") == ["title", "start", "text"]


def test_accents_and_capitals_make_no_difference():
    index = Index({"a": [Passage("Coördinatie")]})
    assert index.find("COORDINATIE") == index.find("coördinatie") == ["a"]
    assert plain("Één") == "een"


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_known_keys_once(query):
    found = INDEX.find(query)
    assert set(found) <= set(PASSAGES)
    assert len(found) == len(set(found))


@given(st.sampled_from(sorted(PASSAGES)), st.data())
def test_every_part_of_a_word_of_a_text_finds_it(key, data):
    text = data.draw(st.sampled_from([passage.text for passage in PASSAGES[key]]))
    word = data.draw(st.sampled_from([word.strip("?.,") for word in plain(text).split()]))
    start = data.draw(st.integers(0, len(word) - 1))
    part = word[start : start + data.draw(st.integers(1, 12))].strip(".-")
    if part:
        assert key in INDEX.find(part)
