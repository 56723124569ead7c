"""This file changes what a requirement asks: its questions, its proof and its place in the set."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from questionnaires.interchange import requirement as requirement_document
from questionnaires.questions import Question
from questionnaires.requirement_sets import Proof
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RequirementRecord
from supplier_portal.services import procurements, requirement_sets
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import NotFoundError


def ask(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    identifier: str,
    *,
    questions: Sequence[Question],
    proof: Proof,
    version: int,
    at: datetime,
) -> None:
    """Give a requirement other questions and another proof.

    Raises as ``requirement_sets.tailor``: InvalidRequirementError too when a question depends on
    an option that is gone.
    """
    record = requirement_sets.changeable(session, procurement, identifier, version)
    before = requirement_document.from_data(record.document)
    after = replace(before, questions=tuple(questions), proof=proof)
    record.document = requirement_document.to_data(after)
    session.flush()
    facts = {"requirement": identifier, "questions": len(after.questions)}
    procurements.tell(session, actor, procurement, action="ask", at=at, facts=facts)


def move(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    identifier: str,
    *,
    place: int,
    at: datetime,
) -> None:
    """Put a requirement in another place, counted from 1; beyond an end is at that end.

    Where it stands is no part of the requirement: who has it open can still save it.
    Raises NotFoundError or AlreadyPublishedError.
    """
    procurements.lock(session, procurement.id)
    requirement_sets.refuse_published(session, procurement)
    rows = session.execute(
        select(RequirementRecord.identifier, RequirementRecord.position)
        .where(RequirementRecord.procurement_id == procurement.id)
        .order_by(RequirementRecord.position)
    ).all()
    order = [row.identifier for row in rows]
    if identifier not in order:
        raise NotFoundError
    order.remove(identifier)
    order.insert(max(place, 1) - 1, identifier)
    positions = dict(rows)
    for position, name in enumerate(order, start=1):
        if positions[name] != position:
            session.execute(
                update(RequirementRecord)
                .where(
                    RequirementRecord.procurement_id == procurement.id,
                    RequirementRecord.identifier == name,
                )
                .values(position=position)
            )
    facts = {"requirement": identifier, "place": order.index(identifier) + 1}
    procurements.tell(session, actor, procurement, action="move", at=at, facts=facts)
