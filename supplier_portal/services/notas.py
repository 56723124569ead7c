"""This file publishes answers as a nota van inlichtingen: to every supplier, at one moment.

There is one way to read what was published, ``published``, and it asks for no supplier: all see
the same (assurance M1, I8).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaires.clarifications import Clarification, Nota, last_moment
from questionnaires.interchange import nota as nota_document
from questionnaires.interchange.canonical import canonical, digest
from supplier_portal.records.clarifications import ClarificationRecord, NotaRecord
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.services import clarifications, notices, procurements, requirement_sets
from supplier_portal.services.actor import Actor
from supplier_portal.services.clarifications import ClarificationState
from supplier_portal.services.errors import (
    ChangedMeanwhileError,
    EmptyNotaError,
    LateNotaError,
    NotFoundError,
)


@dataclass(frozen=True, slots=True)
class Published:
    """A nota, when it came out, and its digest."""

    id: UUID
    nota: Nota
    digest: str
    published_at: datetime
    revision: RevisionRecord
    is_late: bool

    @property
    def number(self) -> int:
        """The number by which people refer to it."""
        return self.nota.number


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What would be published now, and what must be known before; ``shown`` names it."""

    number: int
    records: Sequence[ClarificationRecord]
    shown: str
    last_moment: datetime
    is_late: bool


def upcoming(session: Session, procurement: ProcurementRecord, *, at: datetime) -> Upcoming:
    """What is ready, in the order in which it will stand in the nota.

    Raises NotaIsOverError when nothing can be published any more.
    """
    clarifications.refuse_closed(session, procurement, at)
    revision = requirement_sets.published(session, procurement.id)[-1]
    records = _ready(session, procurement, revision)
    last = last_moment(procurement.deadline_at or at, procurement.time_zone)
    return Upcoming(
        number=_count(session, procurement.id) + 1,
        records=records,
        shown=digest(canonical([_told(record) for record in records])),
        last_moment=last,
        is_late=at > last,
    )


def publish(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    *,
    shown: str,
    has_seen_warning: bool = False,
    at: datetime,
    sign_in: str = "",
) -> NotaRecord:
    """Publish everything that is ready as the next nota, and tell everybody who was invited.

    ``shown`` names what the page showed; ``sign_in`` is the public address in the mail, without
    which nobody is mailed. Raises NotaIsOverError after the deadline, EmptyNotaError,
    ChangedMeanwhileError, or LateNotaError when less than ten days are left unseen.
    """
    procurements.lock(session, procurement.id)
    found = upcoming(session, procurement, at=at)
    if not found.records:
        raise EmptyNotaError
    if found.shown != shown:
        raise ChangedMeanwhileError
    if found.is_late and not has_seen_warning:
        raise LateNotaError
    record = _kept(session, actor, procurement, found, at)
    for clarification in found.records:
        clarification.nota_id = record.id
        for other in clarifications.followers(session, clarification):
            other.nota_id = record.id
    session.flush()
    facts = {
        "nota": record.number,
        "digest": record.digest,
        "clarifications": len(found.records),
        "within_ten_days": found.is_late,
    }
    procurements.tell(session, actor, procurement, action="publish_nota", at=at, facts=facts)
    if sign_in:
        notices.tell_of_nota(session, procurement, number=record.number, sign_in=sign_in, at=at)
    return record


def published(session: Session, procurement_id: UUID) -> list[Published]:
    """Every nota of a procurement, the first one first: the same for whoever asks."""
    rows = session.scalars(
        select(NotaRecord)
        .where(NotaRecord.procurement_id == procurement_id)
        .order_by(NotaRecord.number)
    )
    return [
        Published(
            record.id,
            nota_document.from_document(record.document),
            record.digest,
            record.published_at,
            record.revision,
            record.is_late,
        )
        for record in rows
    ]


def numbered(session: Session, procurement_id: UUID, number: int) -> Published:
    """One nota of a procurement; raises NotFoundError."""
    for found in published(session, procurement_id):
        if found.number == number:
            return found
    raise NotFoundError


def by_requirement(notas: Sequence[Published]) -> Mapping[str, list[tuple[str, Clarification]]]:
    """What was published about each requirement, each with its number."""
    found: dict[str, list[tuple[str, Clarification]]] = {}
    for item in notas:
        for number, clarification in item.nota.numbered():
            found.setdefault(clarification.requirement, []).append((number, clarification))
    return found


def _kept(
    session: Session, actor: Actor, procurement: ProcurementRecord, found: Upcoming, at: datetime
) -> NotaRecord:
    revision = requirement_sets.published(session, procurement.id)[-1]
    told = tuple(
        Clarification(record.requirement, record.question, record.answer)
        for record in found.records
    )
    document = nota_document.to_document(Nota(found.number, revision.digest, told))
    record = NotaRecord(
        procurement_id=procurement.id,
        revision_id=revision.id,
        number=found.number,
        digest=digest(document),
        document=document,
        is_late=found.is_late,
        published_at=at,
        published_by_id=actor.account_id,
    )
    session.add(record)
    session.flush()
    return record


def _ready(
    session: Session, procurement: ProcurementRecord, revision: RevisionRecord
) -> list[ClarificationRecord]:
    """What is ready: what is about everything first, then in the order of the requirements."""
    asked = requirement_sets.value_of(revision).requirements
    places = {requirement.identifier: place for place, requirement in enumerate(asked, start=1)}
    ready = [
        record
        for record in clarifications.all_of(session, procurement)
        if clarifications.state_of(record) is ClarificationState.READY
    ]
    last = len(places) + 1
    return sorted(
        ready,
        key=lambda record: places.get(record.requirement, last) if record.requirement else 0,
    )


def _count(session: Session, procurement_id: UUID) -> int:
    count = select(func.count()).where(NotaRecord.procurement_id == procurement_id)
    return session.scalar(count) or 0


def _told(record: ClarificationRecord) -> list[str]:
    return [str(record.id), record.requirement, record.question, record.answer]
