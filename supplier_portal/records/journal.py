"""This file holds the journal: what was done, in chains that show when a link is missing."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from supplier_portal.database import Base


class JournalHeadRecord(Base):
    """The last link of one chain; its row is the lock under which the next link is made."""

    __tablename__ = "journal_head"

    chain: Mapped[str] = mapped_column(String(60), primary_key=True)
    sequence: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))


class JournalRecord(Base):
    """One entry, with the six facts that BIO2 8.15.01 asks of a log line."""

    __tablename__ = "journal"

    chain: Mapped[str] = mapped_column(String(60), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(String(60))
    object: Mapped[str] = mapped_column(String(120))
    result: Mapped[str] = mapped_column(String(20))
    origin: Mapped[str] = mapped_column(String(60))
    actor: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
    facts: Mapped[dict[str, Any]]
    previous_digest: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
