"""This file holds which supplier asked what, and what it read.

Only services for suppliers may read it: who asks is never told to the buyer (assurance M3).
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supplier_portal.database import Base
from supplier_portal.records.accounts import AccountRecord
from supplier_portal.records.clarifications import ClarificationRecord


class EnquiryRecord(Base):
    """That a supplier asked a question, in its own words, whatever becomes of these."""

    __tablename__ = "enquiry"

    clarification_id: Mapped[UUID] = mapped_column(ForeignKey("clarification.id"), primary_key=True)
    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), index=True)
    text: Mapped[str] = mapped_column(String(2000))
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]

    clarification: Mapped[ClarificationRecord] = relationship(lazy="joined")
    asked_by: Mapped[AccountRecord] = relationship(lazy="joined")


class NotaSeenRecord(Base):
    """That somebody of a supplier said to have read a nota."""

    __tablename__ = "nota_seen"

    nota_id: Mapped[UUID] = mapped_column(ForeignKey("nota.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    seen_at: Mapped[datetime]
