"""This file knows who people are: it makes accounts and signs them in and out."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from questionnaires.interchange.canonical import digest
from questionnaires.wording import safe
from supplier_portal.records.accounts import AccountRecord, OrganisationRecord, SignInRecord
from supplier_portal.services import journal
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import AlreadyExistsError
from supplier_portal.services.rights import Right

Account: TypeAlias = AccountRecord

SHORTEST_PASSWORD = 12
SIGNED_IN_FOR = timedelta(hours=12)
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
        password_hash=_HASHER.hash(password),
        created_at=at,
    )
    session.add(account)
    session.flush()
    return account


def with_email(session: Session, email: str) -> AccountRecord | None:
    """The account of a mail address, in whatever case it is written."""
    wanted = email.strip().lower()
    return session.scalar(select(AccountRecord).where(AccountRecord.email == wanted))


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
    session.add(
        SignInRecord(
            token_digest=_digest(token),
            account_id=account_id,
            started_at=at,
            expires_at=at + SIGNED_IN_FOR,
        )
    )
    _tell(session, account_id, action="sign_in", at=at, origin=origin)
    return token


def sign_out(session: Session, token: str, *, at: datetime, origin: str) -> None:
    """End the session of this secret, everywhere and at once."""
    ended = session.scalar(
        update(SignInRecord)
        .where(SignInRecord.token_digest == _digest(token), SignInRecord.ended_at.is_(None))
        .values(ended_at=at)
        .returning(SignInRecord.account_id)
    )
    if ended is not None:
        _tell(session, ended, action="sign_out", at=at, origin=origin)


def signed_in(session: Session, token: str, *, at: datetime, origin: str) -> Actor | None:
    """The person who holds this secret, as long as session and account are valid."""
    with_rights = joinedload(SignInRecord.account).joinedload(AccountRecord.rights)
    found = (
        session.scalars(
            select(SignInRecord)
            .options(with_rights)
            .where(
                SignInRecord.token_digest == _digest(token),
                SignInRecord.ended_at.is_(None),
                SignInRecord.expires_at > at,
            )
        )
        .unique()
        .one_or_none()
    )
    if found is None or not found.account.is_active:
        return None
    account = found.account
    return Actor(
        account_id=account.id,
        organisation_id=account.organisation_id,
        name=account.name,
        role=account.role,
        origin=origin,
        rights=frozenset(Right(held.right) for held in account.rights),
    )


def _tell(session: Session, account_id: UUID, *, action: str, at: datetime, origin: str) -> None:
    chain = f"account:{account_id}"
    journal.append(
        session, chain, journal.Entry(action, chain, origin=origin, actor=str(account_id), at=at)
    )


def _digest(token: str) -> str:
    return digest(token.encode())
