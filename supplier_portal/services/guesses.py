"""This file keeps guessing slow without shutting the door on who belongs here (assurance D3).

At most five wrong passwords a minute count for one account, whoever tries. Strangers share
three of these; who comes from an address where the account signed in before can use all five. So
guesses from everywhere take nothing from the people themselves. What was right does not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from questionnaires.interchange.canonical import digest
from supplier_portal.records.accounts import AccountRecord
from supplier_portal.records.guesses import GuessRecord
from supplier_portal.services import sign_ins
from supplier_portal.services.errors import TooManyGuessesError, TooManyLinksError

_MINUTE = timedelta(minutes=1)
_QUARTER = timedelta(minutes=15)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_KEPT = _DAY
_LOCKS = 0x7FFF_FFFF_FFFF_FFFF


@dataclass(frozen=True, slots=True)
class _Limit:
    most: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Subject:
    """What is tried for a mail address, how often in all, and how often by strangers."""

    name: str
    anybody: Sequence[_Limit]
    strangers: Sequence[_Limit]
    refusal: type[TooManyGuessesError]


SECRETS = Subject(
    name="",
    anybody=(_Limit(5, _MINUTE), _Limit(100, _DAY)),
    strangers=(_Limit(3, _MINUTE), _Limit(20, _HOUR), _Limit(50, _DAY)),
    refusal=TooManyGuessesError,
)
# Fewer than guesses: each of them is a letter in somebody's mailbox.
LINKS = Subject(
    name="link\n",
    anybody=(_Limit(3, _QUARTER), _Limit(12, _DAY)),
    strangers=(_Limit(2, _QUARTER), _Limit(8, _DAY)),
    refusal=TooManyLinksError,
)
_ADDRESS = (_Limit(30, _MINUTE), _Limit(300, _HOUR))


def begin(
    session: Session, email: str, *, at: datetime, origin: str, subject: Subject = SECRETS
) -> UUID:
    """Count a guess before it is checked, so that many at once are not checked either.

    Raises TooManyGuessesError with how long to wait. The session is one that writes: it makes
    others who guess for the same address wait their turn.
    """
    name = digest(f"{subject.name}{email.strip().lower()}".encode())
    _take_turns(session, name, origin)
    session.execute(delete(GuessRecord).where(GuessRecord.at <= at - _KEPT))
    of_name, of_origin = GuessRecord.name_digest == name, GuessRecord.origin == origin
    is_stranger = not _is_known(session, email, origin, at)
    if is_stranger:
        by_strangers = (of_name, GuessRecord.is_stranger.is_(True))
        _refuse_beyond(session, subject, subject.strangers, by_strangers, at)
    _refuse_beyond(session, subject, subject.anybody, (of_name,), at)
    _refuse_beyond(session, subject, _ADDRESS, (of_origin,), at)
    guess = GuessRecord(id=uuid4(), name_digest=name, origin=origin, is_stranger=is_stranger, at=at)
    session.add(guess)
    return guess.id


def was_right(session: Session, guess: UUID) -> None:
    """Count a guess no longer: it was none."""
    session.execute(delete(GuessRecord).where(GuessRecord.id == guess))


def _is_known(session: Session, email: str, origin: str, at: datetime) -> bool:
    wanted = select(AccountRecord.id).where(AccountRecord.email == email.strip().lower())
    account_id = session.scalar(wanted)
    # The same question for an address without account: it takes the same time (D4).
    return sign_ins.is_known_place(session, account_id or uuid4(), origin, at=at)


def _refuse_beyond(
    session: Session,
    subject: Subject,
    limits: Sequence[_Limit],
    which: Sequence[ColumnElement[bool]],
    at: datetime,
) -> None:
    for limit in limits:
        since = at - limit.within
        newest = (
            select(GuessRecord.at)
            .where(*which, GuessRecord.at > since)
            .order_by(GuessRecord.at.desc())
            .limit(limit.most)
        )
        counted = session.scalars(newest).all()
        if len(counted) >= limit.most:
            wait = ceil((counted[-1] - since).total_seconds())
            raise subject.refusal(seconds=wait, minutes=ceil(wait / 60))


def _take_turns(session: Session, *names: str) -> None:
    """On PostgreSQL writers do not wait for each other by themselves; always in the same order."""
    if session.get_bind().dialect.name == "postgresql":
        for name in names:
            number = int(digest(name.encode())[:16], 16) & _LOCKS
            session.execute(select(func.pg_advisory_xact_lock(number)))
