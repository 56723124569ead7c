"""This file takes a procurement from its judgements to its archive, a milestone at a time.

Each is reached once, by procurement, and written in the journal; what follows from a clock, such
as the end of a standstill, is derived.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires import standstill
from questionnaires.errors import InvalidReasonError, Message, translatable
from questionnaires.wording import safe
from supplier_portal.records.milestones import MilestoneRecord
from supplier_portal.records.opened_responses import OpenedResponseRecord
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.services import judgements, procurements, scorecards
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import NotFoundError, NotReachedError
from supplier_portal.services.states import Milestone, State

SHORTEST_REASON = 40
LONGEST_REASON = 5000
Reached: TypeAlias = MilestoneRecord


def reached(session: Session, procurement: ProcurementRecord) -> Mapping[Milestone, Reached]:
    """The milestones of a procurement so far, in their order."""
    rows = session.scalars(
        select(MilestoneRecord).where(MilestoneRecord.procurement_id == procurement.id)
    )
    found = {Milestone(row.kind): row for row in rows}
    return {kind: found[kind] for kind in Milestone if kind in found}


def notices(session: Session, organisation_id: UUID) -> Mapping[UUID, datetime | None]:
    """The procurements of which everybody was told the decision, with the end of the standstill."""
    rows = session.execute(
        select(MilestoneRecord.procurement_id, MilestoneRecord.until)
        .join(ProcurementRecord, ProcurementRecord.id == MilestoneRecord.procurement_id)
        .where(
            ProcurementRecord.organisation_id == organisation_id,
            MilestoneRecord.kind == Milestone.NOTIFIED.value,
        )
    )
    return dict(rows.all())


def open_judgements(session: Session, opened: Sequence[OpenedResponseRecord]) -> int:
    """How many judgements security still has to give before a decision can be taken."""
    return sum(card.waiting for card in scorecards.of_all(session, opened).values())


def decide(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    *,
    winner: UUID | None,
    reason: str,
    at: datetime,
) -> None:
    """Award to an opened response, or to nobody, with the reasons.

    Raises NotReachedError unless everything is judged and nothing is decided, NotFoundError for a
    response to another procurement, or InvalidReasonError (Aanbestedingswet 2012, article 2.130:
    the notice gives the relevant reasons).
    """
    procurements.lock(session, procurement.id)
    state = procurements.state_of(session, procurement, at=at)
    if not state.is_judging:
        raise NotReachedError(problem=_NOT_JUDGING)
    opened = judgements.opened_of(session, procurement)
    if open_judgements(session, opened):
        raise NotReachedError(problem=_STILL_JUDGING)
    if winner is not None and winner not in {item.id for item in opened}:
        raise NotFoundError
    text = _reason(reason)
    found = MilestoneRecord(winner_id=winner, reason=text)
    facts = {"winner": None if winner is None else str(winner)}
    _reach(session, actor, procurement, Milestone.DECIDED, found, at=at)
    procurements.tell(session, actor, procurement, action="decide", at=at, facts=facts)


def notify(session: Session, actor: Actor, procurement: ProcurementRecord, *, at: datetime) -> None:
    """Say that everybody was sent the decision, all at once: with an award the standstill starts.

    Raises NotReachedError unless there is a decision of which nobody was told yet.
    """
    procurements.lock(session, procurement.id)
    so_far = reached(session, procurement)
    if Milestone.DECIDED not in so_far or Milestone.NOTIFIED in so_far:
        raise NotReachedError(problem=_NOTHING_TO_TELL)
    is_award = so_far[Milestone.DECIDED].winner_id is not None
    until = standstill.ends_at(at, procurement.time_zone) if is_award else None
    found = MilestoneRecord(reason="", until=until)
    facts = {"until": until and until.isoformat()}
    _reach(session, actor, procurement, Milestone.NOTIFIED, found, at=at)
    procurements.tell(session, actor, procurement, action="notify", at=at, facts=facts)


def contract(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    *,
    reason: str = "",
    is_undisputed: bool = False,
    at: datetime,
) -> None:
    """Say that the contract with the winner is closed.

    ``is_undisputed``: no interim measure was asked for in court, or the court has decided
    (article 2.131 of the Aanbestedingswet 2012).

    Before the end of the standstill that takes a reason: one of the exceptions of article 2.127(4)
    of the Aanbestedingswet 2012. Raises NotReachedError or InvalidReasonError.
    """
    procurements.lock(session, procurement.id)
    if procurements.state_of(session, procurement, at=at) is not State.STANDSTILL:
        raise NotReachedError(problem=_NO_AWARD_TOLD)
    if not is_undisputed:
        raise NotReachedError(problem=_DISPUTED)
    until = reached(session, procurement)[Milestone.NOTIFIED].until
    is_early = until is None or at < until
    text = _reason(reason) if is_early else ""
    found = MilestoneRecord(reason=text)
    facts = {"is_early": is_early}
    _reach(session, actor, procurement, Milestone.CONTRACTED, found, at=at)
    procurements.tell(session, actor, procurement, action="contract", at=at, facts=facts)


def withdraw_award(
    session: Session, actor: Actor, procurement: ProcurementRecord, *, reason: str, at: datetime
) -> None:
    """Say that no contract follows on the award, with the reasons that every supplier was told.

    Raises NotReachedError unless an award waits for its contract, or InvalidReasonError.
    """
    procurements.lock(session, procurement.id)
    if procurements.state_of(session, procurement, at=at) is not State.STANDSTILL:
        raise NotReachedError(problem=_NO_AWARD_TOLD)
    found = MilestoneRecord(reason=_reason(reason))
    _reach(session, actor, procurement, Milestone.WITHDRAWN, found, at=at)
    procurements.tell(session, actor, procurement, action="withdraw_award", at=at)


def archive(
    session: Session, actor: Actor, procurement: ProcurementRecord, *, at: datetime
) -> None:
    """Put a procurement away: it is contracted, or everybody knows that nobody will be.

    Raises NotReachedError.
    """
    procurements.lock(session, procurement.id)
    so_far = reached(session, procurement)
    if Milestone.ARCHIVED in so_far or not _is_finished(so_far):
        raise NotReachedError(problem=_NOT_FINISHED)
    found = MilestoneRecord(reason="")
    _reach(session, actor, procurement, Milestone.ARCHIVED, found, at=at)
    procurements.tell(session, actor, procurement, action="archive", at=at)


def _is_finished(so_far: Mapping[Milestone, Reached]) -> bool:
    is_without_award = Milestone.NOTIFIED in so_far and so_far[Milestone.DECIDED].winner_id is None
    has_ended = not so_far.keys().isdisjoint({Milestone.CONTRACTED, Milestone.WITHDRAWN})
    return has_ended or is_without_award


_NOT_JUDGING = translatable("There is nothing to decide: the responses are not being judged.")
_STILL_JUDGING = translatable(
    "Security still has judgements to give. Decide when everything is judged."
)
_NOTHING_TO_TELL = translatable("There is no decision that suppliers still have to be told.")
_NO_AWARD_TOLD = translatable(
    "A contract follows on an award of which everybody was told, and is closed once."
)
_DISPUTED = translatable(
    "While a court still has to decide on an interim measure, the contract is not closed."
)
_NOT_FINISHED = translatable(
    "A procurement can be archived once: after the contract, or after everybody was told that "
    "nobody is awarded."
)
_TOO_SHORT: Message = translatable("Write the reasons, in at least %(shortest)s characters.")


def _reason(reason: str) -> str:
    text = safe(reason).strip()
    if len(text) < SHORTEST_REASON:
        raise InvalidReasonError(problem=_TOO_SHORT, shortest=SHORTEST_REASON)
    return text


def _reach(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    kind: Milestone,
    found: MilestoneRecord,
    *,
    at: datetime,
) -> None:
    found.procurement_id = procurement.id
    found.kind = kind.value
    found.reached_at = at
    found.reached_by_id = actor.account_id
    session.add(found)
    session.flush()
