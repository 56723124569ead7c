"""What an organisation adds to the norms is kept version by version, for itself alone."""

import pytest
from factories.house import house_text, own_measure, own_segment
from factories.world import NOW

from questionnaires.errors import UnsafeTextError
from questionnaires.house import EntryKind
from supplier_portal.services import house, journal
from supplier_portal.services.errors import ChangedMeanwhileError, NotFoundError


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def keep(world, buyer):
    """Keep an entry and commit."""

    def keep_now(entry, *, version=0, reason="", who=buyer):
        with world.database.writing.begin() as session:
            return house.keep(session, who.actor, entry, version=version, reason=reason, at=NOW)

    return keep_now


@pytest.fixture
def read(world, buyer):
    """Ask a service function something, for the buyer unless told otherwise."""

    def ask(question, *arguments, who=buyer):
        with world.database.reading() as session:
            return question(session, who.actor, *arguments)

    return ask


def test_what_is_kept_counts_from_then_on(keep, read):
    keep(house_text())
    keep(own_measure())
    keep(own_segment())
    found = read(house.current)
    assert found.name == "Organisatie procurement"
    assert found.text_for("BIO2", "5.20.03") == house_text()
    assert found.measures["GV-01"].edition == "v1"
    assert found.segments == (own_segment(),)


def test_every_version_stays_with_who_when_and_why(keep, read):
    keep(house_text("Eerst."), reason="Te vaag")
    keep(house_text("Daarna."), version=1, reason=" Juridisch advies ")
    found = read(house.history, EntryKind.TEXT, "BIO2 5.20.03")
    assert [(item.number, item.entry.text.nl, item.reason) for item in found] == [
        (2, "Daarna.", "Juridisch advies"),
        (1, "Eerst.", "Te vaag"),
    ]
    assert {(item.who, item.at) for item in found} == {("Persoon procurement", NOW)}
    assert read(house.current).text_for("BIO2", "5.20.03").text.nl == "Daarna."


def test_a_change_from_an_older_version_is_refused_and_loses_nothing(keep, read):
    keep(house_text("Eerst."))
    keep(house_text("Van een collega."), version=1)
    with pytest.raises(ChangedMeanwhileError):
        keep(house_text("Van mij."), version=1)
    with pytest.raises(ChangedMeanwhileError):
        keep(house_text("Van mij."))
    assert read(house.newest, EntryKind.TEXT, "BIO2 5.20.03").entry.text.nl == "Van een collega."


def test_what_is_withdrawn_no_longer_counts_but_is_still_told(keep, read, world, buyer):
    keep(own_measure())
    with world.database.writing.begin() as session:
        house.withdraw(session, buyer.actor, EntryKind.MEASURE, "GV-01", version=1, at=NOW)
    assert not read(house.current).measures
    assert [item.is_withdrawn for item in read(house.history, EntryKind.MEASURE, "GV-01")] == [
        True,
        False,
    ]
    with pytest.raises(NotFoundError):
        read(house.newest, EntryKind.MEASURE, "GV-01")
    assert keep(own_measure(), version=2) == 3
    assert read(house.current).measures["GV-01"].version == 3


def test_what_never_was_cannot_be_withdrawn(world, buyer):
    with pytest.raises(NotFoundError), world.database.writing.begin() as session:
        house.withdraw(session, buyer.actor, EntryKind.TEXT, "BIO2 5.20.03", version=0, at=NOW)


def test_another_organisation_sees_and_touches_nothing_of_it(keep, read, world):
    keep(own_measure())
    stranger = world.person("procurement")
    assert not read(house.current, who=stranger).measures
    assert read(house.history, EntryKind.MEASURE, "GV-01", who=stranger) == []
    assert keep(own_measure(), who=stranger) == 1


def test_a_text_that_no_document_can_carry_is_refused(keep, read):
    with pytest.raises(UnsafeTextError):
        keep(house_text("Met een bel \x07"))
    with pytest.raises(UnsafeTextError):
        keep(house_text(), reason="\x00")
    assert read(house.current_versions) == []


def test_a_new_segment_gets_a_key_that_was_never_used(keep, read, world, buyer):
    assert read(house.free_key) == "own_1"
    keep(own_segment("own_1"))
    keep(own_segment("own_1"), version=1)
    with world.database.writing.begin() as session:
        house.withdraw(session, buyer.actor, EntryKind.SEGMENT, "own_1", version=2, at=NOW)
    assert read(house.free_key) == "own_2"


def test_each_change_is_in_the_journal_without_its_words(keep, world, buyer):
    keep(house_text("Geheim."), reason="Ook geheim")
    with world.database.reading() as session:
        chain = journal.of_house(buyer.actor.organisation_id)
        [entry] = journal.read(session, chain)
        assert journal.first_broken(session, chain) is None
    assert (entry.action, entry.object) == ("keep_house_entry", "text:BIO2 5.20.03")
    assert entry.facts == {"version": 1}
