"""This file checks what people show to prove who they are, slowly for who guesses (D3, D4)."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy.orm import Session

from supplier_portal.services import accounts, guesses, journal
from supplier_portal.web import transaction
from supplier_portal.web.access import origin


def with_password(email: str, password: str) -> UUID | None:
    """The account of which this is the password; raises TooManyGuessesError."""
    found: list[UUID] = []

    def is_right(session: Session) -> bool:
        account = accounts.with_email(session, email)
        known = accounts.is_password(account, password)
        found.extend([account.id] if account is not None and known else [])
        return known

    _checked(email, is_right)
    return found[0] if found else None


def _checked(email: str, is_right: Callable[[Session], bool]) -> bool:
    """Count a guess, check it, and take it back if it was none; each in a transaction of its own.

    What is written is as much for an address that nobody has.
    """
    at = transaction.received_at()
    with transaction.separate_write() as session:
        guess = guesses.begin(session, email, at=at, origin=origin())
    # Checking takes long on purpose; no writer waits for it in a session that only reads.
    with transaction.reading_session() as session:
        is_known = is_right(session)
    with transaction.separate_write() as session:
        if is_known:
            guesses.was_right(session, guess)
        else:
            _tell_of_refusal(session, email)
    return is_known


def _tell_of_refusal(session: Session, email: str) -> None:
    account = accounts.with_email(session, email)
    journal.tell_of_account(
        session,
        account.id if account else None,
        action="sign_in",
        result="refused_sign_in",
        at=transaction.received_at(),
        origin=origin(),
        actor="unknown",
    )
