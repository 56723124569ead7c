"""This file holds a requirement set while it is edited, and the revisions it was published as."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supplier_portal.database import Base


class RequirementRecord(Base):
    """One line of the set; the document is what ``interchange.requirement`` writes."""

    __tablename__ = "requirement"
    __table_args__ = (UniqueConstraint("procurement_id", "identifier"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    procurement_id: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"))
    identifier: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    document: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it so


class RevisionRecord(Base):
    """A publication; a trigger refuses to change or delete it."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("procurement_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    procurement_id: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    document: Mapped[bytes] = mapped_column(LargeBinary)
    published_at: Mapped[datetime]
    published_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
