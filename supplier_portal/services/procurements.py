"""This file runs a procurement: it starts one, finds it with its state, and sets its deadline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from questionnaires.handing_in import ResponseUse
from questionnaires.wording import safe
from supplier_portal.records.opened_responses import OpeningRecord
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.services import deadlines, journal, notices
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import (
    AlreadyExistsError,
    AlreadyPublishedError,
    ChangedMeanwhileError,
    DeadlineError,
    NotFoundError,
)
from supplier_portal.services.states import FACTS, State, derive

SETTLING = timedelta(minutes=1)


Procurement: TypeAlias = ProcurementRecord


@dataclass(frozen=True, slots=True)
class Standing:
    """A procurement with its state, for lists and headings."""

    procurement: ProcurementRecord
    state: State
    is_amending: bool = False

    @property
    def is_editable(self) -> bool:
        """Whether its requirements can be composed: before publication, or in an amendment."""
        return not self.state.is_published or (self.is_amending and self.state is State.PUBLISHED)


def start(
    session: Session,
    actor: Actor,
    *,
    reference: str,
    title: str,
    language: str,
    catalogue_id: UUID,
    use: ResponseUse = ResponseUse.OFFER,
    at: datetime,
) -> ProcurementRecord:
    """Start a procurement; raises AlreadyExistsError when the reference is in use."""
    kept = safe(reference).strip()
    if with_reference(session, actor.organisation_id, kept) is not None:
        raise AlreadyExistsError(what=kept)
    procurement = ProcurementRecord(
        organisation_id=actor.organisation_id,
        catalogue_id=catalogue_id,
        reference=kept,
        title=safe(title).strip(),
        language=language,
        use=use.value,
        created_at=at,
    )
    session.add(procurement)
    session.flush()
    tell(session, actor, procurement, action="start_procurement", at=at)
    return procurement


def with_reference(
    session: Session, organisation_id: UUID, reference: str
) -> ProcurementRecord | None:
    """The procurement an organisation knows by this reference."""
    return session.scalar(
        select(ProcurementRecord).where(
            ProcurementRecord.organisation_id == organisation_id,
            ProcurementRecord.reference == reference,
        )
    )


def known_as(session: Session, reference: str) -> Sequence[ProcurementRecord]:
    """The procurements of all organisations with this reference, for who runs the installation."""
    found = select(ProcurementRecord).where(ProcurementRecord.reference == reference)
    return session.scalars(found).all()


def of_organisation(
    session: Session, organisation_id: UUID, procurement_id: UUID
) -> ProcurementRecord:
    """One procurement of this organisation; raises NotFoundError for anybody else's."""
    found = session.scalar(
        select(ProcurementRecord).where(
            ProcurementRecord.organisation_id == organisation_id,
            ProcurementRecord.id == procurement_id,
        )
    )
    if found is None:
        raise NotFoundError
    return found


def all_of(session: Session, organisation_id: UUID, *, at: datetime) -> list[Standing]:
    """Every procurement of this organisation with its state, the newest first."""
    rows = session.execute(
        select(ProcurementRecord, *FACTS)
        .where(ProcurementRecord.organisation_id == organisation_id)
        .order_by(ProcurementRecord.created_at.desc())
    )
    return [_standing(row, at) for row in rows]


def state_of(session: Session, procurement: ProcurementRecord, *, at: datetime) -> State:
    """Where one procurement stands."""
    row = session.execute(select(*FACTS).where(ProcurementRecord.id == procurement.id)).one()
    return derive(row, procurement.deadline_at, at)


def opens_at(procurement: ProcurementRecord) -> datetime | None:
    """From when the responses can be opened: later than any request that came in time can take."""
    return None if procurement.deadline_at is None else procurement.deadline_at + SETTLING


def lock(session: Session, procurement_id: UUID, *, is_shared: bool = False) -> None:
    """Make an opening wait for submissions under way (shared), or everybody for this change.

    What the session knew of the procurement is read again: it may have changed during the wait.
    """
    session.execute(
        select(ProcurementRecord)
        .where(ProcurementRecord.id == procurement_id)
        .with_for_update(read=is_shared, of=ProcurementRecord)
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()


def is_opened(session: Session, procurement_id: UUID) -> bool:
    """Whether the responses were opened."""
    return session.get(OpeningRecord, procurement_id) is not None


def standing_of(session: Session, actor: Actor, procurement_id: UUID, *, at: datetime) -> Standing:
    """One procurement of the actor's organisation with its state; raises NotFoundError."""
    found = of_organisation(session, actor.organisation_id, procurement_id)
    row = session.execute(
        select(ProcurementRecord, *FACTS).where(ProcurementRecord.id == found.id)
    ).one()
    return _standing(row, at)


def set_deadline(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    *,
    local_time: datetime,
    version: int,
    at: datetime,
) -> None:
    """Set the moment up to and including which responses are accepted.

    ``local_time`` is what the clock on the wall says in the procurement's zone. After publication
    the deadline only moves forward, so that nobody who relied on it is harmed, and everybody who
    was invited is told by mail (assurance B5).
    Raises DeadlineError or ChangedMeanwhileError.
    """
    lock(session, procurement.id)
    refuse_old(procurement.version, version)
    moment = deadlines.instant(local_time, procurement.time_zone)
    state = state_of(session, procurement, at=at)
    problem = deadlines.problem_of(
        moment,
        now=at,
        current=procurement.deadline_at,
        is_published=state.is_published,
        is_opened=state.is_opened,
    )
    if problem is not None:
        raise DeadlineError(problem=problem)
    was, procurement.deadline_at = procurement.deadline_at, moment
    session.flush()
    if state.is_published and was not in {None, moment}:
        notices.tell_deadline_moved(session, procurement, was=was, at=at)
    facts = {"deadline": moment.isoformat()}
    tell(session, actor, procurement, action="set_deadline", at=at, facts=facts)


def set_use(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    use: ResponseUse,
    *,
    at: datetime,
) -> None:
    """Say what becomes of the responses; raises AlreadyPublishedError once suppliers were told."""
    lock(session, procurement.id)
    if use == procurement.use:
        return
    if state_of(session, procurement, at=at).is_published:
        raise AlreadyPublishedError
    procurement.use = use.value
    session.flush()
    tell(session, actor, procurement, action="set_use", at=at, facts={"use": use.value})


def refuse_old(current: int, seen: int) -> None:
    """Raise ChangedMeanwhileError when a change was based on an older version (assurance A5)."""
    if current != seen:
        raise ChangedMeanwhileError


def tell(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    *,
    action: str,
    at: datetime,
    facts: Mapping[str, object] | None = None,
    result: str = "done",
) -> None:
    """Write in the journal of a procurement what its staff did."""
    chain = journal.of_procurement(procurement.id)
    journal.append(
        session,
        chain,
        journal.Entry(
            action=action,
            object=chain,
            origin=actor.origin,
            actor=str(actor.account_id),
            at=at,
            result=result,
            facts=dict(facts or {}),
        ),
    )


def _standing(row: Row[*tuple[Any, ...]], at: datetime) -> Standing:
    procurement = row[0]
    return Standing(procurement, derive(row, procurement.deadline_at, at), row.is_amending)
