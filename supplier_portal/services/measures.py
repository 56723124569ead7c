"""This file tells of one measure which editions say what, and which procurements use it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.catalogue import MeasureStatus, Source
from questionnaires.editions import edition_order
from questionnaires.equivalences import Equivalence
from questionnaires.interchange.requirement_names import names_in
from questionnaires.requirement_sets import identifier_of
from questionnaires.wording import Wording
from supplier_portal.records.catalogues import CatalogueRecord, MeasureRecord
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RequirementRecord
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import NotInNormError

IN_FORCE = frozenset({MeasureStatus.ACTIVE, MeasureStatus.NONE})


@dataclass(frozen=True, slots=True)
class Edition:
    """What one stored catalogue says of a number."""

    catalogue_id: UUID
    name: str
    edition: str
    source: Source
    status: MeasureStatus
    target: str | None
    text: Wording


def editions(session: Session, norm: str, number: str) -> list[Edition]:
    """What every stored edition of a norm says of a number, the newest edition first."""
    rows = session.execute(
        select(CatalogueRecord, MeasureRecord)
        .join(MeasureRecord, MeasureRecord.catalogue_id == CatalogueRecord.id)
        .where(CatalogueRecord.norm == norm, MeasureRecord.number == number)
        .order_by(CatalogueRecord.source, CatalogueRecord.imported_at.desc())
    )
    found = [
        Edition(
            catalogue_id=catalogue.id,
            name=f"{catalogue.norm} {catalogue.edition}",
            edition=catalogue.edition,
            source=Source(catalogue.source),
            status=MeasureStatus(measure.status),
            target=measure.target,
            text=Wording(**measure.text),
        )
        for catalogue, measure in rows
    ]
    return sorted(found, key=lambda item: edition_order(item.edition), reverse=True)


def refuse_unknown(session: Session, equivalence: Equivalence | None) -> None:
    """Raise NotInNormError for a measure that no stored catalogue of its norm has in force."""
    if equivalence is None:
        return
    found = session.scalar(
        select(MeasureRecord.id)
        .join(CatalogueRecord, MeasureRecord.catalogue_id == CatalogueRecord.id)
        .where(
            CatalogueRecord.norm == equivalence.norm,
            CatalogueRecord.edition == equivalence.edition,
            MeasureRecord.number == equivalence.number,
            MeasureRecord.status.in_(IN_FORCE),
        )
        .limit(1)
    )
    if found is None:
        name = f"{equivalence.norm} {equivalence.edition}"
        raise NotInNormError(norm=name, number=equivalence.number)


def used_in(session: Session, actor: Actor, norm: str, number: str) -> Sequence[ProcurementRecord]:
    """The procurements of the actor's organisation that ask for a number, the newest first.

    An identifier begins like those of other norms whose names begin alike, and may end in a count:
    the reference decides.
    """
    rows = session.execute(
        select(ProcurementRecord, RequirementRecord.document)
        .join(RequirementRecord, RequirementRecord.procurement_id == ProcurementRecord.id)
        .where(
            ProcurementRecord.organisation_id == actor.organisation_id,
            RequirementRecord.identifier.startswith(identifier_of(norm, number, ())),
        )
        .order_by(ProcurementRecord.created_at.desc())
    )
    found = [
        procurement
        for procurement, document in rows
        if any((item.norm, item.number) == (norm, number) for item in names_in(document).references)
    ]
    return list(dict.fromkeys(found))
