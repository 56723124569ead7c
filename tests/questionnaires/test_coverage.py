"""This file tests that the counts of what is known leave nothing out."""

from dataclasses import replace

import pytest

from questionnaires import knowledge
from questionnaires.catalogue import Theme
from questionnaires.coverage import by_theme, total
from questionnaires.requirement_sets import Proof
from questionnaires.wording import Wording

KNOWN = knowledge.load()
NUMBER = "5.20.03"


def counted(**changes):
    """Count with one proposal changed."""
    proposals = {**KNOWN.proposals, NUMBER: replace(KNOWN.proposals[NUMBER], **changes)}
    return by_theme(replace(KNOWN, proposals=proposals))[Theme.ORGANISATIONAL]


def test_each_theme_counts_its_own():
    themes = by_theme(KNOWN)
    assert {theme: counts.controls for theme, counts in themes.items()} == {
        Theme.ORGANISATIONAL: 37,
        Theme.PEOPLE: 8,
        Theme.PHYSICAL: 14,
        Theme.TECHNOLOGICAL: 34,
    }
    assert total(themes.values()).controls == 93
    assert total(themes.values()).is_complete


@pytest.mark.parametrize(
    ("lacking", "changes"),
    [
        ("with_questions", {"questions": ()}),
        ("with_proof", {"proof": Proof()}),
        ("with_proof", {"proof": replace(KNOWN.proposals[NUMBER].proof, operation_types=())}),
        ("with_proof", {"proof": replace(KNOWN.proposals[NUMBER].proof, design=Wording())}),
        ("in_both_languages", {"title": Wording("Titel", "")}),
        ("in_both_languages", {"guidance": Wording("", "Guidance")}),
    ],
)
def test_what_a_measure_lacks_is_not_counted(lacking, changes):
    counts = counted(**changes)
    assert getattr(counts, lacking) == counts.asked - 1
    assert not counts.is_complete


def test_a_number_that_is_neither_asked_nor_explained_is_missed():
    asked = {number: item for number, item in KNOWN.proposals.items() if number != NUMBER}
    assert not by_theme(replace(KNOWN, proposals=asked))[Theme.ORGANISATIONAL].is_complete
