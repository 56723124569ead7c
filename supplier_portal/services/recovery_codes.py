"""This file gives codes for who has lost the app of the second factor; each works once."""

import secrets
from base64 import b32encode
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from questionnaires.interchange.canonical import digest
from supplier_portal.records.second_factors import RecoveryCodeRecord
from supplier_portal.services import journal

NUMBER = 10
_BYTES = 15  # 120 bits: more than the 112 from which a plain digest protects a secret
_GROUP = 4


def renew(session: Session, account_id: UUID, *, at: datetime, origin: str) -> Sequence[str]:
    """Make ten codes and give them, this once; earlier ones no longer work."""
    session.execute(delete(RecoveryCodeRecord).where(RecoveryCodeRecord.account_id == account_id))
    codes = [_shown(secrets.token_bytes(_BYTES)) for _ in range(NUMBER)]
    session.add_all(
        RecoveryCodeRecord(code_digest=_digest(code), account_id=account_id) for code in codes
    )
    session.flush()
    journal.tell_of_account(
        session, account_id, action="renew_recovery_codes", at=at, origin=origin
    )
    return codes


def spend(session: Session, account_id: UUID, code: str, *, at: datetime, origin: str) -> bool:
    """Use a code; False when it is none of this account, or was used before."""
    taken = session.scalar(
        update(RecoveryCodeRecord)
        .where(
            RecoveryCodeRecord.code_digest == _digest(code),
            RecoveryCodeRecord.account_id == account_id,
            RecoveryCodeRecord.used_at.is_(None),
        )
        .values(used_at=at)
        .returning(RecoveryCodeRecord.account_id)
        .execution_options(synchronize_session=False)
    )
    if taken is not None:
        journal.tell_of_account(
            session, account_id, action="use_recovery_code", at=at, origin=origin
        )
    return taken is not None


def left(session: Session, account_id: UUID) -> int:
    """How many codes still work."""
    wanted = select(func.count()).where(
        RecoveryCodeRecord.account_id == account_id, RecoveryCodeRecord.used_at.is_(None)
    )
    return session.scalar(wanted) or 0


def _shown(code: bytes) -> str:
    letters = b32encode(code).decode().lower()
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def _digest(code: str) -> str:
    """Of the letters and digits alone: who copies a code may leave the hyphens out."""
    return digest("".join(filter(str.isalnum, code.lower())).encode())
