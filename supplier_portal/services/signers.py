"""This file knows who of a supplier may hand in, and tells them that a response is ready."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from supplier_portal.records.accounts import AccountRecord, AccountRightRecord
from supplier_portal.records.responses import ResponseRecord
from supplier_portal.services import journal, receipt_mail, responses
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import AlreadyToldError
from supplier_portal.services.rights import Right

BETWEEN = timedelta(hours=1)
_ACTION = "tell_ready"
_LAST = 9


def of_organisation(session: Session, actor: Actor) -> Sequence[AccountRecord]:
    """The people of the actor's organisation who may hand in, by name."""
    return session.scalars(
        select(AccountRecord)
        .join(AccountRightRecord, AccountRightRecord.account_id == AccountRecord.id)
        .where(
            AccountRecord.organisation_id == actor.organisation_id,
            AccountRecord.is_active,
            AccountRightRecord.right == Right.SIGN,
        )
        .order_by(AccountRecord.name, AccountRecord.email)
    ).all()


def tell_ready(
    session: Session, actor: Actor, response: ResponseRecord, *, page: str, at: datetime
) -> Sequence[AccountRecord]:
    """Mail everybody who may hand in that a response is ready; gives whom.

    ``page`` is the public address where they hand in. Raises AlreadyToldError within an hour after
    the last time, or as ``responses.refuse_closed``.
    """
    responses.refuse_closed(session, response, at)
    last = told_at(session, response)
    if last is not None and at - last < BETWEEN:
        raise AlreadyToldError
    told = of_organisation(session, actor)
    for account in told:
        receipt_mail.tell_ready(session, actor, response.procurement, account, page=page, at=at)
    responses.tell(session, actor, response, action="tell_ready", at=at)
    return told


def told_at(session: Session, response: ResponseRecord) -> datetime | None:
    """When colleagues were told last that a response is ready, if they were."""
    chain = journal.of_response(response.id)
    told = (
        entry.at
        for _, entry in journal.latest(session, [chain], actions=[_ACTION], limit=_LAST)
        if entry.result == "done"
    )
    return next(told, None)
