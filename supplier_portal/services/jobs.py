"""This file keeps work for later: asked for in one transaction, done once that is committed."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from supplier_portal.records.jobs import JobRecord

LEASE = timedelta(minutes=10)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))
MOST_ATTEMPTS = len(WAITS) + 1
BETWEEN_CALLS = timedelta(minutes=2)
WAITS_FOR_SERVER = timedelta(days=7)
_NEVER_CAME_BACK = "LeasePassed"


class JobKind(StrEnum):
    """What a job does."""

    INVITATION_MAIL = "invitation_mail"
    CHANGE_MAIL = "change_mail"
    FILE_SCAN = "file_scan"
    RECEIPT_MAIL = "receipt_mail"
    READY_MAIL = "ready_mail"
    NOTA_MAIL = "nota_mail"
    DEADLINE_MAIL = "deadline_mail"
    COLLEAGUE_MAIL = "colleague_mail"
    REMINDERS = "reminders"
    REMINDER_MAIL = "reminder_mail"
    ACCOUNT_MAIL = "account_mail"
    PASSWORD_LINK = "password_link"  # noqa: S105 - a kind of work, no secret


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    UNDER_WAY = "under way"
    AGAIN = "to be tried again"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Lease:
    """A job that is ours until a moment; who comes back later finds that it no longer is."""

    id: UUID
    kind: JobKind
    payload: Mapping[str, Any]
    created_at: datetime
    attempt: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Count:
    """How many jobs of a kind are in a state, since when, and the last problem they met."""

    kind: str
    state: JobState
    number: int
    oldest: datetime
    problem: str


def enqueue(
    session: Session,
    kind: JobKind,
    payload: Mapping[str, Any],
    *,
    at: datetime,
    key: str | None = None,
    due_at: datetime | None = None,
) -> bool:
    """Ask for work to be done after this transaction; False when a job with this key was asked."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    added = session.execute(
        insert(JobRecord)
        .values(kind=kind.value, key=key, payload=dict(payload), created_at=at, due_at=due_at or at)
        .on_conflict_do_nothing(index_elements=[JobRecord.key])
        .returning(JobRecord.id)
    ).first()
    return added is not None


def withdraw(session: Session, key: str, *, at: datetime) -> None:
    """Let a job no longer be done; one that is under way at this moment may still be."""
    session.execute(
        update(JobRecord)
        .where(JobRecord.key == key, _is_open())
        .values(finished_at=at, payload={}, leased_until=None)
        .execution_options(synchronize_session=False)
    )


def open_keys(session: Session, kind: JobKind) -> AbstractSet[str]:
    """The keys of the jobs of a kind that are still to be done."""
    keys = select(JobRecord.key).where(JobRecord.kind == kind.value, _is_open())
    return {key for key in session.scalars(keys) if key is not None}


def is_any_due(session: Session, kinds: Collection[JobKind], *, at: datetime) -> bool:
    """Whether there is something to lease; asks without a lock."""
    return session.scalar(select(JobRecord.id).where(_is_due(kinds, at)).limit(1)) is not None


def lease(session: Session, kinds: Collection[JobKind], *, at: datetime) -> Lease | None:
    """Take the job that is due longest, also one whose worker never came back.

    Of workers that ask at the same time each gets another job, or none.
    """
    record = session.scalars(
        select(JobRecord)
        .where(_is_due(kinds, at))
        .order_by(JobRecord.due_at, JobRecord.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if record is None:
        return None
    if record.attempts >= MOST_ATTEMPTS:
        _fail(record, _NEVER_CAME_BACK, at)
        return lease(session, kinds, at=at)
    record.attempts += 1
    record.leased_until = at + LEASE
    session.flush()
    return Lease(
        id=record.id,
        kind=JobKind(record.kind),
        payload=record.payload,
        created_at=record.created_at,
        attempt=record.attempts,
        until=record.leased_until,
    )


def finish(session: Session, lease: Lease, *, at: datetime) -> None:
    """Note that a job is done, and forget what it held."""
    record = _still_ours(session, lease)
    if record is not None:
        record.finished_at, record.leased_until = at, None
        record.payload = {}


def put_back(session: Session, lease: Lease, problem: str, *, at: datetime) -> None:
    """Let a job that went wrong be tried again, later each time, and at last no more."""
    record = _still_ours(session, lease)
    if record is None:
        return
    if lease.attempt >= MOST_ATTEMPTS:
        _fail(record, problem, at)
        return
    record.due_at, record.leased_until = at + WAITS[lease.attempt - 1], None
    record.last_problem = problem


def postpone(session: Session, lease: Lease, problem: str, *, at: datetime) -> None:
    """Let a job wait for a server that is away: soon again for a week, not counted as an attempt.

    Mail that waited is so delivered within minutes after a server is back (assurance B12).
    """
    record = _still_ours(session, lease)
    if record is None:
        return
    if at - lease.created_at > WAITS_FOR_SERVER:
        _fail(record, problem, at)
        return
    record.attempts = lease.attempt - 1
    record.due_at, record.leased_until = at + BETWEEN_CALLS, None
    record.last_problem = problem


def give_up(session: Session, lease: Lease, problem: str, *, at: datetime) -> None:
    """Note that a job can never be done, and forget what it held."""
    record = _still_ours(session, lease)
    if record is not None:
        _fail(record, problem, at)


def states(session: Session, keys: Collection[str]) -> dict[str, JobState]:
    """How far the jobs with these keys are."""
    asked = select(JobRecord.key, _STATE).where(JobRecord.key.in_(keys))
    return {key: JobState(state) for key, state in session.execute(asked) if key is not None}


def summary(session: Session) -> Sequence[Count]:
    """How many jobs there are by kind, state and problem; nothing of what they hold."""
    problem = func.coalesce(JobRecord.last_problem, "")
    rows = session.execute(
        select(JobRecord.kind, _STATE, func.count(), func.min(JobRecord.created_at), problem)
        .group_by(JobRecord.kind, _STATE, problem)
        .order_by(JobRecord.kind, _STATE, problem)
    )
    return [Count(kind, JobState(state), *rest) for kind, state, *rest in rows]


def _is_open() -> ColumnElement[bool]:
    return and_(JobRecord.finished_at.is_(None), JobRecord.failed_at.is_(None))


def _is_due(kinds: Collection[JobKind], at: datetime) -> ColumnElement[bool]:
    return and_(
        _is_open(),
        JobRecord.kind.in_([kind.value for kind in kinds]),
        JobRecord.due_at <= at,
        or_(JobRecord.leased_until.is_(None), JobRecord.leased_until <= at),
    )


def _still_ours(session: Session, lease: Lease) -> JobRecord | None:
    return session.scalar(
        select(JobRecord)
        .where(JobRecord.id == lease.id, JobRecord.leased_until == lease.until, _is_open())
        .with_for_update()
    )


def _fail(record: JobRecord, problem: str, at: datetime) -> None:
    record.failed_at, record.leased_until = at, None
    record.last_problem = problem
    record.payload = {}


_STATE = case(
    (JobRecord.failed_at.is_not(None), JobState.FAILED.value),
    (JobRecord.finished_at.is_not(None), JobState.DONE.value),
    (JobRecord.leased_until.is_not(None), JobState.UNDER_WAY.value),
    (JobRecord.last_problem.is_not(None), JobState.AGAIN.value),
    else_=JobState.WAITING.value,
).label("state")
