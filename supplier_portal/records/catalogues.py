"""This file holds imported catalogues: their controls and measures, row by row."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supplier_portal.database import Base


class CatalogueRecord(Base):
    """One edition of a norm from one source; by the source's digest it is imported once."""

    __tablename__ = "catalogue"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    norm: Mapped[str] = mapped_column(String(40))
    edition: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    imported_at: Mapped[datetime]


class ControlRecord(Base):
    """A control of a catalogue."""

    __tablename__ = "control"
    __table_args__ = (UniqueConstraint("catalogue_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    catalogue_id: Mapped[UUID] = mapped_column(ForeignKey("catalogue.id"))
    number: Mapped[str] = mapped_column(String(20))
    title: Mapped[dict[str, Any]]


class MeasureRecord(Base):
    """A measure of a catalogue, or what became of its number."""

    __tablename__ = "measure"
    __table_args__ = (
        UniqueConstraint("catalogue_id", "number"),
        CheckConstraint("status IN ('active', 'none', 'withdrawn', 'moved', 'see')", name="status"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    catalogue_id: Mapped[UUID] = mapped_column(ForeignKey("catalogue.id"))
    number: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(10))
    title: Mapped[dict[str, Any]]
    text: Mapped[dict[str, Any]]
    categories: Mapped[list[str]]
    target: Mapped[str | None] = mapped_column(String(20))
