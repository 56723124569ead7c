"""What is published changes openly: a next revision, approved, with a reason, or not at all."""

from datetime import timedelta

import pytest
from factories.world import MINIMUM_DAYS, NOW, NUMBERS, REASON

from questionnaires.errors import InvalidReasonError, NotPublishableError
from questionnaires.revision_changes import RequirementChangeKind
from supplier_portal.services import (
    amendments,
    approvals,
    candidates,
    picking,
    procurements,
    publication,
    requirement_sets,
)
from supplier_portal.services.approvals import ApprovalDecision, ApprovalState
from supplier_portal.services.errors import (
    AlreadyPublishedError,
    ChangedMeanwhileError,
    NotAmendableError,
    NotFoundError,
)
from supplier_portal.services.states import State

NUMBER = "8.08.01"
IDENTIFIER = f"BIO2-{NUMBER}"
RULES = {"minimum_days": MINIMUM_DAYS, "at": NOW}
LONG_AGO = NOW - timedelta(days=30)


class Desk:
    """A published procurement; each method is one committed transaction."""

    def __init__(self, world):
        self.world, self.database = world, world.database
        self.buyer = world.person("procurement")
        self.id = world.published(self.buyer)

    def found(self, session):
        return procurements.of_organisation(session, self.buyer.actor.organisation_id, self.id)

    def amend(self, **more):
        self.world.amend(self.buyer, self.id, **more)

    def tailor(self, **changes):
        self.world.tailor(self.buyer, self.id, NUMBER, **changes)

    def drop(self, identifier=IDENTIFIER):
        with self.database.writing.begin() as session:
            version = next(
                line.version
                for line in requirement_sets.lines(session, self.found(session))
                if line.requirement.identifier == identifier
            )
            requirement_sets.drop(
                session, self.buyer.actor, self.found(session), identifier, version=version, at=NOW
            )

    def take_back(self):
        with self.database.writing.begin() as session:
            amendments.take_back(session, self.buyer.actor, self.found(session), at=NOW)

    def publish(self):
        with self.database.writing.begin() as session:
            publication.publish(session, self.buyer.actor, self.found(session), **RULES)

    def revisions(self):
        with self.database.reading() as session:
            return [
                (record.number, record.digest, record.reason)
                for record in requirement_sets.published(session, self.id)
            ]

    def texts(self):
        with self.database.reading() as session:
            lines = requirement_sets.lines(session, self.found(session))
            return {line.requirement.identifier: line.requirement.text.nl for line in lines}

    def changed(self):
        with self.database.reading() as session:
            candidate = candidates.of_procurement(session, self.found(session), **RULES)
            return [(change.identifier, change.kind) for change in candidate.changed]

    def approval(self):
        with self.database.reading() as session:
            candidate = candidates.of_procurement(session, self.found(session), **RULES)
            return approvals.current(session, self.found(session), candidate).state

    def state(self, at=NOW):
        with self.database.reading() as session:
            return procurements.standing_of(session, self.buyer.actor, self.id, at=at)


@pytest.fixture
def desk(world):
    return Desk(world)


def test_without_an_amendment_nothing_of_a_published_set_changes(desk):
    with pytest.raises(AlreadyPublishedError):
        desk.tailor(text="Anders.")
    assert not desk.state().is_editable


def test_an_amendment_becomes_the_next_revision_and_the_first_one_stays(desk):
    [first] = desk.revisions()
    desk.amend()
    desk.tailor(text="Anders gevraagd.")
    assert desk.changed() == [(IDENTIFIER, RequirementChangeKind.CHANGED)]
    desk.world.publish(desk.buyer, desk.id)
    kept, second = desk.revisions()
    assert kept == first
    assert (second[0], second[2]) == (2, REASON)
    assert second[1] != first[1]
    assert not desk.state().is_amending
    with pytest.raises(AlreadyPublishedError):
        desk.tailor(text="Nog eens anders.")


def test_a_second_amendment_becomes_the_third_revision(desk):
    desk.world.amended(desk.buyer, desk.id)
    desk.world.amended(desk.buyer, desk.id, text="Nog eens anders.")
    assert [number for number, *_ in desk.revisions()] == [1, 2, 3]


def test_suppliers_go_on_with_what_is_published_while_it_is_changed(desk):
    _, response_id = desk.world.supplier(desk.buyer, desk.id)
    desk.amend()
    desk.tailor(text="Anders gevraagd.")
    assert response_id
    assert desk.state().state is State.PUBLISHED
    assert [number for number, *_ in desk.revisions()] == [1]


def test_an_approval_of_the_first_revision_says_nothing_of_the_next(desk):
    desk.amend()
    desk.tailor(text="Anders gevraagd.")
    assert desk.approval() is ApprovalState.NOT_ASKED
    with pytest.raises(NotPublishableError, match="Ask security"):
        desk.publish()


def test_what_is_approved_is_what_is_told_as_well(desk):
    desk.amend()
    desk.tailor(text="Anders gevraagd.")
    desk.world.approve(desk.buyer, desk.id)
    assert desk.approval() is ApprovalState.APPROVED
    desk.amend(reason="Een andere reden dan security heeft gelezen.", version=1)
    assert desk.approval() is ApprovalState.CHANGED
    with pytest.raises(NotPublishableError, match="after the approval"):
        desk.publish()


def test_a_change_that_changes_nothing_is_not_published(desk):
    desk.amend()
    with pytest.raises(NotPublishableError, match="Nothing changed since revision 1"):
        desk.publish()
    [(number, *_)] = desk.revisions()
    assert number == 1


def test_a_change_that_is_taken_back_leaves_the_set_as_published(desk):
    before = desk.texts()
    desk.amend()
    desk.tailor(text="Anders gevraagd.")
    desk.drop(f"BIO2-{NUMBERS[0]}")
    with desk.database.writing.begin() as session:
        picking.pick(session, desk.buyer.actor, desk.found(session), numbers=["5.20.02"], at=NOW)
    assert "BIO2-5.20.02" in desk.texts()
    desk.take_back()
    assert desk.texts() == before
    assert list(desk.texts()) == list(before)
    assert not desk.state().is_amending


def test_an_approval_that_was_asked_for_does_not_outlive_the_change(desk):
    desk.amend()
    desk.tailor(text="Anders gevraagd.")
    reviewer = desk.world.ask_approval(desk.buyer, desk.id)
    desk.take_back()
    later = NOW + timedelta(minutes=1)
    desk.amend(at=later)
    assert desk.approval() is ApprovalState.NOT_ASKED
    assert reviewer


def test_a_change_that_is_returned_can_be_asked_for_again(desk):
    desk.amend()
    desk.tailor(text="Anders gevraagd.")
    reviewer = desk.world.ask_approval(desk.buyer, desk.id)
    desk.world.decide(reviewer, desk.id, ApprovalDecision.RETURNED, "Maak het concreter.")
    assert desk.approval() is ApprovalState.RETURNED
    desk.world.publish(desk.buyer, desk.id)
    assert len(desk.revisions()) == 2


@pytest.mark.parametrize("reason", ["", "   ", "Te kort."])
def test_a_reason_that_tells_suppliers_nothing_is_refused(desk, reason):
    with pytest.raises(InvalidReasonError):
        desk.amend(reason=reason)
    assert not desk.state().is_amending


def test_of_two_who_start_at_once_the_second_sees_the_reason_of_the_first(desk):
    desk.amend()
    with pytest.raises(ChangedMeanwhileError):
        desk.amend(reason="Een heel andere reden om dit te doen.")
    with desk.database.reading() as session:
        assert amendments.current(session, desk.found(session)).reason == REASON


def test_there_is_nothing_to_amend_in_a_draft_or_after_the_deadline(desk):
    draft = desk.world.draft(desk.buyer, reference="draft")
    closed = desk.world.published(desk.buyer, reference="closed", at=LONG_AGO)
    for procurement_id in (draft, closed):
        with pytest.raises(NotAmendableError):
            desk.world.amend(desk.buyer, procurement_id)


def test_there_is_nothing_to_take_back_without_a_change(desk):
    with pytest.raises(NotFoundError):
        desk.take_back()


def test_what_was_not_published_before_the_opening_ends_with_it(world):
    desk = Desk(world)
    desk.amend()
    desk.tailor(text="Anders gevraagd.")
    after = NOW + timedelta(days=11)
    assert not desk.state(after).is_editable
    world.opened(world.reviewer(desk.buyer), desk.id, at=after)
    assert "Anders gevraagd." not in desk.texts().values()
    with pytest.raises(AlreadyPublishedError):
        desk.tailor(text="Na de opening.")
    with pytest.raises(NotFoundError):
        desk.take_back()


def test_publishing_leaves_suppliers_the_days_that_are_asked(desk):
    desk.amend()
    desk.tailor(text="Anders gevraagd.")
    with desk.database.reading() as session, pytest.raises(NotPublishableError, match="11 days"):
        candidates.of_procurement(
            session, desk.found(session), minimum_days=11, at=NOW
        ).refuse_unready()


def test_a_preview_shows_the_change_and_not_what_is_published(desk):
    desk.amend()
    desk.tailor(text="Anders gevraagd.")
    with desk.database.reading() as session:
        shown = publication.previewed(session, desk.found(session))
    assert shown.number == 2
    assert shown.by_identifier[IDENTIFIER].text.nl == "Anders gevraagd."
