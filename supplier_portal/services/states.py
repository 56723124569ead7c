"""This file derives where a procurement stands, from what happened and from the clock."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, select

from supplier_portal.records.approvals import ApprovalRecord, ApprovalRequestRecord
from supplier_portal.records.judgements import JudgementRecord
from supplier_portal.records.milestones import MilestoneRecord
from supplier_portal.records.opened_responses import OpenedResponseRecord, OpeningRecord
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import AmendmentRecord, RevisionRecord


class State(StrEnum):
    """Where a procurement stands."""

    DRAFT = "draft"
    APPROVAL = "approval"
    PUBLISHED = "published"
    CLOSED = "closed"
    OPENED = "opened"
    IN_REVIEW = "in_review"
    DECIDED = "decided"
    STANDSTILL = "standstill"
    CONTRACTED = "contracted"
    ARCHIVED = "archived"

    @property
    def is_published(self) -> bool:
        """Whether there is a revision."""
        return self not in {State.DRAFT, State.APPROVAL}

    @property
    def is_opened(self) -> bool:
        """Whether the responses were opened."""
        return self.is_published and self not in {State.PUBLISHED, State.CLOSED}

    @property
    def is_judging(self) -> bool:
        """Whether responses are opened and nothing is decided yet."""
        return self in {State.OPENED, State.IN_REVIEW}


class Milestone(StrEnum):
    """What procurement says that it reached after the responses were judged."""

    DECIDED = "decided"
    NOTIFIED = "notified"
    WITHDRAWN = "withdrawn"
    CONTRACTED = "contracted"
    ARCHIVED = "archived"


def derive(facts: Row[*tuple[Any, ...]], deadline: datetime | None, at: datetime) -> State:
    """The state that FACTS about a procurement come down to at this moment."""
    if facts.is_opened:
        return _after_opening(facts)
    if not facts.is_published:
        return State.APPROVAL if facts.is_asked else State.DRAFT
    return State.PUBLISHED if deadline is not None and at <= deadline else State.CLOSED


def _after_opening(facts: Row[*tuple[Any, ...]]) -> State:
    reached = (
        (facts.is_archived, State.ARCHIVED),
        (facts.is_contracted, State.CONTRACTED),
        (facts.is_withdrawn, State.DECIDED),
        (facts.is_notified and facts.has_winner, State.STANDSTILL),
        (facts.is_decided, State.DECIDED),
        (facts.is_judged, State.IN_REVIEW),
    )
    return next((state for is_reached, state in reached if is_reached), State.OPENED)


def _there_is(column: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:  # noqa: ANN401 - any column of a procurement
    found = exists(select(column).where(column == ProcurementRecord.id, *conditions))
    return found.correlate(ProcurementRecord)


def _reached(milestone: Milestone, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    record = MilestoneRecord
    return _there_is(record.procurement_id, record.kind == milestone.value, *conditions)


_IS_DECIDED_ON = exists(
    select(ApprovalRecord.id).where(ApprovalRecord.request_id == ApprovalRequestRecord.id)
).correlate(ApprovalRequestRecord)
_IS_JUDGED = exists(
    select(JudgementRecord.subject).where(
        JudgementRecord.opened_response_id == OpenedResponseRecord.id
    )
).correlate(OpenedResponseRecord)
FACTS = (
    _there_is(ApprovalRequestRecord.procurement_id, ~_IS_DECIDED_ON).label("is_asked"),
    _there_is(RevisionRecord.procurement_id).label("is_published"),
    _there_is(AmendmentRecord.procurement_id).label("is_amending"),
    _there_is(OpeningRecord.procurement_id).label("is_opened"),
    _there_is(OpenedResponseRecord.procurement_id, _IS_JUDGED).label("is_judged"),
    _reached(Milestone.DECIDED).label("is_decided"),
    _reached(Milestone.DECIDED, MilestoneRecord.winner_id.is_not(None)).label("has_winner"),
    _reached(Milestone.NOTIFIED).label("is_notified"),
    _reached(Milestone.WITHDRAWN).label("is_withdrawn"),
    _reached(Milestone.CONTRACTED).label("is_contracted"),
    _reached(Milestone.ARCHIVED).label("is_archived"),
)
