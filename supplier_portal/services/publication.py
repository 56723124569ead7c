"""This file publishes what was approved; from then on it is a value that nothing changes."""

from datetime import datetime

from sqlalchemy.orm import Session

from questionnaires.errors import Message, NotPublishableError, translatable
from questionnaires.interchange import revision as revision_document
from questionnaires.revisions import Revision
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.services import (
    amendments,
    approvals,
    candidates,
    notices,
    procurements,
    requirement_sets,
)
from supplier_portal.services.actor import Actor
from supplier_portal.services.approvals import ApprovalState

_MISSING: dict[ApprovalState, Message] = {
    ApprovalState.NOT_ASKED: translatable("Ask security for approval first."),
    ApprovalState.ASKED: translatable("Security has not approved it yet."),
    ApprovalState.RETURNED: translatable(
        "Security returned it: change what has to change, and ask for approval again."
    ),
    ApprovalState.CHANGED: translatable(
        "The set, its deadline or its exceptions changed after the approval: ask for it again."
    ),
}


def publish(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    *,
    minimum_days: int,
    at: datetime,
    sign_in: str = "",
) -> RevisionRecord:
    """Publish the set as its next revision: the first one, or what an amendment made of it.

    Everybody who was invited is told by mail of what an amendment made, with ``sign_in``, the
    public address where they see it; without that address nobody is mailed.

    Raises AlreadyPublishedError, or NotPublishableError with what is not in order or when the set
    as it stands, with its deadline, is not approved.
    """
    procurements.lock(session, procurement.id)
    requirement_sets.refuse_published(session, procurement)
    candidate = candidates.of_procurement(session, procurement, minimum_days=minimum_days, at=at)
    candidate.refuse_unready()
    state = approvals.current(session, procurement, candidate).state
    if state in _MISSING:
        raise NotPublishableError(problem=_MISSING[state])
    revision = candidates.revision_of(procurement, candidate.requirements, number=candidate.number)
    record = RevisionRecord(
        procurement_id=procurement.id,
        number=revision.number,
        digest=candidate.digest,
        document=revision_document.to_document(revision),
        published_at=at,
        published_by_id=actor.account_id,
        reason=amendments.close(session, procurement),
    )
    session.add(record)
    session.flush()
    facts = {"revision": record.number, "digest": record.digest, "reason": record.reason}
    procurements.tell(session, actor, procurement, action="publish", at=at, facts=facts)
    if record.number > 1 and sign_in:
        notices.tell_invitees(
            session, procurement, revision_number=record.number, sign_in=sign_in, at=at
        )
    return record


def previewed(session: Session, procurement: ProcurementRecord) -> Revision:
    """What suppliers answer: the last revision, or what the set would become if published now.

    Raises NotPublishableError as ``revisions.publish``; the deadline plays no part.
    """
    records = requirement_sets.published(session, procurement.id)
    if records and amendments.current(session, procurement) is None:
        return requirement_sets.value_of(records[-1])
    asked = [line.requirement for line in requirement_sets.lines(session, procurement)]
    return candidates.revision_of(procurement, asked, number=len(records) + 1)
