"""This file gives a supplier its questionnaire as a workbook, and takes it back once looked at."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from uuid import UUID

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import Session

from questionnaires.answers import Entry
from questionnaires.errors import translatable
from questionnaires.interchange import answer_sheet, answer_sheet_writing
from questionnaires.interchange import response as response_document
from questionnaires.interchange.answer_sheet import AnswerSheet
from questionnaires.interchange.answer_sheet_writing import Particulars
from questionnaires.interchange.canonical import canonical, digest
from questionnaires.questionnaire import Questionnaire
from questionnaires.revision_changes import asks_the_same
from questionnaires.sheet_report import TAKEN, TICKED, Held, Line, Report, compared
from supplier_portal.records.answer_uploads import AnswerUploadRecord
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.records.responses import AnswerVersionRecord, ResponseRecord
from supplier_portal.services import answers, deadlines, requirement_sets, responses
from supplier_portal.services.actor import Actor
from supplier_portal.services.answers import Write
from supplier_portal.services.errors import (
    ChangedMeanwhileError,
    NotFoundError,
    UnacceptableFileError,
)

LONGEST_NAME = 255
MOST_WAITING = 3
KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Upload:
    """A filled-in questionnaire that waits to be taken, or (``taken_at``) was."""

    id: UUID
    name: str
    uploaded_at: datetime
    taken_at: datetime | None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a sheet would do, under which revision it was made, and the digest of all that."""

    sheet: AnswerSheet
    number: int
    is_other_revision: bool
    report: Report
    shown: str


def made(session: Session, response: ResponseRecord, *, at: datetime) -> bytes:
    """The questionnaire of a response with its answers as they are, to fill in offline."""
    procurement = response.procurement
    kept = answers.stored(session, response)
    zone, language = procurement.time_zone, procurement.language
    deadline = procurement.deadline_at
    particulars = Particulars(
        digest=response.revision.digest,
        made_at=deadlines.in_words(at, zone, language),
        deadline="" if deadline is None else deadlines.in_words(deadline, zone, language),
    )
    return answer_sheet_writing.write(
        responses.questionnaire_of(response),
        _held(kept),
        particulars,
        to_confirm=frozenset(item for item, answer in kept.items() if answer.is_to_confirm),
    )


def keep(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    *,
    name: str,
    content: bytes,
    sheet: AnswerSheet,
    received_at: datetime,
) -> UUID:
    """Keep a sheet that could be read, for who uploaded it; their oldest make room for it.

    Raises UnacceptableFileError for a sheet of another procurement, and as
    ``responses.refuse_closed``.
    """
    responses.refuse_closed(session, response, received_at)
    _revision_of(session, response, sheet)
    _make_room(session, actor, received_at)
    record = AnswerUploadRecord(
        response_id=response.id,
        account_id=actor.account_id,
        name=_safe_name(name),
        digest=digest(content),
        content=content,
        uploaded_at=received_at,
    )
    session.add(record)
    session.flush()
    return record.id


def waiting(
    session: Session, actor: Actor, response: ResponseRecord, *, at: datetime
) -> Sequence[Upload]:
    """The sheets of this person for a response that were not taken yet, the newest first."""
    rows = session.execute(
        select(AnswerUploadRecord.id, AnswerUploadRecord.name, AnswerUploadRecord.uploaded_at)
        .where(
            AnswerUploadRecord.account_id == actor.account_id,
            AnswerUploadRecord.response_id == response.id,
            AnswerUploadRecord.taken_at.is_(None),
            AnswerUploadRecord.uploaded_at > at - KEPT_FOR,
        )
        .order_by(AnswerUploadRecord.uploaded_at.desc(), AnswerUploadRecord.id)
    )
    return [Upload(row.id, row.name, row.uploaded_at, None) for row in rows]


def one_of(
    session: Session, actor: Actor, response: ResponseRecord, upload_id: UUID, *, at: datetime
) -> tuple[Upload, bytes]:
    """A sheet that this person uploaded, and what it holds; raises NotFoundError."""
    record = _record(session, actor, response, upload_id, at)
    upload = Upload(record.id, record.name, record.uploaded_at, record.taken_at)
    return upload, record.content


def look(
    session: Session, response: ResponseRecord, sheet: AnswerSheet, *, with_other: bool = False
) -> Looked:
    """Compare a sheet with the answers as they are now.

    Of one of another revision nothing is taken, unless ``with_other`` says so: then what is asked
    alike in both.
    """
    revision = _revision_of(session, response, sheet)
    questionnaire = responses.questionnaire_of(response)
    is_other = revision.id != response.revision_id
    offered = _asked_alike(revision, questionnaire) if with_other else frozenset()
    report = compared(
        questionnaire,
        sheet.rows,
        held=_held(answers.stored(session, response)),
        bases=_bases(session, response, sheet),
        language=sheet.language,
        offered=offered if is_other else None,
    )
    return Looked(sheet, revision.number, is_other, report, _digest_of(report))


def take(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    upload_id: UUID,
    sheet: AnswerSheet,
    *,
    reply: "Reply",
    received_at: datetime,
) -> int:
    """Save what a sheet brings and the person agreed to, all or nothing; gives how many answers.

    A sheet that was taken already gives zero. Raises ChangedMeanwhileError when an answer is no
    longer what was shown, NotFoundError, and as ``answers.save``.
    """
    responses.refuse_closed(session, response, received_at)
    record = _record(session, actor, response, upload_id, received_at)
    if record.taken_at is not None:
        return 0
    looked = look(session, response, sheet, with_other=reply.with_other)
    if looked.shown != reply.shown:
        raise ChangedMeanwhileError
    chosen = {
        line.item.key: line
        for line in looked.report.of(*TAKEN, *TICKED)
        if line.outcome in TAKEN or line.item.key in reply.ticked
    }
    for line in chosen.values():
        _save(session, actor, response, record, line, received_at)
    record.taken_at, record.content = received_at, b""
    session.flush()
    facts = {"file": record.digest, "revision": sheet.digest, "answers": len(chosen)}
    responses.tell(session, actor, response, action="take_sheet", at=received_at, facts=facts)
    return len(chosen)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person agreed to: what was ``shown``, and beside that the items that were ticked."""

    shown: str
    ticked: Collection[str] = ()
    with_other: bool = False


def discard(
    session: Session, actor: Actor, response: ResponseRecord, upload_id: UUID, *, at: datetime
) -> str:
    """Throw a sheet away that waits to be taken; gives its name. Raises NotFoundError."""
    record = _record(session, actor, response, upload_id, at)
    session.delete(record)
    session.flush()
    return record.name


def read(content: bytes) -> AnswerSheet:
    """Read a sheet that comes back; raises UnreadableFileError."""
    return answer_sheet.read(content)


def _save(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    record: AnswerUploadRecord,
    line: Line,
    received_at: datetime,
) -> None:
    write = Write(
        line.entry,
        line.now.version,
        editor=f"sheet-{record.id.hex}",
        revision=response.revision.number,
    )
    saved = answers.save(session, actor, response, line.item.key, write, received_at=received_at)
    if saved.is_conflict:
        raise ChangedMeanwhileError


def _held(kept: Mapping[str, answers.Kept]) -> dict[str, Held]:
    return {item: Held(answer.entry, answer.version) for item, answer in kept.items()}


def _revision_of(session: Session, response: ResponseRecord, sheet: AnswerSheet) -> RevisionRecord:
    for record in requirement_sets.published(session, response.procurement_id):
        if record.digest == sheet.digest:
            return record
    raise UnacceptableFileError(
        problem=translatable(
            "This questionnaire is of another procurement (%(reference)s). Download that of this "
            "one, and fill that in."
        ),
        reference=sheet.reference,
    )


def _asked_alike(revision: RevisionRecord, questionnaire: Questionnaire) -> frozenset[str]:
    before = requirement_sets.value_of(revision).by_identifier
    return frozenset(
        item.key
        for item in questionnaire.items.values()
        if asks_the_same(before.get(item.requirement.identifier), item.requirement)
    )


def _bases(
    session: Session, response: ResponseRecord, sheet: AnswerSheet
) -> Mapping[tuple[str, int], Entry | None]:
    """The answers from which a sheet was made, by item and version, in one statement."""
    wanted = {(row.item[:80], row.version) for row in sheet.rows if row.version}
    rows = session.execute(
        select(
            AnswerVersionRecord.item, AnswerVersionRecord.version, AnswerVersionRecord.document
        ).where(
            AnswerVersionRecord.response_id == response.id,
            tuple_(AnswerVersionRecord.item, AnswerVersionRecord.version).in_(wanted),
        )
    )
    return {
        (row.item, row.version): row.document and response_document.answer_from_data(row.document)
        for row in rows
    }


def _digest_of(report: Report) -> str:
    """Name what a report shows, so that only that is taken."""
    lines = [
        (
            line.item.key,
            line.outcome.value,
            line.now.version,
            line.entry and response_document.answer_to_data(line.entry),
        )
        for line in report.lines
    ]
    return digest(canonical(lines))


def _safe_name(name: str) -> str:
    last = PurePath(name.replace("\\", "/")).name
    return "".join(sign if sign.isprintable() else "_" for sign in last)[-LONGEST_NAME:] or "_"


def _make_room(session: Session, actor: Actor, at: datetime) -> None:
    own = session.scalars(
        select(AnswerUploadRecord.id)
        .where(AnswerUploadRecord.account_id == actor.account_id)
        .order_by(AnswerUploadRecord.uploaded_at.desc(), AnswerUploadRecord.id)
    ).all()
    is_forgotten = AnswerUploadRecord.uploaded_at <= at - KEPT_FOR
    is_too_many = AnswerUploadRecord.id.in_(own[MOST_WAITING - 1 :])
    session.execute(delete(AnswerUploadRecord).where(is_forgotten | is_too_many))


def _record(
    session: Session, actor: Actor, response: ResponseRecord, upload_id: UUID, at: datetime
) -> AnswerUploadRecord:
    found = session.scalar(
        select(AnswerUploadRecord).where(
            AnswerUploadRecord.id == upload_id,
            AnswerUploadRecord.account_id == actor.account_id,
            AnswerUploadRecord.response_id == response.id,
            AnswerUploadRecord.uploaded_at > at - KEPT_FOR,
        )
    )
    if found is None:
        raise NotFoundError
    return found
