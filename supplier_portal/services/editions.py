"""This file tells which editions of which norms are there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.catalogue import Source
from questionnaires.editions import edition_order
from supplier_portal.records.catalogues import CatalogueRecord


@dataclass(frozen=True, slots=True)
class Stored:
    """A catalogue that is there, without what it holds."""

    id: UUID
    norm: str
    edition: str
    source: Source
    imported_at: datetime

    @property
    def name(self) -> str:
        """How people refer to it, such as "BIO2 1.3"."""
        return f"{self.norm} {self.edition}"

    @property
    def order(self) -> tuple[object, datetime]:
        """What to sort catalogues of one norm by: edition, then when it came in."""
        return edition_order(self.edition), self.imported_at


def stored(session: Session) -> list[Stored]:
    """The catalogues that are there, by norm, the newest edition and the latest import first."""
    rows = session.execute(
        select(
            CatalogueRecord.id,
            CatalogueRecord.norm,
            CatalogueRecord.edition,
            CatalogueRecord.source,
            CatalogueRecord.imported_at,
        )
    )
    found = [
        Stored(row.id, row.norm, row.edition, Source(row.source), row.imported_at) for row in rows
    ]
    newest_first = sorted(found, key=lambda item: item.order, reverse=True)
    return sorted(newest_first, key=lambda item: item.norm)


def named(session: Session, name: str, source: Source | None = None) -> Stored | None:
    """The catalogue people mean by a name such as "BIO2 1.3": the official one if there is one."""
    wanted = name.strip().casefold()
    return preferred(
        item
        for item in stored(session)
        if item.name.casefold() == wanted and source in {None, item.source}
    )


def preferred(newest_first: Iterable[Stored]) -> Stored | None:
    """The official one, or else ours; of those the latest."""
    return min(newest_first, key=lambda item: item.source is not Source.OFFICIAL, default=None)
