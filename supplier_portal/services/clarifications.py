"""This file keeps the questions about a procurement on the buyer's side: their text, nothing more.

Who asked is known to ``enquiries`` alone, which services for staff may not import. The journal of
the procurement tells the day on which a question came, without a person, an address or a time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaires.clarifications import answer_text, question_text
from questionnaires.errors import translatable
from supplier_portal.records.accounts import AccountRecord
from supplier_portal.records.clarifications import ClarificationRecord
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.services import journal, procurements
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import (
    ClarificationIsFixedError,
    NotaIsOverError,
    NotFoundError,
    SameQuestionError,
)
from supplier_portal.services.states import State

Clarification: TypeAlias = ClarificationRecord
Colleague: TypeAlias = AccountRecord
_ANSWERS = ("procurement", "review")
_NO_OTHER = translatable("Choose a question that waits by itself, not one that follows another.")
_IS_FOLLOWED = translatable("Other questions follow this one: let it wait by itself.")


class ClarificationState(StrEnum):
    """How far a question is."""

    NEW = "new"
    ASSIGNED = "assigned"
    DRAFTED = "drafted"
    READY = "ready"
    MERGED = "merged"
    IN_NOTA = "in_nota"
    WITHDRAWN = "question_withdrawn"


OPEN = (
    ClarificationState.NEW,
    ClarificationState.ASSIGNED,
    ClarificationState.DRAFTED,
    ClarificationState.READY,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is made of a question: its words for all, the answer, and whether that can go out."""

    question: str
    answer: str
    is_ready: bool = False
    assignee: UUID | None = None
    same_as: UUID | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """How many questions of a procurement wait for an answer, and how many answers to go out."""

    to_answer: int
    to_publish: int


def state_of(record: ClarificationRecord) -> ClarificationState:
    """How far a question is, from what is kept of it."""
    reached = (
        (record.is_withdrawn, ClarificationState.WITHDRAWN),
        (record.nota_id is not None, ClarificationState.IN_NOTA),
        (record.same_as_id is not None, ClarificationState.MERGED),
        (record.is_ready, ClarificationState.READY),
        (bool(record.answer), ClarificationState.DRAFTED),
        (record.assignee_id is not None, ClarificationState.ASSIGNED),
    )
    return next((state for is_so, state in reached if is_so), ClarificationState.NEW)


def all_of(session: Session, procurement: ProcurementRecord) -> Sequence[ClarificationRecord]:
    """Every question of a procurement, by the day on which it came, within a day in random order.

    What the buyer says of its own accord comes last.
    """
    found = session.scalars(
        select(ClarificationRecord)
        .where(ClarificationRecord.procurement_id == procurement.id)
        .order_by(ClarificationRecord.id)
    ).all()
    return sorted(found, key=lambda item: item.received_on or date.max)


def one_of(
    session: Session, procurement: ProcurementRecord, clarification_id: UUID
) -> ClarificationRecord:
    """One question of a procurement; raises NotFoundError."""
    found = session.get(ClarificationRecord, clarification_id, populate_existing=True)
    if found is None or found.procurement_id != procurement.id:
        raise NotFoundError
    return found


def waiting(session: Session, procurement: ProcurementRecord) -> int:
    """How many questions of one procurement wait to be published."""
    return sum(state_of(record) in OPEN for record in all_of(session, procurement))


def counts(session: Session, actor: Actor) -> dict[UUID, Amount]:
    """What waits in each procurement of the actor's organisation, if anything does."""
    is_unanswered = ClarificationRecord.answer == ""
    rows = session.execute(
        select(
            ClarificationRecord.procurement_id,
            func.count().filter(is_unanswered),
            func.count().filter(~is_unanswered),
        )
        .join(ProcurementRecord, ProcurementRecord.id == ClarificationRecord.procurement_id)
        .where(
            ProcurementRecord.organisation_id == actor.organisation_id,
            ClarificationRecord.nota_id.is_(None),
            ClarificationRecord.same_as_id.is_(None),
            ClarificationRecord.is_withdrawn.is_(False),
        )
        .group_by(ClarificationRecord.procurement_id)
    )
    return {found: Amount(to_answer, to_publish) for found, to_answer, to_publish in rows}


def colleagues(session: Session, actor: Actor) -> Sequence[AccountRecord]:
    """Who can be asked for an answer: everybody of the actor's organisation, by name."""
    return session.scalars(
        select(AccountRecord)
        .where(
            AccountRecord.organisation_id == actor.organisation_id,
            AccountRecord.role.in_(_ANSWERS),
            AccountRecord.is_active,
        )
        .order_by(AccountRecord.name, AccountRecord.id)
    ).all()


def receive(
    session: Session, procurement: ProcurementRecord, *, requirement: str, text: str, at: datetime
) -> ClarificationRecord:
    """Keep what somebody asked, as of a day and of nobody."""
    day = _day(procurement, at)
    found = ClarificationRecord(
        procurement_id=procurement.id,
        requirement=requirement,
        original=text,
        received_on=day.astimezone(ZoneInfo(procurement.time_zone)).date(),
        question=text,
    )
    session.add(found)
    session.flush()
    chain = journal.of_procurement(procurement.id)
    entry = journal.Entry(action="question_received", object=chain, origin="", actor="", at=day)
    journal.append(session, chain, entry)
    return found


def take_back(
    session: Session, procurement: ProcurementRecord, clarification_id: UUID, *, at: datetime
) -> None:
    """Forget a question whose asker withdrew it; questions that followed it wait by themselves.

    Raises ClarificationIsFixedError once it was published.
    """
    procurements.lock(session, procurement.id)
    found = one_of(session, procurement, clarification_id)
    if found.nota_id is not None or found.is_withdrawn:
        raise ClarificationIsFixedError
    found.is_withdrawn, found.is_ready = True, False
    found.original = found.question = found.answer = ""
    found.same_as_id = None
    for other in followers(session, found):
        other.same_as_id = None
    session.flush()
    chain, day = journal.of_procurement(procurement.id), _day(procurement, at)
    entry = journal.Entry(action="question_withdrawn", object=chain, origin="", actor="", at=day)
    journal.append(session, chain, entry)


def add(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    draft: Draft,
    *,
    requirement: str,
    at: datetime,
) -> ClarificationRecord:
    """Say something of one's own accord; the question may be empty.

    Raises NotaIsOverError after the deadline, InvalidClarificationError or UnsafeTextError.
    """
    refuse_closed(session, procurement, at)
    found = ClarificationRecord(
        procurement_id=procurement.id,
        requirement=requirement,
        original="",
        question=question_text(draft.question) if draft.question.strip() else "",
        answer=answer_text(draft.answer),
        is_ready=draft.is_ready,
    )
    session.add(found)
    session.flush()
    facts = {"clarification": str(found.id)}
    procurements.tell(session, actor, procurement, action="add_clarification", at=at, facts=facts)
    return found


def change(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    clarification_id: UUID,
    draft: Draft,
    *,
    version: int,
    at: datetime,
) -> None:
    """Assign a question, rephrase it, draft its answer, or let it follow another.

    Raises ChangedMeanwhileError, ClarificationIsFixedError once it was published or withdrawn,
    NotaIsOverError after the deadline, SameQuestionError, InvalidClarificationError or
    UnsafeTextError.
    """
    procurements.lock(session, procurement.id)
    refuse_closed(session, procurement, at)
    found = one_of(session, procurement, clarification_id)
    if state_of(found) in {ClarificationState.IN_NOTA, ClarificationState.WITHDRAWN}:
        raise ClarificationIsFixedError
    procurements.refuse_old(found.version, version)
    needs_answer = draft.is_ready or bool(draft.answer.strip())
    # All is looked up before the first change, so that one change is one version.
    assignee = _able(session, actor, draft.assignee)
    same_as = _other(session, found, draft.same_as)
    found.question = question_text(draft.question) if _needs_question(found, draft) else ""
    found.answer = answer_text(draft.answer) if needs_answer else ""
    found.is_ready, found.assignee_id, found.same_as_id = draft.is_ready, assignee, same_as
    session.flush()
    facts = {"clarification": str(found.id), "state": state_of(found).value}
    procurements.tell(session, actor, procurement, action="draft_answer", at=at, facts=facts)


def refuse_closed(session: Session, procurement: ProcurementRecord, at: datetime) -> None:
    """Raise NotaIsOverError when suppliers can no longer do anything with an answer."""
    if procurements.state_of(session, procurement, at=at) is not State.PUBLISHED:
        raise NotaIsOverError


def followers(session: Session, record: ClarificationRecord) -> Sequence[ClarificationRecord]:
    """The questions that are answered together with this one."""
    return session.scalars(
        select(ClarificationRecord).where(ClarificationRecord.same_as_id == record.id)
    ).all()


def others(
    records: Iterable[ClarificationRecord], record: ClarificationRecord
) -> Mapping[UUID, str]:
    """The questions that one could be answered together with, by what they say."""
    return {
        item.id: item.question or item.answer
        for item in records
        if item.id != record.id and state_of(item) in OPEN
    }


def _needs_question(record: ClarificationRecord, draft: Draft) -> bool:
    return record.received_on is not None or bool(draft.question.strip())


def _able(session: Session, actor: Actor, account_id: UUID | None) -> UUID | None:
    if account_id is not None and account_id not in {
        person.id for person in colleagues(session, actor)
    }:
        raise NotFoundError
    return account_id


def _other(session: Session, record: ClarificationRecord, same_as: UUID | None) -> UUID | None:
    if same_as is None:
        return None
    other = session.get(ClarificationRecord, same_as)
    if other is None or other.procurement_id != record.procurement_id or other.id == record.id:
        raise NotFoundError
    if state_of(other) not in OPEN:
        raise SameQuestionError(problem=_NO_OTHER)
    if followers(session, record):
        raise SameQuestionError(problem=_IS_FOLLOWED)
    return other.id


def _day(procurement: ProcurementRecord, at: datetime) -> datetime:
    """The start of a day: the only thing that staff may know of when something was asked."""
    local = at.astimezone(ZoneInfo(procurement.time_zone))
    return datetime.combine(local.date(), time(), local.tzinfo).astimezone(UTC)
