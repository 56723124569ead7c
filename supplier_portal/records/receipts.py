"""This file holds the receipts that suppliers got: numbered without a gap, signed, for good.

Only services for suppliers, and the opening, may read it (decision 0004).
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supplier_portal.database import Base


class ReceiptCounterRecord(Base):
    """The last number that was given out; its one row is the lock under which the next is."""

    __tablename__ = "receipt_counter"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class ReceiptKeyRecord(Base):
    """The public half of a key that signed receipts, kept so that these can always be checked."""

    __tablename__ = "receipt_key"

    key_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    public_key: Mapped[str] = mapped_column(String(64))
    first_used_at: Mapped[datetime]


class ReceiptRecord(Base):
    """One receipt: ``document`` are the bytes that were signed."""

    __tablename__ = "receipt"
    __table_args__ = (
        UniqueConstraint("submission_id", "kind"),
        CheckConstraint("kind IN ('handed_in', 'withdrawn')", name="kind"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"))
    kind: Mapped[str] = mapped_column(String(10))
    document: Mapped[bytes] = mapped_column(LargeBinary)
    key_id: Mapped[str] = mapped_column(ForeignKey("receipt_key.key_id"))
    signature: Mapped[str] = mapped_column(String(128))

    key: Mapped[ReceiptKeyRecord] = relationship(lazy="joined")
