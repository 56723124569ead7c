"""This file tells what would be published of a procurement now, and whether it is ready."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaires import readiness, revisions
from questionnaires.errors import NotPublishableError
from questionnaires.handing_in import ResponseUse
from questionnaires.interchange import requirement as requirement_document
from questionnaires.interchange import revision as revision_document
from questionnaires.interchange.canonical import canonical, digest
from questionnaires.readiness import Check
from questionnaires.requirement_sets import Requirement, RequirementSet
from questionnaires.revision_changes import RequirementChange, changes
from questionnaires.revisions import Revision
from questionnaires.wording import Language
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import (
    AmendmentRecord,
    RequirementRecord,
    RevisionRecord,
)
from supplier_portal.services import exceptions, requirement_sets, reviewers, risk_profiles


@dataclass(frozen=True, slots=True)
class Candidate:
    """The set as it stands, with what must be in order before it is published.

    It would be revision ``number``; ``changed`` tells what that changes in the one before.
    ``digest`` is the one that it would have; empty when it cannot become one. ``basis`` is that of
    the risk profile and the reasons for exceptions and for a change, which no revision holds.
    """

    requirements: tuple[Requirement, ...]
    checks: tuple[Check, ...]
    digest: str
    basis: str
    number: int = 1
    changed: tuple[RequirementChange, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether every check is in order."""
        return all(check.is_in_order for check in self.checks)

    def refuse_unready(self) -> None:
        """Raise NotPublishableError with the first thing that is not in order."""
        for check in self.checks:
            if check.problem is not None:
                raise NotPublishableError(**{**check.facts, "problem": check.problem})


def of_procurement(
    session: Session, procurement: ProcurementRecord, *, minimum_days: int, at: datetime
) -> Candidate:
    """What would be published of a procurement at this moment."""
    number = next_numbers(session, [procurement])[procurement.id]
    found = _read(_raw(procurement, number, _documents(session, [procurement])[procurement.id]))
    requirements = found.requirements
    names = [account.name for account in reviewers.named(session, procurement)]
    departures = exceptions.among(session, procurement, requirements)
    unexplained = [item.deviation.number for item in exceptions.without_reason(departures)]
    changed = _changed(session, procurement, requirements)
    return Candidate(
        requirements=requirements,
        checks=(
            *readiness.of_set(requirements, Language(procurement.language)),
            readiness.of_deadline(procurement.deadline_at, at=at, minimum_days=minimum_days),
            readiness.of_exceptions(
                len(departures), unexplained, has_profile=_has_profile(session, procurement)
            ),
            readiness.of_reviewers(names),
            *([readiness.of_changes(len(changed), since=number - 1)] if number > 1 else []),
        ),
        digest=found.digest,
        basis=bases(session, [procurement])[procurement.id],
        number=number,
        changed=changed,
    )


def _changed(
    session: Session, procurement: ProcurementRecord, requirements: tuple[Requirement, ...]
) -> tuple[RequirementChange, ...]:
    records = requirement_sets.published(session, procurement.id)
    if not records:
        return ()
    last = requirement_sets.value_of(records[-1])
    return changes(last, replace(last, requirements=requirements))


def _has_profile(session: Session, procurement: ProcurementRecord) -> bool:
    return risk_profiles.current(session, procurement.id) is not None


def revision_of(
    procurement: ProcurementRecord, requirements: Sequence[Requirement], *, number: int = 1
) -> Revision:
    """The revision that these requirements would be; raises as ``revisions.publish``."""
    return _revision(_facts_of(procurement, number), requirements)


def digests(session: Session, procurements: Sequence[ProcurementRecord]) -> Mapping[UUID, str]:
    """The digest that each of these procurements would be published under, in one statement."""
    if not procurements:
        return {}
    documents, numbers = _documents(session, procurements), next_numbers(session, procurements)
    return {
        item.id: _read(_raw(item, numbers[item.id], documents[item.id])).digest
        for item in procurements
    }


def bases(session: Session, procurements: Sequence[ProcurementRecord]) -> Mapping[UUID, str]:
    """A digest of what each of these procurements rests on that its revision would not hold."""
    if not procurements:
        return {}
    found = dict(exceptions.bases(session, [item.id for item in procurements]))
    for item in procurements:
        if item.use != ResponseUse.OFFER:
            found[item.id] = digest(canonical([found[item.id], item.use]))
    rows = session.execute(
        select(AmendmentRecord.procurement_id, AmendmentRecord.reason).where(
            AmendmentRecord.procurement_id.in_(found)
        )
    )
    for procurement_id, reason in rows:
        found[procurement_id] = digest(canonical([found[procurement_id], reason]))
    return found


def next_numbers(session: Session, procurements: Sequence[ProcurementRecord]) -> Mapping[UUID, int]:
    """Which revision each of these procurements would publish next, in one statement."""
    found = dict.fromkeys((item.id for item in procurements), 1)
    rows = session.execute(
        select(RevisionRecord.procurement_id, func.max(RevisionRecord.number))
        .where(RevisionRecord.procurement_id.in_(found))
        .group_by(RevisionRecord.procurement_id)
    )
    return found | {procurement_id: last + 1 for procurement_id, last in rows}


@dataclass(frozen=True, slots=True)
class _Read:
    requirements: tuple[Requirement, ...]
    digest: str


@lru_cache(maxsize=16)
def _read(raw: bytes) -> _Read:
    """What rows say; as long as they say the same it is remembered, as reading takes a while."""
    data = json.loads(raw)
    requirements = tuple(map(requirement_document.remembered, data["requirements"]))
    try:
        found = revision_document.digest_of(_revision(data["facts"], requirements))
    except NotPublishableError:
        found = ""
    return _Read(requirements, found)


def _raw(procurement: ProcurementRecord, number: int, documents: Sequence[dict[str, Any]]) -> bytes:
    return canonical({"facts": _facts_of(procurement, number), "requirements": documents})


def _documents(
    session: Session, procurements: Sequence[ProcurementRecord]
) -> Mapping[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = {item.id: [] for item in procurements}
    rows = session.execute(
        select(RequirementRecord.procurement_id, RequirementRecord.document)
        .where(RequirementRecord.procurement_id.in_(found))
        .order_by(RequirementRecord.position, RequirementRecord.identifier)
    )
    for row in rows:
        found[row.procurement_id].append(row.document)
    return found


def _facts_of(procurement: ProcurementRecord, number: int) -> dict[str, str]:
    catalogue = procurement.catalogue
    return {
        "reference": procurement.reference,
        "title": procurement.title,
        "buyer": procurement.organisation.name,
        "language": procurement.language,
        "catalogue": f"{catalogue.norm} {catalogue.edition}",
        "catalogue_digest": catalogue.digest,
        "number": str(number),
    }


def _revision(facts: Mapping[str, str], requirements: Sequence[Requirement]) -> Revision:
    return revisions.publish(
        RequirementSet(tuple(requirements), facts["catalogue"], facts["catalogue_digest"]),
        purchase=revisions.Purchase(
            facts["reference"], facts["title"], facts["buyer"], facts["language"]
        ),
        number=int(facts["number"]),
    )
