"""This file lets a supplier go on with a newer revision, with every answer that still stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from questionnaires.revision_changes import Carried, RequirementChange, carried, changes
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.records.responses import (
    AnswerRecord,
    AnswerVersionRecord,
    ResponseRecord,
    SubmissionRecord,
)
from supplier_portal.services import answers, procurements, requirement_sets, responses
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import ChangedMeanwhileError, NotFoundError


@dataclass(frozen=True, slots=True)
class Step:
    """The way from the revision of a response to the newest one.

    ``reasons`` are what the buyer told with each revision on the way, by its number.
    """

    number: int
    digest: str
    reasons: tuple[tuple[int, str], ...]
    changed: tuple[RequirementChange, ...]
    carried: Carried


def newest(session: Session, response: ResponseRecord) -> RevisionRecord:
    """The revision that counts now for the procurement of a response."""
    return requirement_sets.published(session, response.procurement_id)[-1]


def step(session: Session, response: ResponseRecord) -> Step | None:
    """What changed since the revision of a response, and for its answers; None when it is new."""
    published = requirement_sets.published(session, response.procurement_id)
    last = published[-1]
    if last.id == response.revision_id:
        return None
    before, after = requirement_sets.value_of(response.revision), requirement_sets.value_of(last)
    given = answers.given(answers.stored(session, response))
    later = [record for record in published if record.number > response.revision.number]
    return Step(
        number=last.number,
        digest=last.digest,
        reasons=tuple((record.number, record.reason) for record in later),
        changed=changes(before, after),
        carried=carried(before, after, given),
    )


def take_up(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    *,
    number: int,
    received_at: datetime,
) -> None:
    """Go on with the newest revision: it was shown as ``number``.

    What was handed in stays as it is; the response can then be handed in again, in its next round.
    Raises DeadlinePassedError, NotFoundError when there is nothing newer, or ChangedMeanwhileError
    when what is newest is not what was shown.
    """
    responses.refuse_late(response, received_at)
    procurements.lock(session, response.procurement_id, is_shared=True)
    responses.lock(session, response)
    session.refresh(response)
    found = step(session, response)
    if found is None:
        raise NotFoundError
    if found.number != number:
        raise ChangedMeanwhileError
    _mark(session, actor, response, found, received_at)
    if _is_handed_in(session, response):
        response.round += 1
    response.revision_id = newest(session, response).id
    session.flush()
    session.refresh(response)
    facts = {
        "revision": found.digest,
        "kept": len(found.carried.kept),
        "to_confirm": len(found.carried.to_confirm),
        "left_behind": len(found.carried.left_behind),
    }
    responses.tell(session, actor, response, action="take_up", at=received_at, facts=facts)


def _is_handed_in(session: Session, response: ResponseRecord) -> bool:
    found = select(
        exists().where(
            SubmissionRecord.response_id == response.id,
            SubmissionRecord.round == response.round,
        )
    )
    return bool(session.scalar(found))


def _mark(
    session: Session, actor: Actor, response: ResponseRecord, found: Step, at: datetime
) -> None:
    """Say of each answer whether it still counts; one that fits nothing any more is emptied.

    Its earlier versions stay. One to a requirement that is gone is left, should that come back.
    """
    rows = session.scalars(select(AnswerRecord).where(AnswerRecord.response_id == response.id))
    asked = responses.questionnaire_under(newest(session, response)).items
    for row in rows:
        if row.item in found.carried.to_confirm:
            row.is_to_confirm = True
        elif row.item in found.carried.left_behind and row.item in asked:
            _empty(session, actor, row, found.number, at)


def _empty(session: Session, actor: Actor, row: AnswerRecord, number: int, at: datetime) -> None:
    row.document = None
    row.version += 1
    session.add(
        AnswerVersionRecord(
            response_id=row.response_id,
            item=row.item,
            version=row.version,
            document=None,
            editor=f"revision-{number}",
            sequence=1,
            saved_at=at,
            saved_by_id=actor.account_id,
        )
    )
