"""This file starts procurements and says where they stand."""

from datetime import timedelta

import pytest
from factories.world import NOW
from sqlalchemy.exc import IntegrityError

from questionnaires.errors import UnsafeTextError
from supplier_portal.services import procurements
from supplier_portal.services.errors import AlreadyExistsError, NotFoundError
from supplier_portal.services.states import State


def _start(world, person, reference="REF-9", title="Zaaksysteem"):
    catalogue_id = world.catalogue()
    with world.database.writing.begin() as session:
        return procurements.start(
            session,
            person.actor,
            reference=reference,
            title=title,
            language="nl",
            catalogue_id=catalogue_id,
            at=NOW,
        ).id


def test_a_reference_is_used_once_by_an_organisation(world):
    buyer, stranger = world.person("procurement"), world.person("procurement")
    colleague = world.person("procurement", organisation=buyer)
    _start(world, buyer)
    for reference in ("REF-9", " REF-9 "):
        with pytest.raises(AlreadyExistsError, match="REF-9"):
            _start(world, colleague, reference)
    _start(world, stranger)
    _start(world, buyer, "REF-10")


def test_of_five_who_start_under_one_reference_at_once_one_does(world, at_once):
    buyer = world.person("procurement")
    world.catalogue()
    results = at_once(5, lambda _: _start(world, buyer))
    refused = [item for item in results if isinstance(item, Exception)]
    assert len(refused) == 4
    assert {type(item) for item in refused} <= {AlreadyExistsError, IntegrityError}


def test_unsafe_characters_in_a_title_are_refused(world):
    with pytest.raises(UnsafeTextError):
        _start(world, world.person("procurement"), title="a\x00b")


def test_a_procurement_of_another_organisation_is_not_found(scene):
    stranger = scene.world.person("procurement")
    with scene.database.reading() as session:
        with pytest.raises(NotFoundError):
            procurements.of_organisation(
                session, stranger.actor.organisation_id, scene.procurement_id
            )
        assert procurements.all_of(session, stranger.actor.organisation_id, at=NOW) == []


def test_a_state_follows_from_what_happened_and_from_the_clock(scene):
    draft = scene.world.draft(scene.buyer, reference="CONCEPT")
    tick, deadline = timedelta(microseconds=1), scene.deadline

    def states(at):
        with scene.database.reading() as session:
            found = procurements.all_of(session, scene.buyer.actor.organisation_id, at=at)
            single = procurements.state_of(session, scene.procurement(session), at=at)
        by_id = {item.procurement.id: item.state for item in found}
        assert by_id[scene.procurement_id] == single
        return by_id[draft], single

    assert states(deadline) == (State.DRAFT, State.PUBLISHED)
    assert states(deadline + tick) == (State.DRAFT, State.CLOSED)
    scene.world.opened(scene.reviewer, scene.procurement_id, at=deadline + timedelta(minutes=2))
    assert states(deadline) == (State.DRAFT, State.OPENED)
