"""This file tells where a set departs from what was proposed, and keeps the reasons for it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaires.deviations import Deviation, DeviationKind, deviations
from questionnaires.errors import InvalidReasonError, translatable
from questionnaires.interchange.canonical import canonical, digest
from questionnaires.requirement_sets import Requirement
from questionnaires.wording import safe
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.risk_profiles import ExceptionReasonRecord, RiskProfileRecord
from supplier_portal.services import procurements, requirement_sets, risk_profiles
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import NotFoundError

SHORTEST_REASON = 20  # characters: "not needed" is no reason that is based on risk


@dataclass(frozen=True, slots=True)
class GivenReason:
    """Why a set departs from the proposal, by whom and when; its version is what a change names."""

    text: str
    version: int
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SetException:
    """An exception, with the reason that was given for it, if any was."""

    deviation: Deviation
    given: GivenReason | None

    @property
    def is_reasoned(self) -> bool:
        """Whether it is known why."""
        return self.given is not None or bool(self.deviation.reason)


def of(session: Session, procurement: ProcurementRecord) -> list[SetException]:
    """The exceptions of a set, in the order of the catalogue; none without a risk profile."""
    lines = requirement_sets.lines(session, procurement)
    return among(session, procurement, (line.requirement for line in lines))


def among(
    session: Session, procurement: ProcurementRecord, requirements: Iterable[Requirement]
) -> list[SetException]:
    """The exceptions of a set that was read already."""
    kept = risk_profiles.current(session, procurement.id)
    if kept is None:
        return []
    asked = risk_profiles.proposed(session, procurement, kept.profile).asked
    reasons = _reasons(session, procurement.id)
    return [
        SetException(found, reasons.get((found.subject, found.kind)))
        for found in deviations(asked, requirements)
    ]


def bases(session: Session, procurement_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """A digest of what the exceptions of each procurement rest on: its profile and every reason."""
    if not procurement_ids:
        return {}
    profiles = session.execute(
        select(RiskProfileRecord.procurement_id, func.max(RiskProfileRecord.version))
        .where(RiskProfileRecord.procurement_id.in_(procurement_ids))
        .group_by(RiskProfileRecord.procurement_id)
    )
    record = ExceptionReasonRecord
    key = (record.procurement_id, record.subject, record.kind)
    reasons = session.execute(
        select(*key, func.max(record.version))
        .where(record.procurement_id.in_(procurement_ids))
        .group_by(*key)
        .order_by(*key)
    )
    found: dict[UUID, list[list[object]]] = {item: [] for item in procurement_ids}
    for procurement_id, version in profiles:
        found[procurement_id].append([version])
    for procurement_id, *given in reasons:
        found[procurement_id].append(given)
    return {item: digest(canonical(facts)) for item, facts in found.items()}


def without_reason(exceptions: Iterable[SetException]) -> list[SetException]:
    """Those of which it is not known why."""
    return [item for item in exceptions if not item.is_reasoned]


def give_reason(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    *,
    subject: str,
    kind: DeviationKind,
    reason: str,
    version: int,
    at: datetime,
) -> None:
    """Keep why a set departs from the proposal in one measure; earlier reasons stay readable.

    Raises ChangedMeanwhileError, AlreadyPublishedError, UnsafeTextError, NotFoundError where there
    is no such exception, or InvalidReasonError for a reason that says too little.
    """
    procurements.lock(session, procurement.id)
    requirement_sets.refuse_published(session, procurement)
    _refuse_other(of(session, procurement), subject, kind)
    text = safe(reason).strip()
    if len(text) < SHORTEST_REASON:
        raise InvalidReasonError(
            problem=translatable("Write at least %(shortest)s characters: which risk is left?"),
            shortest=SHORTEST_REASON,
        )
    last = _reasons(session, procurement.id).get((subject, kind))
    procurements.refuse_old(last.version if last else 0, version)
    session.add(
        ExceptionReasonRecord(
            procurement_id=procurement.id,
            subject=subject,
            kind=kind.value,
            version=version + 1,
            reason=text,
            given_at=at,
            given_by_id=actor.account_id,
        )
    )
    session.flush()
    facts = {"subject": subject, "kind": kind.value}
    procurements.tell(session, actor, procurement, action="give_reason", at=at, facts=facts)


def _refuse_other(exceptions: Iterable[SetException], subject: str, kind: DeviationKind) -> None:
    there = {(item.deviation.subject, item.deviation.kind) for item in exceptions}
    if kind is DeviationKind.REPLACED or (subject, kind) not in there:
        raise NotFoundError


def _reasons(
    session: Session, procurement_id: UUID
) -> Mapping[tuple[str, DeviationKind], GivenReason]:
    rows = session.scalars(
        select(ExceptionReasonRecord)
        .where(ExceptionReasonRecord.procurement_id == procurement_id)
        .order_by(ExceptionReasonRecord.version)
    )
    return {
        (row.subject, DeviationKind(row.kind)): GivenReason(
            row.reason, row.version, row.given_by.name, row.given_at
        )
        for row in rows
    }
