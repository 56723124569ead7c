"""This file checks what people show to prove who they are, slowly for who guesses (D3, D4)."""

from collections.abc import Callable
from uuid import UUID

from flask import current_app
from sqlalchemy.orm import Session

from supplier_portal.cipher import Cipher
from supplier_portal.services import accounts, guesses, journal, recovery_codes, second_factors
from supplier_portal.services.sign_ins import Halfway
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


def with_code(person: Halfway, code: str) -> bool:
    """Whether this is a code of the app, or one for recovery, that was not used before.

    Raises TooManyGuessesError.
    """
    at = transaction.received_at()
    with transaction.separate_write() as session:
        guess = guesses.begin(session, person.email, at=at, origin=origin())
    with transaction.separate_write() as session:
        is_known = _spend(session, person.account_id, code)
        if is_known:
            guesses.was_right(session, guess)
        else:
            _tell_of_refusal(session, person.email, result="refused_code")
    return is_known


def cipher() -> Cipher:
    """What makes secrets unreadable in the database of this installation."""
    found: Cipher = current_app.config["CIPHER"]
    return found


def _spend(session: Session, account_id: UUID, code: str) -> bool:
    at = transaction.received_at()
    if second_factors.is_like_code(code):
        return second_factors.spend_code(session, cipher(), account_id, code, at=at)
    return recovery_codes.spend(session, account_id, code, at=at, origin=origin())


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


def _tell_of_refusal(session: Session, email: str, *, result: str = "refused_sign_in") -> None:
    account = accounts.with_email(session, email)
    journal.tell_of_account(
        session,
        account.id if account else None,
        action="sign_in",
        result=result,
        at=transaction.received_at(),
        origin=origin(),
        actor="unknown",
    )
