"""An organisation keeps sets as templates: each as it was, under a name of its own."""

from uuid import uuid4

import pytest
from factories.world import NOW

from questionnaires.errors import UnsafeTextError
from questionnaires.interchange import requirement as requirement_document
from supplier_portal.services import journal, procurements, requirement_sets, set_templates
from supplier_portal.services.errors import EmptySetError, NotFoundError, TakesPlaceError


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def draft(world, buyer):
    return world.draft(buyer, numbers=("5.20.05", "8.08.01"))


@pytest.fixture
def another(world, buyer):
    return world.draft(buyer, reference="REF-2", numbers=("8.08.01",))


@pytest.fixture
def kept(world, buyer):
    """The templates of the buyer's organisation, or of somebody else's."""

    def read(who=buyer):
        with world.database.reading() as session:
            return set_templates.all_of(session, who.actor)

    return read


@pytest.fixture
def remove(world, buyer):
    def remove_now(template, who=buyer):
        with world.database.writing.begin() as session:
            return set_templates.remove(session, who.actor, template, at=NOW)

    return remove_now


@pytest.fixture
def told(world):
    """What the journal of a procurement says of templates."""

    def read(procurement_id):
        with world.database.reading() as session:
            entries = journal.read(session, journal.of_procurement(procurement_id))
            return [(entry.action, entry.facts) for entry in entries if "template" in entry.action]

    return read


def test_a_template_tells_what_it_is_for_and_what_it_holds(world, buyer, draft, kept):
    template = world.template(buyer, draft, name="  Wolk,   klein ", purpose=" Voor\n alles ")
    [found] = kept()
    assert (found.id, found.procurement_id) == (template, draft)
    assert (found.name, found.purpose, found.count) == ("Wolk, klein", "Voor alles", 2)
    assert (found.catalogue, found.who, found.at) == ("BIO2 1.3", "Persoon procurement", NOW)


def test_a_template_stays_as_it_was_when_the_set_changes(world, buyer, draft):
    template = world.template(buyer, draft)
    with world.database.reading() as session:
        before = set_templates.one_of(session, buyer.actor, template).documents
        found = procurements.of_organisation(session, buyer.actor.organisation_id, draft)
        lines = requirement_sets.lines(session, found)
        assert before == [requirement_document.to_data(line.requirement) for line in lines]
    world.tailor(buyer, draft, "5.20.05", text="Heel anders.")
    with world.database.reading() as session:
        assert set_templates.one_of(session, buyer.actor, template).documents == before


def test_templates_are_in_the_order_of_their_names(world, buyer, draft, another, kept):
    world.template(buyer, draft, name="wolk")
    world.template(buyer, another, name="Advies")
    assert [item.name for item in kept()] == ["Advies", "wolk"]


def test_the_name_of_another_template_takes_its_place_only_when_that_is_meant(
    world, buyer, draft, another, kept, everything
):
    first = world.template(buyer, draft, name="Wolk")
    before = everything()
    with pytest.raises(TakesPlaceError, match="“Wolk”"):
        world.template(buyer, another, name="Wolk ")
    assert everything() == before
    second = world.template(buyer, another, name="Wolk", replaces=[first])
    assert [(item.id, item.procurement_id) for item in kept()] == [(second, another)]


def test_a_set_is_one_template_which_a_newer_one_takes_the_place_of(world, buyer, draft, kept):
    first = world.template(buyer, draft, name="Wolk")
    world.tailor(buyer, draft, "5.20.05", text="Heel anders.")
    with pytest.raises(TakesPlaceError, match="“Wolk”"):
        world.template(buyer, draft, name="Groot")
    world.template(buyer, draft, name="Groot", replaces=[first])
    assert [item.name for item in kept()] == ["Groot"]


def test_who_agreed_to_replace_one_did_not_agree_to_replace_a_newer_one(
    world, buyer, draft, another, kept
):
    first = world.template(buyer, draft, name="Wolk")
    second = world.template(buyer, draft, name="Wolk", replaces=[first])
    with pytest.raises(TakesPlaceError):
        world.template(buyer, another, name="Wolk", replaces=[first])
    assert [item.id for item in kept()] == [second]


def test_a_set_that_is_empty_is_no_template(world, buyer, kept):
    empty = world.draft(buyer, numbers=())
    with pytest.raises(EmptySetError):
        world.template(buyer, empty)
    assert kept() == []


def test_a_name_that_no_document_can_carry_is_refused(world, buyer, draft, kept):
    for texts in ({"name": "Wolk\x07"}, {"purpose": "\x00"}):
        with pytest.raises(UnsafeTextError):
            world.template(buyer, draft, **texts)
    assert kept() == []


def test_what_is_removed_is_gone_and_the_set_stays(world, buyer, draft, kept, remove):
    template = world.template(buyer, draft, name="Wolk")
    assert remove(template) == "Wolk"
    assert kept() == []
    with pytest.raises(NotFoundError):
        remove(template)
    assert world.template(buyer, draft, name="Wolk") != template


def test_another_organisation_sees_and_touches_nothing_of_it(world, buyer, draft, kept, remove):
    template = world.template(buyer, draft, name="Wolk")
    stranger = world.person("procurement")
    assert kept(stranger) == []
    for unknown in (template, uuid4()):
        with pytest.raises(NotFoundError):
            remove(unknown, stranger)
    theirs = world.draft(stranger, numbers=("8.08.01",))
    world.template(stranger, theirs, name="Wolk")
    assert [item.id for item in kept()] == [template]


def test_what_happens_to_a_template_is_in_the_journal_of_its_procurement(
    world, buyer, draft, another, told, remove
):
    first = world.template(buyer, draft, name="Wolk", purpose="Geheim")
    second = world.template(buyer, another, name="Wolk", replaces=[first])
    remove(second)
    assert told(draft) == [
        ("save_template", {"template": "Wolk", "requirements": 2}),
        ("remove_template", {"template": "Wolk"}),
    ]
    assert told(another) == [
        ("save_template", {"template": "Wolk", "requirements": 1}),
        ("remove_template", {"template": "Wolk"}),
    ]


@pytest.mark.slow
def test_of_colleagues_who_keep_one_name_at_once_one_wins(world, buyer, kept, at_once):
    drafts = [world.draft(buyer, reference=f"R{each}", numbers=("8.08.01",)) for each in range(4)]
    results = at_once(4, lambda number: world.template(buyer, drafts[number], name="Wolk"))
    lost = [type(result).__name__ for result in results if isinstance(result, Exception)]
    assert lost == ["TakesPlaceError"] * 3
    assert len(kept()) == 1
