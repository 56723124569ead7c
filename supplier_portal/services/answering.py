"""This file lets a colleague write the answer that procurement asked for, and later publishes.

Shown is a question in the words that all will read, not as it was asked; who asked is in neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from questionnaires.clarifications import answer_text
from questionnaires.requirement_sets import Requirement
from supplier_portal.records.clarifications import ClarificationRecord
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.services import clarifications, procurements, requirement_sets
from supplier_portal.services.actor import Actor
from supplier_portal.services.clarifications import ClarificationState
from supplier_portal.services.errors import AnswerIsTakenError, NotFoundError

_WAITING = (ClarificationState.ASSIGNED, ClarificationState.DRAFTED)


@dataclass(frozen=True, slots=True)
class Assigned:
    """A question that somebody was asked to answer, and the procurement that it is about."""

    record: ClarificationRecord
    procurement: ProcurementRecord

    @property
    def state(self) -> ClarificationState:
        """How far the question is."""
        return clarifications.state_of(self.record)

    def can_be_answered(self, at: datetime) -> bool:
        """Whether its answer can still be written by who was asked for it."""
        deadline = self.procurement.deadline_at
        return self.state in _WAITING and deadline is not None and at <= deadline


def assigned_to(session: Session, actor: Actor, *, at: datetime) -> Sequence[Assigned]:
    """The questions that wait for the actor's answer, those that close first before others."""
    found = session.execute(
        _of(actor).order_by(ProcurementRecord.deadline_at, ClarificationRecord.id)
    ).all()
    everything = [Assigned(record, procurement) for record, procurement in found]
    return [item for item in everything if item.can_be_answered(at)]


def one_of(session: Session, actor: Actor, clarification_id: UUID) -> Assigned:
    """One question that the actor was asked to answer; raises NotFoundError for any other."""
    row = session.execute(
        _of(actor)
        .where(ClarificationRecord.id == clarification_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFoundError
    record, procurement = row
    return Assigned(record, procurement)


def requirement_of(session: Session, assigned: Assigned) -> Requirement | None:
    """The requirement that a question is about, as it counts now; None for one in general."""
    if not assigned.record.requirement:
        return None
    newest = requirement_sets.published(session, assigned.procurement.id)[-1]
    asked = requirement_sets.value_of(newest).requirements
    return next((item for item in asked if item.identifier == assigned.record.requirement), None)


def answer(
    session: Session,
    actor: Actor,
    clarification_id: UUID,
    text: str,
    *,
    version: int,
    at: datetime,
) -> None:
    """Keep an answer that procurement can publish.

    Raises NotFoundError for a question that somebody else was asked, NotaIsOverError after the
    deadline, AnswerIsTakenError once procurement went on with it, ChangedMeanwhileError,
    InvalidClarificationError or UnsafeTextError.
    """
    procurement = one_of(session, actor, clarification_id).procurement
    procurements.lock(session, procurement.id)
    found = one_of(session, actor, clarification_id)
    clarifications.refuse_closed(session, procurement, at)
    if found.state not in _WAITING:
        raise AnswerIsTakenError
    procurements.refuse_old(found.record.version, version)
    found.record.answer = answer_text(text)
    session.flush()
    facts = {"clarification": str(clarification_id), "state": found.state.value}
    procurements.tell(session, actor, procurement, action="draft_answer", at=at, facts=facts)


def _of(actor: Actor) -> Select[ClarificationRecord, ProcurementRecord]:
    return (
        select(ClarificationRecord, ProcurementRecord)
        .join(ProcurementRecord, ProcurementRecord.id == ClarificationRecord.procurement_id)
        .where(
            ClarificationRecord.assignee_id == actor.account_id,
            ProcurementRecord.organisation_id == actor.organisation_id,
        )
    )
