"""This file reminds suppliers of a deadline, once a moment, unless they want no reminders.

It reads what suppliers do, so nothing of it may reach the buyer: not who was reminded, nor how
many were (decision 0004).
"""

import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from questionnaires.interchange.canonical import digest
from supplier_portal.mail import Letter
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.records.team import ReminderAddressRecord
from supplier_portal.services import jobs, reminded, team_letters
from supplier_portal.services.errors import InvitationError
from supplier_portal.services.jobs import JobKind
from supplier_portal.services.reminded import Laggard

DAYS = (7, 3, 1)


@dataclass(frozen=True, slots=True)
class Way:
    """What letters refer to: the page to sign in, and the page that stops reminders.

    ``secret`` is what the links of the latter are made with.
    """

    sign_in: str
    stop: Callable[[str], str]
    secret: str


def due(session: Session, *, at: datetime) -> list[Mapping[str, Any]]:
    """The reminders that it is time for and nobody asked for yet, as the work that makes them.

    Each names the deadline: one that moved is reminded of anew.
    """
    rows = session.execute(
        select(ProcurementRecord.id, ProcurementRecord.deadline_at).where(
            ProcurementRecord.deadline_at > at,
            ProcurementRecord.deadline_at <= at + timedelta(days=max(DAYS)),
            exists().where(RevisionRecord.procurement_id == ProcurementRecord.id),
        )
    )
    wanted = [
        {"procurement": str(found), "deadline": deadline.isoformat(), "days": _days(deadline, at)}
        for found, deadline in rows
        if deadline is not None
    ]
    asked = jobs.states(session, [_key(work) for work in wanted])
    return [work for work in wanted if _key(work) not in asked]


def plan(session: Session, works: Iterable[Mapping[str, Any]], *, at: datetime) -> int:
    """Ask for reminders to be made; of workers that ask at the same time one is heard."""
    return sum(
        jobs.enqueue(session, JobKind.REMINDERS, work, key=_key(work), at=at) for work in works
    )


def make(session: Session, work: Mapping[str, Any], way: Way, *, at: datetime) -> int:
    """Write the reminders of one moment; gives how many, none when the deadline moved meanwhile.

    Who came in after that moment has just read of the deadline, and is not reminded of it.
    """
    procurement = session.get(ProcurementRecord, UUID(work["procurement"]))
    deadline = datetime.fromisoformat(work["deadline"])
    if procurement is None or procurement.deadline_at != deadline or deadline < at:
        return 0
    since = deadline - timedelta(days=work["days"])
    found = reminded.laggards(session, procurement, since=since)
    stopped = _stopped(session, [one.email for one in found])
    return sum(
        _remind(session, procurement, one, work, way, at)
        for one in found
        if one.email not in stopped
    )


def wants(session: Session, email: str) -> bool:
    """Whether reminders go to an address: they do until somebody stops them."""
    return not _stopped(session, [email])


def choose(session: Session, email: str, *, is_wanted: bool, secret: str, at: datetime) -> None:
    """Stop reminders to an address, or send them again."""
    _know(session, email, secret)
    record = session.get_one(ReminderAddressRecord, email, populate_existing=True)
    record.stopped_at = None if is_wanted else record.stopped_at or at
    session.flush()


def stop(session: Session, token: str, *, at: datetime) -> None:
    """Stop reminders by the link in a mail, as often as it is used; raises InvitationError."""
    record = of_token(session, token)
    record.stopped_at = record.stopped_at or at
    session.flush()


def of_token(session: Session, token: str) -> ReminderAddressRecord:
    """The address behind a link that stops reminders; raises InvitationError."""
    found = session.scalar(
        select(ReminderAddressRecord).where(
            ReminderAddressRecord.token_digest == digest(token.encode())
        )
    )
    if found is None:
        raise InvitationError
    return found


def _days(deadline: datetime, at: datetime) -> int:
    return min(days for days in DAYS if deadline - timedelta(days=days) <= at)


def _key(work: Mapping[str, Any]) -> str:
    return f"{JobKind.REMINDERS}:{work['procurement']}:{work['deadline']}:{work['days']}"


def _remind(
    session: Session,
    procurement: ProcurementRecord,
    one: Laggard,
    work: Mapping[str, Any],
    way: Way,
    at: datetime,
) -> bool:
    _know(session, one.email, way.secret)
    letter = _letter(procurement, one, way)
    address = digest(one.email.encode())[:32]
    key = f"{JobKind.REMINDER_MAIL}:{_key(work).partition(':')[2]}:{address}"
    return jobs.enqueue(session, JobKind.REMINDER_MAIL, asdict(letter), key=key, at=at)


def _letter(procurement: ProcurementRecord, one: Laggard, way: Way) -> Letter:
    stop = way.stop(token_of(one.email, way.secret))
    if one.questions is None:
        return team_letters.not_come(procurement, to=one.email, stop=stop)
    return team_letters.not_handed_in(
        procurement, to=one.email, questions=one.questions, sign_in=way.sign_in, stop=stop
    )


def token_of(email: str, secret: str) -> str:
    """The secret of an address: the same in each mail, and known here by its digest only."""
    return hmac.new(secret.encode(), f"reminders:{email}".encode(), sha256).hexdigest()


def _know(session: Session, email: str, secret: str) -> None:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    known = {"token_digest": digest(token_of(email, secret).encode())}
    session.execute(
        insert(ReminderAddressRecord)
        .values(email=email, **known)
        .on_conflict_do_update(index_elements=["email"], set_=known)
    )


def _stopped(session: Session, emails: Iterable[str]) -> set[str]:
    return set(
        session.scalars(
            select(ReminderAddressRecord.email).where(
                and_(
                    ReminderAddressRecord.email.in_(list(emails)),
                    ReminderAddressRecord.stopped_at.is_not(None),
                )
            )
        )
    )
