"""This file reminds who still has something to do: once a moment, unless they do not want it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from factories.mail_server import Mailbox
from factories.world import NOW, local
from sqlalchemy import event

from supplier_portal import worker
from supplier_portal.records.jobs import JobRecord
from supplier_portal.records.procurements import InvitationRecord
from supplier_portal.services import (
    deadlines,
    inviting,
    procurements,
    reminders,
    responses,
    team,
)
from supplier_portal.services.jobs import JobKind

EMAIL = "genodigd@elders.example"
WORKERS = 6


@pytest.fixture
def remind(scene):
    """Does what a worker does so many days before the deadline; gives how many were written."""

    def run(days: float) -> int:
        with time_machine.travel(scene.deadline - timedelta(days=days), tick=False):
            return worker.remind(scene.database, scene.world.settings)

    return run


def _letters(scene, kind=JobKind.REMINDER_MAIL):
    with scene.database.reading() as session:
        jobs = session.query(JobRecord).filter_by(kind=kind.value).order_by(JobRecord.created_at)
        return [job.payload for job in jobs]


def _addressed(scene, kind=JobKind.REMINDER_MAIL):
    return sorted(letter["to"] for letter in _letters(scene, kind))


@pytest.mark.parametrize("days", [7, 3, 1])
def test_who_did_not_hand_in_is_reminded_once_at_each_moment(days, scene, remind):
    remind(days + 0.001)
    before = len(_letters(scene))
    assert remind(days) == 1
    assert remind(days - 0.5) == 0
    assert [letter["to"] for letter in _letters(scene)[before:]] == [scene.supplier.email]


def test_earlier_than_seven_days_before_nobody_is_reminded(scene, remind):
    assert remind(7.001) == 0
    assert _letters(scene) == []


def test_each_colleague_is_reminded_and_nobody_whose_account_ended(scene, remind):
    bas = scene.colleague()
    gone = scene.colleague()
    with scene.database.writing.begin() as session:
        team.deactivate(session, scene.supplier.actor, gone.id, at=NOW)
    remind(7)
    assert _addressed(scene) == sorted([scene.supplier.email, bas.email])


def test_who_was_invited_and_did_not_come_is_reminded(scene, remind):
    scene.world.invitation(scene.buyer, scene.procurement_id, email=EMAIL)
    remind(7)
    assert EMAIL in _addressed(scene)


def test_whose_invitation_was_taken_back_is_not_reminded_of_it(scene, remind):
    scene.world.invitation(scene.buyer, scene.procurement_id, email=EMAIL)
    with scene.database.writing.begin() as session:
        [invited] = session.query(InvitationRecord).filter_by(email=EMAIL)
        inviting.revoke(session, scene.buyer.actor, invited.procurement, invited.id, at=NOW)
    assert remind(7) > 0
    assert EMAIL not in _addressed(scene)


def test_whose_colleagues_answer_already_is_not_told_to_come(scene, remind):
    bas = scene.colleague()
    scene.world.invitation(scene.buyer, scene.procurement_id, email=bas.email)
    remind(7)
    [letter] = [letter for letter in _letters(scene) if letter["to"] == bas.email]
    assert "/sign-in" in letter["text"]


def test_who_handed_in_is_left_in_peace(scene, remind):
    scene.hand_in()
    assert remind(7) == 0
    assert _letters(scene) == []


def test_who_handed_in_for_an_older_revision_is_reminded(scene, remind):
    scene.hand_in()
    scene.world.amended(scene.buyer, scene.procurement_id)
    assert remind(7) == 1


def test_who_came_after_the_moment_is_reminded_at_the_next(scene, remind):
    at = scene.deadline - timedelta(days=5)
    scene.world.invitation(scene.buyer, scene.procurement_id, email=EMAIL, at=at)
    remind(4.9)
    assert EMAIL not in _addressed(scene)
    remind(3)
    assert EMAIL in _addressed(scene)


def test_a_letter_tells_how_many_questions_are_open_and_no_answer(scene, remind):
    remind(7)
    [letter] = _letters(scene)
    with scene.database.reading() as session:
        response = scene._response(session)
        count = len(responses.questionnaire_of(response).missing({}))
    assert f": {count}." in letter["text"]


def test_a_deadline_that_moved_is_reminded_of_anew(scene, remind):
    assert remind(7) == 1
    _move(scene, timedelta(days=20))
    assert remind(7.5) == 0
    assert remind(7) == 1


def test_reminders_asked_for_before_a_deadline_moved_are_not_made(scene):
    at = scene.deadline - timedelta(days=7)
    with scene.database.writing.begin() as session:
        works = reminders.due(session, at=at)
        assert reminders.plan(session, works, at=at) == 1
    _move(scene, timedelta(days=20))
    with time_machine.travel(at, tick=False):
        assert worker.remind(scene.database, scene.world.settings) == 0
    assert _letters(scene) == []


def test_of_many_workers_at_once_each_reminder_is_written_once(scene, at_once):
    for name in ("A", "B", "C"):
        scene.another(name)
    with time_machine.travel(scene.deadline - timedelta(days=7), tick=False):
        at_once(WORKERS, lambda _: worker.remind(scene.database, scene.world.settings))
        worker.remind(scene.database, scene.world.settings)
    assert len(_addressed(scene)) == len(set(_addressed(scene))) == 4


def test_the_link_in_a_letter_stops_reminders_and_nothing_else(scene, remind, browser):
    remind(7)
    [letter] = _letters(scene)
    page = re.search(r"/reminders/\w+", letter["unsubscribe"])[0]
    visitor = browser()
    assert visitor.get(page).status == 200
    answer = visitor.client.post(page, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 302
    assert remind(3) == 0
    _move(scene, timedelta(days=20))
    assert _addressed(scene, JobKind.DEADLINE_MAIL) == [scene.supplier.email]


def test_looking_at_the_link_stops_nothing(scene, remind, browser):
    remind(7)
    page = re.search(r"/reminders/\w+", _letters(scene)[0]["unsubscribe"])[0]
    browser().get(page)
    assert remind(3) == 1


def test_a_made_up_link_is_not_found(browser):
    assert browser().get("/reminders/abc").status == 404
    assert browser().client.post("/reminders/abc").status_code == 404


def test_the_mail_says_how_a_program_stops_it(scene, remind):
    mailbox = Mailbox()
    remind(7)
    settings = replace(scene.world.settings, mail=mailbox.settings)
    with mailbox.is_up(), time_machine.travel(scene.deadline - timedelta(days=6)):
        worker.work_once(settings)
    [reminder] = [one for one in mailbox.messages if one["List-Unsubscribe"]]
    assert re.fullmatch(r"<http\S+/reminders/\w+>", reminder["List-Unsubscribe"])
    assert reminder["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_link_is_in_the_database_as_a_digest_only(scene, remind, everything):
    remind(7)
    token = re.search(r"/reminders/(\w+)", _letters(scene)[0]["unsubscribe"])[1]
    assert token not in everything("reminder_address")


def test_nothing_of_reminders_is_in_the_chain_that_staff_read(scene, remind):
    before = scene.journal_of_procurement()
    remind(7)
    assert scene.journal_of_procurement() == before


def test_the_number_of_statements_does_not_grow_with_the_responses(scene, remind):
    few = _statements(scene, lambda: remind(7))
    for number in range(12):
        scene.another(f"Extra{number}")
    many = _statements(scene, lambda: remind(3))
    per_letter = (many - few) / 12
    assert per_letter <= 2, "one row that knows the address, one letter"


def _statements(scene, work) -> int:
    count = 0

    def note(*_):
        nonlocal count
        count += 1

    event.listen(scene.database.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(scene.database.engine, "before_cursor_execute", note)
    return count


def test_a_moved_deadline_is_mailed_once_to_everybody_invited_with_old_and_new(scene):
    scene.world.invitation(scene.buyer, scene.procurement_id, email=EMAIL)
    was = scene.deadline
    _move(scene, timedelta(days=20))
    assert _addressed(scene, JobKind.DEADLINE_MAIL) == sorted([EMAIL, scene.supplier.email])
    text = _letters(scene, JobKind.DEADLINE_MAIL)[0]["text"]
    for moment in (was, scene.deadline):
        assert deadlines.in_words(moment, "Europe/Amsterdam", "nl") in text


def test_a_deadline_that_is_refused_is_mailed_to_nobody(scene):
    with pytest.raises(procurements.DeadlineError):
        _move(scene, -timedelta(days=1))
    assert _letters(scene, JobKind.DEADLINE_MAIL) == []


def test_a_deadline_of_a_draft_is_mailed_to_nobody(scene):
    draft = scene.world.draft(scene.buyer, reference="concept")
    _move(scene, timedelta(days=20), procurement_id=draft)
    assert _letters(scene, JobKind.DEADLINE_MAIL) == []


def test_saving_the_same_deadline_again_is_mailed_to_nobody(scene):
    _move(scene, timedelta(0))
    assert _letters(scene, JobKind.DEADLINE_MAIL) == []


def _move(scene, further, procurement_id=None):
    with scene.database.writing.begin() as session:
        home = scene.buyer.actor.organisation_id
        wanted = procurement_id or scene.procurement_id
        found = procurements.of_organisation(session, home, wanted)
        procurements.set_deadline(
            session,
            scene.buyer.actor,
            found,
            local_time=local(found.deadline_at + further),
            version=found.version,
            at=NOW,
        )
