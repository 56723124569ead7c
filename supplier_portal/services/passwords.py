"""This file changes passwords: by who knows the present one, or by a link that a mail brings.

Asking for a link only notes that it was asked; whether the address has an account is looked up
afterwards, by the worker, so that nobody who asks can tell by the answer or its time (D4).
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from supplier_portal.records.passwords import PasswordLinkRecord
from supplier_portal.services import account_letters, accounts, jobs, journal, links, sign_ins
from supplier_portal.services.errors import InvitationError, PasswordLinkError
from supplier_portal.services.jobs import JobKind

AddressOf: TypeAlias = Callable[[str], str]

LINK_VALID_FOR = timedelta(minutes=15)


def ask_link(session: Session, email: str, *, at: datetime, origin: str) -> None:
    """Note that somebody says to have forgotten the password of this address."""
    asked = {"email": email.strip().lower(), "origin": origin}
    jobs.enqueue(session, JobKind.PASSWORD_LINK, asked, at=at)


def send_link(
    session: Session, asked: Mapping[str, Any], address_of: AddressOf, *, at: datetime
) -> None:
    """Write the letter that was asked for, if there is such an account; older links end."""
    account = accounts.with_email(session, asked["email"])
    journal.tell_of_account(
        session,
        account.id if account else None,
        action="ask_password_link",
        at=at,
        origin=asked["origin"],
        actor="unknown",
    )
    if account is None or not account.is_active:
        return
    link = session.get(PasswordLinkRecord, account.id) or PasswordLinkRecord(account_id=account.id)
    token = links.renew(link, at=at, valid_for=LINK_VALID_FOR)
    session.add(link)
    letter = account_letters.password_link(
        account.email, link=address_of(token), expires=link.expires_at
    )
    jobs.enqueue(session, JobKind.ACCOUNT_MAIL, asdict(letter), at=at)


def of_link(session: Session, token: str, *, at: datetime) -> PasswordLinkRecord:
    """What is behind a link; raises PasswordLinkError unless it can still be used."""
    try:
        found = links.of_token(session, PasswordLinkRecord, token, at=at)
    except InvitationError as error:
        raise PasswordLinkError from error
    if not found.account.is_active:
        raise PasswordLinkError
    return found


def claim(session: Session, token: str, password: str, *, at: datetime, origin: str) -> None:
    """Use a link up for another password; everybody who is signed in there must sign in anew.

    Raises PasswordLinkError when the link cannot be used, also when another request was first.
    """
    hashed = accounts.hash_of(password)  # slow: before anybody has to wait for this session
    link = of_link(session, token, at=at)
    try:
        links.take(session, link, link.account_id, at=at)
    except InvitationError as error:
        raise PasswordLinkError from error
    _replace(session, link.account_id, hashed, at=at)
    sign_ins.end_all(session, link.account_id, at=at)
    journal.tell_of_account(
        session, link.account_id, action="replace_password", at=at, origin=origin
    )


def change(
    session: Session, account_id: UUID, password: str, *, here: str, at: datetime, origin: str
) -> None:
    """Take another password, for who proved to know the present one.

    Ends every other sign-in than the one of the secret ``here``.
    """
    hashed = accounts.hash_of(password)
    _replace(session, account_id, hashed, at=at)
    sign_ins.end_all(session, account_id, at=at, but=here)
    journal.tell_of_account(session, account_id, action="change_password", at=at, origin=origin)


def _replace(session: Session, account_id: UUID, hashed: str, *, at: datetime) -> None:
    """Keep another password, make a link that is under way void, and tell whose it is."""
    account = accounts.of_id(session, account_id)
    account.password_hash = hashed
    session.execute(
        update(PasswordLinkRecord)
        .where(PasswordLinkRecord.account_id == account_id, PasswordLinkRecord.claimed_at.is_(None))
        .values(revoked_at=at)
        .execution_options(synchronize_session=False)
    )
    letter = account_letters.password_changed(account.email)
    jobs.enqueue(session, JobKind.ACCOUNT_MAIL, asdict(letter), at=at)
