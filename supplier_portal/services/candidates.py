"""This file tells what would be published of a procurement now, and whether it is ready."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires import readiness, revisions
from questionnaires.errors import NotPublishableError
from questionnaires.interchange import requirement as requirement_document
from questionnaires.interchange import revision as revision_document
from questionnaires.readiness import Check
from questionnaires.requirement_sets import Requirement, RequirementSet
from questionnaires.revisions import Revision
from questionnaires.wording import Language
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RequirementRecord
from supplier_portal.services import requirement_sets, reviewers

_FIRST = 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """The set as it stands, with what must be in order before it is published.

    ``digest`` is the one that the revision would have; empty when it cannot become one.
    """

    requirements: tuple[Requirement, ...]
    checks: tuple[Check, ...]
    digest: str

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
    lines = requirement_sets.lines(session, procurement)
    requirements = tuple(line.requirement for line in lines)
    names = [account.name for account in reviewers.named(session, procurement)]
    return Candidate(
        requirements=requirements,
        checks=(
            *readiness.of_set(requirements, Language(procurement.language)),
            readiness.of_deadline(procurement.deadline_at, at=at, minimum_days=minimum_days),
            readiness.of_reviewers(names),
        ),
        digest=_digest_of(procurement, requirements),
    )


def revision_of(procurement: ProcurementRecord, requirements: Sequence[Requirement]) -> Revision:
    """The revision that these requirements would be; raises as ``revisions.publish``."""
    catalogue = procurement.catalogue
    return revisions.publish(
        RequirementSet(
            requirements=tuple(requirements),
            catalogue=f"{catalogue.norm} {catalogue.edition}",
            catalogue_digest=catalogue.digest,
        ),
        purchase=revisions.Purchase(
            reference=procurement.reference,
            title=procurement.title,
            buyer=procurement.organisation.name,
            language=procurement.language,
        ),
        number=_FIRST,
    )


def digests(session: Session, procurements: Sequence[ProcurementRecord]) -> Mapping[UUID, str]:
    """The digest that each of these procurements would be published under, in one statement."""
    found: dict[UUID, list[Requirement]] = {item.id: [] for item in procurements}
    if not found:
        return {}
    rows = session.execute(
        select(RequirementRecord.procurement_id, RequirementRecord.document)
        .where(RequirementRecord.procurement_id.in_(found))
        .order_by(RequirementRecord.position)
    )
    for row in rows:
        found[row.procurement_id].append(requirement_document.from_data(row.document))
    return {item.id: _digest_of(item, found[item.id]) for item in procurements}


def _digest_of(procurement: ProcurementRecord, requirements: Sequence[Requirement]) -> str:
    try:
        return revision_document.digest_of(revision_of(procurement, requirements))
    except NotPublishableError:
        return ""
