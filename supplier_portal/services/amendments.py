"""This file lets a published set be changed: openly, with a reason, and never the revision itself.

While an amendment is under way the set can be composed as before its first publication; suppliers
go on with the revision they have, until the next one is published or the change is taken back.
"""

from datetime import datetime
from typing import TypeAlias

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaires.errors import InvalidReasonError, translatable
from questionnaires.interchange import requirement as requirement_document
from questionnaires.revision_changes import RequirementChange, changes
from questionnaires.revisions import Revision
from questionnaires.wording import safe
from supplier_portal.records.approvals import ApprovalRequestRecord
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import (
    AmendmentRecord,
    RequirementRecord,
    RevisionRecord,
)
from supplier_portal.services import procurements, requirement_sets
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import NotAmendableError, NotFoundError
from supplier_portal.services.states import State

SHORTEST_REASON = 20
LONGEST_REASON = 2000
Amendment: TypeAlias = AmendmentRecord


def current(session: Session, procurement: ProcurementRecord) -> AmendmentRecord | None:
    """The amendment that is under way, if one is."""
    return session.get(AmendmentRecord, procurement.id, populate_existing=True)


def start(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    *,
    reason: str,
    version: int,
    at: datetime,
) -> None:
    """Start changing a published set (``version`` 0), or change the reason that was shown.

    Raises NotAmendableError outside the time in which suppliers can respond, ChangedMeanwhileError,
    UnsafeTextError, or InvalidReasonError for a reason that would tell suppliers too little.
    """
    procurements.lock(session, procurement.id)
    if procurements.state_of(session, procurement, at=at) is not State.PUBLISHED:
        raise NotAmendableError
    text = _reason(reason)
    found = current(session, procurement)
    procurements.refuse_old(found.version if found else 0, version)
    if found is not None:
        found.reason = text
    else:
        session.add(
            AmendmentRecord(
                procurement_id=procurement.id,
                reason=text,
                requests_before=_requests_so_far(session, procurement),
                started_at=at,
                started_by_id=actor.account_id,
            )
        )
    session.flush()
    procurements.tell(session, actor, procurement, action="amend", at=at, facts={"reason": text})


def take_back(
    session: Session, actor: Actor, procurement: ProcurementRecord, *, at: datetime
) -> None:
    """Give up a change: the set is again what is published. Raises NotFoundError without one."""
    procurements.lock(session, procurement.id)
    found = current(session, procurement)
    if found is None:
        raise NotFoundError
    _restore(session, procurement, last_revision(session, procurement))
    session.delete(found)
    session.flush()
    procurements.tell(session, actor, procurement, action="take_back", at=at)


def end_unpublished(
    session: Session, actor: Actor, procurement: ProcurementRecord, *, at: datetime
) -> None:
    """Take back what was not published before the opening, if anything was being changed."""
    if current(session, procurement) is not None:
        take_back(session, actor, procurement, at=at)


def close(session: Session, procurement: ProcurementRecord) -> str:
    """End the amendment because it is published; give the reason that was told, if there was one.

    Only for ``publication.publish``, which holds the lock and writes the journal.
    """
    found = current(session, procurement)
    if found is None:
        return ""
    reason = found.reason
    session.delete(found)
    return reason


def last_revision(session: Session, procurement: ProcurementRecord) -> Revision:
    """What is published last; raises NotFoundError when nothing is."""
    found = requirement_sets.published(session, procurement.id)
    if not found:
        raise NotFoundError
    return requirement_sets.value_of(found[-1])


def between(
    session: Session, procurement: ProcurementRecord, record: RevisionRecord
) -> tuple[RequirementChange, ...]:
    """What a revision changed in the one before; nothing for the first one."""
    if record.number == 1:
        return ()
    earlier = requirement_sets.revision_numbered(session, procurement.id, record.number - 1)
    return changes(requirement_sets.value_of(earlier), requirement_sets.value_of(record))


def _requests_so_far(session: Session, procurement: ProcurementRecord) -> int:
    last = select(func.max(ApprovalRequestRecord.number)).where(
        ApprovalRequestRecord.procurement_id == procurement.id
    )
    return session.scalar(last) or 0


def _reason(reason: str) -> str:
    text = safe(reason).strip()
    if len(text) < SHORTEST_REASON:
        raise InvalidReasonError(
            problem=translatable(
                "Write at least %(shortest)s characters: suppliers read why it changes."
            ),
            shortest=SHORTEST_REASON,
        )
    return text


def _restore(session: Session, procurement: ProcurementRecord, revision: Revision) -> None:
    """Make the rows say what the revision says; rows that stay keep counting their versions."""
    rows = {
        row.identifier: row
        for row in session.scalars(
            select(RequirementRecord).where(RequirementRecord.procurement_id == procurement.id)
        )
    }
    for position, requirement in enumerate(revision.requirements, start=1):
        document = requirement_document.to_data(requirement)
        row = rows.pop(requirement.identifier, None)
        if row is None:
            row = RequirementRecord(
                procurement_id=procurement.id, identifier=requirement.identifier
            )
            session.add(row)
        row.position, row.document = position, document
    for row in rows.values():
        session.delete(row)
