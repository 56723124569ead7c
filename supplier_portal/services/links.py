"""This file makes the secret links that let one person in, and sees that each works once."""

import secrets
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from questionnaires.interchange.canonical import digest
from supplier_portal.records.accounts import OneTimeLink
from supplier_portal.services.errors import InvitationError

Link = TypeVar("Link", bound=OneTimeLink)


def renew(link: OneTimeLink, *, at: datetime, valid_for: timedelta) -> str:
    """Give a record a new secret, which works as if there never was another; gives the secret."""
    token = secrets.token_urlsafe(32)
    link.token_digest = digest(token.encode())
    link.sent_at = at
    link.expires_at = at + valid_for
    link.claimed_at = link.claimed_by_id = link.revoked_at = None
    return token


def of_token(session: Session, kind: type[Link], token: str, *, at: datetime) -> Link:
    """The record behind a link; raises InvitationError unless it can still be used."""
    found = session.scalar(select(kind).where(kind.token_digest == digest(token.encode())))
    if found is None or found.claimed_at or found.revoked_at or found.expires_at <= at:
        raise InvitationError
    return found


def take(session: Session, link: OneTimeLink, account_id: UUID, *, at: datetime) -> None:
    """Use a link up; raises InvitationError when another request did, or it was taken back."""
    kind = type(link)
    taken = session.execute(
        update(kind)
        .where(
            kind.token_digest == link.token_digest,
            kind.claimed_at.is_(None),
            kind.revoked_at.is_(None),
        )
        .values(claimed_at=at, claimed_by_id=account_id)
        .returning(kind.token_digest)
    ).first()
    if taken is None:
        raise InvitationError
