"""This file shows requirements with files of the supplier's vault, level by level."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.errors import translatable
from questionnaires.evidence import Particulars
from questionnaires.interchange.canonical import digest
from questionnaires.interchange.response import EvidenceReference
from questionnaires.proving import Demonstration
from supplier_portal.evidence_settings import Quota
from supplier_portal.records.responses import EvidenceRecord, ResponseRecord
from supplier_portal.services import responses, uploads, vault, vault_items, verdicts
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import (
    ChangedMeanwhileError,
    DeadlinePassedError,
    LateFileError,
    NotFoundError,
    QuotaError,
)
from supplier_portal.services.uploads import Upload
from supplier_portal.storage import EvidenceStore

Evidence: TypeAlias = EvidenceRecord

_DEFAULTS = Quota()
_FULL_REQUIREMENT = translatable(
    "This requirement has its %(most)s files. Remove one, or put several in one document."
)
_FULL_RESPONSE = translatable(
    "This response has its %(most)s files. Remove one, or put several in one document."
)


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
    particulars: Particulars | None = None,
    levels: Iterable[Demonstration] = (),
    quota: Quota = _DEFAULTS,
) -> EvidenceRecord:
    """Attach one file to a requirement, and keep it in the vault unless it is there already.

    Raises as ``uploads.take_in`` and ``attach_upload``.
    """
    refuse_more(session, response, requirement, quota, received_at=received_at)
    kept = vault_items.with_digest(session, actor, digest(content))
    if kept is not None:
        return attach_version(
            session,
            actor,
            response,
            requirement,
            item_id=kept.id,
            number=kept.newest.number,
            levels=levels,
            quota=quota,
            received_at=received_at,
        )
    upload = uploads.take_in(name, content, store)
    return attach_upload(
        session,
        actor,
        response,
        requirement,
        upload=upload,
        particulars=particulars or Particulars(title=upload.name),
        levels=levels,
        quota=quota,
        received_at=received_at,
    )


def attach_upload(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    requirement: str,
    *,
    upload: Upload,
    particulars: Particulars,
    levels: Iterable[Demonstration],
    quota: Quota,
    received_at: datetime,
) -> EvidenceRecord:
    """Keep a file that was taken in in the vault, and attach it; raises as both do."""
    refuse_more(session, response, requirement, quota, received_at=received_at)
    version = vault.keep(session, actor, upload, particulars, quota=quota, at=received_at)
    return _attached(
        session,
        actor,
        response,
        requirement=requirement,
        version=version,
        levels=levels,
        at=received_at,
    )


def attach_version(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    requirement: str,
    *,
    item_id: UUID,
    number: int,
    levels: Iterable[Demonstration],
    quota: Quota,
    received_at: datetime,
) -> EvidenceRecord:
    """Attach what the vault holds; once more, for other levels, changes the levels.

    ``number`` is the version that was shown. Raises NotFoundError, ChangedMeanwhileError when
    there is a newer one or it was withdrawn, QuotaError, or as ``responses.refuse_closed``.
    """
    _refuse_closed(session, response, received_at)
    item = vault_items.one_of(session, actor, item_id)
    if item.withdrawn_at is not None or item.newest.number != number:
        raise ChangedMeanwhileError
    for record in all_of(session, response):
        if (record.requirement, record.stored_as) == (requirement, item.newest.stored_as):
            return _changed(session, actor, response, record, levels, received_at)
    refuse_more(session, response, requirement, quota, received_at=received_at)
    return _attached(
        session,
        actor,
        response,
        requirement=requirement,
        version=item.newest,
        levels=levels,
        at=received_at,
    )


def refuse_more(
    session: Session,
    response: ResponseRecord,
    requirement: str,
    quota: Quota,
    *,
    received_at: datetime,
) -> None:
    """Raise when a requirement can have no more files: closed, unknown or full.

    It locks the response, so that what it counted is still so when the row is written.
    """
    _refuse_closed(session, response, received_at)
    if requirement not in responses.questionnaire_of(response).revision.by_identifier:
        raise NotFoundError
    files = all_of(session, response)
    here = sum(file.requirement == requirement for file in files)
    if here >= quota.files_per_requirement:
        raise QuotaError(problem=_FULL_REQUIREMENT, most=quota.files_per_requirement)
    if len(files) >= quota.files_per_response:
        raise QuotaError(problem=_FULL_RESPONSE, most=quota.files_per_response)


def remove(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    evidence_id: UUID,
    *,
    received_at: datetime,
) -> EvidenceRecord:
    """Take a file out of a response, not out of the vault.

    Raises NotFoundError or as ``responses.refuse_closed``.
    """
    responses.refuse_closed(session, response, received_at)
    record = one_of(session, response, evidence_id)
    record.removed_at = received_at
    session.flush()
    _tell(session, actor, response, record, action="remove_evidence", at=received_at)
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


def levels_of(record: EvidenceRecord) -> tuple[Demonstration, ...]:
    """Which levels a file is to show, in their own order; none for one from before they were."""
    return tuple(level for level in Demonstration if level.value in record.levels)


def by_level(
    session: Session, response: ResponseRecord
) -> Mapping[tuple[str, Demonstration], tuple[EvidenceRecord, ...]]:
    """Of each requirement and level the files that are to show it; nothing where there is none."""
    found: dict[tuple[str, Demonstration], tuple[EvidenceRecord, ...]] = {}
    for record in all_of(session, response):
        for level in levels_of(record):
            key = (record.requirement, level)
            found[key] = (*found.get(key, ()), record)
    return found


def references(session: Session, response: ResponseRecord) -> tuple[EvidenceReference, ...]:
    """What a submission says about its files: those that go with what is asked now.

    A file in which malware was found is left out, as nobody could be given it.
    """
    asked = responses.questionnaire_of(response).revision.by_identifier
    files = [file for file in all_of(session, response) if file.requirement in asked]
    held_back = verdicts.infected(session, [file.stored_as for file in files])
    told = vault_items.told_of(session, [file.file for file in files])
    return tuple(
        EvidenceReference(
            file.requirement,
            file.name,
            file.media_type,
            file.size,
            file.digest,
            told[file.vault_version_id],
            levels_of(file),
        )
        for file in files
        if file.stored_as not in held_back
    )


def _refuse_closed(session: Session, response: ResponseRecord, received_at: datetime) -> None:
    """Say of a file that came too late that it is no part of the response (assurance B3)."""
    try:
        responses.refuse_closed(session, response, received_at)
    except DeadlinePassedError as error:
        raise LateFileError(**error.facts) from error


def _attached(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    *,
    requirement: str,
    version: vault_items.Version,
    levels: Iterable[Demonstration],
    at: datetime,
) -> EvidenceRecord:
    record = EvidenceRecord(
        response_id=response.id,
        requirement=requirement,
        file=version,
        levels=_values(levels),
        added_at=at,
    )
    session.add(record)
    session.flush()
    _tell(session, actor, response, record, action="attach_evidence", at=at)
    return record


def _changed(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    record: EvidenceRecord,
    levels: Iterable[Demonstration],
    at: datetime,
) -> EvidenceRecord:
    wanted = _values(levels)
    if record.levels != wanted:
        record.levels = wanted
        session.flush()
        _tell(session, actor, response, record, action="attach_evidence", at=at)
    return record


def _values(levels: Iterable[Demonstration]) -> list[str]:
    wanted = frozenset(levels)
    return [level.value for level in Demonstration if level in wanted]


def _tell(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    record: EvidenceRecord,
    *,
    action: str,
    at: datetime,
) -> None:
    facts = {"digest": record.digest, "size": record.size, "levels": record.levels}
    responses.tell(
        session, actor, response, action=action, item=record.requirement, at=at, facts=facts
    )
