"""This file delivers mail over a real server: once, whatever dies on the way."""

import os
import signal
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path
from threading import Event, Thread

import pytest
from factories.mail_server import SENDER, Mailbox
from factories.world import NOW
from structlog.testing import capture_logs

from supplier_portal import worker
from supplier_portal.mail import Letter
from supplier_portal.receipt_check import check
from supplier_portal.records.jobs import JobRecord
from supplier_portal.services import (
    inviting,
    jobs,
    notices,
)
from supplier_portal.services.jobs import JobKind

ROOT = Path(__file__).parents[2]
EMAIL = "jan@leverancier.example"
LINK = "https://portaal.example/invitation/"
WORKERS = 20
SECONDS = 30


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
def settings(settings, mailbox):
    return replace(settings, mail=mailbox.settings)


@pytest.fixture
def invite(scene):
    """Invite somebody by mail; gives the secret of the link."""

    def run(email=EMAIL) -> str:
        with scene.database.writing.begin() as session:
            found = scene.procurement(session)
            return inviting.invite(
                session, scene.buyer.actor, found, email=email, at=NOW, link_for=LINK.__add__
            )

    return run


@pytest.fixture
def hurry(alter):
    """Lets what waits for another time, or for a worker that never came back, be due now."""
    return lambda: alter(
        "UPDATE job SET due_at = created_at",
        "UPDATE job SET leased_until = created_at WHERE leased_until IS NOT NULL",
    )


@pytest.fixture
def start(settings, database_url):
    """Starts the worker as an installation does, in a process of its own."""
    started = []

    def run() -> subprocess.Popen:
        server = settings.mail.server
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": database_url,
            "DATA_FOLDER": str(settings.data_folder),
            "SECRET_KEY": settings.secret_key,
            "SMTP_URL": f"smtp://{server.host}:{server.port}?starttls=no",
            "MAIL_FROM": SENDER,
        }
        command = [sys.executable, "-c", "from supplier_portal.cli import main; main()", "worker"]
        started.append(subprocess.Popen(command, env=environment))  # noqa: S603 - our own
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()


def job(database):
    with database.reading() as session:
        return session.query(JobRecord).one()


def test_an_invitation_arrives_and_its_link_is_nowhere_in_the_database_any_more(
    settings, mailbox, invite, everything
):
    token = invite()
    assert token in everything()
    with mailbox.is_up(), capture_logs() as lines:
        assert worker.work_once(settings) == 1
        assert worker.work_once(settings) == 0
    [got] = mailbox.messages
    assert got["To"] == EMAIL
    assert LINK + token in got.get_content()
    assert token not in everything()
    assert token not in repr(lines)
    assert EMAIL not in repr(lines)


def test_mail_that_found_no_server_arrives_once_when_it_is_back(
    settings, mailbox, invite, hurry, database
):
    invite()
    assert worker.work_once(settings) == 1
    assert job(database).last_problem == "ConnectionRefusedError"
    assert worker.work_once(settings) == 0, "not again at once"
    with mailbox.is_up():
        hurry()
        worker.work_once(settings)
        hurry()
        assert worker.work_once(settings) == 0
    assert len(mailbox.raw) == 1


def test_a_receipt_arrives_once_with_its_file_when_the_server_is_back(
    settings, mailbox, scene, hurry
):
    scene.hand_in()
    assert worker.work_once(settings) == 1
    with mailbox.is_up():
        hurry()
        worker.work_once(settings)
        hurry()
        assert worker.work_once(settings) == 0
    [got] = mailbox.messages
    [file] = got.iter_attachments()
    assert file.get_filename() == "receipt-1.json"
    assert check(file.get_content(), {"response.json": scene.submission().document}).holds


def test_mail_that_the_server_did_not_want_yet_is_tried_again(settings, mailbox, invite, hurry):
    invite()
    mailbox.refusal = "451 Come back later"
    with mailbox.is_up():
        worker.work_once(settings)
        mailbox.refusal = ""
        hurry()
        worker.work_once(settings)
    assert len(mailbox.raw) == 1


def test_an_address_that_does_not_exist_fails_at_once_and_keeps_no_one_up(
    settings, mailbox, invite, database, everything
):
    token = invite()
    mailbox.refusal = "550 Nobody of that name"
    with mailbox.is_up():
        worker.work_once(settings)
    assert job(database).failed_at is not None
    assert job(database).last_problem == "SMTPRecipientsRefused"
    assert token not in everything()


def test_a_letter_that_cannot_be_written_does_not_hold_up_the_next(
    settings, mailbox, invite, database
):
    hostile = Letter(f"{EMAIL}\nBcc: b@c.nl", "Hallo", "Tekst", "nl")
    with database.writing.begin() as session:
        for payload in (asdict(hostile), {}):
            jobs.enqueue(session, JobKind.INVITATION_MAIL, payload, at=NOW)
    invite()
    with mailbox.is_up():
        assert worker.work_once(settings) == 3
    assert len(mailbox.raw) == 1


@pytest.mark.slow
def test_of_twenty_workers_one_delivers(settings, mailbox, invite, database, at_once):
    invite()
    post = worker.post_of(settings)
    with mailbox.is_up():
        results = at_once(WORKERS, lambda _: worker.deliver_one(database, post))
    assert results.count(True) == 1
    assert len(mailbox.raw) == 1


@pytest.mark.slow
def test_twenty_workers_deliver_everything_once(settings, mailbox, invite, database, at_once):
    for number in range(WORKERS):
        invite(f"{number}@leverancier.example")
    post = worker.post_of(settings)
    with mailbox.is_up():
        at_once(WORKERS, lambda _: worker.deliver_one(database, post))
        worker.work_once(settings)
    assert len({message["To"] for message in mailbox.messages}) == WORKERS
    assert len(mailbox.raw) == WORKERS


@pytest.mark.slow
def test_a_kill_after_the_mail_left_gives_the_same_mail_once_more(
    settings, mailbox, invite, start, hurry
):
    invite()
    with mailbox.is_up():
        process = start()
        mailbox.on_arrival = process.kill
        assert process.wait(SECONDS) == -signal.SIGKILL
        mailbox.on_arrival = lambda: None
        assert worker.work_once(settings) == 0, "its lease still runs"
        hurry()
        worker.work_once(settings)
        hurry()
        assert worker.work_once(settings) == 0
    first, again = mailbox.raw
    assert first == again
    assert len({message["Message-ID"] for message in mailbox.messages}) == 1


@pytest.mark.slow
def test_a_kill_before_the_mail_left_loses_nothing(settings, mailbox, invite, start, hurry):
    invite()
    with mailbox.is_up():
        process = start()
        mailbox.on_address = process.kill
        assert process.wait(SECONDS) == -signal.SIGKILL
        assert mailbox.raw == []
        mailbox.on_address = lambda: None
        hurry()
        worker.work_once(settings)
    assert len(mailbox.raw) == 1


@pytest.mark.slow
def test_a_worker_that_is_asked_to_stop_finishes_its_letter_first(mailbox, invite, start, database):
    invite("een@leverancier.example")
    invite("twee@leverancier.example")
    with mailbox.is_up():
        process = start()
        mailbox.on_arrival = process.terminate
        assert process.wait(SECONDS) == 0
    assert len(mailbox.raw) == 1
    with database.reading() as session:
        done = session.query(JobRecord).filter(JobRecord.finished_at.is_not(None)).count()
        waiting = session.query(JobRecord).filter(JobRecord.attempts == 0).count()
    assert (done, waiting) == (1, 1)


def test_without_a_server_the_letter_is_in_the_log(settings, invite, everything):
    token = invite()
    with capture_logs() as lines:
        worker.work_once(replace(settings, mail=None))
    [told] = [line for line in lines if line["event"] == "mail"]
    assert (told["to"], LINK + token in told["text"]) == (EMAIL, True)
    assert token not in everything()


def test_a_worker_waits_for_a_database_that_is_away(settings, mailbox, invite, monkeypatch):
    invite()
    stop, arrived = Event(), Event()
    mailbox.on_arrival = arrived.set
    monkeypatch.setattr(worker, "_BETWEEN_LOOKS", 0.01)
    away = iter([True])
    leased = jobs.lease

    def lease(session, *arguments, **options):
        if next(away, False):
            session.connection().exec_driver_sql("SELECT * FROM nowhere")
        return leased(session, *arguments, **options)

    monkeypatch.setattr(jobs, "lease", lease)
    with mailbox.is_up(), capture_logs() as lines:
        thread = Thread(target=worker.work, args=(settings, stop))
        thread.start()
        assert arrived.wait(SECONDS)
        stop.set()
        thread.join(SECONDS)
    assert [line["event"] for line in lines] == ["database_away", "job"]


def test_a_change_is_told_over_the_same_way(settings, mailbox, scene, invite):
    invite()
    with scene.database.writing.begin() as session:
        found = scene.procurement(session)
        count = notices.tell_invitees(
            session, found, revision_number=2, sign_in="https://portaal.example/sign-in", at=NOW
        )
    with mailbox.is_up():
        assert worker.work_once(settings) == count + 1
    assert [s for s in mailbox.subjects if s.startswith("Gewijzigde eisen")] == [
        "Gewijzigde eisen: Zaaksysteem als dienst (REF-1)"
    ] * count
