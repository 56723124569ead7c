"""This file knows who people are: it makes accounts and signs them in and out."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.wording import safe
from supplier_portal.records.accounts import AccountRecord, OrganisationRecord
from supplier_portal.services import journal, sign_ins
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import AlreadyExistsError
from supplier_portal.services.rights import Right

Account: TypeAlias = AccountRecord

SHORTEST_PASSWORD = 12
_HASHER = PasswordHasher()
_HASH_OF_NOBODY = _HASHER.hash(secrets.token_urlsafe(24))


def add_organisation(session: Session, *, name: str, kind: str) -> OrganisationRecord:
    """Make an organisation of kind "buyer" or "supplier"."""
    organisation = OrganisationRecord(name=safe(name).strip(), kind=kind)
    session.add(organisation)
    session.flush()
    return organisation


def organisations_named(session: Session, name: str, kind: str) -> Sequence[OrganisationRecord]:
    """The organisations of a kind with this name: suppliers can share theirs."""
    found = select(OrganisationRecord).where(
        OrganisationRecord.name == name.strip(), OrganisationRecord.kind == kind
    )
    return session.scalars(found).all()


def add_account(
    session: Session,
    *,
    organisation: OrganisationRecord,
    email: str,
    name: str,
    role: str,
    password: str,
    at: datetime,
) -> AccountRecord:
    """Make an account; raises AlreadyExistsError when the mail address has one."""
    if with_email(session, email) is not None:
        raise AlreadyExistsError(what=email)
    account = AccountRecord(
        organisation=organisation,
        email=email.strip().lower(),
        name=safe(name).strip(),
        role=role,
        password_hash=hash_of(password),
        created_at=at,
    )
    session.add(account)
    session.flush()
    return account


def with_email(session: Session, email: str) -> AccountRecord | None:
    """The account of a mail address, in whatever case it is written."""
    wanted = email.strip().lower()
    return session.scalar(select(AccountRecord).where(AccountRecord.email == wanted))


def of_id(session: Session, account_id: UUID) -> AccountRecord:
    """The account of somebody who is signed in."""
    return session.get_one(AccountRecord, account_id)


def hash_of(password: str) -> str:
    """What is kept of a password; it takes long on purpose."""
    return _HASHER.hash(password)


def is_password(account: AccountRecord | None, password: str) -> bool:
    """Whether this is the password; takes as long for an account that does not exist (D4)."""
    try:
        _HASHER.verify(account.password_hash if account else _HASH_OF_NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return account is not None and account.is_active


def sign_in(session: Session, account_id: UUID, *, at: datetime, origin: str) -> str:
    """Start a session for an account and give the secret that the browser keeps."""
    token = secrets.token_urlsafe(32)
    sign_ins.start(session, account_id, token, at=at, origin=origin)
    journal.tell_of_account(session, account_id, action="sign_in", at=at, origin=origin)
    return token


def begin_sign_in(session: Session, account_id: UUID, *, at: datetime, origin: str) -> str:
    """Note that the password was right, and give the secret to go on with the second factor."""
    token = secrets.token_urlsafe(32)
    sign_ins.start_halfway(session, account_id, token, at=at, origin=origin)
    journal.tell_of_account(session, account_id, action="give_password", at=at, origin=origin)
    return token


def sign_out(session: Session, token: str, *, at: datetime, origin: str) -> None:
    """End the session of this secret, everywhere and at once."""
    ended = sign_ins.end(session, token, at=at)
    if ended is not None:
        journal.tell_of_account(session, ended, action="sign_out", at=at, origin=origin)


def sign_out_elsewhere(
    session: Session, account_id: UUID, *, here: str, at: datetime, origin: str
) -> None:
    """End every other session of an account than the one of the secret ``here``."""
    sign_ins.end_all(session, account_id, at=at, but=here)
    journal.tell_of_account(session, account_id, action="sign_out_elsewhere", at=at, origin=origin)


def signed_in(session: Session, token: str, *, at: datetime, origin: str) -> Actor | None:
    """The person who holds this secret, as long as session and account are valid."""
    found = sign_ins.current(session, token, at=at)
    return actor_of(found.account, origin=origin) if found else None


def actor_of(account: AccountRecord, *, origin: str) -> Actor:
    """An account as somebody who acts."""
    return Actor(
        account_id=account.id,
        organisation_id=account.organisation_id,
        name=account.name,
        role=account.role,
        origin=origin,
        rights=frozenset(Right(held.right) for held in account.rights),
    )
