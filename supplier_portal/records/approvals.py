"""This file holds who will review a procurement, and the approvals asked for and given."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supplier_portal.database import Base
from supplier_portal.records.accounts import AccountRecord


class ReviewerRecord(Base):
    """Somebody who was named to review the responses to a procurement."""

    __tablename__ = "reviewer"

    procurement_id: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    named_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    named_at: Mapped[datetime]


class ApprovalRequestRecord(Base):
    """That approval was asked for; the highest ``number`` counts, and a trigger keeps each."""

    __tablename__ = "approval_request"
    __table_args__ = (UniqueConstraint("procurement_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    procurement_id: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"))
    number: Mapped[int]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]

    asked_by: Mapped[AccountRecord] = relationship(lazy="joined")


class ApprovalRecord(Base):
    """The one decision on a request; it holds for this digest, basis and deadline alone."""

    __tablename__ = "approval"
    __table_args__ = (
        CheckConstraint("decision IN ('approved', 'returned')", name="decision"),
        UniqueConstraint("request_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    procurement_id: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"), index=True)
    request_id: Mapped[UUID] = mapped_column(ForeignKey("approval_request.id"))
    digest: Mapped[str] = mapped_column(String(64))
    basis: Mapped[str] = mapped_column(String(64))
    deadline_at: Mapped[datetime | None]
    decision: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(2000))
    decided_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime]

    decided_by: Mapped[AccountRecord] = relationship(lazy="joined")
