"""This file tests in which languages a text exists, and whether it is safe to keep."""

import unicodedata

import pytest
from factories.strategies import hostile_texts, is_noncharacter
from factories.words import COUNTED
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.errors import UnsafeTextError
from questionnaires.wording import Language, Phrase, Wording, count_words, safe

C0 = [code for code in range(0x20) if chr(code) not in "\t\n\r"]
C1 = range(0x7F, 0xA0)
SURROGATES = range(0xD800, 0xE000)
NONCHARACTERS = [
    *range(0xFDD0, 0xFDF0),
    *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
]


@pytest.mark.parametrize(
    ("wording", "language", "phrase"),
    [
        (Wording("eis", "requirement"), "nl", Phrase(Language.DUTCH, "eis")),
        (Wording("eis", "requirement"), "en", Phrase(Language.ENGLISH, "requirement")),
        (Wording(nl="eis"), "en", Phrase(Language.DUTCH, "eis")),
        (Wording(en="requirement"), "nl", Phrase(Language.ENGLISH, "requirement")),
    ],
)
def test_a_wording_is_given_in_the_language_asked_for_or_else_the_other(wording, language, phrase):
    assert wording.choose(language) == phrase


def test_a_wording_without_any_text_is_false():
    assert not Wording()
    assert Wording(nl="eis")
    assert Wording(en="requirement")


def test_an_empty_wording_gives_an_empty_phrase():
    assert Wording().choose("nl").text == ""
    assert Wording().choose("en").text == ""


def test_a_phrase_prints_as_its_text():
    assert str(Phrase(Language.DUTCH, "eis")) == "eis"


@pytest.mark.parametrize(
    "codes", [C0, C1, SURROGATES, NONCHARACTERS], ids=["C0", "C1", "surrogate", "noncharacter"]
)
def test_each_unsafe_character_is_refused_with_its_position_and_code(codes):
    for code in codes:
        with pytest.raises(UnsafeTextError) as refusal:
            safe(f"é\n{chr(code)}tail")
        assert refusal.value.facts == {"position": 3, "code": f"U+{code:04X}"}


def test_there_are_66_noncharacters_and_each_is_in_the_test_above():
    assert len(set(NONCHARACTERS)) == 66


def test_every_other_character_of_unicode_passes_unchanged():
    unsafe = {*C0, *C1, *SURROGATES, *NONCHARACTERS, ord("\r")}
    others = "".join(chr(code) for code in range(0x110000) if code not in unsafe)
    assert safe(others) == others


@given(hostile_texts())
def test_a_hostile_but_allowed_text_passes_unchanged(text):
    assert safe(text) == text


@given(hostile_texts(), st.characters(), hostile_texts())
def test_a_text_is_refused_at_its_first_unsafe_character_or_kept(before, character, after):
    is_unsafe = unicodedata.category(character) in {"Cc", "Cs"} and character not in "\t\n\r"
    if is_unsafe or is_noncharacter(ord(character)):
        with pytest.raises(UnsafeTextError) as refusal:
            safe(before + character + after)
        assert refusal.value.facts["position"] == len(before) + 1
    else:
        safe(before + character + after)


@pytest.mark.parametrize("text", ["a\r\nb", "a\rb", "a\nb"])
def test_line_ends_are_kept_as_newlines(text):
    assert safe(text) == "a\nb"


def test_a_position_is_counted_in_the_text_as_it_would_be_kept():
    with pytest.raises(UnsafeTextError) as refusal:
        safe("a\r\nb\x07")
    assert refusal.value.facts["position"] == 4


def test_the_refusal_tells_people_what_to_remove():
    with pytest.raises(UnsafeTextError, match=r"Character 2 .* U\+000C"):
        safe("a\f")


@pytest.mark.parametrize(("text", "words"), COUNTED.values(), ids=COUNTED)
def test_words_are_what_stands_between_white_space(text, words):
    assert count_words(text) == words


@given(st.lists(st.sampled_from(["een", "é", "👩\u200d💻", "–"]), max_size=9), st.text(" \n\u00a0"))
def test_more_white_space_makes_no_more_words(words, space):
    assert count_words((space + " ").join(words)) == len(words)
