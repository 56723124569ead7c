"""This file hands a response in, once, with everything that belongs to it."""

from datetime import datetime
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.interchange import response as response_document
from questionnaires.interchange.canonical import digest
from questionnaires.interchange.response import SubmittedResponse
from supplier_portal.records.accounts import OrganisationRecord
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.records.responses import ResponseRecord, SubmissionRecord
from supplier_portal.services import answers, evidence, procurements, requirement_sets, responses
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import (
    AlreadyOpenedError,
    IncompleteError,
    OutdatedRevisionError,
)

Submission: TypeAlias = SubmissionRecord


def submission_of(session: Session, response: ResponseRecord) -> SubmissionRecord | None:
    """What was handed in in the round that is open, if anything was."""
    return _of_round(session, response, response.round)


def last_of(session: Session, response: ResponseRecord) -> SubmissionRecord | None:
    """What was handed in last, in whichever round: that is what would be opened."""
    return session.scalar(
        select(SubmissionRecord)
        .where(SubmissionRecord.response_id == response.id)
        .order_by(SubmissionRecord.round.desc())
        .limit(1)
    )


def revision_of(
    session: Session, response: ResponseRecord, submission: SubmissionRecord
) -> RevisionRecord:
    """The revision that a submission answers: that of its round, not of what came after it."""
    answered = response_document.from_document(submission.document).revision_digest
    return next(
        record
        for record in requirement_sets.published(session, response.procurement_id)
        if record.digest == answered
    )


def _refuse_other_revision(session: Session, response: ResponseRecord, shown: int | None) -> None:
    responses.refuse_outdated(session, response)
    if shown not in {None, response.revision.number}:
        raise OutdatedRevisionError(number=response.revision.number)


def _of_round(session: Session, response: ResponseRecord, number: int) -> SubmissionRecord | None:
    return session.scalar(
        select(SubmissionRecord).where(
            SubmissionRecord.response_id == response.id, SubmissionRecord.round == number
        )
    )


def submit(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    *,
    revision: int | None = None,
    received_at: datetime,
) -> SubmissionRecord:
    """Hand a response in; a second time, also at the same moment, gives the same submission.

    ``received_at`` is when the last byte of the request arrived, and decides (assurance B2);
    ``revision`` is the number of the one that was shown, as a colleague may have gone on.
    Raises DeadlinePassedError, IncompleteError, OutdatedRevisionError when the requirements
    changed since, or AlreadyOpenedError when it was so long under way that the responses were
    opened meanwhile: nothing is acknowledged that reviewers never see.
    """
    existing = submission_of(session, response)
    if existing is not None:
        if not responses.is_late(response, received_at):
            responses.refuse_outdated(session, response)
        return existing
    responses.refuse_late(response, received_at)
    procurements.lock(session, response.procurement_id, is_shared=True)
    responses.lock(session, response)
    existing = submission_of(session, response)
    if existing is not None:
        return existing
    if procurements.is_opened(session, response.procurement_id):
        raise AlreadyOpenedError(received=received_at)
    _refuse_other_revision(session, response, revision)
    questionnaire = responses.questionnaire_of(response)
    standing = answers.given(answers.stored(session, response))
    missing = questionnaire.missing(standing)
    if missing:
        raise IncompleteError(count=len(missing))
    document = response_document.to_document(
        SubmittedResponse(
            revision_digest=response.revision.digest,
            supplier=session.get_one(OrganisationRecord, response.organisation_id).name,
            answers=questionnaire.sent(standing),
            evidence=evidence.references(session, response),
        )
    )
    submission = SubmissionRecord(
        response_id=response.id,
        round=response.round,
        document=document,
        digest=digest(document),
        received_at=received_at,
        submitted_by_id=actor.account_id,
    )
    session.add(submission)
    session.flush()
    facts = {"digest": submission.digest, "revision": response.revision.digest}
    responses.tell(session, actor, response, action="submit", at=received_at, facts=facts)
    return submission
