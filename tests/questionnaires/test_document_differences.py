"""This file tests where the text of a document is said to differ from what it should say."""

from hypothesis import given
from hypothesis import strategies as st

from questionnaires.document_differences import differences, words_of_lines
from questionnaires.word_difference import PieceKind

LINES = st.lists(st.sampled_from(["een", "twee drie", " vier ", "", "vijf  zes"]), max_size=8)


def told(should, found):
    return [
        (item.after, [(piece.kind.value, piece.text) for piece in item.pieces])
        for item in differences(should, found)
    ]


def test_white_space_and_empty_lines_are_no_difference():
    assert told(["een  twee", "", "drie"], [" een twee", "drie "]) == []


def test_a_changed_word_is_told_with_the_line_before_it():
    should = ["kop", "de leverancier toont dit aan", "einde"]
    found = ["kop", "de leverancier toont dat aan", "einde"]
    assert told(should, found) == [
        (
            "kop",
            [
                ("same", "de leverancier toont"),
                ("removed", "dit"),
                ("added", "dat"),
                ("same", "aan"),
            ],
        )
    ]


def test_each_place_is_told_in_order():
    should, found = ["a", "b", "c", "d"], ["a", "c", "d", "e"]
    assert told(should, found) == [
        ("a", [("removed", "b")]),
        ("d", [("added", "e")]),
    ]


def test_very_many_equal_lines_are_told_as_one_place():
    should = ["begin", *["ja"] * 3_000, "nee", "einde"]
    found = ["begin", "nee", *["ja"] * 3_000, "einde"]
    assert len(told(should, found)) == 1


@given(should=LINES, found=LINES)
def test_something_differs_where_lines_do(should, found):
    assert bool(told(should, found)) == (words_of_lines(should) != words_of_lines(found))


@given(should=LINES, found=LINES)
def test_what_was_removed_stood_there_and_what_was_added_stands_there_now(should, found):
    pieces = [piece for item in differences(should, found) for piece in item.pieces]
    before, after = " ".join(words_of_lines(should)), " ".join(words_of_lines(found))
    for piece in pieces:
        whole = " ".join(piece.text.split())
        assert piece.kind is PieceKind.ADDED or whole in before
        assert piece.kind is PieceKind.REMOVED or whole in after
