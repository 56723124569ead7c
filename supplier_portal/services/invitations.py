"""This file lets an invited supplier in: it checks a link, and makes the account it stands for."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from supplier_portal.records.accounts import AccountRecord
from supplier_portal.records.procurements import InvitationRecord
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.records.responses import ResponseRecord
from supplier_portal.services import accounts, journal, links, rights
from supplier_portal.services.errors import AlreadyExistsError, InvitationError
from supplier_portal.services.rights import Right


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who an invited person says to be."""

    name: str
    organisation: str
    password: str


def of_link(session: Session, token: str, *, at: datetime) -> InvitationRecord:
    """The invitation behind a link; raises InvitationError unless it can still be used."""
    return links.of_token(session, InvitationRecord, token, at=at)


def has_account(session: Session, invitation: InvitationRecord) -> bool:
    """Whether the invited address can sign in already, and only needs to take the invitation."""
    return accounts.with_email(session, invitation.email) is not None


def claim(
    session: Session, token: str, newcomer: Newcomer | None, *, at: datetime, origin: str
) -> AccountRecord:
    """Use a link, once: make the account and its response, or join them for one that exists.

    ``newcomer`` is None when the person signed in with an account for the invited address.
    Raises InvitationError when the link was used, also by a request at the same time.
    """
    invitation = of_link(session, token, at=at)
    account = accounts.with_email(session, invitation.email)
    if newcomer is not None and account is not None:
        raise AlreadyExistsError(what=invitation.email)
    if account is None:
        account = _make_account(session, invitation, newcomer, at=at, origin=origin)
    if account.role != "supplier":
        raise InvitationError
    links.take(session, invitation, account.id, at=at)
    _join(session, invitation, account, at=at, origin=origin)
    return account


def _make_account(
    session: Session,
    invitation: InvitationRecord,
    newcomer: Newcomer | None,
    *,
    at: datetime,
    origin: str,
) -> AccountRecord:
    if newcomer is None:
        raise InvitationError
    organisation = accounts.add_organisation(session, name=newcomer.organisation, kind="supplier")
    account = accounts.add_account(
        session,
        organisation=organisation,
        email=invitation.email,
        name=newcomer.name,
        role="supplier",
        password=newcomer.password,
        at=at,
    )
    for right in (Right.SIGN, Right.TEAM):  # the first of an organisation holds all
        rights.grant(session, account, right, origin=origin, at=at)
    return account


def _join(
    session: Session,
    invitation: InvitationRecord,
    account: AccountRecord,
    *,
    at: datetime,
    origin: str,
) -> None:
    response = session.scalar(
        select(ResponseRecord).where(
            ResponseRecord.procurement_id == invitation.procurement_id,
            ResponseRecord.organisation_id == account.organisation_id,
        )
    )
    if response is None:
        newest = session.scalar(
            select(RevisionRecord)
            .where(RevisionRecord.procurement_id == invitation.procurement_id)
            .order_by(RevisionRecord.number.desc())
            .limit(1)
        )
        if newest is None:
            raise InvitationError
        response = ResponseRecord(
            procurement_id=invitation.procurement_id,
            organisation_id=account.organisation_id,
            revision_id=newest.id,
            started_at=at,
        )
        session.add(response)
        session.flush()
    chain = journal.of_response(response.id)
    entry = journal.Entry("claim_invitation", chain, origin=origin, actor=str(account.id), at=at)
    journal.append(session, chain, entry)
