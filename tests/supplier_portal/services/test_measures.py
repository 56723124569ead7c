"""Where a measure is used follows from what requirements refer to, not from how they are called."""

import pytest
from factories.world import NOW

from questionnaires.equivalences import Equivalence, Relation
from questionnaires.wording import Wording
from supplier_portal.services import measures, picking, procurements

ALIKE = "norm;editie;nummer;titel\nNEN-ISO/IEC 2700{0};2022;5.1;Beleid\n"


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def used(world, buyer):
    """The references of the procurements that ask for a measure."""

    def read(norm, number, who=buyer):
        with world.database.reading() as session:
            return [item.reference for item in measures.used_in(session, who.actor, norm, number)]

    return read


def test_norms_whose_names_begin_alike_are_told_apart(world, buyer, used):
    for last in ("1", "2"):
        catalogue_id = world.imported(ALIKE.format(last), f"norm{last}.csv")
        world.draft(buyer, reference=last, numbers=("5.1",), catalogue_id=catalogue_id)
    assert used("NEN-ISO/IEC 27001", "5.1") == ["1"]
    assert used("NEN-ISO/IEC 27002", "5.1") == ["2"]


def test_a_number_that_begins_like_another_is_another(world, buyer, used):
    world.draft(buyer, numbers=("5.20.05",))
    assert used("BIO2", "5.20.0") == []
    assert used("BIO2", "5.20.05") == ["REF-1"]


def test_a_measure_that_stands_in_for_another_is_used_there_once(world, buyer, used):
    draft = world.draft(buyer, numbers=("5.20.05",))
    world.imported("norm;editie;nummer;titel\nBIO2;9;5.20.05;x\n", "x.csv")
    other = Equivalence("BIO2", "9", "5.20.05", Relation.COMBINED_WITH, Wording(nl="Ook"))
    world.tailor(buyer, draft, "5.20.05", equivalence=other)
    assert used("BIO2", "5.20.05") == ["REF-1"]


def test_what_another_organisation_asks_is_not_told(world, buyer, used):
    world.draft(buyer, numbers=("5.20.05",))
    assert used("BIO2", "5.20.05", world.person("procurement")) == []


def test_an_identifier_with_a_count_is_found_too(world, buyer, used):
    one, two = (world.imported(ALIKE.format(last), f"{last}.csv") for last in ("1", "2"))
    draft = world.draft(buyer, reference="both", numbers=("5.1",), catalogue_id=one)
    with world.database.writing.begin() as session:
        found = procurements.of_organisation(session, buyer.actor.organisation_id, draft)
        found.catalogue_id = two
        session.flush()
        picking.pick(session, buyer.actor, found, numbers=["5.1"], at=NOW)
    assert used("NEN-ISO/IEC 27002", "5.1") == ["both"]
