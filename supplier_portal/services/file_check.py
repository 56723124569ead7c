"""This file compares the store of files with the rows that tell of them (assurance A10)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from supplier_portal.services import scans
from supplier_portal.storage import EvidenceStore

SETTLES_IN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Findings:
    """What does not agree: rows without a file, and files without a row since a day.

    ``fresh`` files have no row either, but may be part of a request that is still under way.
    """

    missing: tuple[str, ...]
    orphans: tuple[str, ...]
    fresh: tuple[str, ...]
    count: int


def check(session: Session, store: EvidenceStore, *, at: datetime) -> Findings:
    """Compare the rows with the files; the files are listed first.

    A file is stored before its row is: what is stored and told of meanwhile is then no orphan.
    """
    stored = store.names()
    told = scans.every_file(session)
    without_row = sorted(set(stored) - told)
    orphans = tuple(name for name in without_row if at - stored[name] >= SETTLES_IN)
    return Findings(
        missing=tuple(sorted(told - set(stored))),
        orphans=orphans,
        fresh=tuple(name for name in without_row if name not in set(orphans)),
        count=len(told),
    )
