"""This file imports catalogues and gives them back as values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from questionnaires import knowledge
from questionnaires.catalogue import (
    Catalogue,
    Category,
    Control,
    Group,
    Measure,
    MeasureStatus,
    Source,
    Theme,
)
from questionnaires.interchange import catalogue_files
from questionnaires.interchange.canonical import canonical, digest
from questionnaires.interchange.reading import Reading, ReadingWarning
from questionnaires.wording import Wording
from supplier_portal.records.catalogues import (
    CatalogueRecord,
    ControlRecord,
    GroupRecord,
    MeasureRecord,
)
from supplier_portal.services import catalogue_journal
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the catalogue, and whether it was new or there already."""

    catalogue_id: UUID
    catalogue: Catalogue
    is_new: bool
    warnings: tuple[ReadingWarning, ...] = ()


def preview(name: str, content: bytes) -> Reading:
    """Read a file of any known kind and keep nothing; raises UnreadableFileError."""
    return catalogue_files.read_any(name, content)


def import_file(
    session: Session, name: str, content: bytes, *, at: datetime, by: Actor | None = None
) -> Imported:
    """Import a catalogue from a file of any known kind; the same file again changes nothing.

    ``by`` is nobody for a command. Raises UnreadableFileError, with the place and the reason, for
    anything else.
    """
    # Read before the session is used for the first time, which holds up every other writer.
    reading = catalogue_files.read_any(name, content)
    found, is_new = _keep(session, reading.catalogue, digest(content), at, by)
    return Imported(found, reading.catalogue, is_new, reading.warnings)


def load_own(session: Session, *, at: datetime) -> Imported:
    """Store the catalogue that comes with the project, unless it is there already."""
    return _load(session, knowledge.load().catalogue(), at)


def load_shipped(session: Session, *, at: datetime) -> list[Imported]:
    """Store all that comes with the project: our catalogue, and other norms by number and title."""
    others = knowledge.load().other_norms()
    return [load_own(session, at=at), *(_load(session, norm, at) for norm in others)]


def _load(session: Session, catalogue: Catalogue, at: datetime) -> Imported:
    found, is_new = _keep(session, catalogue, digest_of_own(catalogue), at)
    return Imported(found, catalogue, is_new)


def digest_of_own(catalogue: Catalogue) -> str:
    """The digest of a catalogue that came from no file; what it has not does not count."""
    content = {
        kind: [{key: value for key, value in row.items() if _counts(key, value)} for row in rows]
        for kind, rows in _content(catalogue).items()
        if rows
    }
    return digest(canonical(content))


def get(session: Session, catalogue_id: UUID) -> Catalogue:
    """One catalogue, whole, in four statements; raises NotFoundError."""
    record = session.get(CatalogueRecord, catalogue_id)
    if record is None:
        raise NotFoundError
    groups = session.execute(
        select(GroupRecord.key, GroupRecord.title)
        .where(GroupRecord.catalogue_id == catalogue_id)
        .order_by(GroupRecord.position)
    )
    controls = session.execute(
        select(
            ControlRecord.number,
            ControlRecord.title,
            ControlRecord.group_key,
            ControlRecord.theme,
        )
        .where(ControlRecord.catalogue_id == catalogue_id)
        .order_by(ControlRecord.position, ControlRecord.number)
    )
    measures = session.execute(
        select(
            MeasureRecord.number,
            MeasureRecord.status,
            MeasureRecord.title,
            MeasureRecord.text,
            MeasureRecord.categories,
            MeasureRecord.target,
            MeasureRecord.control_number,
            MeasureRecord.theme,
        )
        .where(MeasureRecord.catalogue_id == catalogue_id)
        .order_by(MeasureRecord.position, MeasureRecord.number)
    )
    return Catalogue(
        norm=record.norm,
        edition=record.edition,
        source=Source(record.source),
        controls=tuple(
            Control(number, Wording(**title), group, theme and Theme(theme))
            for number, title, group, theme in controls
        ),
        measures=tuple(
            Measure(
                number=row.number,
                status=MeasureStatus(row.status),
                title=Wording(**row.title),
                text=Wording(**row.text),
                categories=frozenset(map(Category, row.categories)),
                target=row.target,
                control_number=row.control_number,
                explicit_theme=row.theme and Theme(row.theme),
            )
            for row in measures
        ),
        groups=tuple(Group(key, Wording(**title)) for key, title in groups),
    )


def _keep(
    session: Session,
    catalogue: Catalogue,
    source_digest: str,
    at: datetime,
    by: Actor | None = None,
) -> tuple[UUID, bool]:
    known = select(CatalogueRecord.id).where(CatalogueRecord.digest == source_digest)
    existing = session.scalar(known)
    if existing is not None:
        return existing, False
    record = CatalogueRecord(
        norm=catalogue.norm,
        edition=catalogue.edition,
        source=catalogue.source,
        digest=source_digest,
        imported_at=at,
    )
    session.add(record)
    session.flush()
    tables = {"groups": GroupRecord, "controls": ControlRecord, "measures": MeasureRecord}
    for kind, rows in _content(catalogue).items():
        placed = [
            {**row, "catalogue_id": record.id, "position": position}
            for position, row in enumerate(rows)
        ]
        if placed:
            session.execute(insert(tables[kind]), placed)
    catalogue_journal.tell_of_import(session, by, record, len(catalogue.measures), at=at)
    return record.id, True


def _content(catalogue: Catalogue) -> dict[str, list[dict[str, Any]]]:
    return {
        "groups": [{"key": group.key, "title": _both(group.title)} for group in catalogue.groups],
        "controls": [
            {
                "number": control.number,
                "title": _both(control.title),
                "group_key": control.group,
                "theme": control.explicit_theme and control.explicit_theme.value,
            }
            for control in catalogue.controls
        ],
        "measures": [
            {
                "number": measure.number,
                "status": measure.status.value,
                "title": _both(measure.title),
                "text": _both(measure.text),
                "categories": _sorted(measure.categories),
                "target": measure.target,
                "control_number": measure.control_number,
                "theme": measure.explicit_theme and measure.explicit_theme.value,
            }
            for measure in catalogue.measures
        ],
    }


def _counts(key: str, value: object) -> bool:
    # As it was before other norms: "target" always counted, the later columns only when filled.
    return value is not None or key == "target"


def _both(wording: Wording) -> dict[str, str]:
    return {"nl": wording.nl, "en": wording.en}


def _sorted(categories: Iterable[Category]) -> list[str]:
    return sorted(category.value for category in categories)
