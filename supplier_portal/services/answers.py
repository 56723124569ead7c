"""This file keeps answers, version by version, so that colleagues never overwrite each other."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaires.answers import Answers, Entry
from questionnaires.interchange import response as response_document
from questionnaires.interchange.canonical import canonical, digest
from supplier_portal.records.responses import AnswerRecord, AnswerVersionRecord, ResponseRecord
from supplier_portal.services import responses
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import OutdatedRevisionError


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is stored (None once emptied), with the version a change must name.

    One that ``is_to_confirm`` was given before its requirement changed, and does not count yet.
    """

    entry: Entry | None
    version: int
    is_to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Write:
    """One write of an answer by one page.

    ``based_on`` is the version the page showed; ``editor`` names the page and ``sequence`` counts
    its writes, so that a repeated, late or overtaken request does no harm (assurance A5, A6).
    A plain form names no editor: each of its writes is a page of its own. ``revision`` is the
    number of the one that the page showed, as the same item may ask something else in the next.
    """

    entry: Entry | None
    based_on: int
    editor: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 1
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a write: kept as ``version``, or (``conflict``) refused for ``stored``."""

    version: int
    stored: Kept
    is_conflict: bool = False


def stored(session: Session, response: ResponseRecord) -> Mapping[str, Kept]:
    """Every answer that was ever given, with its version, in one statement."""
    rows = session.execute(
        select(
            AnswerRecord.item,
            AnswerRecord.document,
            AnswerRecord.version,
            AnswerRecord.is_to_confirm,
        ).where(AnswerRecord.response_id == response.id)
    )
    return {row.item: Kept(_entry(row.document), row.version, row.is_to_confirm) for row in rows}


def given(kept: Mapping[str, Kept]) -> Answers:
    """The answers that stand, without those that were emptied or are to be confirmed."""
    return {
        item: answer.entry
        for item, answer in kept.items()
        if answer.entry is not None and not answer.is_to_confirm
    }


def save(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    item: str,
    write: Write,
    *,
    received_at: datetime,
) -> Saved:
    """Keep one answer, unless a colleague changed it meanwhile.

    Raises DeadlinePassedError, AlreadySubmittedError, OutdatedRevisionError when the page showed
    another revision, UnknownItemError, UnacceptableAnswerError or UnsafeTextError.
    """
    responses.refuse_closed(session, response, received_at)
    if write.revision not in {None, response.revision.number}:
        raise OutdatedRevisionError(number=response.revision.number)
    questionnaire = responses.questionnaire_of(response)
    questionnaire.item(item)
    entry = None if write.entry is None else questionnaire.accept(item, write.entry)
    current = _locked(session, response, item)
    before = Kept(_entry(current.document), current.version, current.is_to_confirm)
    earlier = _earlier_write(session, response, item, write)
    if earlier is not None:
        return Saved(earlier, before)
    if write.based_on != before.version and write.editor != _last_editor(session, current):
        return Saved(before.version, before, is_conflict=entry != before.entry)
    current.version += 1
    current.is_to_confirm = False
    current.document = None if entry is None else response_document.answer_to_data(entry)
    session.add(_version_of(current, write, actor, received_at))
    session.flush()
    facts = {"version": current.version, "digest": digest(canonical(current.document))}
    responses.tell(
        session, actor, response, action="save_answer", item=item, at=received_at, facts=facts
    )
    return Saved(current.version, Kept(entry, current.version))


def _entry(document: Mapping[str, object] | None) -> Entry | None:
    return None if document is None else response_document.answer_from_data(document)


def _locked(session: Session, response: ResponseRecord, item: str) -> AnswerRecord:
    found = session.get(AnswerRecord, (response.id, item), populate_existing=True)
    if found is None:
        found = AnswerRecord(
            response_id=response.id, item=item, document=None, version=0, is_to_confirm=False
        )
        session.add(found)
    return found


def _earlier_write(
    session: Session, response: ResponseRecord, item: str, write: Write
) -> int | None:
    """The version this page's same or later write became: then this one has nothing to add."""
    return session.scalar(
        select(func.min(AnswerVersionRecord.version)).where(
            AnswerVersionRecord.response_id == response.id,
            AnswerVersionRecord.item == item,
            AnswerVersionRecord.editor == write.editor,
            AnswerVersionRecord.sequence >= write.sequence,
        )
    )


def _last_editor(session: Session, current: AnswerRecord) -> str | None:
    return session.scalar(
        select(AnswerVersionRecord.editor).where(
            AnswerVersionRecord.response_id == current.response_id,
            AnswerVersionRecord.item == current.item,
            AnswerVersionRecord.version == current.version,
        )
    )


def _version_of(
    current: AnswerRecord, write: Write, actor: Actor, at: datetime
) -> AnswerVersionRecord:
    return AnswerVersionRecord(
        response_id=current.response_id,
        item=current.item,
        version=current.version,
        document=current.document,
        editor=write.editor,
        sequence=write.sequence,
        saved_at=at,
        saved_by_id=actor.account_id,
    )
