"""This file knows what the scanner said of stored files, and holds back what may do harm."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.errors import translatable
from supplier_portal.records.scans import FileScanRecord
from supplier_portal.services.errors import HeldBackError


class ScanState(StrEnum):
    """How far the scanning of a file is."""

    NOT_SCANNED = "not_scanned"
    SCANNING = "scanning"
    CLEAN = "clean"
    INFECTED = "infected"


@dataclass(frozen=True, slots=True)
class Scanned:
    """What is known of a file, since when, and the name of what was found in it."""

    state: ScanState
    at: datetime | None = None
    finding: str = ""


def of_files(
    session: Session, stored: Collection[str], *, is_scanning: bool
) -> Mapping[str, Scanned]:
    """What is known of each of some stored files; ``is_scanning`` when there is a scanner."""
    nothing = Scanned(ScanState.SCANNING if is_scanning else ScanState.NOT_SCANNED)
    found = dict.fromkeys(stored, nothing)
    rows = select(FileScanRecord).where(FileScanRecord.stored_as.in_(found))
    for row in session.scalars(rows.order_by(FileScanRecord.scanned_at)):
        state = ScanState(row.verdict)
        found[row.stored_as] = Scanned(state, row.scanned_at, row.finding)
    return found


def infected(session: Session, stored: Collection[str]) -> frozenset[str]:
    """Which of some stored files hold malware, as far as is known."""
    known = of_files(session, stored, is_scanning=False)
    return frozenset(name for name in known if known[name].state is ScanState.INFECTED)


def refuse_unsafe(session: Session, stored_as: str, *, is_scanning: bool) -> None:
    """Raise HeldBackError for a file in which malware was found, or that still waits for that."""
    known = of_files(session, [stored_as], is_scanning=is_scanning)[stored_as]
    if known.state is ScanState.INFECTED:
        raise HeldBackError(
            problem=translatable(
                "Malware was found in this file, so it is held back. Ask the supplier for a clean "
                "one."
            )
        )
    if known.state is ScanState.SCANNING:
        raise HeldBackError(
            problem=translatable(
                "This file is being scanned for malware. That takes a minute or so; open it after "
                "that."
            )
        )


def note(session: Session, stored_as: str, finding: str, *, at: datetime) -> None:
    """Keep a verdict; without a finding the file is clean."""
    verdict = ScanState.INFECTED if finding else ScanState.CLEAN
    session.add(
        FileScanRecord(stored_as=stored_as, verdict=verdict.value, finding=finding, scanned_at=at)
    )
    session.flush()
