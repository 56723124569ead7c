"""This file gathers what a statement of applicability rests on, as it is at one moment."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from questionnaires import knowledge
from questionnaires.annexes.applicability import Explained, Grounds, Listed
from questionnaires.annexes.profile_answers import answers_of
from questionnaires.catalogue import Catalogue
from questionnaires.knowledge import Knowledge
from questionnaires.proposal_words import words
from questionnaires.proposing import Line, propose
from questionnaires.requirement_sets import Reference, Requirement
from questionnaires.risk_profile import RiskProfile
from questionnaires.wording import Wording
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.services import catalogues, exceptions, risk_profiles
from supplier_portal.services.risk_profiles import Proposed

_NO_PROFILE = Wording("Er is geen risicoprofiel gegeven.", "No risk profile was given.")


def of_statement(
    session: Session,
    procurement: ProcurementRecord,
    requirements: Iterable[Requirement],
    *,
    at: datetime,
) -> Grounds:
    """The measures that could be asked, the exceptions and the risk profile, as they are now."""
    kept = risk_profiles.current(session, procurement.id)
    if kept is None:
        catalogue = catalogues.get(session, procurement.catalogue_id)
        return Grounds(list(_without_profile(catalogue)), (), (), at)
    proposed = risk_profiles.proposed(session, procurement, kept.profile)
    known = proposed.known
    return Grounds(
        measures=[*_of_norm(proposed), *_of_house(proposed)],
        exceptions=[
            Explained(item.deviation, item.given.text if item.given else "")
            for item in exceptions.among(session, procurement, requirements)
        ],
        profile=answers_of(kept.profile, known.profile_questions, known.segments),
        at=at,
    )


def _of_norm(proposed: Proposed) -> Iterator[Listed]:
    for line in proposed.proposals.lines:
        reason = words(line, proposed.known)
        yield _listed(proposed.catalogue, line, proposed.known, reason)


def _of_house(proposed: Proposed) -> Iterator[Listed]:
    house = proposed.house
    for line in proposed.own:
        measure = house.measures[line.number]
        yield Listed(
            Reference(house.name, measure.edition, line.number),
            measure.measure.proposal.title,
            line.is_proposed,
            words(line, proposed.known),
        )


def _without_profile(catalogue: Catalogue) -> Iterator[Listed]:
    """Every number of a catalogue; of one that is never asked the reason is known all the same."""
    known = knowledge.load()
    for line in propose(RiskProfile(), known, catalogue).lines:
        reason = _NO_PROFILE if line.is_for_suppliers else words(line, known)
        yield _listed(catalogue, line, known, reason)


def _listed(catalogue: Catalogue, line: Line, known: Knowledge, reason: Wording) -> Listed:
    measure = catalogue.by_number[line.number]
    return Listed(
        Reference(catalogue.norm, catalogue.edition, line.number),
        measure.title or known.title_of_control(measure.control),
        line.is_proposed,
        reason,
    )
