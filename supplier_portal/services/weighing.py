"""This file gives the requirements of a set their points, all together or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.interchange import requirement as requirement_document
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RequirementRecord
from supplier_portal.services import procurements, requirement_sets
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Weighing:
    """The points that a buyer gives one requirement, with the version this was based on."""

    weight: Decimal
    version: int


def weigh(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    changes: Mapping[str, Weighing],
    *,
    at: datetime,
) -> int:
    """Give requirements their points, all or none of them; says how many changed.

    Points that are as asked already are no change, whoever gave them. Raises as
    ``requirement_sets.tailor``.
    """
    procurements.lock(session, procurement.id, is_shared=True)
    requirement_sets.refuse_published(session, procurement)
    records = session.scalars(
        select(RequirementRecord)
        .where(
            RequirementRecord.procurement_id == procurement.id,
            RequirementRecord.identifier.in_(changes),
        )
        .order_by(RequirementRecord.position)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if len(records) != len(changes):
        raise NotFoundError
    weighed = [
        (record, replace(before, weight=change.weight), change)
        for record in records
        for before in (requirement_document.from_data(record.document),)
        for change in (changes[record.identifier],)
        if change.weight != before.weight
    ]
    for record, _, change in weighed:
        procurements.refuse_old(record.version, change.version)
    for record, after, _ in weighed:
        record.document = requirement_document.to_data(after)
    session.flush()
    if weighed:
        facts = {"weights": {after.identifier: str(after.weight) for _, after, _ in weighed}}
        procurements.tell(session, actor, procurement, action="weigh", at=at, facts=facts)
    return len(weighed)
