"""This file has the files that wait scanned for malware, beside the mail and not in its way."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from threading import Event
from typing import TypeAlias

import structlog
from sqlalchemy.exc import SQLAlchemyError

from supplier_portal import scanning
from supplier_portal.database import Database, connect
from supplier_portal.scanning import Finding, ScannerAwayError
from supplier_portal.services import jobs, scans, verdicts
from supplier_portal.services.jobs import JobKind, Lease
from supplier_portal.settings import Settings
from supplier_portal.storage import EvidenceStore, FolderStore

Look: TypeAlias = Callable[[bytes], Finding]

_KINDS = (JobKind.FILE_SCAN,)
_BETWEEN_LOOKS = 2.0
_BETWEEN_PLANS = 3600.0
_log = structlog.get_logger()


def work(settings: Settings, stop: Event) -> None:
    """Scan what waits, and every hour ask for what was not scanned since a day, until ``stop``."""
    database, store = connect(settings.database_url), FolderStore(settings.evidence_folder)
    look, planned_at = look_of(settings), -_BETWEEN_PLANS
    try:
        while not stop.is_set():
            if look and time.monotonic() - planned_at >= _BETWEEN_PLANS:
                planned_at = time.monotonic()
                _quietly(partial(_plan, database))
            if not _quietly(partial(scan_one, database, store, look)):
                stop.wait(_BETWEEN_LOOKS)
    finally:
        database.engine.dispose()


def work_once(settings: Settings) -> int:
    """Scan what waits now, and give how many files were tried."""
    database, store = connect(settings.database_url), FolderStore(settings.evidence_folder)
    look, tried = look_of(settings), 0
    try:
        if look:
            _plan(database)
        while scan_one(database, store, look):
            tried += 1
    finally:
        database.engine.dispose()
    return tried


def look_of(settings: Settings) -> Look | None:
    """The scanner that the installation has, if it has one."""
    address = settings.evidence.scanner
    return partial(scanning.scan, address) if address else None


def scan_one(database: Database, store: EvidenceStore, look: Look | None) -> bool:
    """Scan the file that waits longest; False when none does.

    Without a scanner it waits no more: it stays "not scanned", and is asked for again once there
    is one. A scanner that is away gives no verdict, so that the file stays held back.
    """
    with database.reading() as session:
        if not jobs.is_any_due(session, _KINDS, at=_now()):
            return False
    with database.writing.begin() as session:
        lease = jobs.lease(session, _KINDS, at=_now())
    if lease is None:
        return False
    _scan(database, store, look, lease)
    return True


def _scan(database: Database, store: EvidenceStore, look: Look | None, lease: Lease) -> None:
    stored_as = scans.stored_as_of(lease.payload)
    finding, settle, problem = None, jobs.put_back, ""
    try:
        finding = look(store.get(stored_as)) if look else None
    except ScannerAwayError as error:
        settle, problem = jobs.postpone, str(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, the next file has its turn
        problem = type(error).__name__
    with database.writing.begin() as session:
        if problem:
            settle(session, lease, problem, at=_now())
        else:
            if finding is not None:
                verdicts.note(session, stored_as, finding.name, at=_now())
            jobs.finish(session, lease, at=_now())
    is_clean = finding.is_clean if finding else None
    _log.info("scan", file=stored_as, attempt=lease.attempt, problem=problem, is_clean=is_clean)


def _plan(database: Database) -> bool:
    with database.writing.begin() as session:
        return scans.plan(session, at=_now()) > 0


def _quietly(act: Callable[[], bool]) -> bool:
    """Do something with the database; when that is away there was nothing to do."""
    try:
        return act()
    except SQLAlchemyError as error:
        _log.warning("database_away", problem=type(error).__name__)
        return False


def _now() -> datetime:
    return datetime.now(UTC)
