"""This file tells colleagues who is on which question now, and who wrote an answer last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from supplier_portal.records.accounts import AccountRecord
from supplier_portal.records.responses import AnswerRecord, AnswerVersionRecord, ResponseRecord
from supplier_portal.records.team import PresenceRecord
from supplier_portal.services import responses
from supplier_portal.services.actor import Actor

FORGOTTEN_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote an answer last, and when."""

    name: str
    at: datetime


def be_at(
    session: Session, actor: Actor, response: ResponseRecord, item: str, *, at: datetime
) -> None:
    """Tell that the actor is on a question now, and forget where others were long ago.

    Raises UnknownItemError.
    """
    responses.questionnaire_of(response).item(item)
    session.execute(delete(PresenceRecord).where(PresenceRecord.seen_at < at - FORGOTTEN_AFTER))
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    here = {"item": item, "seen_at": at}
    session.execute(
        insert(PresenceRecord)
        .values(response_id=response.id, account_id=actor.account_id, **here)
        .on_conflict_do_update(index_elements=["response_id", "account_id"], set_=here)
    )


def others(
    session: Session, actor: Actor, response: ResponseRecord, *, at: datetime
) -> Mapping[str, list[str]]:
    """The names of the colleagues that are on a question now, by question."""
    rows = session.execute(
        select(PresenceRecord.item, AccountRecord.name)
        .join(AccountRecord, AccountRecord.id == PresenceRecord.account_id)
        .where(
            PresenceRecord.response_id == response.id,
            PresenceRecord.account_id != actor.account_id,
            PresenceRecord.seen_at >= at - FORGOTTEN_AFTER,
            AccountRecord.is_active,
        )
        .order_by(PresenceRecord.item, AccountRecord.name)
    )
    found: dict[str, list[str]] = {}
    for item, name in rows:
        found.setdefault(item, []).append(name)
    return found


def last_writers(session: Session, response: ResponseRecord) -> Mapping[str, Writer]:
    """Who wrote each answer last, and when, in one statement."""
    written = AnswerVersionRecord
    rows = session.execute(
        select(AnswerRecord.item, AccountRecord.name, written.saved_at)
        .join(
            written,
            and_(
                written.response_id == AnswerRecord.response_id,
                written.item == AnswerRecord.item,
                written.version == AnswerRecord.version,
            ),
        )
        .join(AccountRecord, AccountRecord.id == written.saved_by_id)
        .where(AnswerRecord.response_id == response.id)
    )
    return {item: Writer(name, at) for item, name, at in rows}
