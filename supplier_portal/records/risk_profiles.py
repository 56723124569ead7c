"""This file holds what is at stake in a procurement, and why its set departs from what follows."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supplier_portal.database import Base
from supplier_portal.records.accounts import AccountRecord


class RiskProfileRecord(Base):
    """The risk profile of a procurement as it was kept once; the highest version counts."""

    __tablename__ = "risk_profile"

    procurement_id: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    changed_by: Mapped[AccountRecord] = relationship(lazy="joined")


class ExceptionReasonRecord(Base):
    """Why a set departs from the proposal, by the norm and number; the highest version counts."""

    __tablename__ = "exception_reason"
    __table_args__ = (
        UniqueConstraint("procurement_id", "subject", "kind", "version"),
        CheckConstraint("kind IN ('dropped', 'weakened', 'heavier_proof')", name="kind"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    procurement_id: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"))
    subject: Mapped[str] = mapped_column(String(240))
    kind: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    reason: Mapped[str]
    given_at: Mapped[datetime]
    given_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    given_by: Mapped[AccountRecord] = relationship(lazy="joined")
