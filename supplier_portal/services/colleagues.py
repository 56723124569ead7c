"""This file invites colleagues into a supplier's organisation, and lets them in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from questionnaires.wording import safe
from supplier_portal.records.accounts import AccountRecord
from supplier_portal.records.team import ColleagueInvitationRecord
from supplier_portal.services import accounts, jobs, journal, links, rights, team, team_letters
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import (
    AlreadyColleagueError,
    AlreadyExistsError,
    ElsewhereError,
    NotFoundError,
)
from supplier_portal.services.jobs import JobKind
from supplier_portal.services.rights import Right

Invited: TypeAlias = ColleagueInvitationRecord
VALID_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Whom to invite, in which language, and with which rights beside answering."""

    email: str
    name: str = ""
    language: str = "nl"
    rights: frozenset[Right] = field(default_factory=frozenset)


def invite(
    session: Session,
    actor: Actor,
    colleague: Colleague,
    *,
    link_for: Callable[[str], str],
    at: datetime,
) -> None:
    """Mail a colleague a link into the actor's organisation; an older one stops working.

    That an address has an account at another organisation is told to nobody but who opens the
    link: it would give away who else takes part.
    Raises AlreadyColleagueError for somebody of this organisation.
    """
    rights.refuse_without(Right.TEAM, actor)
    team.lock(session, actor.organisation_id)
    address = colleague.email.strip().lower()
    known = accounts.with_email(session, address)
    if known is not None and known.organisation_id == actor.organisation_id:
        raise AlreadyColleagueError(what=known.email)
    invited = session.scalar(_those_of(actor).where(Invited.email == address))
    if invited is None:
        invited = Invited(organisation_id=actor.organisation_id, email=address)
        session.add(invited)
    else:
        jobs.withdraw(session, team.key_of(invited), at=at)
    invited.name = safe(colleague.name).strip()
    invited.rights = sorted(colleague.rights)
    invited.language = colleague.language
    invited.invited_by_id = actor.account_id
    token = links.renew(invited, at=at, valid_for=VALID_FOR)
    session.flush()
    session.refresh(invited)
    letter = team_letters.colleague(invited, by=actor.name, link=link_for(token))
    jobs.enqueue(session, JobKind.COLLEAGUE_MAIL, asdict(letter), key=team.key_of(invited), at=at)
    facts = {"email": address, "rights": invited.rights}
    team.tell(session, actor, action="invite_colleague", at=at, **facts)


def send_again(
    session: Session,
    actor: Actor,
    invitation_id: UUID,
    *,
    link_for: Callable[[str], str],
    at: datetime,
) -> str:
    """Mail a new link for an invitation that nobody took up; gives the address.

    Raises NotFoundError, or AlreadyColleagueError.
    """
    invited = _open_one(session, actor, invitation_id)
    colleague = Colleague(
        invited.email, invited.name, invited.language, frozenset(_rights_of(invited))
    )
    invite(session, actor, colleague, link_for=link_for, at=at)
    return invited.email


def revoke(session: Session, actor: Actor, invitation_id: UUID, *, at: datetime) -> str:
    """Let the link of an invitation work no more, and mail it no more; gives the address."""
    rights.refuse_without(Right.TEAM, actor)
    team.lock(session, actor.organisation_id)
    invited = _open_one(session, actor, invitation_id)
    invited.revoked_at = at
    jobs.withdraw(session, team.key_of(invited), at=at)
    session.flush()
    team.tell(session, actor, action="revoke_colleague", at=at, email=invited.email)
    return invited.email


def under_way(session: Session, actor: Actor) -> Sequence[Invited]:
    """The invitations that nobody took up yet, also those whose link is too old."""
    return session.scalars(
        _those_of(actor)
        .where(Invited.claimed_at.is_(None), Invited.revoked_at.is_(None))
        .order_by(Invited.email)
    ).all()


def of_link(session: Session, token: str, *, at: datetime) -> Invited:
    """The invitation behind a link.

    Raises InvitationError, or ElsewhereError when the address has an account already.
    """
    invited = links.of_token(session, Invited, token, at=at)
    if accounts.with_email(session, invited.email) is not None:
        raise ElsewhereError(email=invited.email)
    return invited


def claim(
    session: Session, token: str, *, name: str, password: str, at: datetime, origin: str
) -> AccountRecord:
    """Use a link, once: make the account in the organisation that invited.

    Raises as ``of_link``; InvitationError too when the link was used at the same time.
    """
    invited = of_link(session, token, at=at)
    team.lock(session, invited.organisation_id)
    try:
        account = accounts.add_account(
            session,
            organisation=invited.organisation,
            email=invited.email,
            name=name,
            role="supplier",
            password=password,
            at=at,
        )
    except AlreadyExistsError as error:
        raise ElsewhereError(email=invited.email) from error
    links.take(session, invited, account.id, at=at)
    for right in _rights_of(invited):
        rights.grant(session, account, right, origin=origin, at=at)
    _tell_of_arrival(session, account, at=at, origin=origin)
    return account


def _those_of(actor: Actor) -> Select[Invited]:
    return select(Invited).where(Invited.organisation_id == actor.organisation_id)


def _open_one(session: Session, actor: Actor, invitation_id: UUID) -> Invited:
    found = session.scalar(
        _those_of(actor).where(
            Invited.id == invitation_id, Invited.claimed_at.is_(None), Invited.revoked_at.is_(None)
        )
    )
    if found is None:
        raise NotFoundError
    return found


def _rights_of(invited: Invited) -> Iterable[Right]:
    return [Right(right) for right in invited.rights]


def _tell_of_arrival(
    session: Session, account: AccountRecord, *, at: datetime, origin: str
) -> None:
    chain = journal.of_organisation(account.organisation_id)
    facts = {"email": account.email, "name": account.name}
    entry = journal.Entry(
        "join_team", chain, origin=origin, actor=str(account.id), at=at, facts=facts
    )
    journal.append(session, chain, entry)
