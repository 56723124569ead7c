"""This file finds a supplier's own responses, and says until when they may change."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session, lazyload

from questionnaires.interchange import revision as revision_document
from questionnaires.questionnaire import Questionnaire
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.records.responses import ResponseRecord, SubmissionRecord, WithdrawalRecord
from supplier_portal.services import journal, requirement_sets
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import (
    AlreadySubmittedError,
    DeadlinePassedError,
    NotFoundError,
    OutdatedRevisionError,
)

Response: TypeAlias = ResponseRecord
STANDS = ~exists().where(WithdrawalRecord.submission_id == SubmissionRecord.id).correlate(
    SubmissionRecord
)
"""That something handed in was not withdrawn: what was is as if it never came."""


def all_of(
    session: Session, actor: Actor
) -> list[tuple[ResponseRecord, SubmissionRecord | None, int]]:
    """The responses of the actor's organisation, the nearest deadline first.

    Each with what was handed in last and not withdrawn, and with the number of the revision that
    counts now.
    """
    last_round = (
        select(func.max(SubmissionRecord.round))
        .where(SubmissionRecord.response_id == ResponseRecord.id, STANDS)
        .correlate(ResponseRecord)
        .scalar_subquery()
    )
    newest = (
        select(func.max(RevisionRecord.number))
        .where(RevisionRecord.procurement_id == ResponseRecord.procurement_id)
        .correlate(ResponseRecord)
        .scalar_subquery()
    )
    rows = session.execute(
        select(ResponseRecord, SubmissionRecord, newest)
        .outerjoin(
            SubmissionRecord,
            and_(
                SubmissionRecord.response_id == ResponseRecord.id,
                SubmissionRecord.round == last_round,
            ),
        )
        .join(ProcurementRecord, ProcurementRecord.id == ResponseRecord.procurement_id)
        .where(ResponseRecord.organisation_id == actor.organisation_id)
        .order_by(ProcurementRecord.deadline_at, ResponseRecord.id)
    )
    return [(response, submission, number) for response, submission, number in rows]


def of_supplier(session: Session, actor: Actor, response_id: UUID) -> ResponseRecord:
    """One response of the actor's own organisation; raises NotFoundError for anybody else's."""
    found = session.scalar(
        select(ResponseRecord).where(
            ResponseRecord.id == response_id,
            ResponseRecord.organisation_id == actor.organisation_id,
        )
    )
    if found is None:
        raise NotFoundError
    return found


def questionnaire_of(response: ResponseRecord) -> Questionnaire:
    """What this response answers."""
    return questionnaire_under(response.revision)


def questionnaire_under(revision: RevisionRecord) -> Questionnaire:
    """What is answered under a revision."""
    return _questionnaire(revision.document)


@lru_cache(maxsize=32)
def _questionnaire(document: bytes) -> Questionnaire:
    return Questionnaire(revision_document.from_document(document))


def refuse_closed(session: Session, response: ResponseRecord, received_at: datetime) -> None:
    """Raise when a response can no longer be changed, by the deadline or because it is in.

    Locks the response first, so that no answer slips in beside a submission.
    """
    refuse_late(response, received_at)
    lock(session, response)
    is_in = exists().where(
        SubmissionRecord.response_id == response.id, SubmissionRecord.round == response.round
    )
    if session.scalar(select(is_in)):
        raise AlreadySubmittedError


def refuse_late(response: ResponseRecord, received_at: datetime) -> None:
    """Raise DeadlinePassedError for what arrived after the deadline; at that moment is in time."""
    if is_late(response, received_at):
        deadline = response.procurement.deadline_at or received_at
        raise DeadlinePassedError(response=response.id, deadline=deadline, received=received_at)


def is_late(response: ResponseRecord, at: datetime) -> bool:
    """Whether the deadline has passed."""
    deadline = response.procurement.deadline_at
    return deadline is None or at > deadline


def refuse_outdated(session: Session, response: ResponseRecord) -> None:
    """Raise OutdatedRevisionError when a newer revision counts than the response answers."""
    newest = requirement_sets.newest_number(session, response.procurement_id)
    if newest != response.revision.number:
        raise OutdatedRevisionError(number=newest)


def lock(session: Session, response: ResponseRecord) -> None:
    """Make other writers of this response wait until this transaction ends.

    What the session knew of the response is read again: its revision may have changed meanwhile.
    That revision is not read with it: of rows that were joined before the wait PostgreSQL would
    give what was there then.
    """
    session.execute(
        select(ResponseRecord)
        .options(lazyload("*"))
        .where(ResponseRecord.id == response.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()


def tell(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    *,
    action: str,
    at: datetime,
    item: str = "",
    facts: Mapping[str, object] | None = None,
    result: str = "done",
) -> None:
    """Write in the journal of a response what its supplier did; never the answer itself."""
    chain = journal.of_response(response.id)
    journal.append(
        session,
        chain,
        journal.Entry(
            action=action,
            object=f"{chain}/{item}" if item else chain,
            origin=actor.origin,
            actor=str(actor.account_id),
            at=at,
            result=result,
            facts=dict(facts or {}),
        ),
    )


def tell_of_refusal(
    session: Session, actor: Actor, response_id: UUID, *, action: str, result: str, at: datetime
) -> None:
    """Write in the journal that something was refused; not what it was (assurance B10)."""
    response = of_supplier(session, actor, response_id)
    tell(session, actor, response, action=action, at=at, result=result)
