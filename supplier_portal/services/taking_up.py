"""This file lets a supplier go on with a newer revision, with every answer that still stands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.revision_changes import Carried, RequirementChange, carried, changes
from questionnaires.revisions import Revision
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.records.responses import (
    AnswerRecord,
    AnswerVersionRecord,
    ResponseRecord,
)
from supplier_portal.services import (
    answers,
    procurements,
    requirement_sets,
    responses,
    submissions,
)
from supplier_portal.services.actor import Actor
from supplier_portal.services.answers import Kept
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
    later = [record for record in published if record.number > response.revision.number]
    return Step(
        number=last.number,
        digest=last.digest,
        reasons=tuple((record.number, record.reason) for record in later),
        changed=changes(before, after),
        carried=_carried(before, after, answers.stored(session, response)),
    )


def _carried(before: Revision, after: Revision, stored: Mapping[str, Kept]) -> Carried:
    """What becomes of the answers; one that waits to be confirmed still does."""
    entries = {item: kept.entry for item, kept in stored.items() if kept.entry is not None}
    found = carried(before, after, entries)
    waiting = frozenset(item for item in found.kept if stored[item].is_to_confirm)
    return replace(found, kept=found.kept - waiting, to_confirm=found.to_confirm | waiting)


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
    when what is newest is not what was shown, or the responses were opened meanwhile.
    """
    responses.refuse_late(response, received_at)
    procurements.lock(session, response.procurement_id, is_shared=True)
    responses.lock(session, response)
    if procurements.is_opened(session, response.procurement_id):
        raise ChangedMeanwhileError
    found = step(session, response)
    if found is None:
        raise NotFoundError
    if found.number != number:
        raise ChangedMeanwhileError
    _mark(session, actor, response, found, received_at)
    if submissions.submission_of(session, response) is not None:
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
