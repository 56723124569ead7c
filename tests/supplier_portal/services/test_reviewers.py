"""This file names reviewers: those of the own organisation, and never nobody."""

from uuid import uuid4

import pytest
from factories.world import NOW

from supplier_portal.records.accounts import AccountRecord
from supplier_portal.services import journal, procurements, reviewers
from supplier_portal.services.errors import NoReviewerError, NotFoundError


class Desk:
    """A draft with two people of security; each method is one committed transaction."""

    def __init__(self, world):
        self.world, self.database = world, world.database
        self.buyer = world.person("procurement")
        self.first, self.second = (
            world.person("review", organisation=self.buyer, email=f"{name}@example.nl")
            for name in ("a", "b")
        )
        self.id = world.draft(self.buyer)

    def _found(self, session):
        return procurements.of_organisation(session, self.buyer.actor.organisation_id, self.id)

    def change(self, added=(), removed=()):
        with self.database.writing.begin() as session:
            reviewers.change(
                session,
                self.buyer.actor,
                self._found(session),
                added={person.id for person in added},
                removed={person.id for person in removed},
                at=NOW,
            )

    def named(self):
        with self.database.reading() as session:
            return {account.id for account in reviewers.named(session, self._found(session))}

    def told(self):
        with self.database.reading() as session:
            entries = journal.read(session, journal.of_procurement(self.id))
            return [entry.action for entry in entries if entry.action.endswith("_reviewer")]

    def revoke(self, person):
        with self.database.writing.begin() as session:
            session.get_one(AccountRecord, person.id).is_active = False


@pytest.fixture
def desk(world):
    return Desk(world)


def test_nobody_is_named_at_first_and_everybody_of_security_can_be(desk):
    assert desk.named() == set()
    desk.world.person("review")
    desk.world.person("procurement", organisation=desk.buyer)
    with desk.database.reading() as session:
        found = reviewers.candidates(session, desk.buyer.actor)
        assert {account.id for account in found} == {desk.first.id, desk.second.id}


def test_naming_and_removing_are_in_the_journal_and_twice_is_once(desk):
    desk.change(added=[desk.first])
    desk.change(added=[desk.first, desk.second])
    desk.change(removed=[desk.first])
    desk.change(removed=[desk.first])
    assert desk.named() == {desk.second.id}
    assert desk.told() == ["name_reviewer", "name_reviewer", "remove_reviewer"]


@pytest.mark.parametrize("who", ["elsewhere", "buyer", "revoked", "nobody"])
def test_only_somebody_of_security_of_the_own_organisation_can_be_named(desk, who):
    stranger = desk.world.person("review")
    desk.revoke(desk.second)
    people = {"elsewhere": stranger.id, "buyer": desk.buyer.id, "revoked": desk.second.id}
    with pytest.raises(NotFoundError), desk.database.writing.begin() as session:
        added = [desk.first.id, people.get(who, uuid4())]
        reviewers.change(session, desk.buyer.actor, desk._found(session), added=added, at=NOW)
    assert desk.named() == set()
    assert desk.told() == []


def test_somebody_always_stays(desk):
    desk.change(added=[desk.first])
    for removed in ([desk.first], [desk.first, desk.second]):
        with pytest.raises(NoReviewerError):
            desk.change(removed=removed)
    assert desk.named() == {desk.first.id}
    desk.change(added=[desk.second], removed=[desk.first])
    assert desk.named() == {desk.second.id}


def test_of_two_who_each_remove_another_at_once_one_is_refused(desk, at_once):
    desk.change(added=[desk.first, desk.second])
    people = [desk.first, desk.second]
    results = at_once(2, lambda number: desk.change(removed=[people[number]]))
    assert len([item for item in results if isinstance(item, NoReviewerError)]) == 1
    assert len(desk.named()) == 1


def test_an_account_that_was_revoked_reviews_nothing_any_more(desk):
    desk.change(added=[desk.first, desk.second])
    desk.revoke(desk.first)
    assert desk.named() == {desk.second.id}
