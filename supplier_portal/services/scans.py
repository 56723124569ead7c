"""This file has stored files scanned for malware: at once, and every day while they are in use."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, select, union
from sqlalchemy.orm import Session

from supplier_portal.records.opened_responses import OpenedEvidenceRecord
from supplier_portal.records.responses import EvidenceRecord
from supplier_portal.records.scans import FileScanRecord
from supplier_portal.records.vault import VaultItemRecord, VaultVersionRecord
from supplier_portal.services import jobs
from supplier_portal.services.jobs import JobKind

AGAIN_AFTER = timedelta(days=1)
_STORED_AS = "stored_as"


def ask(session: Session, stored_as: str, *, at: datetime) -> None:
    """Have a file that just came in scanned, once this transaction is committed."""
    jobs.enqueue(
        session, JobKind.FILE_SCAN, {_STORED_AS: stored_as}, at=at, key=f"scan:{stored_as}"
    )


def plan(session: Session, *, at: datetime) -> int:
    """Have every file in use scanned that was not since a day; gives how many are asked for.

    The day is in the key of the job, so that several workers ask for one scan.
    """
    scanned = (
        select(FileScanRecord.stored_as)
        .group_by(FileScanRecord.stored_as)
        .having(func.max(FileScanRecord.scanned_at) > at - AGAIN_AFTER)
    )
    fresh = set(session.scalars(scanned))
    asked = {key.split(":")[1] for key in jobs.open_keys(session, JobKind.FILE_SCAN)}
    waiting = sorted(in_use(session) - fresh - asked)
    day = at.astimezone(UTC).date().isoformat()
    for stored_as in waiting:
        key = f"scan:{stored_as}:{day}"
        jobs.enqueue(session, JobKind.FILE_SCAN, {_STORED_AS: stored_as}, at=at, key=key)
    return len(waiting)


def in_use(session: Session) -> set[str]:
    """The files that anybody may still be given: of vaults, responses and opened copies."""
    attached = exists().where(
        EvidenceRecord.vault_version_id == VaultVersionRecord.id,
        EvidenceRecord.removed_at.is_(None),
    )
    kept = (
        select(VaultVersionRecord.stored_as)
        .join(VaultItemRecord, VaultItemRecord.id == VaultVersionRecord.item_id)
        .where(VaultItemRecord.withdrawn_at.is_(None) | attached)
    )
    return set(session.scalars(union(kept, select(OpenedEvidenceRecord.stored_as))))


def every_file(session: Session) -> set[str]:
    """The files that any row tells of, used or not."""
    opened = select(OpenedEvidenceRecord.stored_as)
    return set(session.scalars(union(select(VaultVersionRecord.stored_as), opened)))


def stored_as_of(payload: Mapping[str, Any]) -> str:
    """Which file a job is about."""
    return str(payload[_STORED_AS])
