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


def stored(session: Session) -> list[Stored]:
    """The catalogues that are there, by norm: the newest edition first, our texts before others.

    Of the same edition and source the latest import comes first.
    """
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
    newest_first = sorted(found, key=_rank, reverse=True)
    return sorted(newest_first, key=lambda item: item.norm)


def _rank(item: Stored) -> tuple[object, bool, datetime]:
    return edition_order(item.edition), item.source is Source.OWN, item.imported_at


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
