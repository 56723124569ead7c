"""This file imports catalogues and gives them back as values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from questionnaires import knowledge
from questionnaires.catalogue import (
    Catalogue,
    Category,
    Control,
    Measure,
    MeasureStatus,
    Source,
)
from questionnaires.interchange import bio2_markdown
from questionnaires.interchange.bio2_warnings import ReadingWarning
from questionnaires.interchange.canonical import canonical, digest
from questionnaires.wording import Wording
from supplier_portal.records.catalogues import CatalogueRecord, ControlRecord, MeasureRecord
from supplier_portal.services.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the catalogue, and whether it was new or there already."""

    catalogue_id: UUID
    catalogue: Catalogue
    is_new: bool
    warnings: tuple[ReadingWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A catalogue in a list."""

    id: UUID
    name: str
    source: Source
    imported_at: datetime


def import_bio2(session: Session, content: bytes, *, at: datetime) -> Imported:
    """Import the published Markdown of BIO2 part 2; the same file again changes nothing.

    Raises UnreadableFileError, with the line and the reason, for anything else.
    """
    reading = bio2_markdown.read(content)
    found, is_new = _keep(session, reading.catalogue, digest(content), at)
    return Imported(found, reading.catalogue, is_new, reading.warnings)


def load_own(session: Session, *, at: datetime) -> Imported:
    """Store the catalogue that comes with the project, unless it is there already."""
    catalogue = knowledge.load().catalogue()
    found, is_new = _keep(session, catalogue, digest(canonical(_content(catalogue))), at)
    return Imported(found, catalogue, is_new)


def listed(session: Session) -> list[Listed]:
    """All catalogues, newest edition first, our own before the official one."""
    records = session.scalars(
        select(CatalogueRecord).order_by(
            CatalogueRecord.norm,
            CatalogueRecord.edition.desc(),
            CatalogueRecord.source.desc(),
            CatalogueRecord.imported_at.desc(),
        )
    )
    return [
        Listed(item.id, f"{item.norm} {item.edition}", Source(item.source), item.imported_at)
        for item in records
    ]


def get(session: Session, catalogue_id: UUID) -> Catalogue:
    """One catalogue, whole, in three statements; raises NotFoundError."""
    record = session.get(CatalogueRecord, catalogue_id)
    if record is None:
        raise NotFoundError
    controls = session.execute(
        select(ControlRecord.number, ControlRecord.title)
        .where(ControlRecord.catalogue_id == catalogue_id)
        .order_by(ControlRecord.number)
    )
    measures = session.execute(
        select(
            MeasureRecord.number,
            MeasureRecord.status,
            MeasureRecord.title,
            MeasureRecord.text,
            MeasureRecord.categories,
            MeasureRecord.target,
        )
        .where(MeasureRecord.catalogue_id == catalogue_id)
        .order_by(MeasureRecord.number)
    )
    return Catalogue(
        norm=record.norm,
        edition=record.edition,
        source=Source(record.source),
        controls=tuple(Control(number, Wording(**title)) for number, title in controls),
        measures=tuple(
            Measure(
                number=row.number,
                status=MeasureStatus(row.status),
                title=Wording(**row.title),
                text=Wording(**row.text),
                categories=frozenset(map(Category, row.categories)),
                target=row.target,
            )
            for row in measures
        ),
    )


def _keep(
    session: Session, catalogue: Catalogue, source_digest: str, at: datetime
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
    content = _content(catalogue)
    for table, rows in ((ControlRecord, content["controls"]), (MeasureRecord, content["measures"])):
        session.execute(insert(table), [{**row, "catalogue_id": record.id} for row in rows])
    return record.id, True


def _content(catalogue: Catalogue) -> dict[str, list[dict[str, object]]]:
    return {
        "controls": [
            {"number": control.number, "title": _both(control.title)}
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
            }
            for measure in catalogue.measures
        ],
    }


def _both(wording: Wording) -> dict[str, str]:
    return {"nl": wording.nl, "en": wording.en}


def _sorted(categories: Iterable[Category]) -> list[str]:
    return sorted(category.value for category in categories)
