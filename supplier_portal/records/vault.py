"""This file holds a supplier's vault: its files, whichever procurement they are shown in.

Only services for suppliers, and the opening, may read it (decision 0004).
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supplier_portal.database import Base


class VaultItemRecord(Base):
    """One thing that proves something, such as a certificate; its versions say what it is."""

    __tablename__ = "vault_item"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    withdrawn_at: Mapped[datetime | None]


class VaultVersionRecord(Base):
    """One version: a file with its particulars; a trigger refuses to change it.

    A correction of the particulars is a next version with the same ``stored_as``.
    """

    __tablename__ = "vault_version"
    __table_args__ = (UniqueConstraint("item_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("vault_item.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(255))
    proof_type: Mapped[str | None] = mapped_column(String(30))
    issuer: Mapped[str] = mapped_column(String(200))
    scope: Mapped[str] = mapped_column(String(1000))
    covers_from: Mapped[date | None]
    covers_until: Mapped[date | None]
    valid_until: Mapped[date | None]
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    stored_as: Mapped[str] = mapped_column(String(64), index=True)
    added_at: Mapped[datetime]
    added_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
