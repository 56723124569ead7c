"""Picking takes measures of the catalogue and of the house, in the words of the house."""

from threading import Thread

import pytest
from factories.house import house_text, own_measure
from factories.world import NOW

from questionnaires.catalogue import Theme
from supplier_portal.records.requirement_sets import RequirementRecord
from supplier_portal.services import picking, procurements, requirement_sets


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def draft(world, buyer):
    return world.draft(buyer, numbers=("8.08.01",))


@pytest.fixture
def pick(world, buyer, draft):
    def pick_now(*numbers, own=()):
        with world.database.writing.begin() as session:
            found = procurements.of_organisation(session, buyer.actor.organisation_id, draft)
            return picking.pick(
                session, buyer.actor, found, numbers=numbers, own_numbers=own, at=NOW
            )

    return pick_now


@pytest.fixture
def asked(world, buyer, draft):
    """The set as it is now, by identifier."""

    def read():
        with world.database.reading() as session:
            found = procurements.of_organisation(session, buyer.actor.organisation_id, draft)
            lines = requirement_sets.lines(session, found)
            return {line.requirement.identifier: line.requirement for line in lines}

    return read


def test_a_measure_comes_in_the_words_of_the_house(pick, asked, world, buyer):
    world.keep(buyer, house_text())
    assert pick("5.20.03") == 1
    made = asked()["BIO2-5.20.03"]
    assert made.text.nl == "Onze eigen woorden."
    assert len(made.questions) >= 1


def test_what_is_in_the_set_keeps_its_words_when_the_house_changes_its_own(
    pick, asked, world, buyer
):
    pick("5.20.03")
    before = asked()["BIO2-5.20.03"]
    world.keep(buyer, house_text())
    assert asked()["BIO2-5.20.03"] == before


def test_an_own_measure_is_added_once_after_those_of_the_norm(pick, asked, world, buyer):
    world.keep(buyer, own_measure())
    assert pick("5.20.03", own=["GV-01", "GV-99"]) == 2
    assert pick(own=["GV-01"]) == 0
    assert list(asked()) == ["BIO2-8.08.01", "BIO2-5.20.03", "Organisatie-proc-GV-01"]
    assert asked()["Organisatie-proc-GV-01"].theme is Theme.PHYSICAL


def test_an_own_number_that_a_norm_also_has_is_another_measure(pick, asked, world, buyer):
    world.keep(buyer, own_measure("8.08.01"))
    assert pick(own=["8.08.01"]) == 1
    assert {"BIO2-8.08.01", "Organisatie-proc-8.08.01"} == set(asked())


def test_a_measure_of_another_house_cannot_be_picked(pick, world):
    world.keep(world.person("procurement"), own_measure())
    assert pick(own=["GV-01"]) == 0


def test_who_picks_at_the_same_time_as_a_colleague_comes_after_them(pick, world, buyer, draft):
    with world.database.writing.begin() as session:
        found = procurements.of_organisation(session, buyer.actor.organisation_id, draft)
        picking.pick(session, buyer.actor, found, numbers=["5.20.03"], at=NOW)
        colleague = Thread(target=pick, args=("8.15.01",))
        colleague.start()
        colleague.join(timeout=1)
    colleague.join()
    with world.database.reading() as session:
        rows = session.query(RequirementRecord).filter_by(procurement_id=draft)
        places = {row.identifier: row.position for row in rows}
    assert sorted(places, key=places.get) == ["BIO2-8.08.01", "BIO2-5.20.03", "BIO2-8.15.01"]
    assert len(set(places.values())) == 3
