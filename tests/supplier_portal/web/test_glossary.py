"""The glossary: complete in both languages, in order, and every reference leads somewhere."""

import re
import tomllib
from importlib.resources import files

import pytest

from questionnaires.search import plain
from questionnaires.wording import Language
from supplier_portal.web import glossary, terms

TERMS = glossary.load()
LONGEST_SENTENCE = 30  # words; B1 has shorter ones on the whole


def entries():
    text = files("supplier_portal.web").joinpath("glossary.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["terms"]


def test_every_key_is_used_once_in_order_and_can_stand_in_an_address():
    keys = [entry["key"] for entry in entries()]
    assert keys == sorted(set(keys))
    assert list(TERMS) == keys
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", key) for key in keys)


def test_the_file_has_no_field_that_nobody_reads():
    known = {"key", "term", "meaning", "also", "linked", "see"}
    assert {name for entry in entries() for name in entry} == known


@pytest.mark.parametrize("term", TERMS.values(), ids=lambda term: term.key)
def test_every_word_is_explained_in_both_languages_in_short_sentences(term):
    for text in (term.term.nl, term.term.en, term.meaning.nl, term.meaning.en):
        assert text.strip() == text != ""
    for meaning in (term.meaning.nl, term.meaning.en):
        assert meaning.endswith(".")
        sentences = re.split(r"(?<=[.:;]) ", meaning)
        assert 1 <= len(re.split(r"(?<=\.) ", meaning)) <= 3
        assert max(len(sentence.split()) for sentence in sentences) <= LONGEST_SENTENCE
    assert term.meaning.nl != term.meaning.en


@pytest.mark.parametrize("term", TERMS.values(), ids=lambda term: term.key)
def test_every_reference_leads_to_another_word(term):
    assert set(term.see) <= TERMS.keys() - {term.key}
    assert term.see
    assert len(term.see) == len(set(term.see))


@pytest.mark.parametrize("language", Language)
def test_a_spelling_belongs_to_one_word(language):
    spellings = [
        plain(spelling) for term in TERMS.values() for spelling in term.spellings(language)
    ]
    doubles = {spelling for spelling in spellings if spellings.count(spelling) > 1}
    assert not doubles


@pytest.mark.parametrize("language", Language)
def test_words_are_listed_as_a_dictionary_does(language):
    letters = glossary.by_letter(language)
    listed = [term for entries in letters.values() for term in entries]
    shown = [plain(term.term.choose(language).text) for term in listed]
    assert shown == sorted(shown)
    assert {term.key for term in listed} == TERMS.keys()
    assert list(letters) == sorted(letters)
    for letter, entries in letters.items():
        assert {plain(entry.term.choose(language).text)[0] for entry in entries} == {letter.lower()}


def test_the_order_differs_by_language():
    dutch, english = (
        [term.key for entries in glossary.by_letter(language).values() for term in entries]
        for language in Language
    )
    assert dutch != english


def test_capitals_and_accents_do_not_change_the_order():
    assert plain("Één EIS") == "een eis"


@pytest.mark.parametrize(
    ("query", "language", "keys"),
    [
        ("", Language.DUTCH, TERMS.keys()),
        ("ONTVANGSTBEWIJS", Language.DUTCH, {"receipt"}),
        ("receipt", Language.DUTCH, {"receipt"}),
        ("basishygiene", Language.DUTCH, {"category"}),
        ("digest versie", Language.DUTCH, {"revision"}),
        ("xyzzy", Language.ENGLISH, set()),
    ],
)
def test_a_word_is_found_by_its_name_in_either_language_and_by_its_meaning(query, language, keys):
    assert glossary.found(query, language) == set(keys)


def test_an_everyday_word_is_explained_but_not_linked():
    assert "question" in TERMS
    text = "<p>Een vraag en een antwoord.</p>"
    assert terms.link(text, Language.DUTCH, "/glossary") == text
