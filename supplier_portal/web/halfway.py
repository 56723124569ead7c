"""This file knows who gave a password in this browser, and not yet the second factor.

What decides is the row of that sign-in; the secret in the browser lets nobody in (assurance D5).
"""

from uuid import UUID

from flask import current_app
from flask import session as browser

from supplier_portal.services import accounts, second_factors, sign_ins
from supplier_portal.services.sign_ins import Halfway
from supplier_portal.web import transaction
from supplier_portal.web.access import origin, welcome

_HALFWAY = "halfway"


def is_asked(account_id: UUID) -> bool:
    """Whether somebody must give, or first set up, a second factor beside the password."""
    if current_app.config["SECOND_FACTOR_IS_REQUIRED"]:
        return True
    return second_factors.of_account(transaction.session(), account_id) is not None


def begin(account_id: UUID) -> None:
    """Note that the password was right; nobody is let in yet."""
    browser[_HALFWAY] = accounts.begin_sign_in(
        transaction.session(), account_id, at=transaction.received_at(), origin=origin()
    )


def who() -> Halfway | None:
    """Who may give the second factor in this browser, if anybody."""
    with transaction.reading_session() as session:
        return sign_ins.halfway(session, secret(), at=transaction.received_at())


def secret() -> str:
    """The secret under which the password was given; empty when none was."""
    return str(browser.get(_HALFWAY, ""))


def leave() -> bool:
    """End the first half; False when another request did so, for one leads to one sign-in only."""
    token = browser.pop(_HALFWAY, "")
    ended = sign_ins.end(transaction.session(), token, at=transaction.received_at())
    return ended is not None


def let_in(account_id: UUID) -> None:
    """Sign somebody in whose identity is proven, under a new secret (assurance D5)."""
    token = accounts.sign_in(
        transaction.session(), account_id, at=transaction.received_at(), origin=origin()
    )
    welcome(token, account_id)
