"""This file starts a requirement set from an earlier one, or from a template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from questionnaires.carrying_over import CarryOver, carry_over
from questionnaires.catalogue import Source as TextSource
from questionnaires.catalogue_changes import Changes
from questionnaires.interchange import requirement as requirement_document
from questionnaires.interchange.canonical import canonical, digest
from questionnaires.requirement_sets import Requirement
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RequirementRecord
from supplier_portal.services import (
    catalogue_changes,
    catalogues,
    editions,
    picking,
    procurements,
    requirement_sets,
    set_templates,
)
from supplier_portal.services.actor import Actor
from supplier_portal.services.editions import Stored
from supplier_portal.services.errors import (
    ChangedMeanwhileError,
    EmptySetError,
    NotEmptyError,
    NotFoundError,
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A procurement whose set can be started from, and how many requirements that has."""

    procurement: ProcurementRecord
    count: int


@dataclass(frozen=True, slots=True)
class Source:
    """A set to start from: that of a procurement as it is now, or a template as it was kept.

    ``digest`` is of its requirements, to know again what somebody was shown.
    """

    id: UUID
    name: str
    catalogue_id: UUID
    requirements: tuple[Requirement, ...]
    digest: str


def earlier(session: Session, actor: Actor, procurement: ProcurementRecord) -> list[Earlier]:
    """The other procurements of the actor's organisation that have requirements, newest first."""
    count = (
        select(func.count())
        .where(RequirementRecord.procurement_id == ProcurementRecord.id)
        .correlate(ProcurementRecord)
        .scalar_subquery()
    )
    rows = session.execute(
        select(ProcurementRecord, count)
        .where(
            ProcurementRecord.organisation_id == actor.organisation_id,
            ProcurementRecord.id != procurement.id,
            count > 0,
        )
        .order_by(ProcurementRecord.created_at.desc(), ProcurementRecord.reference)
    )
    return [Earlier(found, size) for found, size in rows]


def chosen(session: Session, actor: Actor, source_id: UUID) -> Source:
    """The set of a procurement, or the template, with this id; raises NotFoundError."""
    try:
        template = set_templates.one_of(session, actor, source_id)
    except NotFoundError:
        found = procurements.of_organisation(session, actor.organisation_id, source_id)
        documents = session.scalars(
            select(RequirementRecord.document)
            .where(RequirementRecord.procurement_id == found.id)
            .order_by(RequirementRecord.position)
        ).all()
        return _source(found.id, found.reference, found.catalogue_id, documents)
    return _source(template.id, template.name, template.catalogue_id, template.documents)


def preview(session: Session, procurement: ProcurementRecord, source: Source) -> CarryOver:
    """What would come along from a set into a procurement, by the catalogue of the latter."""
    return carry_over(
        source.requirements,
        catalogues.get(session, procurement.catalogue_id),
        _changes(session, source.catalogue_id, procurement.catalogue_id),
    )


def copy(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    source_id: UUID,
    *,
    shown: str,
    at: datetime,
) -> CarryOver:
    """Fill an empty draft with what comes along from an earlier set or a template.

    ``shown`` is the digest of the set that the visitor was shown. Raises ChangedMeanwhileError
    when it changed since, and NotFoundError, AlreadyPublishedError, NotEmptyError or EmptySetError.
    """
    procurements.lock(session, procurement.id)
    refuse_filled(session, procurement)
    found = chosen(session, actor, source_id)
    if found.digest != shown:
        raise ChangedMeanwhileError
    brought = preview(session, procurement, found)
    if not brought.requirements:
        raise EmptySetError
    picking.append(session, procurement, brought.requirements)
    facts = {"from": found.name, **_facts(brought)}
    procurements.tell(session, actor, procurement, action="copy_set", at=at, facts=facts)
    return brought


def refuse_filled(session: Session, procurement: ProcurementRecord) -> None:
    """Raise AlreadyPublishedError once there is a revision, NotEmptyError once a requirement."""
    requirement_sets.refuse_published(session, procurement)
    if is_filled(session, procurement):
        raise NotEmptyError


def is_filled(session: Session, procurement: ProcurementRecord) -> bool:
    """Whether a procurement has any requirement."""
    found = exists().where(RequirementRecord.procurement_id == procurement.id)
    return bool(session.scalar(select(found)))


def _source(
    source_id: UUID, name: str, catalogue_id: UUID, documents: Sequence[dict[str, Any]]
) -> Source:
    requirements = tuple(map(requirement_document.remembered, documents))
    return Source(source_id, name, catalogue_id, requirements, digest(canonical(list(documents))))


def _facts(brought: CarryOver) -> dict[str, object]:
    return {
        "carried": [item.identifier for item in brought.requirements],
        "moved": {item.before.identifier: item.target for item in brought.moved},
        "left_out": {item.before.identifier: item.fate.value for item in brought.left_out},
    }


def _changes(session: Session, old_id: UUID, new_id: UUID) -> Changes | None:
    """What the norm changed, in its official words where both editions are there in them."""
    shelf = editions.stored(session)
    old, new = (next(item for item in shelf if item.id == wanted) for wanted in (old_id, new_id))
    if old.norm != new.norm or old == new:
        return None
    before, after = _official(shelf, old), _official(shelf, new)
    if before is not None and after is not None:
        old, new = before, after
    return catalogue_changes.between(session, old.id, new.id)


def _official(shelf: list[Stored], wanted: Stored) -> Stored | None:
    """The official text of an edition: the catalogue itself, or another of the same edition."""
    if wanted.source is TextSource.OFFICIAL:
        return wanted
    found = (
        item
        for item in shelf
        if (item.norm, item.edition, item.source)
        == (wanted.norm, wanted.edition, TextSource.OFFICIAL)
    )
    return next(found, None)
