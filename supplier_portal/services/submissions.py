"""This file hands a response in, once, with everything that belongs to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.declaration import Declaration
from questionnaires.interchange import response as response_document
from questionnaires.interchange.canonical import digest
from questionnaires.interchange.response import SubmittedResponse
from questionnaires.receipts import ReceiptKind
from questionnaires.wording import safe
from supplier_portal.records.accounts import OrganisationRecord
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.records.responses import ResponseRecord, SubmissionRecord
from supplier_portal.services import (
    answers,
    evidence,
    procurements,
    receipt_mail,
    receipts,
    requirement_sets,
    responses,
    rights,
)
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import (
    AlreadyOpenedError,
    ChangedMeanwhileError,
    IncompleteError,
    OutdatedRevisionError,
)
from supplier_portal.services.receipts import Issuer
from supplier_portal.services.rights import Right

Submission: TypeAlias = SubmissionRecord


@dataclass(frozen=True, slots=True)
class Signing:
    """With what a response is handed in: the name under the declaration, and who gives receipts.

    ``revision`` and ``round`` are what the page showed, as a colleague may have gone on.
    """

    signer: str
    issuer: Issuer
    revision: int | None = None
    round: int | None = None


def submission_of(session: Session, response: ResponseRecord) -> SubmissionRecord | None:
    """What was handed in in the round that is open, if anything was."""
    return session.scalar(
        select(SubmissionRecord).where(
            SubmissionRecord.response_id == response.id, SubmissionRecord.round == response.round
        )
    )


def last_of(session: Session, response: ResponseRecord) -> SubmissionRecord | None:
    """What was handed in last and not withdrawn, in whichever round: that would be opened."""
    return next(iter(standing(session, response)), None)


def standing(session: Session, response: ResponseRecord) -> list[SubmissionRecord]:
    """Everything handed in that was not withdrawn, the last first."""
    return list(
        session.scalars(
            select(SubmissionRecord)
            .where(SubmissionRecord.response_id == response.id, responses.STANDS)
            .order_by(SubmissionRecord.round.desc())
        )
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


def submit(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    signing: Signing,
    *,
    received_at: datetime,
) -> SubmissionRecord:
    """Hand a response in; a second time, also at the same moment, gives the same submission.

    ``received_at`` is when the last byte of the request arrived, and decides (assurance B2).
    Raises DeadlinePassedError, RightNeededError, IncompleteError, OutdatedRevisionError when the
    requirements changed since, ChangedMeanwhileError when what was shown was handed in and
    withdrawn since, or AlreadyOpenedError when it was so long under way that the responses were
    opened meanwhile: nothing is acknowledged that reviewers never see.
    """
    existing = submission_of(session, response)
    if existing is not None:
        if not responses.is_late(response, received_at):
            responses.refuse_outdated(session, response)
        return existing
    responses.refuse_late(response, received_at)
    rights.refuse_without(Right.SIGN, actor)
    procurements.lock(session, response.procurement_id, is_shared=True)
    responses.lock(session, response)
    existing = submission_of(session, response)
    if existing is not None:
        return existing
    if procurements.is_opened(session, response.procurement_id):
        raise AlreadyOpenedError(received=received_at)
    _refuse_other(session, response, signing)
    return _keep(session, actor, response, signing, received_at)


def _refuse_other(session: Session, response: ResponseRecord, signing: Signing) -> None:
    responses.refuse_outdated(session, response)
    if signing.revision not in {None, response.revision.number}:
        raise OutdatedRevisionError(number=response.revision.number)
    if signing.round not in {None, response.round}:
        raise ChangedMeanwhileError


def _keep(
    session: Session, actor: Actor, response: ResponseRecord, signing: Signing, at: datetime
) -> SubmissionRecord:
    document = _document(session, actor, response, signing.signer, at)
    submission = SubmissionRecord(
        response_id=response.id,
        round=response.round,
        document=document,
        digest=digest(document),
        received_at=at,
        submitted_by_id=actor.account_id,
    )
    session.add(submission)
    session.flush()
    issued = receipts.issue(
        session, response, submission, signing.issuer, kind=ReceiptKind.HANDED_IN, at=at
    )
    receipt_mail.send(session, actor, response.procurement, issued, signing.issuer, at=at)
    facts = {
        "digest": submission.digest,
        "revision": response.revision.digest,
        "receipt": issued.number,
    }
    responses.tell(session, actor, response, action="submit", at=at, facts=facts)
    return submission


def _document(
    session: Session, actor: Actor, response: ResponseRecord, signer: str, at: datetime
) -> bytes:
    questionnaire = responses.questionnaire_of(response)
    given = answers.given(answers.stored(session, response))
    missing = questionnaire.missing(given)
    if missing:
        raise IncompleteError(count=len(missing))
    declaration = Declaration(safe(signer).strip(), str(actor.account_id), at)
    return response_document.to_document(
        SubmittedResponse(
            revision_digest=response.revision.digest,
            supplier=session.get_one(OrganisationRecord, response.organisation_id).name,
            answers=questionnaire.sent(given),
            evidence=evidence.references(session, response),
            declaration=declaration,
        )
    )
