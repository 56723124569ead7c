"""This file says what waits for whom in each state, in the right order, in few statements."""

from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
from factories.requirements import LONG_ENOUGH
from factories.world import NOW, some_answer
from sqlalchemy import event

from questionnaires.judgements import Verdict
from questionnaires.questions import QuestionKind
from questionnaires.requirement_sets import RequirementKind
from supplier_portal.services import (
    answers,
    judgements,
    next_steps,
    picking,
    procurements,
    responses,
    scorecards,
)
from supplier_portal.services.answers import Write
from supplier_portal.services.approvals import ApprovalDecision
from supplier_portal.services.next_steps import NextStep

NUMBERS = ("5.20.05", "8.08.01")
LONG_AGO = NOW - timedelta(days=30)
TICK = timedelta(microseconds=1)


class House:
    """A buying organisation with a procurement in each state that is asked for."""

    def __init__(self, world):
        self.world = world
        self.buyer = world.person("procurement")
        self.reviewer = world.person("review", organisation=self.buyer)

    def waiting(self, *, at=NOW, person=None):
        """What waits, as (reference, step, count)."""
        with self.world.database.reading() as session:
            found = next_steps.of_organisation(session, (person or self.buyer).actor, at=at)
            return [(item.procurement.reference, item.step, item.count) for item in found]

    def start(self, reference, *, numbers=(), at=NOW):
        """A procurement without a deadline, as it is before there is anything else."""
        catalogue_id = self.world.catalogue()
        with self.world.database.writing.begin() as session:
            found = procurements.start(
                session,
                self.buyer.actor,
                reference=reference,
                title="Zaaksysteem",
                language="nl",
                catalogue_id=catalogue_id,
                at=at,
            )
            if numbers:
                picking.pick(session, self.buyer.actor, found, numbers=numbers, at=at)

    def published(self, reference, *, at=NOW):
        return self.world.published(self.buyer, reference=reference, numbers=NUMBERS, at=at)

    def opened(self, reference, *suppliers):
        """A procurement whose responses, all handed in, were opened; gives those by supplier."""
        procurement_id = self.published(reference, at=LONG_AGO)
        for name in suppliers:
            self.hand_in(procurement_id, name, at=LONG_AGO)
        return self.world.opened(self.reviewer, procurement_id)

    def hand_in(self, procurement_id, name, *, at=NOW):
        supplier, response_id = self.world.supplier(self.buyer, procurement_id, name=name, at=at)
        self.world.answer(supplier, response_id, at=at)
        self.world.submit(supplier, response_id, at=at)

    def judge(self, opened_id, subject, decision):
        with self.world.database.writing.begin() as session:
            judgements.judge(
                session,
                self.reviewer.actor,
                judgements.opened_response(session, self.reviewer.actor, opened_id),
                subject=subject,
                decision=decision,
                motivation=LONG_ENOUGH,
                version=0,
                at=NOW,
            )

    def pending(self, opened_id):
        """The subjects that wait for a judgement, each with one that would do."""
        with self.world.database.reading() as session:
            opened = judgements.opened_response(session, self.reviewer.actor, opened_id)
            card = scorecards.of_opened(session, opened)
            found = {f"{each.requirement.identifier}?": Verdict.MEETS for each in card.knock_outs}
            return found | {
                answer.item: Decimal(1)
                for theme in card.themes
                for term in theme.requirements
                for answer in term.answers
                if answer.question.kind is QuestionKind.OPEN
            }


@pytest.fixture
def house(world):
    return House(world)


@pytest.fixture
def count_statements(database):
    """Counts what a block asks the database."""

    @contextmanager
    def counting():
        sent = []

        def note(connection, cursor, statement, *_):
            if statement.startswith("SELECT"):
                sent.append(statement)

        event.listen(database.engine, "before_cursor_execute", note)
        yield sent
        event.remove(database.engine, "before_cursor_execute", note)

    return counting


def test_an_empty_house_waits_for_nothing(house):
    assert house.waiting() == []


def test_a_draft_without_requirements_waits_for_those(house):
    house.start("A")
    assert house.waiting() == [("A", NextStep.COMPOSE, 0)]


def test_a_draft_with_a_deadline_alone_waits_for_requirements_first(house, world):
    world.draft(house.buyer, reference="A", numbers=())
    assert house.waiting() == [("A", NextStep.COMPOSE, 0)]


def test_a_draft_with_requirements_waits_for_its_deadline(house):
    house.start("A", numbers=NUMBERS)
    assert house.waiting() == [("A", NextStep.SET_DEADLINE, 2)]


def test_a_draft_with_a_deadline_waits_for_reviewers_and_then_to_be_asked_about(house, world):
    draft = world.draft(house.buyer, reference="A", numbers=NUMBERS)
    for at in (NOW, NOW + timedelta(days=99)):
        assert house.waiting(at=at) == [("A", NextStep.NAME_REVIEWERS, 2)]
    world.name_reviewer(house.buyer, draft)
    assert house.waiting() == [("A", NextStep.ASK_APPROVAL, 2)]


def test_what_is_asked_waits_for_security_and_what_is_approved_to_be_published(house, world):
    draft = world.draft(house.buyer, reference="A", numbers=NUMBERS)
    world.ask_approval(house.buyer, draft)
    assert house.waiting() == [("A", NextStep.APPROVE, 2)]
    world.decide(house.reviewer, draft)
    for at in (NOW, NOW + timedelta(days=99)):
        assert house.waiting(at=at) == [("A", NextStep.PUBLISH, 2)]


def test_what_is_returned_waits_to_be_revised_and_can_be_asked_again(house, world):
    draft = world.draft(house.buyer, reference="A", numbers=NUMBERS)
    world.ask_approval(house.buyer, draft)
    world.decide(house.reviewer, draft, ApprovalDecision.RETURNED, "Te weinig.")
    assert house.waiting() == [("A", NextStep.REVISE, 2)]
    world.ask_approval(house.buyer, draft)
    assert house.waiting() == [("A", NextStep.APPROVE, 2)]


def test_what_changes_after_its_approval_waits_to_be_asked_again(house, world):
    draft = world.draft(house.buyer, reference="A", numbers=NUMBERS)
    other = world.draft(house.buyer, reference="B", numbers=NUMBERS)
    for found in (draft, other):
        world.approve(house.buyer, found)
    world.tailor(house.buyer, draft, NUMBERS[0], text="Anders.")
    found = {reference: step for reference, step, _ in house.waiting()}
    assert found == {"A": NextStep.ASK_APPROVAL, "B": NextStep.PUBLISH}


def test_a_publication_waits_for_an_invitation_and_then_for_responses(house, world):
    procurement_id = house.published("A")
    assert house.waiting() == [("A", NextStep.INVITE, 0)]
    for count, email in enumerate(("een@example.nl", "twee@example.nl"), start=1):
        world.invitation(house.buyer, procurement_id, email=email)
        assert house.waiting() == [("A", NextStep.RECEIVE, count)]
    world.invitation(house.buyer, procurement_id, email="twee@example.nl")
    assert house.waiting() == [("A", NextStep.RECEIVE, 2)]


def test_after_the_deadline_the_responses_wait_to_be_opened(house, world):
    world.invitation(house.buyer, house.published("A"))
    deadline = NOW + timedelta(days=10)
    assert house.waiting(at=deadline) == [("A", NextStep.RECEIVE, 1)]
    assert house.waiting(at=deadline + TICK) == [("A", NextStep.OPEN, 0)]


def test_what_is_opened_waits_for_each_judgement_of_each_response(house):
    opened = house.opened("A", "Een", "Twee")
    pending = {opened_id: house.pending(opened_id) for opened_id in opened.values()}
    left = sum(len(subjects) for subjects in pending.values())
    assert left >= 2
    for opened_id, subjects in pending.items():
        for subject, decision in subjects.items():
            assert house.waiting() == [("A", NextStep.JUDGE, left)]
            house.judge(opened_id, subject, decision)
            left -= 1
    assert house.waiting() == [("A", NextStep.DECIDE, 0)]


def test_where_nobody_handed_in_nothing_is_left_to_judge(house):
    assert house.opened("A") == {}
    assert house.waiting() == [("A", NextStep.DECIDE, 0)]


def test_judgements_are_counted_with_their_own_procurement(house):
    house.opened("A", "Een", "Twee")
    house.opened("B", "Drie")
    counts = {reference: count for reference, _, count in house.waiting()}
    assert counts["A"] == 2 * counts["B"] > 0


def test_requirements_and_invitations_are_counted_with_their_own_procurement(house, world):
    house.start("A", numbers=NUMBERS)
    house.start("B", numbers=NUMBERS[:1])
    house.start("C")
    for reference, count in (("D", 1), ("E", 2), ("F", 0)):
        procurement_id = house.published(reference)
        for number in range(count):
            world.invitation(house.buyer, procurement_id, email=f"{number}@example.nl")
    counts = {reference: count for reference, _, count in house.waiting()}
    assert counts == {"A": 2, "B": 1, "C": 0, "D": 1, "E": 2, "F": 0}


def test_the_nearest_deadline_comes_first_and_what_has_none_last_and_newest_first(house, world):
    house.start("old", at=NOW - timedelta(days=3))
    house.published("far", at=NOW + timedelta(days=5))
    house.start("new", at=NOW + timedelta(days=9))
    house.published("near", at=NOW)
    world.draft(house.buyer, reference="between", numbers=(), at=NOW + timedelta(days=2))
    found = [reference for reference, _, _ in house.waiting()]
    assert found == ["near", "between", "far", "new", "old"]


def test_what_is_judged_comes_after_all_that_still_waits(house, world):
    house.opened("judged")
    house.published("published")
    house.start("draft")
    assert [reference for reference, _, _ in house.waiting()] == ["published", "draft", "judged"]


def test_another_organisation_waits_for_its_own_alone(house, world):
    house.start("A", numbers=NUMBERS)
    house.opened("B", "Een")
    stranger = world.person("procurement")
    world.published(stranger, reference="C", numbers=NUMBERS)
    assert house.waiting(person=stranger) == [("C", NextStep.INVITE, 0)]
    assert {reference for reference, _, _ in house.waiting()} == {"A", "B"}


def test_each_step_is_somebodys_and_nobody_has_the_same_one():
    both = next_steps.OF_PROCUREMENT & next_steps.OF_REVIEW
    nobodys = set(NextStep) - next_steps.OF_PROCUREMENT - next_steps.OF_REVIEW
    assert both == set()
    assert nobodys == {NextStep.RECEIVE, NextStep.WAIT}


def test_many_procurements_take_as_many_statements_as_one_of_each(house, world, count_statements):
    house.opened("O-1", "S-1")
    world.approve(house.buyer, world.draft(house.buyer, reference="A-1", numbers=NUMBERS))
    with count_statements() as for_one:
        house.waiting()
    for number in range(2, 7):
        house.opened(f"O-{number}", f"S-{number}", f"T-{number}")
        world.approve(house.buyer, world.draft(house.buyer, reference=f"A-{number}"))
        house.start(f"D-{number}", numbers=NUMBERS)
        house.published(f"P-{number}")
        house.published(f"C-{number}", at=LONG_AGO)
    with count_statements() as for_many:
        assert len(house.waiting()) == 27
    assert len(for_many) == len(for_one) == 13


def test_a_supplier_changes_nothing_that_staff_wait_for_before_the_opening(house, world):
    procurement_id = house.published("A")
    supplier, response_id = world.supplier(house.buyer, procurement_id)
    deadline = NOW + timedelta(days=10)
    before = house.waiting(), house.waiting(at=deadline + TICK)
    with world.database.writing.begin() as session:
        response = responses.of_supplier(session, supplier.actor, response_id)
        item = next(iter(responses.questionnaire_of(response).items.values()))
        write = Write(some_answer(item.question), 0)
        answers.save(session, supplier.actor, response, item.key, write, received_at=NOW)
    assert (house.waiting(), house.waiting(at=deadline + TICK)) == before
    world.answer(supplier, response_id)
    world.submit(supplier, response_id)
    assert (house.waiting(), house.waiting(at=deadline + TICK)) == before


def test_a_knock_out_waits_for_its_verdict(house, world):
    procurement_id = world.draft(house.buyer, reference="A", numbers=("8.08.01",), at=LONG_AGO)
    world.tailor(house.buyer, procurement_id, "8.08.01", kind=RequirementKind.KNOCK_OUT)
    world.publish(house.buyer, procurement_id, at=LONG_AGO)
    house.hand_in(procurement_id, "Een", at=LONG_AGO)
    opened = world.opened(house.reviewer, procurement_id)
    assert house.waiting() == [("A", NextStep.JUDGE, 1)]
    house.judge(opened["Een"], "BIO2-8.08.01?", Verdict.DOES_NOT_MEET)
    assert house.waiting() == [("A", NextStep.DECIDE, 0)]
