"""From judgements to archive: each milestone once, in order, by what the law allows."""

from datetime import timedelta
from uuid import uuid4

import pytest
from factories.requirements import LONG_ENOUGH
from factories.world import NOW

from questionnaires.errors import InvalidReasonError
from questionnaires.judgements import Verdict
from supplier_portal.services import journal, judgements, lifecycle, procurements
from supplier_portal.services.errors import AlreadyDecidedError, NotFoundError, NotReachedError
from supplier_portal.services.states import Milestone, State

NUMBERS = ("5.20.02", "8.08.01")
LONG_AGO = NOW - timedelta(days=60)
SUBJECT = "BIO2-8.08.01?"
MONTH = timedelta(days=30)


class Case:
    """An opened procurement with one response; each method is one committed transaction."""

    def __init__(self, world, *, suppliers=("Een",)):
        self.world, self.database = world, world.database
        self.buyer = world.person("procurement")
        self.reviewer = world.person("review", organisation=self.buyer)
        self.id = world.published(self.buyer, numbers=NUMBERS, at=LONG_AGO)
        for name in suppliers:
            supplier, response_id = world.supplier(self.buyer, self.id, name=name, at=LONG_AGO)
            world.answer(supplier, response_id, at=LONG_AGO)
            world.submit(supplier, response_id, at=LONG_AGO)
        self.opened = world.opened(self.reviewer, self.id)

    def do(self, act, *, at=NOW, **more):
        with self.database.writing.begin() as session:
            act(session, self.buyer.actor, self.found(session), at=at, **more)

    def found(self, session):
        return procurements.of_organisation(session, self.buyer.actor.organisation_id, self.id)

    def judge(self, name="Een", *, version=0):
        with self.database.writing.begin() as session:
            opened = judgements.opened_response(session, self.reviewer.actor, self.opened[name])
            judgements.judge(
                session,
                self.reviewer.actor,
                opened,
                subject=SUBJECT,
                decision=Verdict.MEETS,
                motivation=LONG_ENOUGH,
                version=version,
                at=NOW,
            )

    def decide(self, winner="Een", *, reason=LONG_ENOUGH):
        chosen = self.opened[winner] if winner else None
        self.do(lifecycle.decide, winner=chosen, reason=reason)

    def state(self, at=NOW):
        with self.database.reading() as session:
            return procurements.state_of(session, self.found(session), at=at)

    def reached(self):
        with self.database.reading() as session:
            return list(lifecycle.reached(session, self.found(session)))

    def free_from(self):
        with self.database.reading() as session:
            return lifecycle.reached(session, self.found(session))[Milestone.NOTIFIED].until


@pytest.fixture
def case(world):
    return Case(world)


@pytest.fixture
def judged(case):
    case.judge()
    return case


def test_a_procurement_goes_through_every_state_to_its_archive(case):
    assert case.state() is State.OPENED
    case.judge()
    assert case.state() is State.IN_REVIEW
    case.decide()
    assert case.state() is State.DECIDED
    case.do(lifecycle.notify)
    assert case.state() is State.STANDSTILL
    case.do(lifecycle.contract, at=case.free_from(), is_undisputed=True)
    assert case.state() is State.CONTRACTED
    case.do(lifecycle.archive)
    assert case.state() is State.ARCHIVED
    assert case.reached() == [kind for kind in Milestone if kind is not Milestone.WITHDRAWN]


def test_nothing_is_decided_while_security_still_judges(case):
    with pytest.raises(NotReachedError, match="judgements to give"):
        case.decide()
    assert case.reached() == []


def test_nothing_is_decided_before_the_opening(world):
    buyer = world.person("procurement")
    procurement_id = world.published(buyer)
    with (
        pytest.raises(NotReachedError, match="nothing to decide"),
        world.database.writing.begin() as session,
    ):
        found = procurements.of_organisation(session, buyer.actor.organisation_id, procurement_id)
        lifecycle.decide(session, buyer.actor, found, winner=None, reason=LONG_ENOUGH, at=NOW)


def test_a_decision_is_taken_once(judged):
    judged.decide()
    with pytest.raises(NotReachedError):
        judged.decide(None)


def test_a_decision_takes_reasons(judged):
    with pytest.raises(InvalidReasonError):
        judged.decide(reason="x" * (lifecycle.SHORTEST_REASON - 1))
    assert judged.state() is State.IN_REVIEW


def test_only_a_response_to_this_procurement_is_awarded(judged):
    with pytest.raises(NotFoundError):
        judged.do(lifecycle.decide, winner=uuid4(), reason=LONG_ENOUGH)


def test_a_judgement_no_longer_changes_after_the_decision(judged):
    judged.decide()
    with pytest.raises(AlreadyDecidedError):
        judged.judge(version=1)


def test_without_a_decision_nobody_is_told_anything(judged):
    with pytest.raises(NotReachedError):
        judged.do(lifecycle.notify)


def test_suppliers_are_told_once(judged):
    judged.decide()
    judged.do(lifecycle.notify)
    with pytest.raises(NotReachedError):
        judged.do(lifecycle.notify)


def test_the_contract_waits_for_the_end_of_the_standstill(judged):
    judged.decide()
    judged.do(lifecycle.notify)
    free = judged.free_from()
    assert free >= NOW + timedelta(days=20)
    moment_before = free - timedelta(microseconds=1)
    with pytest.raises(InvalidReasonError):
        judged.do(lifecycle.contract, at=moment_before, is_undisputed=True)
    assert judged.state(moment_before) is State.STANDSTILL
    judged.do(lifecycle.contract, at=free, is_undisputed=True)
    assert judged.state() is State.CONTRACTED


def test_an_exception_in_the_law_takes_a_reason(judged):
    judged.decide()
    judged.do(lifecycle.notify)
    judged.do(lifecycle.contract, reason=LONG_ENOUGH, is_undisputed=True)
    assert judged.state() is State.CONTRACTED


def test_the_contract_waits_for_a_court_that_was_asked(judged):
    judged.decide()
    judged.do(lifecycle.notify)
    with pytest.raises(NotReachedError, match="court"):
        judged.do(lifecycle.contract, at=judged.free_from())


def test_an_award_that_gets_no_contract_ends_with_the_reasons(judged):
    judged.decide()
    judged.do(lifecycle.notify)
    with pytest.raises(InvalidReasonError):
        judged.do(lifecycle.withdraw_award, reason="Kort.")
    judged.do(lifecycle.withdraw_award, reason=LONG_ENOUGH)
    assert judged.state() is State.DECIDED
    with pytest.raises(NotReachedError):
        judged.do(lifecycle.contract, at=judged.free_from(), is_undisputed=True)
    judged.do(lifecycle.archive)
    assert judged.state() is State.ARCHIVED


def test_what_was_not_awarded_or_told_cannot_be_withdrawn(judged):
    with pytest.raises(NotReachedError):
        judged.do(lifecycle.withdraw_award, reason=LONG_ENOUGH)
    judged.decide()
    with pytest.raises(NotReachedError):
        judged.do(lifecycle.withdraw_award, reason=LONG_ENOUGH)


def test_two_reviewers_who_agree_do_not_hold_a_decision_up(case):
    case.judge()
    colleague = case.world.person("review", organisation=case.buyer)
    case.world.judge(colleague, case.opened["Een"], SUBJECT, Verdict.MEETS)
    case.decide()
    assert case.state() is State.DECIDED


def test_there_is_no_contract_without_an_award(judged):
    judged.decide(None)
    judged.do(lifecycle.notify)
    assert judged.state() is State.DECIDED
    assert judged.free_from() is None
    with pytest.raises(NotReachedError):
        judged.do(lifecycle.contract, at=NOW + MONTH, reason=LONG_ENOUGH, is_undisputed=True)


def test_without_an_award_it_is_archived_once_everybody_was_told(judged):
    judged.decide(None)
    with pytest.raises(NotReachedError):
        judged.do(lifecycle.archive)
    judged.do(lifecycle.notify)
    judged.do(lifecycle.archive)
    assert judged.state() is State.ARCHIVED
    with pytest.raises(NotReachedError):
        judged.do(lifecycle.archive)


def test_with_an_award_it_is_archived_after_the_contract_only(judged):
    judged.decide()
    judged.do(lifecycle.notify)
    with pytest.raises(NotReachedError):
        judged.do(lifecycle.archive)


def test_a_procurement_without_responses_ends_without_an_award(world):
    case = Case(world, suppliers=())
    case.decide(None)
    case.do(lifecycle.notify)
    assert case.state() is State.DECIDED


def test_each_milestone_is_in_the_journal(judged, world):
    judged.decide()
    judged.do(lifecycle.notify)
    judged.do(lifecycle.contract, reason=LONG_ENOUGH, is_undisputed=True)
    judged.do(lifecycle.archive)
    with world.database.reading() as session:
        chain = journal.of_procurement(judged.id)
        written = [entry.action for entry in journal.read(session, chain)]
    assert written[-4:] == ["decide", "notify", "contract", "archive"]
