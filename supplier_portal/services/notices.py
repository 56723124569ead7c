"""This file tells suppliers by mail what happened, in the transaction in which it happened."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from supplier_portal.records.procurements import InvitationRecord, ProcurementRecord
from supplier_portal.services import jobs, letters
from supplier_portal.services.jobs import JobKind, JobState


def send_invitation(
    session: Session,
    procurement: ProcurementRecord,
    invited: InvitationRecord,
    *,
    link: str,
    at: datetime,
) -> None:
    """Have an invitation mailed; the link waits with it, and is forgotten once it is sent."""
    jobs.enqueue(
        session,
        JobKind.INVITATION_MAIL,
        asdict(letters.invitation(procurement, invited, link=link)),
        key=_key(invited),
        at=at,
    )


def withdraw_invitation(session: Session, invited: InvitationRecord, *, at: datetime) -> None:
    """Mail the link of an invitation no more, as another takes its place."""
    jobs.withdraw(session, _key(invited), at=at)


def tell_invitees(
    session: Session,
    procurement: ProcurementRecord,
    *,
    revision_number: int,
    sign_in: str,
    at: datetime,
) -> int:
    """Tell everybody who was invited, once, that a revision counts from now; gives how many.

    ``sign_in`` is the public address where they see it.
    """
    return sum(
        jobs.enqueue(
            session,
            JobKind.CHANGE_MAIL,
            asdict(letters.change(procurement, one, revision=revision_number, sign_in=sign_in)),
            key=_change_key(one, revision_number),
            at=at,
        )
        for one in _invited(session, procurement)
    )


def tell_of_nota(
    session: Session, procurement: ProcurementRecord, *, number: int, sign_in: str, at: datetime
) -> int:
    """Tell everybody who was invited, once, that there is a nota; gives how many."""
    return sum(
        jobs.enqueue(
            session,
            JobKind.NOTA_MAIL,
            asdict(letters.nota(procurement, one, number=number, sign_in=sign_in)),
            key=f"{JobKind.NOTA_MAIL}:{one.id}:{number}",
            at=at,
        )
        for one in _invited(session, procurement)
    )


def tell_deadline_moved(
    session: Session, procurement: ProcurementRecord, *, was: datetime, at: datetime
) -> int:
    """Tell everybody who was invited that the deadline moved, once a move (B5); gives how many."""
    moment = procurement.deadline_at or was
    return sum(
        jobs.enqueue(
            session,
            JobKind.DEADLINE_MAIL,
            asdict(letters.deadline_moved(procurement, one, was=was)),
            key=f"{JobKind.DEADLINE_MAIL}:{one.id}:{moment.isoformat()}",
            at=at,
        )
        for one in _invited(session, procurement)
    )


def mail_of(
    session: Session, procurement: ProcurementRecord, *, revision_number: int = 1
) -> dict[str, JobState]:
    """How far the newest mail is, by the address invited.

    That is the one about the revision that counts, or else the one with the newest link.
    """
    invited = session.scalars(
        select(InvitationRecord).where(InvitationRecord.procurement_id == procurement.id)
    ).all()
    keys = {one: (_change_key(one, revision_number), _key(one)) for one in invited}
    found = jobs.states(session, [key for newest_first in keys.values() for key in newest_first])
    states = {
        one.email: next((found[key] for key in newest_first if key in found), None)
        for one, newest_first in keys.items()
    }
    return {email: state for email, state in states.items() if state is not None}


def _invited(session: Session, procurement: ProcurementRecord) -> Sequence[InvitationRecord]:
    stands = or_(InvitationRecord.revoked_at.is_(None), InvitationRecord.claimed_at.is_not(None))
    return session.scalars(
        select(InvitationRecord)
        .where(InvitationRecord.procurement_id == procurement.id, stands)
        .order_by(InvitationRecord.email)
    ).all()


def _key(invited: InvitationRecord) -> str:
    return f"{JobKind.INVITATION_MAIL}:{invited.token_digest}"


def _change_key(invited: InvitationRecord, revision_number: int) -> str:
    return f"{JobKind.CHANGE_MAIL}:{invited.id}:{revision_number}"
