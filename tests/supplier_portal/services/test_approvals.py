"""This file asks for approval, gives it and returns it; it holds for one set alone."""

from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from factories.world import MINIMUM_DAYS, NOW, NUMBERS
from sqlalchemy.exc import IntegrityError

from questionnaires.errors import NotPublishableError, UnsafeTextError
from questionnaires.risk_profile import RiskProfile
from supplier_portal.records.approvals import ApprovalRecord, ApprovalRequestRecord
from supplier_portal.services import (
    approvals,
    candidates,
    journal,
    picking,
    procurements,
    requirement_sets,
    reviewers,
)
from supplier_portal.services.approvals import ApprovalDecision, ApprovalState
from supplier_portal.services.errors import (
    AlreadyPublishedError,
    ChangedMeanwhileError,
    FourEyesError,
    NotApprovableError,
    NotAskedError,
    NotFoundError,
)
from supplier_portal.services.states import State

RULES = {"minimum_days": MINIMUM_DAYS, "at": NOW}
APPROVED, RETURNED = ApprovalDecision
ZONE = ZoneInfo("Europe/Amsterdam")


class Desk:
    """A draft that is ready to be asked about; each method is one committed transaction."""

    def __init__(self, world):
        self.world, self.database = world, world.database
        self.buyer = world.person("procurement")
        self.reviewer = world.person("review", organisation=self.buyer)
        self.id = world.draft(self.buyer)
        world.name_reviewer(self.buyer, self.id)

    def found(self, session, person=None):
        home = (person or self.buyer).actor.organisation_id
        return procurements.of_organisation(session, home, self.id)

    def ask(self, by=None):
        with self.database.writing.begin() as session:
            approvals.ask(session, (by or self.buyer).actor, self.found(session), **RULES)

    def seen(self, decision=APPROVED, note=""):
        """A reply about what is on the page now."""
        with self.database.reading() as session:
            found = self.found(session)
            shown = candidates.of_procurement(session, found, **RULES)
            return approvals.reply_to(shown, decision, note, version=found.version)

    def decide(self, reply=None, by=None):
        person = by or self.reviewer
        with self.database.writing.begin() as session:
            found = self.found(session, person)
            approvals.decide(session, person.actor, found, reply or self.seen(), **RULES)

    def state(self):
        with self.database.reading() as session:
            found = self.found(session)
            shown = candidates.of_procurement(session, found, **RULES)
            state = approvals.current(session, found, shown).state
            assert approvals.states(session, [found]) == {self.id: state}
            return state

    def lifecycle(self):
        with self.database.reading() as session:
            return procurements.state_of(session, self.found(session), at=NOW)

    def rows(self):
        with self.database.reading() as session:
            kinds = (ApprovalRequestRecord, ApprovalRecord)
            return tuple(session.query(kind).count() for kind in kinds)

    def told(self):
        with self.database.reading() as session:
            entries = list(journal.read(session, journal.of_procurement(self.id)))
            names = {"ask_approval", "approve", "return_set"}
            return [(item.action, item.facts["digest"]) for item in entries if item.action in names]

    def set_deadline(self, days):
        with self.database.writing.begin() as session:
            found = self.found(session)
            moment = (NOW + timedelta(days=days)).astimezone(ZONE).replace(tzinfo=None)
            procurements.set_deadline(
                session,
                self.buyer.actor,
                found,
                local_time=moment,
                version=found.version,
                at=NOW,
            )

    def describe(self):
        """Say what is at stake; nothing is proposed for classified information."""
        classified = RiskProfile(segments=frozenset({"cloud", "classified"}))
        self.world.profile(self.buyer, self.id, classified)

    def tailor(self, **changes):
        self.world.tailor(self.buyer, self.id, "5.20.05", **changes)

    def pick(self):
        with self.database.writing.begin() as session:
            found = self.found(session)
            assert picking.pick(session, self.buyer.actor, found, numbers=["8.31.01"], at=NOW)

    def drop(self):
        with self.database.writing.begin() as session:
            found = self.found(session)
            line = requirement_sets.lines(session, found)[0]
            requirement_sets.drop(
                session,
                self.buyer.actor,
                found,
                line.requirement.identifier,
                version=line.version,
                at=NOW,
            )


CHANGES = {
    "a text": lambda desk: desk.tailor(text="Anders."),
    "a weight": lambda desk: desk.tailor(weight=Decimal("7.5")),
    "one more": Desk.pick,
    "one less": Desk.drop,
    "a later deadline": lambda desk: desk.set_deadline(12),
    "a nearer deadline": lambda desk: desk.set_deadline(8),
    "what is at stake": Desk.describe,
}


@pytest.fixture
def desk(world):
    return Desk(world)


@pytest.fixture
def asked(desk):
    desk.ask()
    return desk


def test_a_draft_waits_for_approval_from_the_question_until_the_decision(desk):
    assert (desk.state(), desk.lifecycle()) == (ApprovalState.NOT_ASKED, State.DRAFT)
    desk.ask()
    assert (desk.state(), desk.lifecycle()) == (ApprovalState.ASKED, State.APPROVAL)
    desk.decide()
    assert (desk.state(), desk.lifecycle()) == (ApprovalState.APPROVED, State.DRAFT)
    digest = desk.seen().digest
    assert desk.told() == [("ask_approval", digest), ("approve", digest)]


def test_what_is_returned_comes_with_a_note_and_can_be_asked_again(asked):
    asked.decide(asked.seen(RETURNED, "  5.20.03 is te zwaar.  "))
    assert (asked.state(), asked.lifecycle()) == (ApprovalState.RETURNED, State.DRAFT)
    with asked.database.reading() as session:
        shown = candidates.of_procurement(session, asked.found(session), **RULES)
        found = approvals.current(session, asked.found(session), shown)
        assert found.decision.note == "5.20.03 is te zwaar."
        assert found.decision.decided_by_id == asked.reviewer.id
    asked.ask()
    assert asked.state() is ApprovalState.ASKED
    asked.decide()
    assert asked.state() is ApprovalState.APPROVED
    assert asked.rows() == (2, 2)


@pytest.mark.parametrize("note", ["", " \n "], ids=["empty", "blank"])
def test_returning_without_a_note_is_refused(asked, note):
    with pytest.raises(NotApprovableError, match="has to change"):
        asked.decide(asked.seen(RETURNED, note))
    assert asked.state() is ApprovalState.ASKED


def test_a_note_that_no_document_can_hold_is_refused(asked):
    with pytest.raises(UnsafeTextError):
        asked.decide(asked.seen(RETURNED, "a\x00b"))
    assert asked.rows() == (1, 0)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_of_the_set_or_the_deadline_makes_the_approval_void(asked, change):
    asked.decide()
    change(asked)
    assert (asked.state(), asked.lifecycle()) == (ApprovalState.CHANGED, State.DRAFT)
    asked.ask()
    assert asked.state() is ApprovalState.ASKED
    asked.decide()
    assert asked.state() is ApprovalState.APPROVED


def test_what_was_changed_and_changed_back_is_what_was_approved(asked):
    asked.decide()
    asked.set_deadline(12)
    asked.set_deadline(10)
    assert asked.state() is ApprovalState.APPROVED


def test_another_reviewer_changes_nothing_of_what_was_approved(asked):
    asked.decide()
    other = asked.world.person("review", organisation=asked.buyer)
    with asked.database.writing.begin() as session:
        reviewers.change(
            session,
            asked.buyer.actor,
            asked.found(session),
            added=[other.id],
            removed=[asked.reviewer.id],
            at=NOW,
        )
    assert asked.state() is ApprovalState.APPROVED


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("decision", [APPROVED, RETURNED], ids=["approve", "return"])
def test_what_changed_while_it_was_read_is_not_decided_unseen(asked, change, decision):
    reply = asked.seen(decision, "Een opmerking.")
    change(asked)
    with pytest.raises(ChangedMeanwhileError):
        asked.decide(reply)
    assert asked.rows() == (1, 0)
    asked.decide(asked.seen(decision, "Een opmerking."))
    assert asked.rows() == (1, 1)


def test_the_one_who_asks_does_not_approve(desk):
    desk.ask(by=desk.reviewer)
    for decision in ApprovalDecision:
        with pytest.raises(FourEyesError):
            desk.decide(desk.seen(decision, "Ja."))
    assert desk.rows() == (1, 0)
    desk.decide(by=desk.world.person("review", organisation=desk.buyer))
    assert desk.state() is ApprovalState.APPROVED


def test_a_colleague_of_procurement_does_not_approve(asked):
    with pytest.raises(FourEyesError):
        asked.decide(by=asked.world.person("procurement", organisation=asked.buyer))
    assert asked.state() is ApprovalState.ASKED


def test_security_of_another_organisation_does_not_find_it(asked):
    with pytest.raises(NotFoundError):
        asked.decide(by=asked.world.person("review"))


def test_nothing_is_decided_that_nobody_asked_or_that_is_decided(desk):
    with pytest.raises(NotAskedError):
        desk.decide()
    desk.ask()
    desk.decide()
    for decision in ApprovalDecision:
        with pytest.raises(NotAskedError):
            desk.decide(desk.seen(decision, "Toch niet."))
    assert desk.rows() == (1, 1)


def test_asking_twice_and_asking_for_what_is_approved_asks_once(asked):
    asked.ask()
    asked.ask(by=asked.world.person("procurement", organisation=asked.buyer))
    assert asked.rows() == (1, 0)
    asked.decide()
    asked.ask()
    assert asked.rows() == (1, 1)
    assert asked.state() is ApprovalState.APPROVED


def test_of_two_who_ask_at_once_one_asks(desk, at_once):
    at_once(2, lambda _: desk.ask())
    assert desk.rows() == (1, 0)


def test_of_two_who_decide_at_once_one_does(asked, at_once):
    other = asked.world.person("review", organisation=asked.buyer)
    replies = [
        (asked.seen(APPROVED), asked.reviewer),
        (asked.seen(RETURNED, "Nee."), other),
    ]
    results = at_once(2, lambda number: asked.decide(*replies[number]))
    refused = [item for item in results if isinstance(item, Exception)]
    assert [type(item) for item in refused] == [NotAskedError]
    assert asked.rows() == (1, 1)


def test_the_database_itself_keeps_a_second_decision_out(asked):
    asked.decide()
    with asked.database.reading() as session:
        kept = session.query(ApprovalRecord).one()
    with pytest.raises(IntegrityError), asked.database.writing.begin() as session:
        session.add(
            ApprovalRecord(
                procurement_id=asked.id,
                request_id=kept.request_id,
                digest=kept.digest,
                decision="returned",
                note="Nee.",
                decided_by_id=kept.decided_by_id,
                decided_at=NOW,
            )
        )


@pytest.mark.parametrize(
    ("numbers", "days", "problem"),
    [((), 10, "at least one requirement"), (NUMBERS, 6, "at least 7 days")],
    ids=["empty", "too near"],
)
def test_what_is_not_in_order_is_not_asked(desk, numbers, days, problem):
    desk.id = desk.world.draft(desk.buyer, reference="REF-2", numbers=numbers)
    desk.world.name_reviewer(desk.buyer, desk.id)
    desk.set_deadline(days)
    with pytest.raises(NotPublishableError, match=problem):
        desk.ask()
    assert desk.rows() == (0, 0)


def test_without_a_reviewer_it_is_not_asked(desk):
    desk.id = desk.world.draft(desk.buyer, reference="REF-2")
    with pytest.raises(NotPublishableError, match="Name at least one reviewer"):
        desk.ask()


def test_what_is_no_longer_in_order_is_not_approved_but_can_be_returned(asked):
    asked.set_deadline(6)
    with pytest.raises(NotPublishableError, match="at least 7 days"):
        asked.decide()
    asked.decide(asked.seen(RETURNED, "De termijn is te kort."))
    assert asked.state() is ApprovalState.RETURNED


def test_after_publication_nothing_is_asked_or_decided(desk):
    desk.world.publish(desk.buyer, desk.id)
    for deed in (desk.ask, desk.decide):
        with pytest.raises(AlreadyPublishedError):
            deed()
