"""This file sets until when suppliers can ask questions, and says whether they still can."""

from datetime import datetime

from sqlalchemy.orm import Session

from questionnaires.errors import Message, translatable
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.services import deadlines, procurements
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import AskingIsOverError, AskingNotOpenError, DeadlineError


def set_ask_by(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    *,
    local_time: datetime,
    version: int,
    at: datetime,
) -> None:
    """Set the moment up to and including which questions are accepted.

    ``local_time`` is what the clock on the wall says in the procurement's zone. After publication
    it only moves forward, as the deadline does. Raises DeadlineError or ChangedMeanwhileError.
    """
    procurements.lock(session, procurement.id)
    procurements.refuse_old(procurement.version, version)
    moment = deadlines.instant(local_time, procurement.time_zone)
    is_published = procurements.state_of(session, procurement, at=at).is_published
    problem = _problem(procurement, moment, at, is_published=is_published)
    if problem is not None:
        raise DeadlineError(problem=problem)
    procurement.ask_by_at = moment
    session.flush()
    facts = {"ask_by": moment.isoformat()}
    procurements.tell(session, actor, procurement, action="set_ask_by", at=at, facts=facts)


def ends_at(procurement: ProcurementRecord) -> datetime | None:
    """Up to and including when questions are accepted: never after the deadline."""
    if procurement.ask_by_at is None or procurement.deadline_at is None:
        return None
    return min(procurement.ask_by_at, procurement.deadline_at)


def is_open(procurement: ProcurementRecord, at: datetime) -> bool:
    """Whether a question that arrives now is accepted."""
    until = ends_at(procurement)
    return until is not None and at <= until


def refuse_late(procurement: ProcurementRecord, received_at: datetime) -> None:
    """Raise AskingIsOverError for a question that came too late; at the last moment is in time.

    Raises AskingNotOpenError when the buyer set no date.
    """
    until = ends_at(procurement)
    if until is None:
        raise AskingNotOpenError
    if received_at > until:
        raise AskingIsOverError(until=until, received=received_at)


def _problem(
    procurement: ProcurementRecord, moment: datetime, now: datetime, *, is_published: bool
) -> Message | None:
    deadline, current = procurement.deadline_at, procurement.ask_by_at
    if deadline is None:
        return translatable("Set the deadline for responses first.")
    if moment <= now:
        return translatable("The last moment for questions must lie in the future.")
    if moment > deadline:
        return translatable("Questions cannot come after the deadline for responses.")
    if is_published and current is not None and moment < current:
        return translatable("After publication the last moment for questions only moves forward.")
    return None
