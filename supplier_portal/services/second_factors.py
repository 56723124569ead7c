"""This file checks the second factor: codes of an app (RFC 6238), each of which counts once."""

from base64 import b32encode
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from pyotp import TOTP
from pyotp.utils import strings_equal
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from supplier_portal.cipher import Cipher, UnreadableError
from supplier_portal.records.second_factors import RecoveryCodeRecord, SecondFactorRecord
from supplier_portal.services import account_letters, jobs, journal, sign_ins
from supplier_portal.services.accounts import Account
from supplier_portal.services.errors import UnreadableFactorError, WrongCodeError
from supplier_portal.services.jobs import JobKind

SECONDS = 30
DIGITS = 6
STEPS_OFF = (0, -1, 1)
_SECRET_BYTES = 20


@dataclass(frozen=True, slots=True)
class Factor:
    """The second factor of an account, without its secret."""

    set_at: datetime


def of_account(session: Session, account_id: UUID) -> Factor | None:
    """The second factor of an account, if it has one."""
    found = session.get(SecondFactorRecord, account_id)
    return Factor(found.set_at) if found else None


def is_like_code(typed: str) -> bool:
    """Whether this can be a code of an app, rather than one for recovery."""
    return _without_spaces(typed).isdigit()


def address(secret: str, *, email: str, issuer: str) -> str:
    """What the square that an app scans says."""
    totp = TOTP(secret, interval=SECONDS, digits=DIGITS)
    return totp.provisioning_uri(name=email, issuer_name=issuer)


def proposed_secret(cipher: Cipher, account_id: UUID, token: str) -> str:
    """The secret to set up now, for who signed in with ``token``.

    It follows from the installation's key, so that looking at it keeps nothing; it is another one
    each time one signs in, so one that was in use never comes back.
    """
    purpose = f"second factor of {account_id}, {token}"
    return b32encode(cipher.derive(purpose, _SECRET_BYTES)).decode()


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The time step of which this is the code, at most one off; None when it is wrong.

    Spaces are forgiven: apps show them.
    """
    typed = _without_spaces(code)
    totp = TOTP(secret, interval=SECONDS, digits=DIGITS)
    now = int(at.timestamp()) // SECONDS
    steps = [now + off for off in STEPS_OFF if strings_equal(totp.generate_otp(now + off), typed)]
    return max(steps, default=None)


def set_up(
    session: Session,
    cipher: Cipher,
    account_id: UUID,
    *,
    secret: str,
    code: str,
    at: datetime,
    origin: str,
) -> None:
    """Take a secret into use once its app gave a right code; raises WrongCodeError.

    For an account that has none: another one can only take its place after a reset.
    """
    step = step_of(secret, code, at)
    if step is None:
        raise WrongCodeError
    session.add(
        SecondFactorRecord(
            account_id=account_id,
            secret=cipher.seal(secret, str(account_id)),
            set_at=at,
            last_step=step,
        )
    )
    session.flush()
    journal.tell_of_account(session, account_id, action="set_second_factor", at=at, origin=origin)


def spend_code(
    session: Session, cipher: Cipher, account_id: UUID, code: str, *, at: datetime
) -> bool:
    """Use a code of the app; False when it is wrong, or of a step that was used already."""
    found = session.get(SecondFactorRecord, account_id)
    if found is None:
        return False
    step = step_of(_secret_of(found, cipher), code, at)
    if step is None:
        return False
    taken = session.scalar(
        update(SecondFactorRecord)
        .where(
            SecondFactorRecord.account_id == account_id,
            SecondFactorRecord.last_step < step,
        )
        .values(last_step=step)
        .returning(SecondFactorRecord.account_id)
        .execution_options(synchronize_session=False)
    )
    return taken is not None


def reset(session: Session, account: Account, *, at: datetime) -> bool:
    """Let somebody who lost everything set up a second factor anew; False if there was none.

    Where this person is signed in ends, and a letter tells of it: who did not ask is warned.
    """
    if session.get(SecondFactorRecord, account.id) is None:
        return False
    for record in (SecondFactorRecord, RecoveryCodeRecord):
        session.execute(delete(record).where(record.account_id == account.id))
    sign_ins.end_all(session, account.id, at=at)
    journal.tell_of_account(
        session,
        account.id,
        action="reset_second_factor",
        at=at,
        origin="command line",
        actor="command line",
    )
    letter = account_letters.factor_reset(account.email)
    jobs.enqueue(session, JobKind.ACCOUNT_MAIL, asdict(letter), at=at)
    return True


def _secret_of(found: SecondFactorRecord, cipher: Cipher) -> str:
    try:
        return cipher.read(found.secret, str(found.account_id))
    except UnreadableError as error:
        raise UnreadableFactorError from error


def _without_spaces(code: str) -> str:
    return "".join(code.split())
