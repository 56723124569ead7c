"""Somebody who was asked for an answer can write it, that one alone, until procurement goes on."""

from datetime import timedelta

import pytest
from factories.asking import ANSWER, QUESTION
from factories.world import NOW

from questionnaires.errors import InvalidClarificationError, UnsafeTextError
from supplier_portal.services import answering, clarifications
from supplier_portal.services.clarifications import Amount, ClarificationState
from supplier_portal.services.errors import (
    AnswerIsTakenError,
    ChangedMeanwhileError,
    NotaIsOverError,
    NotFoundError,
)

TICK = timedelta(microseconds=1)
REQUIREMENT = "BIO2-8.08.01"


@pytest.fixture
def asking(scene):
    """The scene, in which suppliers can ask for five days."""
    scene.world.ask_by(scene.buyer, scene.procurement_id)
    return scene


@pytest.fixture
def given(asking):
    """A question about a requirement that the reviewer was asked to answer."""
    question = asking.world.ask(asking.supplier, asking.response_id, requirement=REQUIREMENT)
    _draft(asking, question, answer="", is_ready=False, assignee=asking.reviewer.id)
    return question


def _draft(scene, question, /, **wanted):
    scene.world.draft_answer(scene.buyer, scene.procurement_id, question, **wanted)


def _found(scene, person=None, *, at=NOW):
    with scene.database.reading() as session:
        actor = (person or scene.reviewer).actor
        return [item.record.id for item in answering.assigned_to(session, actor, at=at)]


def _one(scene, question, person=None):
    with scene.database.reading() as session:
        return answering.one_of(session, (person or scene.reviewer).actor, question)


def _answer(scene, question, text=ANSWER, *, person=None, version=None, at=NOW):
    shown = _one(scene, question).record.version if version is None else version
    with scene.database.writing.begin() as session:
        actor = (person or scene.reviewer).actor
        answering.answer(session, actor, question, text, version=shown, at=at)


def test_who_is_assigned_finds_the_question_until_it_is_ready(asking, given):
    assert _found(asking) == [given]
    _answer(asking, given)
    assert _found(asking) == [given]
    _draft(asking, given, assignee=asking.reviewer.id)
    assert _found(asking) == []


def test_after_the_deadline_nothing_waits_for_an_answer(asking, given):
    assert _found(asking, at=asking.deadline) == [given]
    assert _found(asking, at=asking.deadline + TICK) == []
    with pytest.raises(NotaIsOverError):
        _answer(asking, given, at=asking.deadline + TICK)


def test_an_answer_is_a_draft_that_procurement_publishes(asking, given):
    _answer(asking, given, f" {ANSWER}\n")
    found = _one(asking, given)
    assert (found.state, found.record.answer) == (ClarificationState.DRAFTED, ANSWER)
    last = asking.journal_of_procurement()[-1]
    assert (last.action, last.actor) == ("draft_answer", str(asking.reviewer.id))


def test_only_who_was_asked_sees_and_answers_the_question(asking, given):
    colleague = asking.world.person("review", organisation=asking.buyer)
    stranger = asking.world.person("review")
    for person in (colleague, stranger, asking.buyer):
        assert _found(asking, person) == []
        with pytest.raises(NotFoundError):
            _one(asking, given, person)
        with pytest.raises(NotFoundError):
            _answer(asking, given, person=person)
    assert _one(asking, given).record.answer == ""


def test_what_procurement_went_on_with_or_gave_to_another_question_is_not_changed(asking, given):
    other = asking.world.ask(asking.supplier, asking.response_id, "Mag Engels?")
    for wanted in ({"same_as": other, "is_ready": False}, {"answer": "Zo is het."}):
        _draft(asking, given, assignee=asking.reviewer.id, **wanted)
        kept = _one(asking, given).record.answer
        with pytest.raises(AnswerIsTakenError):
            _answer(asking, given, "Toch anders.")
        assert _one(asking, given).record.answer == kept


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(asking, given):
    before = _one(asking, given).record.version
    _draft(asking, given, question="Mag Engels?", is_ready=False, assignee=asking.reviewer.id)
    with pytest.raises(ChangedMeanwhileError):
        _answer(asking, given, "Nee.", version=before)
    assert _one(asking, given).record.answer == ANSWER


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (" ", InvalidClarificationError),
        ("x" * 5001, InvalidClarificationError),
        ("\x00", UnsafeTextError),
    ],
    ids=["empty", "too long", "unsafe"],
)
def test_what_cannot_be_an_answer_is_refused(asking, given, text, error):
    with pytest.raises(error):
        _answer(asking, given, text)
    assert _one(asking, given).record.answer == ""


def test_the_requirement_that_a_question_is_about_is_there_to_read(asking, given):
    general = asking.world.ask(asking.supplier, asking.response_id, "Mag Engels?")
    _draft(asking, general, answer="", is_ready=False, assignee=asking.reviewer.id)
    with asking.database.reading() as session:
        about = [
            answering.requirement_of(
                session, answering.one_of(session, asking.reviewer.actor, question)
            )
            for question in (given, general)
        ]
    assert (about[0].identifier, about[1]) == (REQUIREMENT, None)


def test_what_waits_is_counted_by_what_has_to_be_done(asking, given):
    def counted():
        with asking.database.reading() as session:
            return clarifications.counts(session, asking.buyer.actor).get(asking.procurement_id)

    assert counted() == Amount(to_answer=1, to_publish=0)
    withdrawn = asking.world.ask(asking.supplier, asking.response_id, "Mag Duits?")
    follower = asking.world.ask(asking.supplier, asking.response_id, f"{QUESTION} Of niet?")
    assert counted() == Amount(to_answer=3, to_publish=0)
    asking.world.withdraw_question(asking.supplier, asking.response_id, withdrawn)
    _draft(asking, follower, answer="", is_ready=False, same_as=given)
    _answer(asking, given)
    assert counted() == Amount(to_answer=0, to_publish=1)
    _draft(asking, given)
    asking.world.nota(asking.buyer, asking.procurement_id)
    assert counted() is None
