"""This file keeps what is at stake in a procurement, and proposes what to ask because of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires import knowledge
from questionnaires.catalogue import Catalogue
from questionnaires.deviations import Asked
from questionnaires.errors import InvalidProfileError
from questionnaires.house import House
from questionnaires.interchange import risk_profile as documents
from questionnaires.interchange.canonical import canonical, digest
from questionnaires.knowledge import Knowledge
from questionnaires.proposing import Line, Proposals, propose, propose_own
from questionnaires.requirement_sets import Reference
from questionnaires.risk_profile import RiskProfile, problem_of
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.risk_profiles import RiskProfileRecord
from supplier_portal.services import catalogues, house, procurements, requirement_sets
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class KeptProfile:
    """A risk profile with its version, and who gave it when."""

    profile: RiskProfile
    version: int
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a profile proposes from the catalogue of a procurement, and of the organisation itself.

    ``known`` also names the segments that the organisation has of its own.
    """

    catalogue: Catalogue
    house: House
    known: Knowledge
    proposals: Proposals
    own: tuple[Line, ...]

    @property
    def asked(self) -> tuple[Asked, ...]:
        """All that is proposed, with where it comes from."""
        norm, edition = self.catalogue.norm, self.catalogue.edition
        of_norm = (
            Asked(Reference(norm, edition, line.number), line.asks)
            for line in self.proposals.proposed
            if line.asks
        )
        of_house = (
            Asked(Reference(self.house.name, self._edition(line.number), line.number), line.asks)
            for line in self.own
            if line.is_proposed and line.asks
        )
        return (*of_norm, *of_house)

    @property
    def own_proposals(self) -> Proposals:
        """The organisation's own measures as proposals by themselves."""
        return Proposals(self.own, self.proposals.segments, self.proposals.risk_factors)

    def _edition(self, number: str) -> str:
        return self.house.measures[number].edition


def current(session: Session, procurement_id: UUID) -> KeptProfile | None:
    """The risk profile of a procurement as it is now, if one was given."""
    record = session.scalar(
        select(RiskProfileRecord)
        .where(RiskProfileRecord.procurement_id == procurement_id)
        .order_by(RiskProfileRecord.version.desc())
        .limit(1)
    )
    if record is None:
        return None
    return KeptProfile(
        documents.from_data(record.document),
        record.version,
        record.changed_by.name,
        record.changed_at,
    )


def digest_of(profile: RiskProfile) -> str:
    """A digest by which two profiles are known to be equal."""
    return digest(canonical(documents.to_data(profile)))


def known_to(home: House) -> Knowledge:
    """What the project knows, with the segments that an organisation has of its own."""
    known = knowledge.load()
    return replace(known, segments=(*known.segments, *home.segments))


def keep(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    profile: RiskProfile,
    *,
    version: int,
    at: datetime,
) -> int:
    """Keep a risk profile as the next version, and give its number; no set changes by it.

    Raises ChangedMeanwhileError, AlreadyPublishedError, or InvalidProfileError for one that
    contradicts itself.
    """
    procurements.lock(session, procurement.id)
    requirement_sets.refuse_published(session, procurement)
    problem = problem_of(profile, known_to(house.current(session, actor)).segments)
    if problem is not None:
        raise InvalidProfileError(problem=problem)
    last = current(session, procurement.id)
    procurements.refuse_old(last.version if last else 0, version)
    session.add(
        RiskProfileRecord(
            procurement_id=procurement.id,
            version=version + 1,
            document=documents.to_data(profile),
            changed_at=at,
            changed_by_id=actor.account_id,
        )
    )
    session.flush()
    facts = {"version": version + 1}
    procurements.tell(session, actor, procurement, action="keep_profile", at=at, facts=facts)
    return version + 1


def take_along(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    source_id: UUID,
    *,
    at: datetime,
) -> None:
    """Keep the profile of another procurement of the organisation as the first of this one.

    Raises NotFoundError when that has none, ChangedMeanwhileError when this one has one already.
    """
    source = procurements.of_organisation(session, actor.organisation_id, source_id)
    found = current(session, source.id)
    if found is None:
        raise NotFoundError
    keep(session, actor, procurement, found.profile, version=0, at=at)


def proposed(session: Session, procurement: ProcurementRecord, profile: RiskProfile) -> Proposed:
    """What a profile proposes to ask in a procurement, and what it does not, with the reasons."""
    home = house.of_organisation(session, procurement.organisation_id)
    known = known_to(home)
    catalogue = catalogues.get(session, procurement.catalogue_id)
    return Proposed(
        catalogue=catalogue,
        house=home,
        known=known,
        proposals=propose(profile, known, catalogue),
        own=propose_own(profile, (kept.measure for kept in home.measures.values())),
    )
