"""This file keeps what reviewers decide about opened responses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaires.interchange.response import SubmittedResponse, from_document
from questionnaires.interchange.revision import from_document as revision_from_document
from questionnaires.interchange.schemas import plain
from questionnaires.judgements import (
    Applicability,
    Decision,
    Judgement,
    Verdict,
    acceptable_motivation,
    refuse_unfit,
)
from questionnaires.questionnaire import Questionnaire
from supplier_portal.records.judgements import JudgementRecord
from supplier_portal.records.opened_responses import OpenedEvidenceRecord, OpenedResponseRecord
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.services import procurements
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import AlreadyDecidedError, NotFoundError

OpenedEvidence: TypeAlias = OpenedEvidenceRecord
OpenedResponse: TypeAlias = OpenedResponseRecord


@dataclass(frozen=True, slots=True)
class Kept:
    """A judgement as it stands, with its version, its author and when it was made."""

    judgement: Judgement
    version: int
    reviewer: str
    made_at: datetime


def opened_of(session: Session, procurement: ProcurementRecord) -> Sequence[OpenedResponseRecord]:
    """The opened responses of a procurement, by name of the supplier."""
    return session.scalars(
        select(OpenedResponseRecord)
        .where(OpenedResponseRecord.procurement_id == procurement.id)
        .order_by(OpenedResponseRecord.supplier)
    ).all()


def opened_response(session: Session, actor: Actor, opened_id: UUID) -> OpenedResponseRecord:
    """One opened response to a procurement of the actor's organisation; raises NotFoundError."""
    found = session.scalar(
        select(OpenedResponseRecord)
        .join(ProcurementRecord, ProcurementRecord.id == OpenedResponseRecord.procurement_id)
        .where(
            OpenedResponseRecord.id == opened_id,
            ProcurementRecord.organisation_id == actor.organisation_id,
        )
    )
    if found is None:
        raise NotFoundError
    return found


def questionnaire_of(opened: OpenedResponseRecord) -> Questionnaire:
    """What the supplier was asked."""
    return Questionnaire(revision_from_document(opened.revision.document))


def response_of(opened: OpenedResponseRecord) -> SubmittedResponse:
    """What the supplier handed in."""
    return from_document(opened.document)


def evidence_of(session: Session, opened: OpenedResponseRecord) -> Sequence[OpenedEvidenceRecord]:
    """The files that came with an opened response."""
    return session.scalars(
        select(OpenedEvidenceRecord).where(OpenedEvidenceRecord.opened_response_id == opened.id)
    ).all()


def one_evidence(
    session: Session, opened: OpenedResponseRecord, evidence_id: UUID
) -> OpenedEvidenceRecord:
    """One file of an opened response; raises NotFoundError."""
    for file in evidence_of(session, opened):
        if file.id == evidence_id:
            return file
    raise NotFoundError


def judge(
    session: Session,
    actor: Actor,
    opened: OpenedResponseRecord,
    *,
    subject: str,
    decision: Decision,
    motivation: str,
    version: int,
    at: datetime,
) -> None:
    """Keep a decision with its motivation, after the reviewer's earlier ones.

    Raises UnacceptableJudgementError, UnknownItemError, UnsafeTextError, AlreadyDecidedError once
    the procurement is decided or, when the reviewer decided otherwise in another window,
    ChangedMeanwhileError.
    """
    _refuse_decided(session, opened.procurement, at)
    answers = response_of(opened).answers
    refuse_unfit(questionnaire_of(opened), answers, subject, decision)
    kept_motivation = acceptable_motivation(motivation)
    procurements.refuse_old(own_version(session, actor, opened, subject), version)
    kind, value = _columns(decision)
    session.add(
        JudgementRecord(
            opened_response_id=opened.id,
            subject=subject,
            reviewer_id=actor.account_id,
            version=version + 1,
            kind=kind,
            decision=value,
            motivation=kept_motivation,
            made_at=at,
        )
    )
    session.flush()
    facts = {"response": str(opened.id), "subject": subject, "decision": value}
    procurements.tell(session, actor, opened.procurement, action="judge", at=at, facts=facts)


def _refuse_decided(session: Session, procurement: ProcurementRecord, at: datetime) -> None:
    """Hold a decision off while judging; after it, reasons are not added (article 2.130)."""
    procurements.lock(session, procurement.id, is_shared=True)
    if not procurements.state_of(session, procurement, at=at).is_judging:
        raise AlreadyDecidedError


def own_version(session: Session, actor: Actor, opened: OpenedResponse, subject: str) -> int:
    """How many times this reviewer judged a subject; a next judgement must name it."""
    latest = session.scalar(
        select(func.max(JudgementRecord.version)).where(
            JudgementRecord.opened_response_id == opened.id,
            JudgementRecord.subject == subject,
            JudgementRecord.reviewer_id == actor.account_id,
        )
    )
    return latest or 0


def standing(session: Session, opened: OpenedResponseRecord) -> list[Kept]:
    """Of each reviewer the last judgement on each subject."""
    return _standing(session, [opened.id])[opened.id]


def standing_of_all(
    session: Session, opened: Sequence[OpenedResponseRecord]
) -> dict[UUID, list[Kept]]:
    """The same for several responses, in one statement."""
    return _standing(session, [item.id for item in opened])


def _standing(session: Session, opened: Sequence[UUID]) -> dict[UUID, list[Kept]]:
    records = session.scalars(
        select(JudgementRecord)
        .where(JudgementRecord.opened_response_id.in_(opened))
        .order_by(JudgementRecord.version)
    )
    latest = {
        (record.opened_response_id, record.subject, record.reviewer_id): record
        for record in records
    }
    found: dict[UUID, list[Kept]] = {opened_id: [] for opened_id in opened}
    for record in latest.values():
        found[record.opened_response_id].append(_kept(record))
    return found


def _kept(record: JudgementRecord) -> Kept:
    judgement = Judgement(
        subject=record.subject,
        reviewer=str(record.reviewer_id),
        decision=_decision(record.kind, record.decision),
        motivation=record.motivation,
    )
    return Kept(judgement, record.version, record.reviewer.name, record.made_at)


def _columns(decision: Decision) -> tuple[str, str]:
    match decision:
        case Verdict():
            return "verdict", decision.value
        case Applicability():
            return "applicability", decision.value
        case _:
            return "grade", plain(decision)


def _decision(kind: str, value: str) -> Decision:
    match kind:
        case "verdict":
            return Verdict(value)
        case "applicability":
            return Applicability(value)
        case _:
            return Decimal(value)
