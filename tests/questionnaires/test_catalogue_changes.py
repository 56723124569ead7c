"""This file tests what changed between two editions: by hand, on noise, and BIO2 1.2 to 1.3."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.catalogue import (
    Catalogue,
    Category,
    Control,
    Measure,
    MeasureStatus,
    Source,
)
from questionnaires.catalogue_changes import Aspect, OtherNormError, difference
from questionnaires.interchange import bio2_markdown
from questionnaires.measure_changes import OF_STATUS, ChangeKind, ControlChange
from questionnaires.word_difference import PieceKind, words
from questionnaires.wording import Language, Wording

NORMS = Path(__file__).parents[2].parent / "shared" / "norms"
needs_norms = pytest.mark.skipif(
    not NORMS.is_dir(), reason=f"the published BIO2 files are not in {NORMS}"
)
NUMBER = "5.20.03"
HYGIENE, CHAIN = Category.BASIC_HYGIENE, Category.CHAIN_HYGIENE


def measure(status, number=NUMBER, **parts):
    parts = {
        key: Wording(nl=text) if key in {"text", "title"} else text for key, text in parts.items()
    }
    return Measure(number, MeasureStatus(status), **parts)


def edition(*measures, number="1.2", source=Source.OFFICIAL, norm="BIO2", controls=()):
    return Catalogue(norm, number, source, controls, measures)


def between(before, after, **parts):
    """What changed of one number, beside another number that says everything in both editions."""
    other = measure("active", "8.08.01", text="x", title="x", categories=frozenset({HYGIENE}))
    return difference(edition(before, other), edition(after, other, number="1.3", **parts))


def kinds(before, after):
    changes = between(before, after)
    return [kind.value for change in changes.measures for kind in change.kinds]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("active", "withdrawn", "withdrawn"),
        ("none", "withdrawn", "withdrawn"),
        ("moved", "withdrawn", "withdrawn"),
        ("active", "moved", "moved"),
        ("none", "moved", "moved"),
        ("withdrawn", "moved", "moved"),
        ("active", "see", "referred"),
        ("none", "see", "referred"),
        ("moved", "see", "referred"),
        ("withdrawn", "active", "revived"),
        ("moved", "active", "revived"),
        ("see", "none", "revived"),
        ("none", "active", "filled"),
        ("active", "none", "emptied"),
    ],
)
def test_a_number_changes_with_its_status(before, after, kind):
    assert kinds(measure(before), measure(after)) == [kind]


@pytest.mark.parametrize("status", list(MeasureStatus))
def test_a_number_that_stays_as_it_was_is_unchanged(status):
    changes = between(measure(status, target="8.08.01"), measure(status, target="8.08.01"))
    assert (changes.measures, changes.unchanged) == ((), 2)


def test_numbers_come_and_go():
    old = edition(measure("active"), measure("active", "5.20.04"))
    new = edition(measure("active"), measure("active", "5.20.01"), number="1.3")
    changes = difference(old, new)
    assert [item.number for item in changes.of(ChangeKind.ADDED)] == ["5.20.01"]
    assert [item.number for item in changes.of(ChangeKind.GONE)] == ["5.20.04"]
    assert changes.unchanged == 1
    [added] = changes.of(ChangeKind.ADDED)
    [gone] = changes.of(ChangeKind.GONE)
    assert (added.before, added.after) == (None, new.by_number["5.20.01"])
    assert (gone.before, gone.after, gone.target) == (old.by_number["5.20.04"], None, None)


@pytest.mark.parametrize("status", ["moved", "see"])
def test_where_a_number_went_is_told_and_whether_that_is_there(status):
    [there] = between(measure("active"), measure(status, target="8.08.01")).measures
    [lost] = between(measure("active"), measure(status, target="8.99.01")).measures
    assert (there.target, there.is_target_there) == ("8.08.01", True)
    assert (lost.target, lost.is_target_there) == ("8.99.01", False)


@pytest.mark.parametrize(("status", "kind"), [("moved", "moved"), ("see", "referred")])
def test_another_target_is_a_change(status, kind):
    before, after = measure(status, target="8.08.01"), measure(status, target="8.08.02")
    assert kinds(before, after) == [kind]


def test_an_added_number_may_point_on():
    old, new = edition(), edition(measure("moved", target="5.20.04"), measure("active", "5.20.04"))
    added, _ = difference(old, new).measures
    assert (added.kinds, added.target, added.is_target_there) == (
        (ChangeKind.ADDED,),
        "5.20.04",
        True,
    )


def test_a_moved_text_is_compared_with_the_one_where_it_went():
    old = edition(measure("active", text="een eis"))
    new = edition(measure("moved", target="5.20.04"), measure("active", "5.20.04", text="een wens"))
    [moved] = difference(old, new).of(ChangeKind.MOVED)
    [reworded] = moved.texts_at_target
    assert (reworded.before, reworded.after) == ("een eis", "een wens")
    assert moved.texts == ()
    referring = edition(measure("see", target="5.20.04"), new.measures[1])
    [referred] = difference(old, referring).of(ChangeKind.REFERRED)
    assert referred.texts_at_target == ()


def test_a_changed_text_is_told_word_by_word_in_its_language():
    [change] = between(
        measure("active", text="een eis"), measure("active", text="een wens")
    ).measures
    [text] = change.texts
    assert change.kinds == (ChangeKind.TEXT,)
    assert text.language is Language.DUTCH
    assert [(piece.kind, piece.text) for piece in text.pieces] == [
        (PieceKind.SAME, "een"),
        (PieceKind.REMOVED, "eis"),
        (PieceKind.ADDED, "wens"),
    ]


def test_white_space_and_breaks_are_no_change():
    assert kinds(measure("active", text="een<br>eis"), measure("active", text="een\n eis")) == []


@pytest.mark.parametrize(("before", "after"), [("een eis", ""), ("", "een eis")])
def test_a_text_that_disappears_or_appears_is_a_change(before, after):
    assert kinds(measure("active", text=before), measure("active", text=after)) == ["text"]


def test_a_text_that_goes_with_its_status_is_one_change():
    assert kinds(measure("active", text="een eis"), measure("withdrawn")) == ["withdrawn"]
    assert kinds(measure("none"), measure("active", text="een eis")) == ["filled"]


def test_a_changed_title_is_told():
    before, after = measure("active", title="Eis"), measure("active", title="Wens")
    [change] = between(before, after).measures
    assert change.kinds == (ChangeKind.TITLE,)
    assert [(title.before, title.after) for title in change.titles] == [("Eis", "Wens")]


def test_changed_categories_are_told_both_ways():
    before = measure("active", categories=frozenset({HYGIENE}))
    after = measure("active", categories=frozenset({CHAIN}))
    [change] = between(before, after).measures
    assert change.kinds == (ChangeKind.CATEGORIES,)
    assert (change.categories_added, change.categories_removed) == ({CHAIN}, {HYGIENE})


def test_a_withdrawn_number_does_not_lose_its_categories_as_well():
    before = measure("active", categories=frozenset({HYGIENE}), title="Eis")
    assert kinds(before, measure("withdrawn")) == ["withdrawn"]


def test_everything_that_happened_to_a_number_is_told_in_a_fixed_order():
    before = measure("none", title="Eis", categories=frozenset({CHAIN}))
    after = measure("active", title="Wens", text="een wens")
    assert kinds(before, after) == ["filled", "title", "categories"]
    before = measure("active", title="Eis", text="een eis", categories=frozenset({CHAIN}))
    assert kinds(before, after) == ["text", "title", "categories"]


@pytest.mark.parametrize(
    ("parts", "aspects"),
    [
        ({"categories": frozenset({HYGIENE})}, (Aspect.CATEGORIES,)),
        ({"text": "een eis"}, (Aspect.TEXT_IN_DUTCH,)),
        ({"title": "Eis"}, (Aspect.TITLE_IN_DUTCH,)),
    ],
)
def test_what_one_edition_never_says_is_told_once(parts, aspects):
    says = edition(measure("active", **parts), measure("active", "5.20.04", **parts))
    silent = edition(measure("active"), measure("active", "5.20.04"))
    lost, gained = difference(says, silent), difference(silent, says)
    assert (lost.measures, lost.no_longer_named, lost.newly_named) == ((), aspects, ())
    assert (gained.measures, gained.no_longer_named, gained.newly_named) == ((), (), aspects)
    assert (lost.unchanged, gained.unchanged) == (2, 2)


def test_a_language_that_comes_is_told_once_and_the_other_is_compared():
    old = edition(Measure(NUMBER, MeasureStatus.ACTIVE, text=Wording("een eis")))
    new = edition(Measure(NUMBER, MeasureStatus.ACTIVE, text=Wording("een wens", "a wish")))
    changes = difference(old, new)
    assert changes.newly_named == (Aspect.TEXT_IN_ENGLISH,)
    assert [text.language for text in changes.by_number[NUMBER].texts] == [Language.DUTCH]


def test_our_words_and_the_official_ones_are_never_laid_side_by_side():
    before = measure("active", text="een eis", title="Eis", categories=frozenset({CHAIN}))
    after = measure("active", text="onze eis", title="Onze eis")
    changes = between(before, after, source=Source.OWN)
    assert not changes.is_wording_compared
    assert changes.by_number[NUMBER].kinds == (ChangeKind.CATEGORIES,)
    assert (changes.no_longer_named, changes.newly_named) == ((), ())
    moved = between(before, measure("moved", target="8.08.01"), source=Source.OWN)
    assert moved.by_number[NUMBER].texts_at_target == ()


def test_controls_that_come_go_or_get_another_title_are_told():
    titled = Control("5.20", Wording("Eis"))
    old = edition(controls=(titled, Control("5.21"), Control("5.22", Wording("Blijft"))))
    new = edition(
        controls=(
            Control("5.20", Wording("Wens")),
            Control("5.22", Wording("Blijft")),
            Control("5.23"),
        )
    )
    changed, added, gone = difference(old, new).controls
    assert (changed.number, changed.kind) == ("5.20", ChangeKind.TITLE)
    assert [(title.before, title.after) for title in changed.titles] == [("Eis", "Wens")]
    assert added == ControlChange("5.23", ChangeKind.ADDED)
    assert gone == ControlChange("5.21", ChangeKind.GONE)


def test_two_norms_are_not_compared():
    with pytest.raises(OtherNormError, match=r"BIO2 1\.2 and NEN 7510-2 2024"):
        difference(edition(), edition(norm="NEN 7510-2", number="2024"))


NUMBERS = st.sampled_from(["5.01.01", "5.01.02", "6.01.01", "8.01.01"])
MEASURES = st.builds(
    Measure,
    NUMBERS,
    st.sampled_from(MeasureStatus),
    text=st.builds(Wording, nl=st.sampled_from(["", "een eis", "een  eis", "een wens"])),
    title=st.builds(Wording, nl=st.sampled_from(["", "Eis", "Wens"])),
    categories=st.frozensets(st.sampled_from(Category)),
    target=st.none() | NUMBERS,
)
EDITIONS = st.lists(MEASURES, unique_by=lambda item: item.number, max_size=4).map(
    lambda measures: edition(*measures)
)


@given(EDITIONS, EDITIONS)
def test_every_number_is_told_once_or_unchanged(old, new):
    changes = difference(old, new)
    numbers = {*old.by_number, *new.by_number}
    assert len(changes.measures) + changes.unchanged == len(numbers)
    assert len(changes.by_number) == len(changes.measures)
    for change in changes.measures:
        assert change.kinds == tuple(kind for kind in ChangeKind if kind in change.kinds)
        assert sum(kind in OF_STATUS for kind in change.kinds) <= 1
        assert bool(change.texts) == (ChangeKind.TEXT in change.kinds)
        assert bool(change.titles) == (ChangeKind.TITLE in change.kinds)


@given(EDITIONS)
def test_an_edition_does_not_differ_from_itself(one):
    changes = difference(one, one)
    assert (changes.measures, changes.unchanged) == ((), len(one.measures))
    assert (changes.no_longer_named, changes.newly_named) == ((), ())


@given(EDITIONS, EDITIONS)
def test_what_is_added_one_way_is_gone_the_other_way(old, new):
    forth, back = difference(old, new), difference(new, old)
    added = {change.number for change in forth.of(ChangeKind.ADDED)}
    assert added == {change.number for change in back.of(ChangeKind.GONE)}
    assert forth.no_longer_named == back.newly_named
    texts = {change.number for change in forth.of(ChangeKind.TEXT)}
    assert texts == {change.number for change in back.of(ChangeKind.TEXT)}


# The published files


@pytest.fixture(scope="module")
def published():
    def read(name):
        return bio2_markdown.read((NORMS / f"bio2-{name}-maatregelen.md").read_bytes()).catalogue

    return difference(read("1.2"), read("1.3"))


def numbers(changes, kind):
    return [change.number for change in changes.of(kind)]


@needs_norms
def test_from_bio2_1_2_to_1_3_every_number_is_accounted_for(published):
    assert numbers(published, ChangeKind.ADDED) == [
        "5.10.02",
        "5.10.03",
        "5.21.05",
        "5.24.08",
        "5.26.02",
        "6.03.04",
    ]
    counts = {kind: count for kind, count in published.counts.items() if kind in OF_STATUS}
    assert {kind.value: count for kind, count in counts.items() if count} == {
        "added": 6,
        "withdrawn": 4,
        "moved": 5,
        "referred": 1,
    }
    texts = published.counts[ChangeKind.TEXT]
    assert sum(counts.values()) + texts + published.unchanged == len(published.new.measures) == 166
    assert published.controls == ()


@needs_norms
def test_from_bio2_1_2_to_1_3_one_number_moved_to_where_nothing_is(published):
    moved = published.of(ChangeKind.MOVED)
    assert [(item.number, item.target) for item in moved if not item.is_target_there] == [
        ("5.26.01", "5.25.02")
    ]
    [referred] = published.of(ChangeKind.REFERRED)
    assert (referred.number, referred.target, referred.is_target_there) == (
        "8.08.06",
        "5.24.08",
        True,
    )


@needs_norms
def test_from_bio2_1_2_to_1_3_categories_are_no_longer_named_and_that_is_told_once(published):
    assert published.no_longer_named == (Aspect.CATEGORIES,)
    assert published.counts[ChangeKind.CATEGORIES] == 0


@needs_norms
def test_from_bio2_1_2_to_1_3_each_changed_text_is_told_and_no_other(published):
    old, new = published.old.by_number, published.new.by_number
    standing = [
        number for number in old if old[number].status is new[number].status is MeasureStatus.ACTIVE
    ]
    expected = [
        n for n in standing if Counter(words(old[n].text.nl)) != Counter(words(new[n].text.nl))
    ]
    assert len(expected) > 50
    assert set(expected) <= set(numbers(published, ChangeKind.TEXT)) <= set(standing)
    for number in standing:
        change = published.by_number.get(number)
        pieces = change.texts[0].pieces if change else ()
        same = {"same", "removed"} if change else set()
        told = [w for piece in pieces if piece.kind in same for w in piece.text.split()]
        assert told == (old[number].text.nl.split() if change else [])
        assert change or old[number].text.nl.split() == new[number].text.nl.split()


@needs_norms
def test_from_bio2_1_2_to_1_3_a_replaced_word_is_told_as_that_word(published):
    [text] = published.by_number["5.17.02"].texts
    assert [(piece.kind, piece.text) for piece in text.pieces[:3]] == [
        (PieceKind.SAME, "De"),
        (PieceKind.REMOVED, "organisatie"),
        (PieceKind.ADDED, "entiteit"),
    ]
