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
from supplier_portal.services import approvals, procurements, reviewers, scorecards
from supplier_portal.services.actor import Actor
from supplier_portal.services.approvals import ApprovalState
from supplier_portal.services.procurements import Standing, State


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


OF_PROCUREMENT = frozenset(
    {
        NextStep.COMPOSE,
        NextStep.SET_DEADLINE,
        NextStep.NAME_REVIEWERS,
        NextStep.ASK_APPROVAL,
        NextStep.REVISE,
        NextStep.PUBLISH,
        NextStep.INVITE,
    }
)
OF_REVIEW = frozenset({NextStep.APPROVE, NextStep.OPEN, NextStep.JUDGE})

_AFTER = {
    ApprovalState.RETURNED: NextStep.REVISE,
    ApprovalState.APPROVED: NextStep.PUBLISH,
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


def of_organisation(session: Session, actor: Actor, *, at: datetime) -> list[Waiting]:
    """Every procurement of the actor's organisation with its next step, by deadline.

    Those without a deadline come after, as they can wait; those that are judged come last.
    """
    standings = procurements.all_of(session, actor.organisation_id, at=at)
    requirements = _counts(session, RequirementRecord.procurement_id, actor)
    named = reviewers.counts(session, actor)
    invitations = _counts(session, InvitationRecord.procurement_id, actor)
    drafts = [item.procurement for item in standings if item.state is State.DRAFT]
    approval = approvals.states(session, drafts)
    to_judge = _judgements_needed(session, standings)
    found = [
        _waiting(
            standing,
            _Facts(
                requirements.get(standing.procurement.id, 0),
                named.get(standing.procurement.id, 0),
                invitations.get(standing.procurement.id, 0),
                to_judge.get(standing.procurement.id, 0),
                approval.get(standing.procurement.id, ApprovalState.NOT_ASKED),
            ),
        )
        for standing in standings
    ]
    return sorted(found, key=_urgency)


def _waiting(standing: Standing, facts: _Facts) -> Waiting:
    match standing.state:
        case State.DRAFT:
            return Waiting(standing, _step_of_draft(standing, facts), facts.requirements)
        case State.APPROVAL:
            return Waiting(standing, NextStep.APPROVE, facts.requirements)
        case State.PUBLISHED:
            step = NextStep.RECEIVE if facts.invitations else NextStep.INVITE
            return Waiting(standing, step, facts.invitations)
        case State.CLOSED:
            return Waiting(standing, NextStep.OPEN)
        case State.OPENED:
            step = NextStep.JUDGE if facts.to_judge else NextStep.DECIDE
            return Waiting(standing, step, facts.to_judge)


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
    is_done = waiting.step is NextStep.DECIDE
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
    opened_ids = [item.procurement.id for item in standings if item.state is State.OPENED]
    opened = session.scalars(
        select(OpenedResponseRecord).where(OpenedResponseRecord.procurement_id.in_(opened_ids))
    ).all()
    needed = dict.fromkeys(opened_ids, 0)
    for response, card in zip(opened, scorecards.of_all(session, opened).values(), strict=True):
        needed[response.procurement_id] += card.waiting
    return needed
