"""This file tells what happened lately, from the journal, in as few lines as say it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supplier_portal.records.accounts import AccountRecord
from supplier_portal.services import journal
from supplier_portal.services.actor import Actor

LINES = 6
_READ = 300
OF_STAFF = frozenset(
    {
        "start_procurement",
        "keep_profile",
        "pick",
        "copy_set",
        "save_template",
        "remove_template",
        "tailor",
        "ask",
        "move",
        "weigh",
        "drop",
        "give_reason",
        "set_deadline",
        "set_use",
        "name_reviewer",
        "remove_reviewer",
        "ask_approval",
        "approve",
        "return_set",
        "publish",
        "amend",
        "take_back",
        "invite",
        "set_ask_by",
        "draft_answer",
        "add_clarification",
        "publish_nota",
        "revoke_invitation",
        "open",
        "judge",
        "decide",
        "notify",
        "contract",
        "withdraw_award",
        "archive",
    }
)
OF_SUPPLIERS = frozenset(
    {
        "save_answer",
        "attach_evidence",
        "remove_evidence",
        "submit",
        "take_up",
        "take_sheet",
        "reuse_answers",
        "withdraw_response",
        "tell_ready",
        "ask_question",
        "withdraw_question",
        "see_nota",
        "assign_themes",
        "write_note",
    }
)


@dataclass(frozen=True, slots=True)
class News:
    """Something that somebody did, once or ``count`` times in a row; ``at`` is the last time."""

    action: str
    result: str
    who: str
    about: UUID
    at: datetime
    count: int = 1


def of_procurements(session: Session, actor: Actor, procurements: Iterable[UUID]) -> list[News]:
    """What the actor's organisation did in its procurements lately, the newest first."""
    chains = {journal.of_procurement(found): found for found in procurements}
    return _lately(session, actor, chains, OF_STAFF)


def of_responses(session: Session, actor: Actor, responses: Iterable[UUID]) -> list[News]:
    """What a supplier did in its own responses lately, the newest first."""
    chains = {journal.of_response(found): found for found in responses}
    return _lately(session, actor, chains, OF_SUPPLIERS)


def _lately(
    session: Session, actor: Actor, chains: Mapping[str, UUID], actions: Collection[str]
) -> list[News]:
    names = _colleagues(session, actor)
    found: list[News] = []
    for chain, entry in journal.latest(session, chains, actions=actions, limit=_READ):
        who = names.get(entry.actor, "")
        told = News(entry.action, entry.result, who, chains[chain], entry.at)
        if found and _is_more_of(found[-1], told):
            found[-1] = replace(found[-1], count=found[-1].count + 1)
        elif len(found) == LINES:
            break
        else:
            found.append(told)
    return found


def _is_more_of(newer: News, older: News) -> bool:
    return (newer.action, newer.result, newer.who, newer.about) == (
        older.action,
        older.result,
        older.who,
        older.about,
    )


def _colleagues(session: Session, actor: Actor) -> Mapping[str, str]:
    rows = session.execute(
        select(AccountRecord.id, AccountRecord.name).where(
            AccountRecord.organisation_id == actor.organisation_id
        )
    )
    return {str(account_id): name for account_id, name in rows}
