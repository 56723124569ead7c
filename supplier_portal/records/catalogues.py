"""This file holds imported catalogues, row by row, and the files that wait to be imported."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supplier_portal.database import Base


class CatalogueRecord(Base):
    """One edition of a norm from one source; by the source's digest it is imported once.

    Each position counts from zero in the order of the norm. Rows from before there was one have
    zero throughout: they are in the order of their numbers.
    """

    __tablename__ = "catalogue"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    norm: Mapped[str] = mapped_column(String(40))
    edition: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    imported_at: Mapped[datetime]


class GroupRecord(Base):
    """A family or chapter of a norm that is not ordered by the four themes."""

    __tablename__ = "catalogue_group"
    __table_args__ = (UniqueConstraint("catalogue_id", "key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    catalogue_id: Mapped[UUID] = mapped_column(ForeignKey("catalogue.id"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(40))
    title: Mapped[dict[str, Any]]


class ControlRecord(Base):
    """A control of a catalogue."""

    __tablename__ = "control"
    __table_args__ = (
        UniqueConstraint("catalogue_id", "number"),
        CheckConstraint("theme IN ('5', '6', '7', '8')", name="theme"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    catalogue_id: Mapped[UUID] = mapped_column(ForeignKey("catalogue.id"))
    number: Mapped[str] = mapped_column(String(20))
    title: Mapped[dict[str, Any]]
    position: Mapped[int] = mapped_column(server_default="0")
    group_key: Mapped[str | None] = mapped_column(String(40))
    theme: Mapped[str | None] = mapped_column(String(1))


class MeasureRecord(Base):
    """A measure of a catalogue, or what became of its number."""

    __tablename__ = "measure"
    __table_args__ = (
        UniqueConstraint("catalogue_id", "number"),
        CheckConstraint("status IN ('active', 'none', 'withdrawn', 'moved', 'see')", name="status"),
        CheckConstraint("theme IN ('5', '6', '7', '8')", name="theme"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    catalogue_id: Mapped[UUID] = mapped_column(ForeignKey("catalogue.id"))
    number: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(10))
    title: Mapped[dict[str, Any]]
    text: Mapped[dict[str, Any]]
    categories: Mapped[list[str]]
    target: Mapped[str | None] = mapped_column(String(20))
    position: Mapped[int] = mapped_column(server_default="0")
    control_number: Mapped[str | None] = mapped_column(String(20))
    theme: Mapped[str | None] = mapped_column(String(1))


class CatalogueUploadRecord(Base):
    """A file that could be read, until who uploaded it imports it or throws it away."""

    __tablename__ = "catalogue_upload"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    uploaded_at: Mapped[datetime]
