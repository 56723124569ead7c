"""This file invites suppliers by mail address, and knows who was invited."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supplier_portal.records.procurements import InvitationRecord, ProcurementRecord
from supplier_portal.services import links, notices, procurements
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import (
    InvitingIsOverError,
    NotFoundError,
    NotPublishedError,
)
from supplier_portal.services.states import State

INVITATION_VALID_FOR = timedelta(days=30)


def invite(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    *,
    email: str,
    at: datetime,
    link_for: Callable[[str], str] | None = None,
) -> str:
    """Invite somebody by mail address and give the secret of the link; an older one stops working.

    ``link_for`` makes the link that is mailed; without it no mail is sent.

    Somebody who took up an earlier link can use the new one too: whether they did is not told,
    as who takes part is nobody's business before the opening (assurance B6).
    Raises NotPublishedError before publication, or InvitingIsOverError after the deadline.
    """
    state = procurements.state_of(session, procurement, at=at)
    if not state.is_published:
        raise NotPublishedError
    if state is not State.PUBLISHED:
        raise InvitingIsOverError
    address = email.strip().lower()
    invitation = session.scalar(
        select(InvitationRecord).where(
            InvitationRecord.procurement_id == procurement.id, InvitationRecord.email == address
        )
    )
    if invitation is None:
        invitation = InvitationRecord(procurement_id=procurement.id, email=address)
        session.add(invitation)
    else:
        notices.withdraw_invitation(session, invitation, at=at)
    token = links.renew(invitation, at=at, valid_for=INVITATION_VALID_FOR)
    session.flush()
    if link_for is not None:
        notices.send_invitation(session, procurement, invitation, link=link_for(token), at=at)
    procurements.tell(session, actor, procurement, action="invite", at=at, facts={"email": address})
    return token


def revoke(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    invitation_id: UUID,
    *,
    at: datetime,
) -> InvitationRecord:
    """Take an invitation back: its link stops working, and a mail that waits is not sent.

    Who took it up before goes on taking part, and goes on being told of changes: the buyer does
    not know who that is. Raises NotFoundError, also for one that was taken back already.
    """
    found = session.scalar(
        select(InvitationRecord)
        .where(
            InvitationRecord.id == invitation_id,
            InvitationRecord.procurement_id == procurement.id,
            InvitationRecord.revoked_at.is_(None),
        )
        .with_for_update(of=InvitationRecord)
    )
    if found is None:
        raise NotFoundError
    found.revoked_at = at
    notices.withdraw_invitation(session, found, at=at)
    session.flush()
    facts = {"email": found.email}
    procurements.tell(session, actor, procurement, action="revoke_invitation", at=at, facts=facts)
    return found


def invited(session: Session, procurement: ProcurementRecord) -> Sequence[InvitationRecord]:
    """Who was invited; whether they came is no business of the buyer's before the opening."""
    return session.scalars(
        select(InvitationRecord)
        .where(InvitationRecord.procurement_id == procurement.id)
        .order_by(InvitationRecord.email)
    ).all()
