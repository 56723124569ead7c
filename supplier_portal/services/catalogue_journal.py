"""This file writes in the journal which catalogues came in, and on whose behalf."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from supplier_portal.records.catalogues import CatalogueRecord, CatalogueUploadRecord
from supplier_portal.services import journal
from supplier_portal.services.actor import Actor


def tell_of_import(
    session: Session, by: Actor | None, record: CatalogueRecord, measures: int, *, at: datetime
) -> None:
    """Tell that a catalogue came in, by somebody or (``by`` is nobody) by a command."""
    facts = {
        "norm": record.norm,
        "edition": record.edition,
        "digest": record.digest,
        "measures": measures,
    }
    _tell(session, by, "import_catalogue", f"catalogue:{record.id}", at, facts)


def tell_of_upload(
    session: Session, by: Actor, action: str, record: CatalogueUploadRecord, *, at: datetime
) -> None:
    """Tell what was done with a file that waits to be imported."""
    _tell(session, by, action, f"catalogue_upload:{record.id}", at, {"digest": record.digest})


def _tell(
    session: Session,
    by: Actor | None,
    action: str,
    about: str,
    at: datetime,
    facts: Mapping[str, Any],
) -> None:
    journal.append(
        session,
        journal.of_catalogues(),
        journal.Entry(
            action=action,
            object=about,
            origin=by.origin if by else "console",
            actor=str(by.account_id) if by else "command line",
            at=at,
            facts=dict(facts),
        ),
    )
