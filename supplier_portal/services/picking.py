"""This file takes measures up in the requirement set of a procurement."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import TypeAlias

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaires import knowledge
from questionnaires.catalogue import Catalogue
from questionnaires.house import House
from questionnaires.interchange import requirement as requirement_document
from questionnaires.requirement_sets import Requirement
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RequirementRecord
from supplier_portal.services import catalogues, house, measures, procurements, requirement_sets
from supplier_portal.services.actor import Actor

_Maker: TypeAlias = Callable[[Collection[str]], Requirement]


def pick(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    *,
    numbers: Iterable[str],
    own_numbers: Iterable[str] = (),
    at: datetime,
) -> int:
    """Add measures of the catalogue, and of the organisation itself; says how many were new.

    They come in the organisation's own words, where it has them. A number that cannot be asked of
    a supplier, or is in the set already, is passed over.
    """
    procurements.lock(session, procurement.id)
    requirement_sets.refuse_published(session, procurement)
    home = house.current(session, actor)
    present = [line.requirement for line in requirement_sets.lines(session, procurement)]
    catalogue = catalogues.get(session, procurement.catalogue_id)
    makers = [
        *_of_catalogue(catalogue, set(numbers) - _numbers(present, catalogue.norm), home),
        *_of_house(home, set(own_numbers) - _numbers(present, home.name)),
    ]
    taken = {requirement.identifier for requirement in present}
    added: list[Requirement] = []
    for make in makers:
        added.append(make(taken))
        taken.add(added[-1].identifier)
    append(session, procurement, added)
    if added:
        facts = {"requirements": [proposed.identifier for proposed in added]}
        procurements.tell(session, actor, procurement, action="pick", at=at, facts=facts)
    return len(added)


def append(session: Session, procurement: ProcurementRecord, added: Iterable[Requirement]) -> None:
    """Add requirements at the end of a set, in their order."""
    last = session.scalar(
        select(func.max(RequirementRecord.position)).where(
            RequirementRecord.procurement_id == procurement.id
        )
    )
    session.add_all(
        RequirementRecord(
            procurement_id=procurement.id,
            identifier=proposed.identifier,
            position=position,
            document=requirement_document.to_data(proposed),
        )
        for position, proposed in enumerate(added, start=(last or 0) + 1)
    )
    session.flush()


def _of_catalogue(catalogue: Catalogue, wanted: Collection[str], home: House) -> Iterator[_Maker]:
    known = knowledge.load()
    for measure in catalogue.measures:
        is_asked = measure.status in measures.IN_FORCE and not known.reason(
            catalogue, measure.number
        )
        if is_asked and measure.number in wanted:
            yield partial(_in_own_words, home, partial(known.requirement, catalogue, measure))


def _in_own_words(home: House, make: _Maker, taken: Collection[str]) -> Requirement:
    return home.worded(make(taken))


def _of_house(home: House, wanted: Collection[str]) -> Iterator[_Maker]:
    for number, kept in home.measures.items():
        if number in wanted:
            yield partial(home.requirement, kept)


def _numbers(requirements: Iterable[Requirement], norm: str) -> set[str]:
    return {item.reference.number for item in requirements if item.reference.norm == norm}
