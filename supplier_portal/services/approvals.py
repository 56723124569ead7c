"""This file lets procurement ask for approval, and a second person give it or return the set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from questionnaires.errors import translatable
from questionnaires.wording import safe
from supplier_portal.records.approvals import ApprovalRecord, ApprovalRequestRecord
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import AmendmentRecord
from supplier_portal.services import candidates, procurements, requirement_sets
from supplier_portal.services.actor import Actor
from supplier_portal.services.candidates import Candidate
from supplier_portal.services.errors import (
    ChangedMeanwhileError,
    FourEyesError,
    NotApprovableError,
    NotAskedError,
)

_ROLE = "review"
_Latest: TypeAlias = tuple[ApprovalRequestRecord, ApprovalRecord | None]


class ApprovalState(StrEnum):
    """Where the approval of a set stands."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    RETURNED = "returned"
    APPROVED = "approved"
    CHANGED = "changed"


class ApprovalDecision(StrEnum):
    """What security decides about a set."""

    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Approval:
    """The last request with its decision, as far as there are any, and what they come down to."""

    state: ApprovalState
    request: ApprovalRequestRecord | None = None
    decision: ApprovalRecord | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What security answers: a decision, its note, and what it was shown, by its digests."""

    decision: ApprovalDecision
    note: str
    digest: str
    basis: str
    version: int


def reply_to(
    candidate: Candidate, decision: ApprovalDecision, note: str = "", *, version: int
) -> Reply:
    """Decide about a candidate as it was shown, at this version of its procurement."""
    return Reply(decision, note, candidate.digest, candidate.basis, version)


def current(session: Session, procurement: ProcurementRecord, candidate: Candidate) -> Approval:
    """Where the approval stands of what would be published now."""
    found = _latest(session, [procurement.id]).get(procurement.id)
    if found is None:
        return Approval(ApprovalState.NOT_ASKED)
    return Approval(_state(procurement, found, candidate.digest, candidate.basis), *found)


def states(session: Session, drafts: Sequence[ProcurementRecord]) -> Mapping[UUID, ApprovalState]:
    """Where the approval of each of these drafts stands, in as many statements for all as for one.

    Only what was approved has to be read, to see whether it still is what was approved.
    """
    latest = _latest(session, [draft.id for draft in drafts])
    approved = [draft for draft in drafts if _is_approved(latest.get(draft.id))]
    digests = candidates.digests(session, approved)
    bases = candidates.bases(session, approved)
    found = dict.fromkeys((draft.id for draft in drafts), ApprovalState.NOT_ASKED)
    return found | {
        draft.id: _state(draft, latest[draft.id], digests.get(draft.id), bases.get(draft.id))
        for draft in drafts
        if draft.id in latest
    }


def ask(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    *,
    minimum_days: int,
    at: datetime,
) -> None:
    """Ask security to approve the set as it stands; asking twice, or for what holds, asks once.

    Raises AlreadyPublishedError, or NotPublishableError with what is not in order.
    """
    procurements.lock(session, procurement.id)
    requirement_sets.refuse_published(session, procurement)
    candidate = candidates.of_procurement(session, procurement, minimum_days=minimum_days, at=at)
    candidate.refuse_unready()
    state = current(session, procurement, candidate).state
    if state in {ApprovalState.ASKED, ApprovalState.APPROVED}:
        return
    _keep_request(session, actor, procurement, at=at)
    facts = {"digest": candidate.digest}
    procurements.tell(session, actor, procurement, action="ask_approval", at=at, facts=facts)


def _keep_request(
    session: Session, actor: Actor, procurement: ProcurementRecord, *, at: datetime
) -> None:
    last = session.scalar(
        select(func.max(ApprovalRequestRecord.number)).where(
            ApprovalRequestRecord.procurement_id == procurement.id
        )
    )
    session.add(
        ApprovalRequestRecord(
            procurement_id=procurement.id,
            number=(last or 0) + 1,
            asked_by_id=actor.account_id,
            asked_at=at,
        )
    )
    session.flush()


def decide(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    reply: Reply,
    *,
    minimum_days: int,
    at: datetime,
) -> None:
    """Approve the set that was shown, or return it with a note.

    Raises NotAskedError, FourEyesError, ChangedMeanwhileError when it is no longer what was shown,
    NotPublishableError when it could not be published, or NotApprovableError without a note.
    """
    procurements.lock(session, procurement.id)
    requirement_sets.refuse_published(session, procurement)
    request = _asked(session, actor, procurement)
    candidate = candidates.of_procurement(session, procurement, minimum_days=minimum_days, at=at)
    _refuse(procurement, candidate, reply)
    session.add(
        ApprovalRecord(
            procurement_id=procurement.id,
            request_id=request.id,
            digest=candidate.digest,
            basis=candidate.basis,
            deadline_at=procurement.deadline_at,
            decision=reply.decision.value,
            note=safe(reply.note).strip(),
            decided_by_id=actor.account_id,
            decided_at=at,
        )
    )
    session.flush()
    _tell(session, actor, procurement, reply, at=at)


def _tell(
    session: Session, actor: Actor, procurement: ProcurementRecord, reply: Reply, *, at: datetime
) -> None:
    facts = {"digest": reply.digest}
    if reply.decision is ApprovalDecision.APPROVED:
        procurements.tell(session, actor, procurement, action="approve", at=at, facts=facts)
    else:
        procurements.tell(session, actor, procurement, action="return_set", at=at, facts=facts)


def _refuse(procurement: ProcurementRecord, candidate: Candidate, reply: Reply) -> None:
    procurements.refuse_old(procurement.version, reply.version)
    if (candidate.digest, candidate.basis) != (reply.digest, reply.basis):
        raise ChangedMeanwhileError
    if reply.decision is ApprovalDecision.APPROVED:
        candidate.refuse_unready()
    elif not reply.note.strip():
        raise NotApprovableError(problem=translatable("Write what has to change."))


def _asked(session: Session, actor: Actor, procurement: ProcurementRecord) -> ApprovalRequestRecord:
    request, decision = _latest(session, [procurement.id]).get(procurement.id, (None, None))
    if request is None or decision is not None:
        raise NotAskedError
    if actor.account_id == request.asked_by_id or actor.role != _ROLE:
        raise FourEyesError
    return request


def _latest(session: Session, procurement_ids: Sequence[UUID]) -> dict[UUID, _Latest]:
    """The last request of each procurement with its decision; later rows replace earlier ones.

    What was asked before an amendment began was about something else.
    """
    amended = AmendmentRecord
    if not procurement_ids:
        return {}
    rows = session.execute(
        select(ApprovalRequestRecord, ApprovalRecord)
        .outerjoin(ApprovalRecord, ApprovalRecord.request_id == ApprovalRequestRecord.id)
        .outerjoin(amended, amended.procurement_id == ApprovalRequestRecord.procurement_id)
        .where(
            ApprovalRequestRecord.procurement_id.in_(procurement_ids),
            or_(
                amended.requests_before.is_(None),
                ApprovalRequestRecord.number > amended.requests_before,
            ),
        )
        .order_by(ApprovalRequestRecord.number)
    )
    return {request.procurement_id: (request, decision) for request, decision in rows}


def _is_approved(latest: _Latest | None) -> bool:
    decision = latest[1] if latest else None
    return decision is not None and decision.decision == ApprovalDecision.APPROVED


def _state(
    procurement: ProcurementRecord, latest: _Latest, digest: str | None, basis: str | None
) -> ApprovalState:
    _, decision = latest
    if decision is None:
        return ApprovalState.ASKED
    if decision.decision == ApprovalDecision.RETURNED:
        return ApprovalState.RETURNED
    approved = (decision.digest, decision.basis, decision.deadline_at)
    is_same = approved == (digest, basis, procurement.deadline_at)
    return ApprovalState.APPROVED if is_same else ApprovalState.CHANGED
