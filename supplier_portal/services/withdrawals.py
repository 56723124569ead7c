"""This file takes back what a supplier handed in, as long as the deadline allows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from questionnaires.receipts import ReceiptKind
from supplier_portal.records.responses import ResponseRecord, SubmissionRecord, WithdrawalRecord
from supplier_portal.services import (
    procurements,
    receipt_mail,
    receipts,
    responses,
    rights,
    submissions,
)
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import (
    ChangedMeanwhileError,
    NotFoundError,
    NotWithdrawnError,
)
from supplier_portal.services.receipts import Issuer
from supplier_portal.services.rights import Right


@dataclass(frozen=True, slots=True)
class TakingBack:
    """What is taken back: the submission that the page showed, and who issues the receipt."""

    submission_id: UUID
    issuer: Issuer


def withdraw(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    what: TakingBack,
    *,
    received_at: datetime,
) -> None:
    """Take back everything handed in so far, of earlier rounds too; a second time changes nothing.

    The response can then be changed and handed in again, in its next round. Raises
    DeadlinePassedError, RightNeededError, NotFoundError when that was never handed in,
    ChangedMeanwhileError when something else was handed in last, or NotWithdrawnError when the
    responses were opened while this was under way.
    """
    responses.refuse_late(response, received_at)
    rights.refuse_without(Right.SIGN, actor)
    procurements.lock(session, response.procurement_id, is_shared=True)
    responses.lock(session, response)
    if _is_withdrawn(session, response, what.submission_id):
        return
    if procurements.is_opened(session, response.procurement_id):
        raise NotWithdrawnError(received=received_at)
    standing = submissions.standing(session, response)
    if not standing or standing[0].id != what.submission_id:
        raise ChangedMeanwhileError
    _keep(session, actor, response, standing, received_at)
    issued = receipts.issue(
        session,
        response,
        standing[0],
        what.issuer,
        kind=ReceiptKind.WITHDRAWN,
        at=received_at,
    )
    receipt_mail.send(session, actor, response.procurement, issued, what.issuer, at=received_at)
    facts = {"digest": standing[0].digest, "receipt": issued.number}
    responses.tell(
        session, actor, response, action="withdraw_response", at=received_at, facts=facts
    )


def _is_withdrawn(session: Session, response: ResponseRecord, submission_id: UUID) -> bool:
    shown = session.get(SubmissionRecord, submission_id)
    if shown is None or shown.response_id != response.id:
        raise NotFoundError
    return session.get(WithdrawalRecord, submission_id) is not None


def _keep(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    standing: list[SubmissionRecord],
    at: datetime,
) -> None:
    session.add_all(
        WithdrawalRecord(
            submission_id=submission.id, withdrawn_at=at, withdrawn_by_id=actor.account_id
        )
        for submission in standing
    )
    if standing[0].round == response.round:
        response.round += 1
    session.flush()
