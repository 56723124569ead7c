"""This file opens the sealed responses after the deadline, into the copy that staff may read.

It is the only staff service that reads the supplier's records; before it ran there is nothing
for staff to read (design, "Sealed means sealed").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.interchange.response import from_document
from supplier_portal.records.opened_responses import (
    OpenedEvidenceRecord,
    OpenedResponseRecord,
    OpeningRecord,
)
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.responses import EvidenceRecord, ResponseRecord, SubmissionRecord
from supplier_portal.services import amendments, procurements, requirement_sets, responses
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import NotPublishedError, StillSealedError


@dataclass(frozen=True, slots=True)
class Opened:
    """What an opening found."""

    count: int
    is_new: bool


def open_responses(
    session: Session, actor: Actor, procurement: ProcurementRecord, *, at: datetime
) -> Opened:
    """Write the opened copy of every submission; a second opening changes nothing.

    Raises NotPublishedError, or StillSealedError until a minute after the deadline: a response
    that arrived in time may still be on its way into the database (assurance B2).
    """
    procurements.lock(session, procurement.id)
    state = procurements.state_of(session, procurement, at=at)
    if not state.is_published:
        raise NotPublishedError
    opens_at = procurements.opens_at(procurement)
    if opens_at is None or at < opens_at:
        raise StillSealedError(opens=opens_at)
    rows = _handed_in_last(session, procurement)
    if state.is_opened:
        return Opened(len(rows), is_new=False)
    amendments.end_unpublished(session, actor, procurement, at=at)
    session.add(
        OpeningRecord(procurement_id=procurement.id, opened_at=at, opened_by_id=actor.account_id)
    )
    session.flush()
    revisions = {
        record.digest: record.id for record in requirement_sets.published(session, procurement.id)
    }
    for submission, response in rows:
        _copy(session, submission, response, revisions)
    digests = [submission.digest for submission, _ in rows]
    facts = {"responses": digests}
    procurements.tell(session, actor, procurement, action="open", at=at, facts=facts)
    return Opened(len(rows), is_new=True)


def _handed_in_last(
    session: Session, procurement: ProcurementRecord
) -> list[tuple[SubmissionRecord, ResponseRecord]]:
    """Of each response what was handed in last and not withdrawn, in the order of arrival."""
    rows = session.execute(
        select(SubmissionRecord, ResponseRecord)
        .join(ResponseRecord, ResponseRecord.id == SubmissionRecord.response_id)
        .where(ResponseRecord.procurement_id == procurement.id, responses.STANDS)
        .order_by(SubmissionRecord.round)
    )
    last = {response.id: (submission, response) for submission, response in rows}
    return sorted(last.values(), key=lambda row: row[0].received_at)


def tell_of_attempt(
    session: Session, actor: Actor, procurement: ProcurementRecord, *, at: datetime
) -> None:
    """Write in the journal that somebody tried to open too early (assurance B9)."""
    procurements.tell(session, actor, procurement, action="open", at=at, result="refused_sealed")


def _copy(
    session: Session,
    submission: SubmissionRecord,
    response: ResponseRecord,
    revisions: Mapping[str, UUID],
) -> None:
    """Copy a submission, under the revision that it answers, with the files that it names."""
    document = from_document(submission.document)
    opened = OpenedResponseRecord(
        procurement_id=response.procurement_id,
        organisation_id=response.organisation_id,
        revision_id=revisions[document.revision_digest],
        supplier=document.supplier,
        document=submission.document,
        digest=submission.digest,
        received_at=submission.received_at,
    )
    session.add(opened)
    session.flush()
    files = session.scalars(
        select(EvidenceRecord)
        .where(EvidenceRecord.response_id == response.id)
        .order_by(EvidenceRecord.added_at, EvidenceRecord.id)
    )
    stored = {(file.requirement, file.name, file.digest): file for file in files}
    named = dict.fromkeys(
        (reference.requirement, reference.name, reference.digest) for reference in document.evidence
    )
    session.add_all(
        OpenedEvidenceRecord(
            opened_response_id=opened.id,
            requirement=file.requirement,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            digest=file.digest,
            stored_as=file.stored_as,
        )
        for file in map(stored.__getitem__, named)
    )
