"""This file keeps the files that a supplier attaches as proof."""

import io
import struct
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.errors import Message, translatable
from questionnaires.interchange.canonical import digest
from questionnaires.interchange.response import EvidenceReference
from questionnaires.wording import safe
from supplier_portal.records.responses import EvidenceRecord, ResponseRecord
from supplier_portal.services import responses
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import NotFoundError, UnacceptableFileError
from supplier_portal.storage import EvidenceStore

LARGEST_MEGABYTES = 25
LONGEST_NAME = 200
_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": f"{_OOXML}.wordprocessingml.document",
    ".xlsx": f"{_OOXML}.spreadsheetml.sheet",
    ".odt": f"{_ODF}.text",
    ".ods": f"{_ODF}.spreadsheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".txt": "text/plain",
    ".csv": "text/csv",
}
_FIRST_BYTES = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
}
_OFFICE_MEMBERS = {
    ".docx": "word/document.xml",
    ".xlsx": "xl/workbook.xml",
    ".odt": "content.xml",
    ".ods": "content.xml",
}


def attach(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    requirement: str,
    *,
    name: str,
    content: bytes,
    store: EvidenceStore,
    received_at: datetime,
) -> EvidenceRecord:
    """Keep one file with a requirement.

    The file is stored before its row is: a row without file cannot be (assurance A10).
    Raises UnacceptableFileError, UnknownItemError, or as ``responses.refuse_closed``.
    """
    responses.refuse_closed(session, response, received_at)
    revision = responses.questionnaire_of(response).revision
    if requirement not in revision.by_identifier:
        raise NotFoundError
    kept_name = safe(PurePath(name.replace("\\", "/")).name).replace("\n", " ").strip()
    problem = _problem_of(kept_name, content)
    if problem is not None:
        raise UnacceptableFileError(
            problem=problem,
            kinds=", ".join(sorted(MEDIA_TYPES)),
            limit=LARGEST_MEGABYTES,
            longest=LONGEST_NAME,
        )
    stored_as = uuid4().hex
    store.put(stored_as, content)
    record = EvidenceRecord(
        response_id=response.id,
        requirement=requirement,
        name=kept_name,
        media_type=MEDIA_TYPES[PurePath(kept_name).suffix.lower()],
        size=len(content),
        digest=digest(content),
        stored_as=stored_as,
        added_at=received_at,
    )
    session.add(record)
    session.flush()
    facts = {"digest": record.digest, "size": record.size}
    responses.tell(
        session,
        actor,
        response,
        action="attach_evidence",
        item=requirement,
        at=received_at,
        facts=facts,
    )
    return record


def remove(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    evidence_id: UUID,
    *,
    received_at: datetime,
) -> EvidenceRecord:
    """Take a file out of a response; raises NotFoundError or as ``responses.refuse_closed``."""
    responses.refuse_closed(session, response, received_at)
    record = one_of(session, response, evidence_id)
    record.removed_at = received_at
    session.flush()
    responses.tell(
        session,
        actor,
        response,
        action="remove_evidence",
        item=record.requirement,
        at=received_at,
        facts={"digest": record.digest},
    )
    return record


def all_of(session: Session, response: ResponseRecord) -> Sequence[EvidenceRecord]:
    """The files that go with a response, in the order they were added."""
    return session.scalars(
        select(EvidenceRecord)
        .where(EvidenceRecord.response_id == response.id, EvidenceRecord.removed_at.is_(None))
        .order_by(EvidenceRecord.added_at, EvidenceRecord.id)
    ).all()


def one_of(session: Session, response: ResponseRecord, evidence_id: UUID) -> EvidenceRecord:
    """One file of a response; raises NotFoundError."""
    found = next((item for item in all_of(session, response) if item.id == evidence_id), None)
    if found is None:
        raise NotFoundError
    return found


def references(session: Session, response: ResponseRecord) -> tuple[EvidenceReference, ...]:
    """What a submission says about its files: those that go with what is asked now."""
    asked = responses.questionnaire_of(response).revision.by_identifier
    return tuple(
        EvidenceReference(item.requirement, item.name, item.media_type, item.size, item.digest)
        for item in all_of(session, response)
        if item.requirement in asked
    )


def _problem_of(name: str, content: bytes) -> Message | None:
    suffix = PurePath(name).suffix.lower()
    if suffix not in MEDIA_TYPES:
        return translatable("Files of this kind are not accepted. Use one of: %(kinds)s.")
    if len(name) > LONGEST_NAME:
        return translatable("The name of the file is longer than %(longest)s characters.")
    if not content:
        return translatable("The file is empty.")
    if len(content) > LARGEST_MEGABYTES * 1_000_000:
        return translatable("The file is larger than %(limit)s MB.")
    if not _is_what_it_says(suffix, content):
        return translatable("The content of the file does not match its name.")
    return None


def _is_what_it_says(suffix: str, content: bytes) -> bool:
    first = _FIRST_BYTES.get(MEDIA_TYPES[suffix])
    if first is not None:
        return content.startswith(first)
    if suffix in _OFFICE_MEMBERS:
        return _is_plain_office_file(content, _OFFICE_MEMBERS[suffix])
    return b"\x00" not in content


def _is_plain_office_file(content: bytes, member: str) -> bool:
    """Whether it is an office document without macros, told from its directory alone."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OverflowError, ValueError, struct.error):
        return False  # a broken or crafted directory fails in many ways
    has_macros = any("vbaproject" in name.lower() or name.startswith("Basic/") for name in names)
    return member in names and not has_macros
