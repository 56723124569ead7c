"""This file publishes what is approved and in order, and nothing else."""

from datetime import timedelta
from threading import Thread

import pytest
from factories.requirements import requirement
from factories.world import MINIMUM_DAYS, NOW, NUMBERS

from questionnaires import knowledge
from questionnaires.errors import NotPublishableError
from questionnaires.interchange import requirement as requirement_document
from questionnaires.proposing import propose
from questionnaires.risk_profile import RiskProfile
from supplier_portal.records.approvals import ApprovalRecord
from supplier_portal.records.requirement_sets import RequirementRecord
from supplier_portal.services import procurements, publication, requirement_sets
from supplier_portal.services.approvals import ApprovalDecision
from supplier_portal.services.errors import AlreadyPublishedError

WEEK = timedelta(days=7)
TEN_DAYS = timedelta(days=10)
TICK = timedelta(microseconds=1)


class Desk:
    """A draft with its deadline in ten days; each method is one committed transaction."""

    def __init__(self, world, numbers=NUMBERS):
        self.world, self.database = world, world.database
        self.buyer = world.person("procurement")
        self.id = world.draft(self.buyer, numbers=numbers)

    def publish(self, *, at=NOW, minimum_days=MINIMUM_DAYS):
        with self.database.writing.begin() as session:
            home = self.buyer.actor.organisation_id
            found = procurements.of_organisation(session, home, self.id)
            record = publication.publish(
                session, self.buyer.actor, found, minimum_days=minimum_days, at=at
            )
            session.expunge(record)
            return record

    def refuse(self, problem, **rules):
        """See that it is not published, and that the reason is told."""
        with pytest.raises(NotPublishableError, match=problem):
            self.publish(**rules)
        with self.database.reading() as session:
            assert not requirement_sets.published(session, self.id)

    def add(self, *extra):
        """Put requirements in the set that no page would make."""
        with self.database.writing.begin() as session:
            session.add_all(
                RequirementRecord(
                    procurement_id=self.id,
                    identifier=item.identifier,
                    position=100 + position,
                    document=requirement_document.to_data(item),
                )
                for position, item in enumerate(extra)
            )


@pytest.fixture
def desk(world):
    return Desk(world)


@pytest.fixture
def approved(desk):
    desk.world.approve(desk.buyer, desk.id)
    return desk


def test_what_is_published_has_the_digest_that_was_approved(approved):
    record = approved.publish()
    with approved.database.reading() as session:
        assert session.query(ApprovalRecord).one().digest == record.digest


def test_what_nobody_approved_is_not_published(desk):
    desk.refuse("Name at least one reviewer")
    desk.world.name_reviewer(desk.buyer, desk.id)
    desk.refuse("Ask security for approval first")
    reviewer = desk.world.ask_approval(desk.buyer, desk.id)
    desk.refuse("has not approved it yet")
    desk.world.decide(reviewer, desk.id, ApprovalDecision.RETURNED, "Te weinig.")
    desk.refuse("Security returned it")
    desk.world.approve(desk.buyer, desk.id)
    assert desk.publish().number == 1


def test_what_changed_after_the_approval_is_not_published(approved):
    approved.world.tailor(approved.buyer, approved.id, NUMBERS[0], text="Anders.")
    approved.refuse("changed after the approval")
    approved.world.approve(approved.buyer, approved.id)
    assert approved.publish().number == 1


def test_a_change_that_is_saved_first_stops_the_publication(approved):
    outcome = []

    def publish_meanwhile():
        try:
            outcome.append(approved.publish())
        except NotPublishableError as error:
            outcome.append(error)

    with approved.database.writing.begin() as session:
        home = approved.buyer.actor.organisation_id
        found = procurements.of_organisation(session, home, approved.id)
        [line, *_] = requirement_sets.lines(session, found)
        requirement_sets.drop(
            session,
            approved.buyer.actor,
            found,
            line.requirement.identifier,
            version=line.version,
            at=NOW,
        )
        other = Thread(target=publish_meanwhile)
        other.start()
        other.join(timeout=0.5)
    other.join(timeout=10)
    assert [type(item) for item in outcome] == [NotPublishableError]


def test_of_three_who_publish_at_once_one_does(approved, at_once):
    results = at_once(3, lambda _: approved.publish())
    refused = [item for item in results if isinstance(item, Exception)]
    assert [type(item) for item in refused] == [AlreadyPublishedError] * 2
    with approved.database.reading() as session:
        assert len(requirement_sets.published(session, approved.id)) == 1


def test_an_empty_set_is_not_published(world):
    Desk(world, numbers=()).refuse("at least one requirement")


def test_suppliers_get_the_days_that_the_installation_wants_until_the_tick(approved):
    approved.refuse("at least 7 days", at=NOW + TEN_DAYS - WEEK + TICK)
    approved.refuse("at least 11 days", minimum_days=11)
    for at in (NOW + TEN_DAYS, NOW + TEN_DAYS + TICK):
        approved.refuse("deadline in the future", at=at, minimum_days=0)
    assert approved.publish(at=NOW + TEN_DAYS - WEEK).number == 1


def test_a_measure_that_counts_twice_is_not_published(desk):
    desk.add(requirement("5.1"), requirement("5.1", identifier="again"))
    desk.refuse("counts twice, in: 5.1, again")


def test_a_set_that_departs_from_its_proposal_is_published_once_it_is_known_why(world):
    known = knowledge.load()
    profile = RiskProfile(segments=frozenset({"hardware"}))
    proposed = {line.number for line in propose(profile, known, known.catalogue()).proposed}
    desk = Desk(world, numbers=proposed - {"5.20.04"})
    world.profile(desk.buyer, desk.id, profile)
    desk.refuse("Say why the set asks less than was proposed, in: 5.20.04.")
    world.reason(desk.buyer, desk.id, "BIO2 5.20.04", "De opdrachtgever onderzoekt dit zelf al.")
    world.approve(desk.buyer, desk.id)
    assert desk.publish().number == 1


def test_a_reason_that_changed_after_the_approval_asks_for_it_again(world):
    known = knowledge.load()
    profile = RiskProfile(segments=frozenset({"hardware"}))
    proposed = {line.number for line in propose(profile, known, known.catalogue()).proposed}
    desk = Desk(world, numbers=proposed - {"5.20.04"})
    world.profile(desk.buyer, desk.id, profile)
    subject = "BIO2 5.20.04"
    world.reason(desk.buyer, desk.id, subject, "De opdrachtgever onderzoekt dit zelf al.")
    world.approve(desk.buyer, desk.id)
    world.reason(desk.buyer, desk.id, subject, "Een heel andere reden dan eerst.", version=1)
    desk.refuse("its exceptions changed after the approval")
