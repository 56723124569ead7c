"""This file shows and tailors the requirement set of a procurement, and finds what is published."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaires.equivalences import Equivalence
from questionnaires.interchange import requirement as requirement_document
from questionnaires.interchange import revision as revision_document
from questionnaires.requirement_sets import Requirement, RequirementKind
from questionnaires.revisions import Revision
from questionnaires.wording import Wording, safe
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import (
    AmendmentRecord,
    RequirementRecord,
    RevisionRecord,
)
from supplier_portal.services import measures, procurements
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import AlreadyPublishedError, NotFoundError

Published: TypeAlias = RevisionRecord


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement of the set, with the version a change must name."""

    requirement: Requirement
    version: int


@dataclass(frozen=True, slots=True)
class Tailoring:
    """What a buyer decides about one requirement."""

    kind: RequirementKind
    weight: Decimal
    text: str
    not_applicable_allowed: bool
    equivalence: Equivalence | None = None


def lines(session: Session, procurement: ProcurementRecord) -> list[Line]:
    """The set as it is now, in its order, in one statement."""
    rows = session.execute(
        select(RequirementRecord.document, RequirementRecord.version)
        .where(RequirementRecord.procurement_id == procurement.id)
        .order_by(RequirementRecord.position, RequirementRecord.identifier)
    )
    return [Line(requirement_document.remembered(row.document), row.version) for row in rows]


def tailor(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    identifier: str,
    *,
    tailoring: Tailoring,
    version: int,
    at: datetime,
) -> None:
    """Change one requirement.

    Raises ChangedMeanwhileError, AlreadyPublishedError, UnsafeTextError, NotInNormError or, when
    kind and weight contradict each other, InvalidRequirementError.
    """
    record = changeable(session, procurement, identifier, version)
    before = requirement_document.from_data(record.document)
    if tailoring.equivalence not in {None, before.equivalence}:
        measures.refuse_unknown(session, tailoring.equivalence)
    text = safe(tailoring.text).strip()
    after = replace(
        before,
        kind=tailoring.kind,
        weight=tailoring.weight,
        text=_reworded(before.text, procurement.language, text),
        not_applicable_allowed=tailoring.not_applicable_allowed,
        equivalence=tailoring.equivalence,
    )
    record.document = requirement_document.to_data(after)
    session.flush()
    facts = {"requirement": identifier, "kind": after.kind.value, "weight": str(after.weight)}
    if after.equivalence != before.equivalence:
        facts["equivalence"] = str(after.equivalence or "")
    procurements.tell(session, actor, procurement, action="tailor", at=at, facts=facts)


def drop(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    identifier: str,
    *,
    version: int,
    at: datetime,
) -> None:
    """Take one requirement out of the set; raises as ``tailor``."""
    session.delete(changeable(session, procurement, identifier, version))
    session.flush()
    facts = {"requirement": identifier}
    procurements.tell(session, actor, procurement, action="drop", at=at, facts=facts)


def published(session: Session, procurement_id: UUID) -> Sequence[RevisionRecord]:
    """The revisions of a procurement, the first one first."""
    return session.scalars(
        select(RevisionRecord)
        .where(RevisionRecord.procurement_id == procurement_id)
        .order_by(RevisionRecord.number)
    ).all()


def newest_number(session: Session, procurement_id: UUID) -> int:
    """The number of the revision that counts; 0 before the first."""
    found = select(func.max(RevisionRecord.number)).where(
        RevisionRecord.procurement_id == procurement_id
    )
    return session.scalar(found) or 0


def revision_numbered(session: Session, procurement_id: UUID, number: int) -> RevisionRecord:
    """One revision of a procurement; raises NotFoundError."""
    found = session.scalar(
        select(RevisionRecord).where(
            RevisionRecord.procurement_id == procurement_id, RevisionRecord.number == number
        )
    )
    if found is None:
        raise NotFoundError
    return found


def value_of(record: RevisionRecord) -> Revision:
    """The revision a row holds."""
    return revision_document.from_document(record.document)


def refuse_published(session: Session, procurement: ProcurementRecord) -> None:
    """Raise AlreadyPublishedError once there is a revision, unless an amendment is under way."""
    count = select(func.count()).where(RevisionRecord.procurement_id == procurement.id)
    if session.scalar(count) and not _is_amending(session, procurement):
        raise AlreadyPublishedError


def _is_amending(session: Session, procurement: ProcurementRecord) -> bool:
    """Whether there is an amendment that can still be published: not after the opening."""
    found = session.get(AmendmentRecord, procurement.id)
    return found is not None and not procurements.is_opened(session, procurement.id)


def _reworded(before: Wording, language: str, text: str) -> Wording:
    """The new text; an older translation of other words goes, as it would say something else."""
    return before if getattr(before, language) == text else Wording(**{language: text})


def changeable(
    session: Session, procurement: ProcurementRecord, identifier: str, version: int
) -> RequirementRecord:
    """The row of a requirement that may be changed now.

    Raises NotFoundError, AlreadyPublishedError or ChangedMeanwhileError.
    """
    procurements.lock(session, procurement.id, is_shared=True)
    refuse_published(session, procurement)
    record = session.scalar(
        select(RequirementRecord).where(
            RequirementRecord.procurement_id == procurement.id,
            RequirementRecord.identifier == identifier,
        )
    )
    if record is None:
        raise NotFoundError
    procurements.refuse_old(record.version, version)
    return record
