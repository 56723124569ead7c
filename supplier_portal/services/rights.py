"""This file knows what somebody may do beside what the role allows, and gives and takes it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from questionnaires.errors import Message, translatable
from supplier_portal.records.accounts import AccountRecord, AccountRightRecord
from supplier_portal.services import journal
from supplier_portal.services.errors import RightNeededError, RightOfOtherRoleError

if TYPE_CHECKING:  # who acts is told with the rights of that person
    from supplier_portal.services.actor import Actor


class Right(StrEnum):
    """What is not for everybody of a role."""

    TEMPLATES = "templates"
    SIGN = "sign"
    TEAM = "team"


CONSOLE = "console"
ROLES: Mapping[Right, str] = {
    Right.TEMPLATES: "procurement",
    Right.SIGN: "supplier",
    Right.TEAM: "supplier",
}


_REFUSALS: Mapping[Right, Message] = {
    Right.TEMPLATES: translatable(
        "Only who has the right to look after Word templates can do this. Ask whoever looks after "
        "this service for it."
    ),
    Right.SIGN: translatable(
        "Only who has the right to hand in for your organisation can do this. Ask a colleague "
        "who has it."
    ),
    Right.TEAM: translatable(
        "Only who has the right to look after your team can do this. Ask a colleague who has it."
    ),
}


def refuse_without(right: Right, actor: "Actor") -> None:
    """Raise RightNeededError unless somebody holds a right."""
    if not actor.may(right):
        raise RightNeededError(problem=_REFUSALS[right])


def held_by(session: Session, account_id: UUID) -> frozenset[Right]:
    """What somebody may do beside what the role allows."""
    found = select(AccountRightRecord.right).where(AccountRightRecord.account_id == account_id)
    return frozenset(map(Right, session.scalars(found)))


def grant(
    session: Session,
    account: AccountRecord,
    right: Right,
    *,
    by: "Actor | None" = None,
    origin: str = CONSOLE,
    at: datetime,
) -> bool:
    """Give a right; whether it was not held yet.

    Without ``by`` it comes with the account (``origin`` says from where) or from the console.

    Raises RightOfOtherRoleError for a right that means nothing in the role of this account.
    """
    if ROLES[right] != account.role:
        raise RightOfOtherRoleError(right=right.value, role=account.role)
    if right in held_by(session, account.id):
        return False
    session.add(
        AccountRightRecord(
            account_id=account.id,
            right=right,
            granted_at=at,
            granted_by_id=by.account_id if by else None,
        )
    )
    session.flush()
    _tell(session, account.id, "grant_right", right, by=by, origin=origin, at=at)
    return True


def withdraw(
    session: Session,
    account: AccountRecord,
    right: Right,
    *,
    by: "Actor | None" = None,
    at: datetime,
) -> bool:
    """Take a right back, from the next request on (assurance C5); whether it was held."""
    taken = session.execute(
        delete(AccountRightRecord)
        .where(AccountRightRecord.account_id == account.id, AccountRightRecord.right == right)
        .returning(AccountRightRecord.right)
    ).first()
    if taken is None:
        return False
    _tell(session, account.id, "withdraw_right", right, by=by, origin=CONSOLE, at=at)
    return True


def _tell(
    session: Session,
    account_id: UUID,
    action: str,
    right: Right,
    *,
    by: "Actor | None",
    origin: str,
    at: datetime,
) -> None:
    chain = f"account:{account_id}"
    entry = journal.Entry(
        action,
        chain,
        origin=by.origin if by else origin,
        actor=str(by.account_id if by else account_id if origin != CONSOLE else CONSOLE),
        at=at,
        facts={"right": right.value},
    )
    journal.append(session, chain, entry)
