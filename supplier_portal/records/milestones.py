"""This file holds what was reached in a procurement after its responses were judged."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supplier_portal.database import Base
from supplier_portal.records.accounts import AccountRecord
from supplier_portal.records.opened_responses import OpenedResponseRecord


class MilestoneRecord(Base):
    """A milestone, reached once; a trigger refuses to change it.

    ``winner`` belongs to a decision (None: nobody is awarded), ``until`` to what was notified:
    the end of the standstill.
    """

    __tablename__ = "milestone"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('decided', 'notified', 'withdrawn', 'contracted', 'archived')",
            name="kind",
        ),
    )

    procurement_id: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    winner_id: Mapped[UUID | None] = mapped_column(ForeignKey("opened_response.id"))
    reason: Mapped[str]
    until: Mapped[datetime | None]
    reached_at: Mapped[datetime]
    reached_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    winner: Mapped[OpenedResponseRecord | None] = relationship(lazy="joined")
    reached_by: Mapped[AccountRecord] = relationship(lazy="joined")
