"""This file plays the suppliers: they take up invitations, answer, send files and hand in."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from supplier_portal.demo import answering, content
from supplier_portal.demo.content import Supplier
from supplier_portal.demo.stage import ORIGIN, Stage
from supplier_portal.services import (
    accounts,
    answers,
    evidence,
    invitations,
    responses,
    submissions,
)
from supplier_portal.services.actor import Actor
from supplier_portal.services.answers import Write
from supplier_portal.services.submissions import Signing

HALF = Decimal("0.5")
ALL = Decimal(1)


def take_up(stage: Stage, supplier: Supplier, secret: str, *, at: datetime) -> None:
    """Take an invitation up, the first time by making an account."""
    person, newcomer = supplier.account, None
    if accounts.with_email(stage.session, person.email) is None:
        newcomer = invitations.Newcomer(person.name, person.organisation, content.password())
    invitations.claim(stage.session, secret, newcomer, at=at, origin=ORIGIN)


def answer(
    stage: Stage, supplier: Supplier, procurement_id: UUID, *, part: Decimal = ALL, at: datetime
) -> None:
    """Answer the first part of the questionnaire, and attach the supplier's file."""
    actor, response = _response(stage, supplier, procurement_id)
    questionnaire = responses.questionnaire_of(response)
    given = list(answering.answers(questionnaire, supplier))
    for item, entry in given[: int(len(given) * part)]:
        write = Write(entry, based_on=0, editor=ORIGIN)
        answers.save(stage.session, actor, response, item, write, received_at=at)
    proven = next(
        item
        for item in questionnaire.revision.requirements
        if item.reference.number == content.evidence_with()
    )
    evidence.attach(
        stage.session,
        actor,
        response,
        proven.identifier,
        name=supplier.evidence,
        content=answering.evidence(supplier),
        store=stage.store,
        received_at=at,
    )


def hand_in(stage: Stage, supplier: Supplier, procurement_id: UUID, *, at: datetime) -> None:
    """Hand the response in."""
    actor, response = _response(stage, supplier, procurement_id)
    signing = Signing(supplier.account.name, stage.issuer)
    submissions.submit(stage.session, actor, response, signing, received_at=at)


def _response(
    stage: Stage, supplier: Supplier, procurement_id: UUID
) -> tuple[Actor, responses.Response]:
    actor = stage.actor(supplier.account)
    for response, *_ in responses.all_of(stage.session, actor):
        if response.procurement_id == procurement_id:
            return actor, response
    raise LookupError(supplier.key)
