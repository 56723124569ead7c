"""This file tests the difference between two texts: is it exact, and can people read it."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires import word_difference as module
from questionnaires.word_difference import Piece, PieceKind, word_difference, words

MARKS = {PieceKind.SAME: "{}", PieceKind.REMOVED: "[-{}-]", PieceKind.ADDED: "{{+{}+}}"}
SEPARATORS = st.sampled_from([" ", " ", " ", "\n", "\n\n", "  ", "\t", "<br>", " <br/> "])
WORDS = st.sampled_from(
    ["a", "b", "een", "eis", "regel.", "-", "leverancier", "toont;", "é", "<b>"]
)
OLD = "Er is beleid. Er is toezicht."


@st.composite
def texts(draw):
    found = draw(st.lists(st.tuples(WORDS, SEPARATORS), max_size=40))
    return "".join(word + separator for word, separator in found)


def shown(old, new):
    pieces = word_difference(old, new)
    return "".join(piece.before + MARKS[piece.kind].format(piece.text) for piece in pieces)


def words_of(pieces, *kinds):
    return [word for piece in pieces if piece.kind in kinds for word in piece.text.split()]


def is_exact(old, new):
    pieces = word_difference(old, new)
    return words_of(pieces, PieceKind.SAME, PieceKind.REMOVED) == words(old) and words_of(
        pieces, PieceKind.SAME, PieceKind.ADDED
    ) == words(new)


@given(texts(), texts())
@settings(max_examples=400)
def test_no_word_is_lost_or_made_up(old, new):
    assert is_exact(old, new)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_word_of_any_text_is_lost_or_made_up(old, new):
    assert is_exact(old, new)


@given(texts(), texts())
@settings(max_examples=200)
def test_pieces_are_never_empty_and_never_follow_one_of_their_kind(old, new):
    pieces = word_difference(old, new)
    assert all(piece.text.strip() == piece.text != "" for piece in pieces)
    kinds = [piece.kind for piece in pieces]
    assert all(one is not other for one, other in pairwise(kinds))
    assert (PieceKind.ADDED, PieceKind.REMOVED) not in pairwise(kinds)


@given(texts(), texts())
@settings(max_examples=200)
def test_pieces_can_be_printed_one_after_another(old, new):
    first, *others = word_difference(old, new) or [Piece(PieceKind.SAME, "")]
    assert first.before == ""
    assert {piece.before for piece in others} <= {" ", "\n"}


@given(texts())
def test_a_text_does_not_differ_from_itself(text):
    assert {piece.kind for piece in word_difference(text, text)} <= {PieceKind.SAME}


def test_two_empty_texts_have_no_pieces():
    assert word_difference("", " <br> \n") == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("een eis", "een\n\n  eis"),
        ("een eis", "een<br>eis"),
        ("een eis", "een<br/><BR />eis "),
        ("een<br class='x'>eis", "een </br> eis"),
        ("een eis", "een\u00a0eis"),
    ],
)
def test_white_space_and_breaks_are_no_difference(old, new):
    assert words(old) == words(new)
    assert [piece.kind for piece in word_difference(old, new)] == [PieceKind.SAME]


@pytest.mark.parametrize(
    ("old", "new"), [("een eis", "een Eis"), ("een eis", "een eis."), ("een eis", "een <b>eis")]
)
def test_one_character_in_a_word_is_a_difference(old, new):
    assert words(old) != words(new)
    assert len(word_difference(old, new)) == 3


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "een eis", "{+een eis+}"),
        ("een eis", "", "[-een eis-]"),
        ("een eis", "een wens", "een [-eis-] {+wens+}"),
        ("de oude regel", "de nieuwe regel", "de [-oude-] {+nieuwe+} regel"),
        ("de regel geldt", "de regel geldt nu", "de regel geldt {+nu+}"),
        ("oud de regel", "de regel", "[-oud-] de regel"),
        ("alles weg", "heel anders", "[-alles weg-] {+heel anders+}"),
    ],
)
def test_what_is_removed_stands_before_what_replaces_it(old, new, expected):
    assert shown(old, new) == expected


def test_lines_begin_where_they_begin_in_the_new_text():
    old, new = "Ten minste:<br>1. beleid<br>2. toezicht", "Ten minste:\n- beleid\n- controle"
    assert shown(old, new) == ("Ten minste:\n[-1.-] {+-+} beleid\n[-2. toezicht-] {+- controle+}")


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (f"{OLD} Er is controle.", f"{OLD} {{+Er is controle.+}}"),
        ("Er is controle. " + OLD, "{+Er is controle.+} " + OLD),
        (
            "Er is beleid. Er is controle. Er is toezicht.",
            "Er is beleid. {+Er is controle.+} Er is toezicht.",
        ),
    ],
)
def test_a_whole_sentence_is_added_or_removed(new, expected):
    assert shown(OLD, new) == expected
    assert shown(new, OLD) == expected.replace("{+", "[-").replace("+}", "-]")


def test_a_whole_line_of_a_list_is_added():
    old, new = "- de wet\n- de norm", "- de wet\n- de regel\n- de norm"
    assert shown(old, new) == "- de wet\n{+- de regel+}\n- de norm"


def test_a_few_short_words_between_changes_are_no_island():
    old = "De leiding van de organisatie stelt beleid vast"
    new = "Het bestuur van de gemeente stelt beleid vast"
    assert shown(old, new) == (
        "[-De leiding van de organisatie-] {+Het bestuur van de gemeente+} stelt beleid vast"
    )


def test_a_word_longer_than_the_changes_around_it_stays():
    old, new = "op informatiebeveiliging let", "aan informatiebeveiliging doet"
    assert shown(old, new) == "[-op-] {+aan+} informatiebeveiliging [-let-] {+doet+}"


def test_a_word_stays_when_it_is_longer_than_the_change_on_one_side():
    old, new = "Onze medewerkers zagen regels om toe", "Hun leveranciers zien regels nu toe"
    assert shown(old, new) == (
        "[-Onze medewerkers zagen-] {+Hun leveranciers zien+} regels [-om-] {+nu+} toe"
    )


def test_four_words_between_changes_stay():
    old = "Burgemeesters zijn er voor de stadsbewoners"
    new = "Wethouders zijn er voor de omwonenden"
    assert shown(old, new) == (
        "[-Burgemeesters-] {+Wethouders+} zijn er voor de [-stadsbewoners-] {+omwonenden+}"
    )


def test_words_that_occur_often_are_compared_too():
    often = ["de", "en"] * 100
    pieces = word_difference(" ".join(["eerst", *often, "eind"]), " ".join(["nu", *often, "slot"]))
    assert [piece.text for piece in pieces if piece.kind is PieceKind.SAME] == [" ".join(often)]


def test_texts_that_would_take_too_long_are_told_whole_between_what_they_share(monkeypatch):
    def never(*args, **kwargs):
        pytest.fail("these texts were compared")

    monkeypatch.setattr(module, "SequenceMatcher", never)
    old = " ".join(["begin", *(word for i in range(900) for word in ("a", f"x{i}")), "eind"])
    new = " ".join(["begin", *(word for i in range(900) for word in ("a", f"y{i}")), "eind"])
    pieces = word_difference(old, new)
    assert [piece.kind for piece in pieces] == [
        PieceKind.SAME,
        PieceKind.REMOVED,
        PieceKind.ADDED,
        PieceKind.SAME,
    ]
    assert (pieces[0].text, pieces[-1].text) == ("begin a", "eind")
    assert is_exact(old, new)


def test_long_texts_that_share_most_of_their_words_are_compared():
    old = [f"woord{i}" for i in range(20_000)]
    new = [*old[:10_000], "nieuw", *old[10_000:]]
    pieces = word_difference(" ".join(old), " ".join(new))
    assert [piece.text for piece in pieces if piece.kind is not PieceKind.SAME] == ["nieuw"]
