"""This file holds which passwords and codes were tried lately, so that guessing stays slow."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from supplier_portal.database import Base


class GuessRecord(Base):
    """One check of a password or code that was not right, or is still under way."""

    __tablename__ = "guess"
    __table_args__ = (
        Index("ix_guess_name_digest_at", "name_digest", "at"),
        Index("ix_guess_origin_at", "origin", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    # Of the mail address as it was given, which need not be that of an account.
    name_digest: Mapped[str] = mapped_column(String(64))
    origin: Mapped[str] = mapped_column(String(45))
    is_stranger: Mapped[bool]
    at: Mapped[datetime]
