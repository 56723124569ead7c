"""This file plays the buyer: accounts, requirement sets, publication, invitations, judgements."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from questionnaires.questions import ZERO
from questionnaires.requirement_sets import Requirement, RequirementKind
from supplier_portal.demo import content, judging
from supplier_portal.demo.content import Procurement
from supplier_portal.demo.stage import Stage
from supplier_portal.services import (
    accounts,
    approvals,
    candidates,
    inviting,
    judgements,
    opening,
    picking,
    procurements,
    publication,
    requirement_sets,
    reviewers,
    rights,
)
from supplier_portal.services.actor import Actor
from supplier_portal.services.approvals import ApprovalDecision
from supplier_portal.services.requirement_sets import Tailoring
from supplier_portal.services.rights import ROLES, Right

_ZONE = ZoneInfo("Europe/Amsterdam")
_CLOSES_AT = time(17)
_WEIGHT = Decimal(3)
_MINIMUM_DAYS = 7


def hire_staff(stage: Stage, *, at: datetime) -> None:
    """Make the buyer's organisation and the accounts of its people."""
    people = content.staff()
    organisation = accounts.add_organisation(
        stage.session, name=people[0].organisation, kind="buyer"
    )
    for person in people:
        account = accounts.add_account(
            stage.session,
            organisation=organisation,
            email=person.email,
            name=person.name,
            role=person.role,
            password=content.password(),
            at=at,
        )
        if person.role == ROLES[Right.TEMPLATES]:
            rights.grant(stage.session, account, Right.TEMPLATES, at=at)


def start(
    stage: Stage, buyer: Actor, facts: Procurement, *, catalogue_id: UUID, at: datetime
) -> UUID:
    """Start a procurement and compose its requirements."""
    procurement = procurements.start(
        stage.session,
        buyer,
        reference=facts.reference,
        title=facts.title,
        language="nl",
        catalogue_id=catalogue_id,
        at=at,
    )
    picking.pick(stage.session, buyer, procurement, numbers=facts.numbers, at=at)
    for line in requirement_sets.lines(stage.session, procurement):
        tailoring = _tailoring(line.requirement, facts)
        if tailoring.kind is not line.requirement.kind:
            requirement_sets.tailor(
                stage.session,
                buyer,
                procurement,
                line.requirement.identifier,
                tailoring=tailoring,
                version=line.version,
                at=at,
            )
    return procurement.id


def publish(
    stage: Stage,
    buyer: Actor,
    reviewer: Actor,
    procurement_id: UUID,
    *,
    closes_in_days: int,
    at: datetime,
) -> datetime:
    """Set the deadline at five o'clock on a day, have it approved, publish, and give it."""
    procurement = procurements.of_organisation(stage.session, buyer.organisation_id, procurement_id)
    day = stage.now.astimezone(_ZONE).date() + timedelta(days=closes_in_days)
    on_the_wall = datetime.combine(day, _CLOSES_AT)
    procurements.set_deadline(
        stage.session,
        buyer,
        procurement,
        local_time=on_the_wall,
        version=procurement.version,
        at=at,
    )
    reviewers.change(stage.session, buyer, procurement, added=[reviewer.account_id], at=at)
    ask_and_approve(stage, buyer, reviewer, procurement_id, at=at)
    publication.publish(stage.session, buyer, procurement, minimum_days=_MINIMUM_DAYS, at=at)
    return on_the_wall.replace(tzinfo=_ZONE)


def ask_and_approve(
    stage: Stage, buyer: Actor, reviewer: Actor, procurement_id: UUID, *, at: datetime
) -> None:
    """Ask security for approval, and get it."""
    procurement = procurements.of_organisation(stage.session, buyer.organisation_id, procurement_id)
    approvals.ask(stage.session, buyer, procurement, minimum_days=_MINIMUM_DAYS, at=at)
    candidate = candidates.of_procurement(
        stage.session, procurement, minimum_days=_MINIMUM_DAYS, at=at
    )
    reply = approvals.reply_to(candidate, ApprovalDecision.APPROVED, version=procurement.version)
    approvals.decide(stage.session, reviewer, procurement, reply, minimum_days=_MINIMUM_DAYS, at=at)


def invite(stage: Stage, buyer: Actor, procurement_id: UUID, email: str, *, at: datetime) -> str:
    """Invite somebody and give the secret of the link."""
    procurement = procurements.of_organisation(stage.session, buyer.organisation_id, procurement_id)
    return inviting.invite(stage.session, buyer, procurement, email=email, at=at)


def open_and_judge_half(stage: Stage, reviewer: Actor, procurement_id: UUID) -> None:
    """Open the responses two hours ago, and judge half of each an hour later."""
    procurement = procurements.of_organisation(
        stage.session, reviewer.organisation_id, procurement_id
    )
    opening.open_responses(stage.session, reviewer, procurement, at=stage.ago(hours=2))
    qualities = {item.account.organisation: item for item in content.suppliers()}
    for opened in judgements.opened_of(stage.session, procurement):
        found = judging.half(
            judgements.questionnaire_of(opened),
            judgements.response_of(opened).answers,
            qualities[opened.supplier],
        )
        for subject, decision, motivation in found:
            judgements.judge(
                stage.session,
                reviewer,
                opened,
                subject=subject,
                decision=decision,
                motivation=motivation,
                version=0,
                at=stage.ago(hours=1),
            )


def _tailoring(asked: Requirement, facts: Procurement) -> Tailoring:
    is_knock_out = asked.reference.number in facts.knock_outs
    return Tailoring(
        kind=RequirementKind.KNOCK_OUT if is_knock_out else RequirementKind.SCORED,
        weight=ZERO if is_knock_out else _WEIGHT,
        text=asked.text.nl,
        not_applicable_allowed=asked.not_applicable_allowed and not is_knock_out,
    )
