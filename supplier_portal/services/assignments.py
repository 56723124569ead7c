"""This file says which colleague sees to which theme of a response."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from questionnaires.catalogue import Theme
from supplier_portal.records.accounts import AccountRecord
from supplier_portal.records.responses import ResponseRecord
from supplier_portal.records.team import ThemeAssignmentRecord
from supplier_portal.services import responses
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import ChangedMeanwhileError, NotFoundError


def of_response(session: Session, response: ResponseRecord) -> Mapping[Theme, UUID | None]:
    """Who sees to each theme that is asked; None where nobody does."""
    rows = session.execute(
        select(ThemeAssignmentRecord.theme, ThemeAssignmentRecord.account_id).where(
            ThemeAssignmentRecord.response_id == response.id
        )
    )
    kept: dict[str, UUID | None] = {row.theme: row.account_id for row in rows}
    sections = responses.questionnaire_of(response).sections
    return {section.theme: kept.get(section.theme.value) for section in sections}


def version_of(session: Session, response: ResponseRecord) -> int:
    """How often somebody was given a theme, or it was taken back: what a change must name."""
    counted = select(func.coalesce(func.sum(ThemeAssignmentRecord.version), 0))
    found = session.scalar(counted.where(ThemeAssignmentRecord.response_id == response.id))
    return int(found or 0)


def of_person(session: Session, actor: Actor) -> Mapping[UUID, frozenset[Theme]]:
    """The themes that the actor sees to, by response."""
    rows = session.execute(
        select(ThemeAssignmentRecord.response_id, ThemeAssignmentRecord.theme).where(
            ThemeAssignmentRecord.account_id == actor.account_id
        )
    )
    found: dict[UUID, set[Theme]] = {}
    for response_id, theme in rows:
        found.setdefault(response_id, set()).add(Theme(theme))
    return {response_id: frozenset(themes) for response_id, themes in found.items()}


def assign(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    wanted: Mapping[Theme, UUID | None],
    *,
    version: int,
    received_at: datetime,
) -> None:
    """Say who sees to these themes; anybody in the team may, until the deadline.

    Raises DeadlinePassedError, ChangedMeanwhileError when a colleague assigned something after
    ``version``, or NotFoundError for somebody outside the team.
    """
    responses.refuse_late(response, received_at)
    responses.lock(session, response)
    if version_of(session, response) != version:
        raise ChangedMeanwhileError
    _refuse_strangers(session, response, {person for person in wanted.values() if person})
    current = of_response(session, response)
    asked = current.keys() & wanted.keys()
    changed = {theme: wanted[theme] for theme in asked if wanted[theme] != current[theme]}
    for theme, account_id in changed.items():
        _give(session, response, theme, account_id)
    if changed:
        facts = {theme.value: str(account_id or "") for theme, account_id in changed.items()}
        responses.tell(
            session, actor, response, action="assign_themes", at=received_at, facts=facts
        )


def free(session: Session, account_id: UUID) -> int:
    """Take back everything that somebody saw to, as they left the team; gives how many themes."""
    freed = session.execute(
        update(ThemeAssignmentRecord)
        .where(ThemeAssignmentRecord.account_id == account_id)
        .values(account_id=None, version=ThemeAssignmentRecord.version + 1)
        .returning(ThemeAssignmentRecord.theme)
    )
    return len(freed.all())


def _refuse_strangers(session: Session, response: ResponseRecord, people: set[UUID]) -> None:
    colleagues = session.scalars(
        select(AccountRecord.id).where(
            AccountRecord.organisation_id == response.organisation_id,
            AccountRecord.is_active,
            AccountRecord.id.in_(people),
        )
    )
    if people - set(colleagues):
        raise NotFoundError


def _give(session: Session, response: ResponseRecord, theme: Theme, to: UUID | None) -> None:
    record = session.get(ThemeAssignmentRecord, (response.id, theme.value), populate_existing=True)
    if record is None:
        record = ThemeAssignmentRecord(response_id=response.id, theme=theme.value, version=0)
        session.add(record)
    record.account_id = to
    record.version += 1
    session.flush()
