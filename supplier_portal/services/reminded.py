"""This file finds who still has to do something before a deadline, in a handful of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, lazyload

from questionnaires.interchange import response as response_document
from supplier_portal.records.accounts import AccountRecord
from supplier_portal.records.procurements import InvitationRecord, ProcurementRecord
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.records.responses import AnswerRecord, ResponseRecord, SubmissionRecord
from supplier_portal.services import requirement_sets, responses


@dataclass(frozen=True, slots=True)
class Laggard:
    """A mail address to remind; ``questions`` that are open, None for who did not come yet."""

    email: str
    questions: int | None = None


def laggards(session: Session, procurement: ProcurementRecord, *, since: datetime) -> list[Laggard]:
    """Who was invited and did not come, and the people of responses that are not handed in.

    Only who was invited, or started, before ``since``. A response that is handed in, but not for
    the revision that counts, is not handed in. Each address comes once.
    """
    behind = _behind(session, procurement, since)
    found = {one.email: one for one in _not_come(session, procurement, since)}
    found |= {one.email: one for one in _people(session, behind)}
    return list(found.values())


def _not_come(session: Session, procurement: ProcurementRecord, since: datetime) -> list[Laggard]:
    """The invited that did not come; not those whose colleagues answer already."""
    answers_already = exists().where(
        AccountRecord.email == InvitationRecord.email,
        ResponseRecord.organisation_id == AccountRecord.organisation_id,
        ResponseRecord.procurement_id == procurement.id,
    )
    emails = session.scalars(
        select(InvitationRecord.email).where(
            InvitationRecord.procurement_id == procurement.id,
            InvitationRecord.claimed_at.is_(None),
            InvitationRecord.revoked_at.is_(None),
            InvitationRecord.sent_at <= since,
            ~answers_already,
        )
    )
    return [Laggard(email) for email in emails]


def _behind(
    session: Session, procurement: ProcurementRecord, since: datetime
) -> Sequence[ResponseRecord]:
    """The responses that are not handed in for what counts now."""
    newest = requirement_sets.newest_number(session, procurement.id)
    is_in = exists().where(
        SubmissionRecord.response_id == ResponseRecord.id,
        SubmissionRecord.round == ResponseRecord.round,
    )
    counts = exists().where(
        RevisionRecord.id == ResponseRecord.revision_id, RevisionRecord.number == newest
    )
    return session.scalars(
        select(ResponseRecord)
        .options(lazyload("*"))
        .where(
            ResponseRecord.procurement_id == procurement.id,
            ResponseRecord.started_at <= since,
            ~(is_in & counts),
        )
    ).all()


def _people(session: Session, behind: Sequence[ResponseRecord]) -> list[Laggard]:
    questions = _open_questions(session, behind)
    homes = {response.organisation_id: response.id for response in behind}
    rows = session.execute(
        select(AccountRecord.email, AccountRecord.organisation_id).where(
            AccountRecord.organisation_id.in_(homes), AccountRecord.is_active
        )
    )
    return [Laggard(email, questions[homes[home]]) for email, home in rows]


def _open_questions(session: Session, behind: Sequence[ResponseRecord]) -> Mapping[UUID, int]:
    """How many questions each response leaves open, under the revision that it answers."""
    given: dict[UUID, dict[str, Any]] = {response.id: {} for response in behind}
    rows = session.execute(
        select(AnswerRecord.response_id, AnswerRecord.item, AnswerRecord.document).where(
            AnswerRecord.response_id.in_(given),
            AnswerRecord.document.is_not(None),
            AnswerRecord.is_to_confirm.is_(False),
        )
    )
    for response_id, item, document in rows:
        given[response_id][item] = response_document.answer_from_data(document)
    wanted = {response.revision_id for response in behind}
    revisions = session.scalars(select(RevisionRecord).where(RevisionRecord.id.in_(wanted)))
    asked = {one.id: responses.questionnaire_under(one) for one in revisions}
    return {
        response.id: len(asked[response.revision_id].missing(given[response.id]))
        for response in behind
    }
