"""This file holds what reviewers decided, one row a decision; an earlier one is never replaced."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supplier_portal.database import Base
from supplier_portal.records.accounts import AccountRecord


class JudgementRecord(Base):
    """A decision by one reviewer; of each reviewer the highest ``version`` counts."""

    __tablename__ = "judgement"
    __table_args__ = (
        UniqueConstraint("opened_response_id", "subject", "reviewer_id", "version"),
        CheckConstraint("kind IN ('grade', 'verdict', 'applicability')", name="kind"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    opened_response_id: Mapped[UUID] = mapped_column(ForeignKey("opened_response.id"))
    subject: Mapped[str] = mapped_column(String(80))
    reviewer_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(15))
    decision: Mapped[str] = mapped_column(String(40))
    motivation: Mapped[str]
    made_at: Mapped[datetime]

    reviewer: Mapped[AccountRecord] = relationship(lazy="joined")
