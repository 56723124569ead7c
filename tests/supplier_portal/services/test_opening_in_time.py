"""This file tests that whatever arrived in time is opened, however long its way to the database."""

import threading
from datetime import timedelta

import pytest
from factories.world import NOW

from supplier_portal.services import judgements, opening, procurements, responses, submissions
from supplier_portal.services.errors import AlreadyOpenedError, StillSealedError

DEADLINE = NOW + timedelta(days=10)
JUST_IN_TIME = DEADLINE - timedelta(milliseconds=1)


@pytest.fixture
def sealed(world):
    """A published procurement with one complete response that is not handed in yet."""
    buyer = world.person("procurement")
    reviewer = world.person("review", organisation=buyer)
    procurement_id = world.published(buyer)
    supplier, response_id = world.supplier(buyer, procurement_id)
    world.answer(supplier, response_id)
    return reviewer, procurement_id, supplier, response_id


def _open(session, reviewer, procurement_id, at):
    found = procurements.of_organisation(session, reviewer.actor.organisation_id, procurement_id)
    return opening.open_responses(session, reviewer.actor, found, at=at)


def test_nothing_opens_within_a_minute_after_the_deadline(world, sealed):
    reviewer, procurement_id, _, _ = sealed
    for late in (timedelta(0), timedelta(seconds=59)):
        with pytest.raises(StillSealedError), world.database.writing.begin() as session:
            _open(session, reviewer, procurement_id, DEADLINE + late)
    with world.database.writing.begin() as session:
        assert _open(session, reviewer, procurement_id, DEADLINE + timedelta(minutes=1)).is_new


def test_an_opening_waits_for_a_submission_that_is_under_way(world, sealed):
    reviewer, procurement_id, supplier, response_id = sealed
    opened = []

    def open_meanwhile():
        with world.database.writing.begin() as session:
            opened.append(
                _open(session, reviewer, procurement_id, DEADLINE + timedelta(minutes=2)).count
            )

    with world.database.writing.begin() as session:
        response = responses.of_supplier(session, supplier.actor, response_id)
        submissions.submit(
            session, supplier.actor, response, world.signing(), received_at=JUST_IN_TIME
        )
        other = threading.Thread(target=open_meanwhile)
        other.start()
        other.join(timeout=0.5)
        assert other.is_alive(), "the opening did not wait"
    other.join(timeout=10)
    assert opened == [1]


def test_what_reviewers_will_never_see_is_not_acknowledged(world, sealed):
    reviewer, procurement_id, supplier, response_id = sealed
    world.opened(reviewer, procurement_id, at=DEADLINE + timedelta(minutes=2))
    with pytest.raises(AlreadyOpenedError), world.database.writing.begin() as session:
        response = responses.of_supplier(session, supplier.actor, response_id)
        submissions.submit(
            session, supplier.actor, response, world.signing(), received_at=JUST_IN_TIME
        )
    with world.database.reading() as session:
        response = responses.of_supplier(session, supplier.actor, response_id)
        assert submissions.submission_of(session, response) is None
        found = procurements.of_organisation(
            session, reviewer.actor.organisation_id, procurement_id
        )
        assert judgements.opened_of(session, found) == []
