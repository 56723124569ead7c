"""This file holds what organisations add to the norms, one row a version; none is ever replaced."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supplier_portal.database import Base
from supplier_portal.records.accounts import AccountRecord


class HouseVersionRecord(Base):
    """One version of an entry, as ``interchange.house`` writes it; the highest version counts.

    A version that withdraws the entry has the document of the version before it.
    """

    __tablename__ = "house_version"
    __table_args__ = (
        UniqueConstraint("organisation_id", "kind", "key", "version"),
        CheckConstraint("kind IN ('text', 'measure', 'segment')", name="kind"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(80))
    version: Mapped[int]
    document: Mapped[dict[str, Any]]
    is_withdrawn: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(500))
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    changed_by: Mapped[AccountRecord] = relationship(lazy="joined")
