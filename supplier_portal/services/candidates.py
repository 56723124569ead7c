"""This file tells what would be published of a procurement now, and whether it is ready."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires import readiness, revisions
from questionnaires.errors import NotPublishableError
from questionnaires.interchange import requirement as requirement_document
from questionnaires.interchange import revision as revision_document
from questionnaires.interchange.canonical import canonical
from questionnaires.readiness import Check
from questionnaires.requirement_sets import Requirement, RequirementSet
from questionnaires.revisions import Revision
from questionnaires.wording import Language
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RequirementRecord
from supplier_portal.services import exceptions, reviewers, risk_profiles

_FIRST = 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """The set as it stands, with what must be in order before it is published.

    ``digest`` is the one that the revision would have; empty when it cannot become one. ``basis``
    is that of the risk profile and the reasons for exceptions, which no revision holds.
    """

    requirements: tuple[Requirement, ...]
    checks: tuple[Check, ...]
    digest: str
    basis: str

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
    found = _read(_raw(procurement, _documents(session, [procurement])[procurement.id]))
    requirements = found.requirements
    names = [account.name for account in reviewers.named(session, procurement)]
    departures = exceptions.among(session, procurement, requirements)
    unexplained = [item.deviation.number for item in exceptions.without_reason(departures)]
    return Candidate(
        requirements=requirements,
        checks=(
            *readiness.of_set(requirements, Language(procurement.language)),
            readiness.of_deadline(procurement.deadline_at, at=at, minimum_days=minimum_days),
            readiness.of_exceptions(
                len(departures), unexplained, has_profile=_has_profile(session, procurement)
            ),
            readiness.of_reviewers(names),
        ),
        digest=found.digest,
        basis=exceptions.bases(session, [procurement.id])[procurement.id],
    )


def _has_profile(session: Session, procurement: ProcurementRecord) -> bool:
    return risk_profiles.current(session, procurement.id) is not None


def revision_of(procurement: ProcurementRecord, requirements: Sequence[Requirement]) -> Revision:
    """The revision that these requirements would be; raises as ``revisions.publish``."""
    return _revision(_facts_of(procurement), requirements)


def digests(session: Session, procurements: Sequence[ProcurementRecord]) -> Mapping[UUID, str]:
    """The digest that each of these procurements would be published under, in one statement."""
    if not procurements:
        return {}
    documents = _documents(session, procurements)
    return {item.id: _read(_raw(item, documents[item.id])).digest for item in procurements}


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
        digest = revision_document.digest_of(_revision(data["facts"], requirements))
    except NotPublishableError:
        digest = ""
    return _Read(requirements, digest)


def _raw(procurement: ProcurementRecord, documents: Sequence[dict[str, Any]]) -> bytes:
    return canonical({"facts": _facts_of(procurement), "requirements": documents})


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


def _facts_of(procurement: ProcurementRecord) -> dict[str, str]:
    catalogue = procurement.catalogue
    return {
        "reference": procurement.reference,
        "title": procurement.title,
        "buyer": procurement.organisation.name,
        "language": procurement.language,
        "catalogue": f"{catalogue.norm} {catalogue.edition}",
        "catalogue_digest": catalogue.digest,
    }


def _revision(facts: Mapping[str, str], requirements: Sequence[Requirement]) -> Revision:
    return revisions.publish(
        RequirementSet(tuple(requirements), facts["catalogue"], facts["catalogue_digest"]),
        purchase=revisions.Purchase(
            facts["reference"], facts["title"], facts["buyer"], facts["language"]
        ),
        number=_FIRST,
    )
