"""This file looks after who belongs to a supplier's organisation, and what each may do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, selectinload

from supplier_portal.records.accounts import (
    AccountRecord,
    AccountRightRecord,
    OrganisationRecord,
    SignInRecord,
)
from supplier_portal.records.team import ColleagueInvitationRecord
from supplier_portal.services import assignments, jobs, journal, rights
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import (
    ChangedMeanwhileError,
    LastHolderError,
    NotFoundError,
)
from supplier_portal.services.jobs import JobKind
from supplier_portal.services.rights import Right

HELD = (Right.SIGN, Right.TEAM)
ACTIONS = frozenset(
    {
        "invite_colleague",
        "revoke_colleague",
        "join_team",
        "give_right",
        "take_right",
        "deactivate_colleague",
        "readmit_colleague",
    }
)
_LINES = 20


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who belongs to an organisation, or did."""

    id: UUID
    name: str
    email: str
    is_active: bool
    rights: frozenset[Right]


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done about the team: when, by whom, and to whom."""

    at: datetime
    action: str
    who: str
    facts: Mapping[str, Any]


def members(session: Session, organisation_id: UUID) -> list[Member]:
    """Everybody with an account, those who still belong first."""
    found = session.scalars(
        select(AccountRecord)
        .options(selectinload(AccountRecord.rights))
        .where(AccountRecord.organisation_id == organisation_id)
        .order_by(AccountRecord.is_active.desc(), AccountRecord.name, AccountRecord.id)
    )
    return [
        Member(
            id=one.id,
            name=one.name,
            email=one.email,
            is_active=one.is_active,
            rights=frozenset(Right(held.right) for held in one.rights),
        )
        for one in found
    ]


def one_of(session: Session, account_id: UUID) -> AccountRecord:
    """The account of somebody who is signed in."""
    return session.get_one(AccountRecord, account_id)


def change_rights(
    session: Session,
    actor: Actor,
    account_id: UUID,
    wanted: Iterable[Right],
    *,
    seen: Iterable[Right],
    at: datetime,
) -> None:
    """Let a colleague hold these rights, and no others.

    Raises NotFoundError, ChangedMeanwhileError when the rights are no longer those ``seen``, or
    LastHolderError when nobody would hold one.
    """
    rights.refuse_without(Right.TEAM, actor)
    lock(session, actor.organisation_id)
    account = _colleague(session, actor, account_id, is_active=True)
    held = rights.held_by(session, account.id)
    if held != frozenset(seen):
        raise ChangedMeanwhileError
    for right in sorted(held - frozenset(wanted)):
        _refuse_last(session, account, right)
        rights.withdraw(session, account, right, by=actor, at=at)
        _tell_of(session, actor, account, action="take_right", at=at, right=right.value)
    for right in sorted(frozenset(wanted) - held):
        rights.grant(session, account, right, by=actor, at=at)
        _tell_of(session, actor, account, action="give_right", at=at, right=right.value)


def deactivate(session: Session, actor: Actor, account_id: UUID, *, at: datetime) -> str:
    """Let a colleague in no longer, from the next request on (assurance C5); gives the name.

    What they wrote stays, what they saw to falls free, and links they gave out stop working.
    Raises NotFoundError, or LastHolderError when nobody would hold one of their rights.
    """
    rights.refuse_without(Right.TEAM, actor)
    lock(session, actor.organisation_id)
    account = _colleague(session, actor, account_id, is_active=True)
    for right in sorted(rights.held_by(session, account.id)):
        _refuse_last(session, account, right)
        rights.withdraw(session, account, right, by=actor, at=at)
    account.is_active = False
    session.execute(
        update(SignInRecord)
        .where(SignInRecord.account_id == account.id, SignInRecord.ended_at.is_(None))
        .values(ended_at=at)
    )
    freed = assignments.free(session, account.id)
    _revoke_links_of(session, account, at)
    _tell_of(session, actor, account, action="deactivate_colleague", at=at, themes=freed)
    return account.name


def readmit(session: Session, actor: Actor, account_id: UUID, *, at: datetime) -> str:
    """Let a former colleague in again, without any right beside answering; gives the name."""
    rights.refuse_without(Right.TEAM, actor)
    lock(session, actor.organisation_id)
    account = _colleague(session, actor, account_id, is_active=False)
    account.is_active = True
    _tell_of(session, actor, account, action="readmit_colleague", at=at)
    return account.name


def history(session: Session, organisation_id: UUID) -> list[Act]:
    """What was done about the team lately, the newest first."""
    chain = journal.of_organisation(organisation_id)
    names = {str(one.id): one.name for one in members(session, organisation_id)}
    return [
        Act(entry.at, entry.action, names.get(entry.actor, ""), entry.facts)
        for _, entry in journal.latest(session, {chain}, actions=ACTIONS, limit=_LINES)
    ]


def lock(session: Session, organisation_id: UUID) -> None:
    """Make other changes to a team wait, so that two cannot each take the last but one away."""
    session.execute(
        select(OrganisationRecord.id)
        .where(OrganisationRecord.id == organisation_id)
        .with_for_update()
    ).scalar_one()


def tell(session: Session, actor: Actor, *, action: str, at: datetime, **facts: object) -> None:
    """Write in the journal of an organisation what was done about its team."""
    chain = journal.of_organisation(actor.organisation_id)
    entry = journal.Entry(
        action, chain, origin=actor.origin, actor=str(actor.account_id), at=at, facts=facts
    )
    journal.append(session, chain, entry)


def key_of(invited: ColleagueInvitationRecord) -> str:
    """What the mail with the link of an invitation is known by."""
    return f"{JobKind.COLLEAGUE_MAIL}:{invited.token_digest}"


def _tell_of(
    session: Session,
    actor: Actor,
    account: AccountRecord,
    *,
    action: str,
    at: datetime,
    **facts: object,
) -> None:
    session.flush()
    tell(session, actor, action=action, at=at, email=account.email, name=account.name, **facts)


def _colleague(
    session: Session, actor: Actor, account_id: UUID, *, is_active: bool
) -> AccountRecord:
    found = session.scalar(
        select(AccountRecord)
        .where(
            AccountRecord.id == account_id,
            AccountRecord.organisation_id == actor.organisation_id,
            AccountRecord.is_active.is_(is_active),
        )
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFoundError
    return found


def _refuse_last(session: Session, account: AccountRecord, right: Right) -> None:
    others = session.scalar(
        select(func.count())
        .select_from(AccountRightRecord)
        .join(AccountRecord, AccountRecord.id == AccountRightRecord.account_id)
        .where(
            AccountRecord.organisation_id == account.organisation_id,
            AccountRecord.id != account.id,
            AccountRecord.is_active,
            AccountRightRecord.right == right,
        )
    )
    if not others:
        raise LastHolderError(name=account.name)


def _revoke_links_of(session: Session, account: AccountRecord, at: datetime) -> None:
    given = session.scalars(
        select(ColleagueInvitationRecord).where(
            ColleagueInvitationRecord.invited_by_id == account.id,
            ColleagueInvitationRecord.claimed_at.is_(None),
            ColleagueInvitationRecord.revoked_at.is_(None),
        )
    )
    for invited in given:
        invited.revoked_at = at
        jobs.withdraw(session, key_of(invited), at=at)
