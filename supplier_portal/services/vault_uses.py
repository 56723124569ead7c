"""This file finds in which responses of a supplier a thing of its vault is used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.proving import Demonstration
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.responses import EvidenceRecord, ResponseRecord
from supplier_portal.records.vault import VaultVersionRecord
from supplier_portal.services import evidence
from supplier_portal.services.actor import Actor


@dataclass(frozen=True, slots=True)
class Use:
    """That a requirement of a response is shown with a version, and with which levels."""

    response: ResponseRecord
    requirement: str
    number: int
    levels: tuple[Demonstration, ...]


def of_item(session: Session, actor: Actor, item_id: UUID) -> list[Use]:
    """Where a thing is used, the nearest deadline first."""
    rows = session.execute(
        select(EvidenceRecord, ResponseRecord)
        .join(VaultVersionRecord, VaultVersionRecord.id == EvidenceRecord.vault_version_id)
        .join(ResponseRecord, ResponseRecord.id == EvidenceRecord.response_id)
        .join(ProcurementRecord, ProcurementRecord.id == ResponseRecord.procurement_id)
        .where(
            VaultVersionRecord.item_id == item_id,
            ResponseRecord.organisation_id == actor.organisation_id,
            EvidenceRecord.removed_at.is_(None),
        )
        .order_by(ProcurementRecord.deadline_at, EvidenceRecord.requirement)
    )
    return [
        Use(response, row.requirement, row.file.number, evidence.levels_of(row))
        for row, response in rows
    ]


def last_deadlines(session: Session, actor: Actor, *, at: datetime) -> Mapping[UUID, datetime]:
    """Of each thing that is used in a response that is still open the last deadline of those."""
    rows = session.execute(
        select(VaultVersionRecord.item_id, ProcurementRecord.deadline_at)
        .join(EvidenceRecord, EvidenceRecord.vault_version_id == VaultVersionRecord.id)
        .join(ResponseRecord, ResponseRecord.id == EvidenceRecord.response_id)
        .join(ProcurementRecord, ProcurementRecord.id == ResponseRecord.procurement_id)
        .where(
            ResponseRecord.organisation_id == actor.organisation_id,
            EvidenceRecord.removed_at.is_(None),
            ProcurementRecord.deadline_at >= at,
        )
        .order_by(ProcurementRecord.deadline_at)
    )
    return {item_id: deadline for item_id, deadline in rows if deadline is not None}
