"""This file keeps what the colleagues of a supplier write to each other; no buyer ever sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaires.wording import safe
from supplier_portal.records.accounts import AccountRecord
from supplier_portal.records.responses import ResponseRecord
from supplier_portal.records.team import InternalNoteRecord, InternalNoteRemovalRecord
from supplier_portal.services import responses
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import NotFoundError

GENERAL = ""
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Note:
    """A note with who wrote it; ``text`` is None once that person took it back."""

    id: UUID
    author_id: UUID
    author: str
    at: datetime
    text: str | None


def write(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    requirement: str,
    text: str,
    *,
    received_at: datetime,
) -> UUID:
    """Add a note about a requirement, or in ``GENERAL``, until the deadline; gives its id.

    Raises DeadlinePassedError, NotFoundError when the requirement is not asked, or UnsafeTextError.
    """
    responses.refuse_late(response, received_at)
    if requirement not in asked_of(response):
        raise NotFoundError
    record = InternalNoteRecord(
        response_id=response.id,
        requirement=requirement,
        text=safe(text).strip(),
        written_at=received_at,
        written_by_id=actor.account_id,
    )
    session.add(record)
    session.flush()
    responses.tell(session, actor, response, action="write_note", item=requirement, at=received_at)
    return record.id


def remove(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    note_id: UUID,
    *,
    received_at: datetime,
) -> str:
    """Take one's own note back; gives the requirement it was about. Twice is as good as once.

    Raises DeadlinePassedError, or NotFoundError for a note of somebody else.
    """
    responses.refuse_late(response, received_at)
    responses.lock(session, response)
    note = session.scalar(
        select(InternalNoteRecord).where(
            InternalNoteRecord.id == note_id,
            InternalNoteRecord.response_id == response.id,
            InternalNoteRecord.written_by_id == actor.account_id,
        )
    )
    if note is None:
        raise NotFoundError
    if session.get(InternalNoteRemovalRecord, note.id) is None:
        session.add(InternalNoteRemovalRecord(note_id=note.id, removed_at=received_at))
        session.flush()
        responses.tell(
            session, actor, response, action="remove_note", item=note.requirement, at=received_at
        )
    return note.requirement


def about(
    session: Session, response: ResponseRecord, requirement: str | None = None
) -> Mapping[str, list[Note]]:
    """The notes of a response by requirement, the oldest first; or those about one of them."""
    wanted = (
        select(InternalNoteRecord, AccountRecord.name, InternalNoteRemovalRecord.removed_at)
        .join(AccountRecord, AccountRecord.id == InternalNoteRecord.written_by_id)
        .outerjoin(
            InternalNoteRemovalRecord, InternalNoteRemovalRecord.note_id == InternalNoteRecord.id
        )
        .where(InternalNoteRecord.response_id == response.id)
        .order_by(InternalNoteRecord.written_at, InternalNoteRecord.id)
    )
    if requirement is not None:
        wanted = wanted.where(InternalNoteRecord.requirement == requirement)
    found: dict[str, list[Note]] = {}
    for record, author, removed_at in session.execute(wanted):
        text = record.text if removed_at is None else None
        note = Note(record.id, record.written_by_id, author, record.written_at, text)
        found.setdefault(record.requirement, []).append(note)
    return found


def count_of(session: Session, response: ResponseRecord, requirement: str = GENERAL) -> int:
    """How many notes there are about a requirement, or in general, that were not taken back."""
    found = session.scalar(
        select(func.count())
        .select_from(InternalNoteRecord)
        .outerjoin(
            InternalNoteRemovalRecord, InternalNoteRemovalRecord.note_id == InternalNoteRecord.id
        )
        .where(
            InternalNoteRecord.response_id == response.id,
            InternalNoteRecord.requirement == requirement,
            InternalNoteRemovalRecord.note_id.is_(None),
        )
    )
    return found or 0


def asked_of(response: ResponseRecord) -> frozenset[str]:
    """What a note can be about: each requirement, and in general."""
    asked = responses.questionnaire_of(response).revision.by_identifier
    return frozenset({GENERAL, *asked})
