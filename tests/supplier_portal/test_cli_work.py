"""This file runs the commands about mail as a person would, on a database in a file of its own."""

import socket
from datetime import UTC, datetime
from threading import Event

import pytest
from click.testing import CliRunner
from factories.mail_server import SENDER, Mailbox

from supplier_portal.cli import main, server
from supplier_portal.database import connect
from supplier_portal.services import jobs
from supplier_portal.services.jobs import JobKind

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
ADDRESS = "jan@leverancier.example"


class Installation:
    def __init__(self, folder) -> None:
        self.folder = folder
        self.environment = {
            "DATA_FOLDER": str(folder),
            "SECRET_KEY": "a secret of more than thirty-two characters",
            "DATABASE_URL": None,
            "PUBLIC_URL": None,
            "SMTP_URL": None,
            "MAIL_FROM": None,
        }

    def done(self, *arguments, **environment) -> str:
        result = CliRunner().invoke(main, arguments, env={**self.environment, **environment})
        assert result.exit_code == 0, result.output
        return result.stdout

    def mail(self, to=ADDRESS) -> None:
        database = connect(f"sqlite:///{self.folder}/supplier-portal.sqlite3")
        letter = {"to": to, "subject": "Onderwerp", "text": "Tekst", "language": "nl"}
        with database.writing.begin() as session:
            jobs.enqueue(session, JobKind.INVITATION_MAIL, letter, at=AT)
        database.engine.dispose()


@pytest.fixture
def installation(tmp_path):
    made = Installation(tmp_path)
    made.done("migrate")
    return made


def _over(mailbox) -> dict[str, str]:
    return {"SMTP_URL": f"smtp://localhost:{mailbox.port}?starttls=no", "MAIL_FROM": SENDER}


def test_the_worker_delivers_what_is_due_and_the_list_tells_so(installation):
    installation.mail()
    mailbox = Mailbox()
    with mailbox.is_up():
        installation.done("worker", "--once", **_over(mailbox))
    assert mailbox.subjects == ["Onderwerp"]
    _, row = installation.done("jobs").splitlines()
    assert row.split() == ["invitation_mail", "done", "1", "2026-11-23", "11:00", "CET"]


def test_the_list_counts_what_waits_and_what_failed_and_tells_no_content(installation):
    installation.mail()
    mailbox = Mailbox()
    mailbox.refusal = "550 Nobody of that name"
    with mailbox.is_up():
        installation.done("worker", "--once", **_over(mailbox))
    for _ in range(2):
        installation.mail()
    told = installation.done("jobs")
    heading, failed, waiting, *advice = told.splitlines()
    assert heading.split()[:3] == ["Kind", "State", "Number"]
    assert failed.split()[1:3] == ["failed", "1"]
    assert failed.split()[-1] == "SMTPRecipientsRefused"
    assert waiting.split()[1:3] == ["waiting", "2"]
    assert "invite again" in " ".join(advice)
    assert ADDRESS not in told
    assert "Tekst" not in told


def test_where_nothing_was_mailed_the_list_says_so(installation):
    assert "nothing" in installation.done("jobs")


def test_without_a_server_the_worker_writes_the_letter_in_its_log(installation):
    installation.mail()
    logged = installation.done("worker", "--once")
    assert ADDRESS in logged


@pytest.mark.slow
@pytest.mark.parametrize(("command", "delivers"), [("demo", True), ("serve", False)])
def test_only_the_demonstration_delivers_in_the_process_of_its_pages(
    installation, monkeypatch, command, delivers
):
    made, started = [], Event()

    def run(self):
        made.append(self)

    monkeypatch.setattr(server._Server, "run", run)
    monkeypatch.setattr(server.worker, "work", lambda settings, stop: started.set())
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    installation.done(command, "--port", str(port))
    made[0].load().extensions["supplier_portal.database"].engine.dispose()
    assert started.wait(1) is delivers
