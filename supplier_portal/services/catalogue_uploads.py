"""This file keeps the file of a catalogue from its upload until it is imported or thrown away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from questionnaires.catalogue import Catalogue
from questionnaires.catalogue_changes import Changes, difference
from questionnaires.editions import edition_order
from questionnaires.interchange.canonical import digest
from supplier_portal.records.catalogues import CatalogueRecord, CatalogueUploadRecord
from supplier_portal.services import catalogue_journal, catalogues, editions
from supplier_portal.services.actor import Actor
from supplier_portal.services.catalogues import Imported
from supplier_portal.services.editions import Stored
from supplier_portal.services.errors import NotFoundError

LONGEST_NAME = 255
MOST_WAITING = 3
KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits to be imported."""

    id: UUID
    name: str
    digest: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits to be imported, without what it holds."""

    id: UUID
    name: str
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What is stored already beside a catalogue that a file would bring in.

    ``same_file`` came from the same bytes, ``same_edition`` from others; ``changes`` are those
    since the newest earlier edition of the norm.
    """

    same_file: Stored | None
    same_edition: tuple[Stored, ...]
    changes: Changes | None


def safe_name(name: str) -> str:
    """The name of a file as it can be shown and kept on one line, without the folders it was in.

    Its end tells of which kind the file is, so a long name loses its start.
    """
    last = PurePath(name.replace("\\", "/")).name
    return "".join(sign if sign.isprintable() else "_" for sign in last)[-LONGEST_NAME:] or "_"


def keep(session: Session, actor: Actor, name: str, content: bytes, *, at: datetime) -> UUID:
    """Keep a file that could be read, for who uploaded it; their oldest make room for it."""
    _make_room(session, actor, at)
    record = CatalogueUploadRecord(
        organisation_id=actor.organisation_id,
        account_id=actor.account_id,
        name=safe_name(name),
        digest=digest(content),
        content=content,
        uploaded_at=at,
    )
    session.add(record)
    session.flush()
    catalogue_journal.tell_of_upload(session, actor, "upload_catalogue", record, at=at)
    return record.id


def waiting(session: Session, actor: Actor) -> Sequence[Waiting]:
    """The files of this account that wait to be imported, the newest first."""
    rows = session.execute(
        select(
            CatalogueUploadRecord.id,
            CatalogueUploadRecord.name,
            CatalogueUploadRecord.uploaded_at,
        )
        .where(CatalogueUploadRecord.account_id == actor.account_id)
        .order_by(CatalogueUploadRecord.uploaded_at.desc(), CatalogueUploadRecord.id)
    )
    return [Waiting(row.id, row.name, row.uploaded_at) for row in rows]


def one_of(session: Session, actor: Actor, upload_id: UUID) -> Upload:
    """One file that this account uploaded; raises NotFoundError."""
    record = _record(session, actor, upload_id)
    return Upload(record.id, record.name, record.digest, record.content)


def import_(session: Session, actor: Actor, upload: Upload, *, at: datetime) -> Imported:
    """Import a file that waits, and keep it no longer; the same file again changes nothing.

    Raises NotFoundError when it was imported or thrown away meanwhile, and as
    ``catalogues.import_file``.
    """
    imported = catalogues.import_file(session, upload.name, upload.content, at=at, by=actor)
    session.delete(_record(session, actor, upload.id))
    session.flush()
    return imported


def discard(session: Session, actor: Actor, upload_id: UUID, *, at: datetime) -> str:
    """Throw a file away that waits to be imported; gives its name. Raises NotFoundError."""
    record = _record(session, actor, upload_id)
    catalogue_journal.tell_of_upload(session, actor, "discard_upload", record, at=at)
    session.delete(record)
    session.flush()
    return record.name


def neighbours(session: Session, catalogue: Catalogue, source_digest: str) -> Neighbours:
    """What is stored already of the norm that a file holds."""
    of_norm = [item for item in editions.stored(session) if item.norm == catalogue.norm]
    known = select(CatalogueRecord.id).where(CatalogueRecord.digest == source_digest)
    same_id = session.scalar(known)
    return Neighbours(
        same_file=next((item for item in of_norm if item.id == same_id), None),
        same_edition=tuple(
            item for item in of_norm if item.edition == catalogue.edition and item.id != same_id
        ),
        changes=_since_earlier(session, catalogue, of_norm),
    )


def _since_earlier(
    session: Session, catalogue: Catalogue, newest_first: Sequence[Stored]
) -> Changes | None:
    order = edition_order(catalogue.edition)
    earlier = [item for item in newest_first if edition_order(item.edition) < order]
    newest = editions.preferred(item for item in earlier if item.edition == earlier[0].edition)
    if newest is None:
        return None
    return difference(catalogues.get(session, newest.id), catalogue)


def _make_room(session: Session, actor: Actor, at: datetime) -> None:
    own = [item.id for item in waiting(session, actor)]
    is_forgotten = CatalogueUploadRecord.uploaded_at < at - KEPT_FOR
    is_too_many = CatalogueUploadRecord.id.in_(own[MOST_WAITING - 1 :])
    session.execute(delete(CatalogueUploadRecord).where(is_forgotten | is_too_many))


def _record(session: Session, actor: Actor, upload_id: UUID) -> CatalogueUploadRecord:
    found = session.scalar(
        select(CatalogueUploadRecord).where(
            CatalogueUploadRecord.id == upload_id,
            CatalogueUploadRecord.account_id == actor.account_id,
        )
    )
    if found is None:
        raise NotFoundError
    return found
