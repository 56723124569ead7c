"""This file does the work that waits: it delivers mail until it is told to stop."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import TypeAlias

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from supplier_portal import mail, scan_worker
from supplier_portal.database import Database, connect
from supplier_portal.mail import UndeliverableError, UnreachableError
from supplier_portal.services import jobs, passwords, reminders
from supplier_portal.services.jobs import JobKind, Lease
from supplier_portal.services.reminders import Way
from supplier_portal.settings import Settings

Post: TypeAlias = Callable[[Lease], None]

_MAIL = (
    JobKind.INVITATION_MAIL,
    JobKind.CHANGE_MAIL,
    JobKind.RECEIPT_MAIL,
    JobKind.READY_MAIL,
    JobKind.NOTA_MAIL,
    JobKind.DEADLINE_MAIL,
    JobKind.COLLEAGUE_MAIL,
    JobKind.REMINDER_MAIL,
    JobKind.ACCOUNT_MAIL,
)
_BETWEEN_LOOKS = 2.0
_BETWEEN_PLANS = timedelta(minutes=1)
_log = structlog.get_logger()


def work(settings: Settings, stop: Event) -> None:
    """Deliver what is due, and look again every two seconds, until ``stop``.

    What is under way then is finished first. A database that is away is waited for. Files are
    scanned beside it, so that a slow scanner holds up no letter.
    """
    database = connect(settings.database_url)
    scans = Thread(target=scan_worker.work, args=(settings, stop), name="scans")
    scans.start()
    next_plan = _now()
    try:
        while not stop.is_set():
            if _now() >= next_plan:
                next_plan = _now() + _BETWEEN_PLANS
                _careful(lambda: remind(database, settings) > 0)
            _careful(lambda: write_links(database, settings) > 0)
            if not _careful(lambda: deliver_one(database, post_of(settings))):
                stop.wait(_BETWEEN_LOOKS)
    finally:
        stop.set()
        scans.join()
        database.engine.dispose()


def work_once(settings: Settings) -> int:
    """Deliver what is due now, and give how many letters were tried."""
    database = connect(settings.database_url)
    tried = 0
    try:
        remind(database, settings)
        write_links(database, settings)
        while deliver_one(database, post_of(settings)):
            tried += 1
    finally:
        database.engine.dispose()
    return tried


def remind(database: Database, settings: Settings) -> int:
    """Ask for the reminders that it is time for, make those that were asked for; gives how many.

    Asking and making are jobs with keys, so that of any number of workers each is done by one.
    """
    with database.reading() as session:
        works = reminders.due(session, at=_now())
    if works:
        with database.writing.begin() as session:
            reminders.plan(session, works, at=_now())

    def make(session: Session, lease: Lease) -> int:
        return reminders.make(session, lease.payload, _way(settings), at=_now())

    return _do_all(database, JobKind.REMINDERS, make)


def write_links(database: Database, settings: Settings) -> int:
    """Write the letters for who forgot a password; gives how many asked."""

    def address_of(token: str) -> str:
        return f"{settings.public_url}/password/{token}"

    def write(session: Session, lease: Lease) -> int:
        passwords.send_link(session, lease.payload, address_of, at=_now())
        return 1

    return _do_all(database, JobKind.PASSWORD_LINK, write)


def _do_all(database: Database, kind: JobKind, do: Callable[[Session, Lease], int]) -> int:
    """Do each job of a kind that is due, in one transaction with the note that it is done."""
    done = 0
    while (number := _do_one(database, kind, do)) is not None:
        done += number
    return done


def _do_one(database: Database, kind: JobKind, do: Callable[[Session, Lease], int]) -> int | None:
    with database.reading() as session:
        if not jobs.is_any_due(session, (kind,), at=_now()):
            return None
    with database.writing.begin() as session:
        lease = jobs.lease(session, (kind,), at=_now())
        if lease is None:
            return None
        number = do(session, lease)
        jobs.finish(session, lease, at=_now())
        return number


def _way(settings: Settings) -> Way:
    return Way(
        sign_in=f"{settings.public_url}/sign-in",
        stop=lambda token: f"{settings.public_url}/reminders/{token}",
        secret=settings.secret_key,
    )


def post_of(settings: Settings) -> Post:
    """The way letters go: over the mail server, or into the log where none is set."""

    def post(lease: Lease) -> None:
        letter = mail.letter_from(lease.payload)
        if settings.mail is None:
            _log.info("mail", to=letter.to, subject=letter.subject, text=letter.text)
            return
        message = mail.message_of(
            letter,
            name=settings.organisation,
            sender=settings.mail.sender,
            identifier=lease.id,
            at=lease.created_at,
        )
        mail.send(settings.mail, message)

    return post


def deliver_one(database: Database, post: Post) -> bool:
    """Deliver the letter that is due longest; False when none is.

    Who is killed between sending and noting it leaves a lease: the letter is sent again when that
    has passed, under the same Message-ID.
    """
    with database.reading() as session:
        if not jobs.is_any_due(session, _MAIL, at=_now()):
            return False
    with database.writing.begin() as session:
        lease = jobs.lease(session, _MAIL, at=_now())
    if lease is None:
        return False
    _deliver(database, post, lease)
    return True


def _deliver(database: Database, post: Post, lease: Lease) -> None:
    settle, problem = jobs.put_back, ""
    try:
        post(lease)
    except UnreachableError as error:
        settle, problem = jobs.postpone, _name(error)
    except UndeliverableError as error:
        settle, problem = jobs.give_up, _name(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, the next letter has its turn
        problem = _name(error)
    with database.writing.begin() as session:
        if problem:
            settle(session, lease, problem, at=_now())
        else:
            jobs.finish(session, lease, at=_now())
    # The name of a problem only: what a server says may repeat the letter.
    _log.info("job", job=str(lease.id), kind=lease.kind, attempt=lease.attempt, problem=problem)


def _careful(step: Callable[[], bool]) -> bool:
    try:
        return step()
    except SQLAlchemyError as error:
        _log.warning("database_away", problem=type(error).__name__)
        return False


def _name(error: Exception) -> str:
    return type(error.__cause__ or error).__name__


def _now() -> datetime:
    return datetime.now(UTC)
