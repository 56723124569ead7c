"""A set starts from an earlier one: what comes along is decided by the catalogue it goes to."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from factories.house import own_measure
from factories.world import NOW

from questionnaires.carrying_over import Fate
from questionnaires.equivalences import Equivalence, Relation
from questionnaires.requirement_sets import RequirementKind
from questionnaires.wording import Wording
from supplier_portal.services import copying, journal, picking, procurements, requirement_sets
from supplier_portal.services.errors import (
    AlreadyPublishedError,
    ChangedMeanwhileError,
    EmptySetError,
    NotEmptyError,
    NotFoundError,
)

NORMS = Path(__file__).parents[3].parent / "shared" / "norms"
KEPT, REWORDED, MOVED, WITHDRAWN = "5.20.02", "5.20.05", "8.08.01", "8.28.01"
NUMBERS = (KEPT, REWORDED, MOVED, WITHDRAWN)
OLD = "BIO2 versie 1.2\n" + "".join(f"\n## {number}\nDoe dit elk jaar.\n" for number in NUMBERS)
NEW = f"""BIO2 versie 1.3

## {KEPT}
Doe dit elk jaar.

## {REWORDED}
Doe dit elke maand.

## {MOVED}
Verplaatst naar 8.08.02

## 8.08.02
Doe dit elke week.

## {WITHDRAWN}
Vervallen
"""


class Desk:
    """A buyer at work; each method is one committed transaction."""

    def __init__(self, world):
        self.world, self.database = world, world.database
        self.buyer = world.person("procurement")

    def draft(self, reference, catalogue_id, numbers=()):
        return self.world.draft(
            self.buyer, reference=reference, numbers=numbers, catalogue_id=catalogue_id
        )

    def copy(self, target, source, *, shown=None, who=None):
        who = who or self.buyer
        if shown is None:
            shown = self.world.shown(self.buyer, source)
        with self.database.writing.begin() as session:
            found = procurements.of_organisation(session, who.actor.organisation_id, target)
            return copying.copy(session, who.actor, found, source, shown=shown, at=NOW)

    def preview(self, target, source):
        with self.database.reading() as session:
            chosen = copying.chosen(session, self.buyer.actor, source)
            return copying.preview(session, self._found(session, target), chosen)

    def earlier(self, target):
        with self.database.reading() as session:
            found = copying.earlier(session, self.buyer.actor, self._found(session, target))
            return [(item.procurement.reference, item.count) for item in found]

    def pick(self, target, *numbers, own=()):
        with self.database.writing.begin() as session:
            found = self._found(session, target)
            picking.pick(session, self.buyer.actor, found, numbers=numbers, own_numbers=own, at=NOW)

    def publish(self, target):
        self.world.publish(self.buyer, target)

    def asked(self, target):
        """The set as it is now, in its order."""
        with self.database.reading() as session:
            lines = requirement_sets.lines(session, self._found(session, target))
            return [line.requirement for line in lines]

    def told(self, target):
        """What the journal says of copying."""
        with self.database.reading() as session:
            entries = journal.read(session, journal.of_procurement(target))
            return [entry.facts for entry in entries if entry.action == "copy_set"]

    def _found(self, session, target):
        home = self.buyer.actor.organisation_id
        return procurements.of_organisation(session, home, target)


@pytest.fixture
def desk(world):
    return Desk(world)


@pytest.fixture
def old(world):
    return world.imported(OLD)


@pytest.fixture
def new(world):
    return world.imported(NEW)


@pytest.fixture
def source(desk, old):
    return desk.draft("EERDER", old, NUMBERS)


@pytest.fixture
def target(desk, new):
    return desk.draft("NIEUW", new)


def test_a_set_goes_to_a_newer_edition_with_what_that_still_has(desk, source, target):
    brought = desk.copy(target, source)
    assert [(item.identifier, str(item.reference)) for item in desk.asked(target)] == [
        (f"BIO2-{KEPT}", f"BIO2 1.3, {KEPT}"),
        (f"BIO2-{REWORDED}", f"BIO2 1.3, {REWORDED}"),
        ("BIO2-8.08.02", "BIO2 1.3, 8.08.02"),
    ]
    assert tuple(desk.asked(target)) == brought.requirements
    assert [item.fate for item in brought.left_out] == [Fate.WITHDRAWN]


def test_a_preview_shows_the_words_that_the_norm_changed(desk, source, target):
    assert [
        (item.before.reference.number, text.after)
        for item in desk.preview(target, source).reworded
        for text in item.texts
    ] == [(REWORDED, "Doe dit elke maand."), (MOVED, "Doe dit elke week.")]


def test_a_copy_is_told_once_with_what_came_and_what_did_not(desk, source, target):
    desk.copy(target, source)
    assert desk.told(target) == [
        {
            "from": "EERDER",
            "carried": [f"BIO2-{KEPT}", f"BIO2-{REWORDED}", "BIO2-8.08.02"],
            "moved": {f"BIO2-{MOVED}": "8.08.02"},
            "left_out": {f"BIO2-{WITHDRAWN}": "withdrawn"},
        }
    ]
    assert desk.told(source) == []


def test_within_one_edition_everything_comes_along_as_it_was_tailored(desk, source, old):
    desk.world.tailor(
        desk.buyer,
        source,
        REWORDED,
        text="Onze eigen woorden.",
        kind=RequirementKind.SCORED,
        weight=Decimal("2.5"),
        not_applicable_allowed=True,
    )
    target = desk.draft("NOG EEN", old)
    desk.copy(target, source)
    assert desk.asked(target) == desk.asked(source)
    assert desk.preview(target, source).reworded == ()


def test_a_published_set_can_be_started_from(desk, source, target):
    desk.publish(source)
    before = desk.asked(source)
    assert len(desk.copy(target, source).requirements) == 3
    assert desk.asked(source) == before


def test_own_measures_and_equivalences_come_along_as_they_are(desk, source, target, world):
    world.keep(desk.buyer, own_measure())
    desk.pick(source, own=["GV-01"])
    world.imported("norm;editie;nummer;tekst\nCSIR;2021;AC-2;Iets.\n", "csir.csv")
    reason = Wording(nl="Zelfde onderwerp")
    other = Equivalence("CSIR", "2021", "AC-2", Relation.REPLACES, reason)
    world.tailor(desk.buyer, source, KEPT, equivalence=other)
    desk.copy(target, source)
    first, *_, last = desk.asked(target)
    assert first.equivalence == other
    assert last == desk.asked(source)[-1]
    assert last.reference.edition == "v1"


def test_the_official_words_are_compared_also_between_our_own_catalogues(desk, source, world, new):
    own_new = world.catalogue()
    assert own_new != new
    target = desk.draft("EIGEN", own_new)
    reworded = [item.before.reference.number for item in desk.preview(target, source).reworded]
    assert REWORDED in reworded


def test_a_set_of_another_norm_comes_along_whole(desk, world, source):
    other = world.imported("norm;editie;nummer;tekst\nCSIR;2021;AC-2;Iets.\n", "csir.csv")
    target = desk.draft("CSIR", other)
    desk.copy(target, source)
    assert desk.asked(target) == desk.asked(source)


def test_what_is_added_afterwards_stands_after_what_came_along(desk, source, target):
    desk.copy(target, source)
    desk.pick(target, KEPT)
    assert len(desk.asked(target)) == 3
    desk.world.keep(desk.buyer, own_measure())
    desk.pick(target, own=["GV-01"])
    assert desk.asked(target)[-1].reference.number == "GV-01"


def test_a_set_that_is_not_empty_is_refused_and_stays_as_it_is(desk, source, target, everything):
    desk.pick(target, KEPT)
    before = everything()
    with pytest.raises(NotEmptyError):
        desk.copy(target, source)
    with pytest.raises(NotEmptyError):
        desk.copy(source, source)
    assert everything() == before


def test_a_published_set_is_refused_and_stays_as_it_is(desk, source, target, everything):
    desk.pick(target, KEPT)
    desk.publish(target)
    before = everything()
    with pytest.raises(AlreadyPublishedError):
        desk.copy(target, source)
    assert everything() == before


def test_the_set_of_another_organisation_is_not_found(desk, source, target, world, everything):
    stranger = Desk(world)
    foreign = stranger.draft("VREEMD", world.imported(OLD), NUMBERS)
    before = everything()
    for unknown in (foreign, uuid4()):
        with pytest.raises(NotFoundError):
            desk.copy(target, unknown, shown="")
    with pytest.raises(NotFoundError):
        stranger.copy(target, foreign, shown="")
    assert everything() == before
    assert "VREEMD" not in dict(desk.earlier(target))


def test_a_set_with_nothing_to_take_along_is_refused(desk, source, new, everything, world):
    empty = desk.draft("LEEG", new)
    only_withdrawn = desk.draft("WEG", world.imported(OLD), (WITHDRAWN,))
    target = desk.draft("DOEL", new)
    before = everything()
    for useless in (empty, only_withdrawn):
        with pytest.raises(EmptySetError):
            desk.copy(target, useless)
    assert everything() == before


def test_nothing_comes_along_that_the_visitor_was_not_shown(desk, source, target, everything):
    shown = desk.world.shown(desk.buyer, source)
    desk.world.tailor(desk.buyer, source, KEPT, text="Intussen gewijzigd.")
    before = everything()
    with pytest.raises(ChangedMeanwhileError):
        desk.copy(target, source, shown=shown)
    assert everything() == before
    desk.copy(target, source)
    assert desk.asked(target)[0].text.nl == "Intussen gewijzigd."


def test_sets_to_start_from_are_those_with_requirements_the_newest_first(desk, world, old, target):
    for days, reference in enumerate(("A", "B", "C")):
        numbers = NUMBERS[:days]
        world.draft(
            desk.buyer,
            reference=reference,
            numbers=numbers,
            catalogue_id=old,
            at=NOW.replace(microsecond=days),
        )
    assert desk.earlier(target) == [("C", 2), ("B", 1)]


def test_a_template_brings_what_it_was_when_it_was_kept(desk, source, target):
    template = desk.world.template(desk.buyer, source, name="Wolk")
    desk.world.tailor(desk.buyer, source, KEPT, text="Later gewijzigd.")
    brought = desk.copy(target, template)
    assert [item.before for item in brought.items] != desk.asked(source)
    assert desk.asked(target)[0].text != Wording(nl="Later gewijzigd.")
    assert desk.told(target)[0]["from"] == "Wolk"


@pytest.mark.slow
def test_of_people_who_copy_at_once_one_wins_and_nothing_is_double(desk, source, target, at_once):
    shown = desk.world.shown(desk.buyer, source)
    results = at_once(6, lambda _: desk.copy(target, source, shown=shown))
    assert (
        sorted(type(result).__name__ for result in results) == ["CarryOver"] + ["NotEmptyError"] * 5
    )
    assert len(desk.asked(target)) == 3
    assert len(desk.told(target)) == 1


@pytest.mark.slow
def test_who_picks_while_a_colleague_copies_loses_nothing(desk, source, target, at_once):
    desk.world.keep(desk.buyer, own_measure())
    shown = desk.world.shown(desk.buyer, source)
    work = (
        lambda: desk.copy(target, source, shown=shown),
        lambda: desk.pick(target, own=["GV-01"]),
    )
    copied, picked = at_once(2, lambda number: work[number]())
    numbers = [item.reference.number for item in desk.asked(target)]
    assert picked is None
    assert numbers.count("GV-01") == 1
    assert len(numbers) == (1 if isinstance(copied, NotEmptyError) else 4)


@pytest.mark.skipif(not NORMS.is_dir(), reason=f"the norms are not in {NORMS}")
def test_a_set_of_bio2_1_2_goes_to_1_3_by_the_official_texts(desk, world):
    old, new = (
        world.imported((NORMS / f"bio2-{name}-maatregelen.md").read_text(encoding="utf-8"))
        for name in ("1.2", "1.3")
    )
    source = desk.draft("1.2", old, ("5.20.03", "5.21.01", "5.24.06", "8.08.06", "8.28.01"))
    target = desk.draft("1.3", new)
    desk.copy(target, source)
    told = desk.told(target)[0]
    assert told["moved"] == {"BIO2-5.24.06": "5.21.05"}
    assert told["left_out"] == {"BIO2-5.21.01": "withdrawn", "BIO2-8.08.06": "referred"}
    assert {item.reference.edition for item in desk.asked(target)} == {"1.3"}
    again = desk.asked(target)[0]
    assert replace(again, reference=desk.asked(source)[0].reference) == desk.asked(source)[0]
