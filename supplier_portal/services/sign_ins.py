"""This file keeps where people are signed in: since when, last seen when, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session, joinedload

from questionnaires.interchange.canonical import digest
from supplier_portal.records.accounts import AccountRecord, SignInRecord

SIGNED_IN_FOR = timedelta(hours=12)
IDLE_FOR = timedelta(minutes=60)
NOTED_EVERY = timedelta(minutes=1)
KNOWN_FOR = timedelta(days=90)
HALFWAY_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Halfway:
    """Somebody who gave the right password, and must still give the second factor."""

    account_id: UUID
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is signed in."""

    started_at: datetime
    last_seen_at: datetime
    origin: str
    is_here: bool


def start(
    session: Session,
    account_id: UUID,
    token: str,
    *,
    at: datetime,
    origin: str,
) -> None:
    """Sign an account in under a new secret."""
    session.add(
        SignInRecord(
            token_digest=_digest(token),
            account_id=account_id,
            started_at=at,
            last_seen_at=at,
            expires_at=at + SIGNED_IN_FOR,
            verified_at=at,
            origin=origin,
        )
    )


def start_halfway(
    session: Session, account_id: UUID, token: str, *, at: datetime, origin: str
) -> None:
    """Note that a password was right; the secret lets nobody in until the second factor is."""
    session.add(
        SignInRecord(
            token_digest=_digest(token),
            account_id=account_id,
            started_at=at,
            last_seen_at=at,
            expires_at=at + HALFWAY_FOR,
            origin=origin,
        )
    )


def halfway(session: Session, token: str, *, at: datetime) -> Halfway | None:
    """Who gave the password under this secret, a short while ago, and no second factor yet."""
    asked = select(SignInRecord).where(
        SignInRecord.token_digest == _digest(token),
        SignInRecord.verified_at.is_(None),
        *_lasts(at),
    )
    found = session.scalars(asked).one_or_none()
    if found is None or not found.account.is_active:
        return None
    return Halfway(found.account_id, found.account.email, found.account.name)


def current(session: Session, token: str, *, at: datetime) -> SignInRecord | None:
    """Where this secret is signed in, unless it ended, lasted too long or idled."""
    with_rights = joinedload(SignInRecord.account).joinedload(AccountRecord.rights)
    asked = (
        select(SignInRecord)
        .options(with_rights)
        .where(
            SignInRecord.token_digest == _digest(token),
            SignInRecord.verified_at.is_not(None),
            *_lasts(at),
            _seen_lately(at),
        )
    )
    found = session.scalars(asked).unique().one_or_none()
    return found if found is not None and found.account.is_active else None


def time_left(session: Session, token: str, *, at: datetime) -> timedelta:
    """How long this secret goes on without another act; nothing when it ended."""
    found = current(session, token, at=at)
    if found is None:
        return timedelta()
    return min(found.expires_at, found.last_seen_at + IDLE_FOR) - at


def places_of(session: Session, account_id: UUID, *, here: str, at: datetime) -> Sequence[Place]:
    """Where an account is signed in, newest first; ``here`` is the secret of who asks."""
    asked = (
        select(SignInRecord)
        .where(
            SignInRecord.account_id == account_id,
            SignInRecord.verified_at.is_not(None),
            *_lasts(at),
            _seen_lately(at),
        )
        .order_by(SignInRecord.started_at.desc(), SignInRecord.token_digest)
    )
    own = _digest(here)
    return [
        Place(found.started_at, found.last_seen_at, found.origin, found.token_digest == own)
        for found in session.scalars(asked)
    ]


def has_lapsed(session: Session, token: str, *, at: datetime) -> bool:
    """Whether this secret was good until time ran out: nobody ended it, and the account is good."""
    found = session.get(SignInRecord, _digest(token))
    if found is None or found.ended_at is not None or found.verified_at is None:
        return False
    if not found.account.is_active:
        return False
    return at >= min(found.expires_at, found.last_seen_at + IDLE_FOR)


def is_worth_noting(record: SignInRecord, at: datetime) -> bool:
    """Whether that somebody is here is news by a minute."""
    return at - record.last_seen_at >= NOTED_EVERY


def note_presence(session: Session, token: str, *, at: datetime) -> None:
    """Note that somebody is here, which puts off the end for who idles; never backwards."""
    session.execute(
        update(SignInRecord)
        .where(
            SignInRecord.token_digest == _digest(token),
            SignInRecord.ended_at.is_(None),
            SignInRecord.last_seen_at < at,
        )
        .values(last_seen_at=at)
    )


def end(session: Session, token: str, *, at: datetime) -> UUID | None:
    """End the sign-in of this secret; gives whose it was, or None when it had ended."""
    return session.scalar(
        update(SignInRecord)
        .where(SignInRecord.token_digest == _digest(token), SignInRecord.ended_at.is_(None))
        .values(ended_at=at)
        .returning(SignInRecord.account_id)
    )


def end_all(session: Session, account_id: UUID, *, at: datetime, but: str = "") -> None:
    """End every sign-in of an account, those that are half-way too, but that of one secret."""
    session.execute(
        update(SignInRecord)
        .where(
            SignInRecord.account_id == account_id,
            SignInRecord.ended_at.is_(None),
            SignInRecord.token_digest != _digest(but),
        )
        .values(ended_at=at)
    )


def is_known_place(session: Session, account_id: UUID, origin: str, *, at: datetime) -> bool:
    """Whether this account came in from this address before, in the last months."""
    found = select(SignInRecord.token_digest).where(
        SignInRecord.account_id == account_id,
        SignInRecord.origin == origin,
        SignInRecord.verified_at.is_not(None),
        SignInRecord.started_at > at - KNOWN_FOR,
    )
    return session.scalar(found.limit(1)) is not None


def _lasts(at: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return SignInRecord.ended_at.is_(None), SignInRecord.expires_at > at


def _seen_lately(at: datetime) -> ColumnElement[bool]:
    return SignInRecord.last_seen_at > at - IDLE_FOR


def _digest(token: str) -> str:
    return digest(token.encode())
