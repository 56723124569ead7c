"""This file says what each procurement waits for, and whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from supplier_portal.records.opened_responses import OpenedResponseRecord
from supplier_portal.records.procurements import InvitationRecord, ProcurementRecord
from supplier_portal.records.requirement_sets import RequirementRecord
from supplier_portal.services import approvals, lifecycle, procurements, reviewers, scorecards
from supplier_portal.services.actor import Actor
from supplier_portal.services.approvals import ApprovalState
from supplier_portal.services.procurements import Standing
from supplier_portal.services.states import State


class NextStep(StrEnum):
    """What has to happen next in a procurement."""

    COMPOSE = "compose"
    SET_DEADLINE = "set_deadline"
    NAME_REVIEWERS = "name_reviewers"
    ASK_APPROVAL = "ask_approval"
    APPROVE = "approve"
    REVISE = "revise"
    PUBLISH = "publish"
    INVITE = "invite"
    RECEIVE = "receive"
    OPEN = "open"
    JUDGE = "judge"
    DECIDE = "decide"
    AMEND = "amend"
    NOTIFY = "notify"
    WAIT = "wait"
    CONTRACT = "contract"
    ARCHIVE = "archive"


OF_PROCUREMENT = frozenset(
    {
        NextStep.COMPOSE,
        NextStep.SET_DEADLINE,
        NextStep.NAME_REVIEWERS,
        NextStep.ASK_APPROVAL,
        NextStep.REVISE,
        NextStep.PUBLISH,
        NextStep.INVITE,
        NextStep.AMEND,
        NextStep.DECIDE,
        NextStep.NOTIFY,
        NextStep.CONTRACT,
        NextStep.ARCHIVE,
    }
)
OF_REVIEW = frozenset({NextStep.APPROVE, NextStep.OPEN, NextStep.JUDGE})

_AFTER = {
    ApprovalState.RETURNED: NextStep.REVISE,
    ApprovalState.APPROVED: NextStep.PUBLISH,
}
_OF_AMENDMENT = {
    ApprovalState.NOT_ASKED: NextStep.AMEND,
    ApprovalState.ASKED: NextStep.APPROVE,
    ApprovalState.CHANGED: NextStep.ASK_APPROVAL,
    **_AFTER,
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A procurement with its next step; ``count`` tells how many things that step is about."""

    standing: Standing
    step: NextStep
    count: int = 0

    @property
    def procurement(self) -> procurements.Procurement:
        """The procurement that waits."""
        return self.standing.procurement


@dataclass(frozen=True, slots=True)
class _Facts:
    requirements: int
    reviewers: int
    invitations: int
    to_judge: int
    approval: ApprovalState
    is_told: bool
    free_from: datetime | None


def of_organisation(session: Session, actor: Actor, *, at: datetime) -> list[Waiting]:
    """The procurements of the actor's organisation, each with its next step, by deadline.

    Those without a deadline come after, as they can wait; those that are judged come last. What is
    archived waits for nothing.
    """
    standings = [
        standing
        for standing in procurements.all_of(session, actor.organisation_id, at=at)
        if standing.state is not State.ARCHIVED
    ]
    requirements = _counts(session, RequirementRecord.procurement_id, actor)
    named = reviewers.counts(session, actor)
    invitations = _counts(session, InvitationRecord.procurement_id, actor)
    drafts = [
        item.procurement
        for item in standings
        if item.is_editable and item.state is not State.APPROVAL
    ]
    approval = approvals.states(session, drafts)
    to_judge = _judgements_needed(session, standings)
    told = lifecycle.notices(session, actor.organisation_id)
    found = [
        _waiting(
            standing,
            _Facts(
                requirements.get(standing.procurement.id, 0),
                named.get(standing.procurement.id, 0),
                invitations.get(standing.procurement.id, 0),
                to_judge.get(standing.procurement.id, 0),
                approval.get(standing.procurement.id, ApprovalState.NOT_ASKED),
                standing.procurement.id in told,
                told.get(standing.procurement.id),
            ),
            at,
        )
        for standing in standings
    ]
    return sorted(found, key=_urgency)


def _waiting(standing: Standing, facts: _Facts, at: datetime) -> Waiting:
    match standing.state:
        case State.DRAFT:
            return Waiting(standing, _step_of_draft(standing, facts), facts.requirements)
        case State.APPROVAL:
            return Waiting(standing, NextStep.APPROVE, facts.requirements)
        case State.PUBLISHED:
            return _published(standing, facts)
        case State.CLOSED:
            return Waiting(standing, NextStep.OPEN)
        case State.OPENED | State.IN_REVIEW:
            step = NextStep.JUDGE if facts.to_judge else NextStep.DECIDE
            return Waiting(standing, step, facts.to_judge)
        case _:
            return Waiting(standing, _step_after_decision(standing, facts, at))


def _published(standing: Standing, facts: _Facts) -> Waiting:
    if standing.is_amending:
        return Waiting(standing, _OF_AMENDMENT[facts.approval], facts.requirements)
    step = NextStep.RECEIVE if facts.invitations else NextStep.INVITE
    return Waiting(standing, step, facts.invitations)


def _step_after_decision(standing: Standing, facts: _Facts, at: datetime) -> NextStep:
    if standing.state is State.DECIDED:
        return NextStep.ARCHIVE if facts.is_told else NextStep.NOTIFY
    if standing.state is State.STANDSTILL:
        is_over = facts.free_from is not None and facts.free_from <= at
        return NextStep.CONTRACT if is_over else NextStep.WAIT
    return NextStep.ARCHIVE


def _step_of_draft(standing: Standing, facts: _Facts) -> NextStep:
    if not facts.requirements:
        return NextStep.COMPOSE
    if standing.procurement.deadline_at is None:
        return NextStep.SET_DEADLINE
    if not facts.reviewers:
        return NextStep.NAME_REVIEWERS
    return _AFTER.get(facts.approval, NextStep.ASK_APPROVAL)


def _urgency(waiting: Waiting) -> tuple[bool, bool, float, float]:
    deadline = waiting.procurement.deadline_at
    newest_first = -waiting.procurement.created_at.timestamp()
    is_done = waiting.standing.state.is_opened and waiting.step is not NextStep.JUDGE
    return (is_done, deadline is None, deadline.timestamp() if deadline else 0, newest_first)


def _counts(session: Session, owner: InstrumentedAttribute[UUID], actor: Actor) -> dict[UUID, int]:
    """How many rows each procurement of the organisation has, in one statement."""
    rows = session.execute(
        select(owner, func.count())
        .join(ProcurementRecord, ProcurementRecord.id == owner)
        .where(ProcurementRecord.organisation_id == actor.organisation_id)
        .group_by(owner)
    )
    return dict(rows.all())


def _judgements_needed(session: Session, standings: Sequence[Standing]) -> dict[UUID, int]:
    """How many judgements the opened responses of each procurement still need."""
    opened_ids = [item.procurement.id for item in standings if item.state.is_judging]
    opened = session.scalars(
        select(OpenedResponseRecord).where(OpenedResponseRecord.procurement_id.in_(opened_ids))
    ).all()
    needed = dict.fromkeys(opened_ids, 0)
    for response, card in zip(opened, scorecards.of_all(session, opened).values(), strict=True):
        needed[response.procurement_id] += card.waiting
    return needed
