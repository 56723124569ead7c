"""This file names who will review the responses to a procurement."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from supplier_portal.records.accounts import AccountRecord
from supplier_portal.records.approvals import ReviewerRecord
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.services import procurements
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import NoReviewerError, NotFoundError

_ROLE = "review"
Reviewer: TypeAlias = AccountRecord


def candidates(session: Session, actor: Actor) -> Sequence[AccountRecord]:
    """Everybody of security in the actor's organisation, by name."""
    return session.scalars(_candidates(actor.organisation_id)).all()


def named(session: Session, procurement: ProcurementRecord) -> Sequence[AccountRecord]:
    """Who was named for a procurement and still has an account that works, by name."""
    found = _candidates(procurement.organisation_id).join(
        ReviewerRecord, ReviewerRecord.account_id == AccountRecord.id
    )
    return session.scalars(found.where(ReviewerRecord.procurement_id == procurement.id)).all()


def counts(session: Session, actor: Actor) -> dict[UUID, int]:
    """How many reviewers each procurement of the actor's organisation has, as ``named`` says."""
    able = _candidates(actor.organisation_id).subquery()
    rows = session.execute(
        select(ReviewerRecord.procurement_id, func.count())
        .join(able, able.c.id == ReviewerRecord.account_id)
        .group_by(ReviewerRecord.procurement_id)
    )
    return dict(rows.all())


def change(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    *,
    added: Collection[UUID] = (),
    removed: Collection[UUID] = (),
    at: datetime,
) -> None:
    """Name some reviewers and remove others; what a colleague changed meanwhile stays.

    Raises NotFoundError for somebody who is no reviewer of this organisation, and NoReviewerError
    when nobody would be left.
    """
    procurements.lock(session, procurement.id)
    before = {account.id for account in named(session, procurement)}
    possible = {account.id for account in candidates(session, actor)}
    if not possible.issuperset(added):
        raise NotFoundError
    for account_id in sorted(set(added) - before):
        _name(session, actor, procurement, account_id, at=at)
    for account_id in sorted(before & set(removed)):
        _remove(session, actor, procurement, account_id, at=at)
    if not (before | set(added)) - set(removed):
        raise NoReviewerError


def _name(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    account_id: UUID,
    *,
    at: datetime,
) -> None:
    record = ReviewerRecord(
        procurement_id=procurement.id,
        account_id=account_id,
        named_by_id=actor.account_id,
        named_at=at,
    )
    session.add(record)
    session.flush()
    facts = {"reviewer": str(account_id)}
    procurements.tell(session, actor, procurement, action="name_reviewer", at=at, facts=facts)


def _remove(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    account_id: UUID,
    *,
    at: datetime,
) -> None:
    session.execute(
        delete(ReviewerRecord).where(
            ReviewerRecord.procurement_id == procurement.id,
            ReviewerRecord.account_id == account_id,
        )
    )
    facts = {"reviewer": str(account_id)}
    procurements.tell(session, actor, procurement, action="remove_reviewer", at=at, facts=facts)


def _candidates(organisation_id: UUID) -> Select[AccountRecord]:
    return (
        select(AccountRecord)
        .where(
            AccountRecord.organisation_id == organisation_id,
            AccountRecord.role == _ROLE,
            AccountRecord.is_active,
        )
        .order_by(AccountRecord.name, AccountRecord.id)
    )
