"""This file holds a requirement set while it is edited, as published, and as a template."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supplier_portal.database import Base
from supplier_portal.records.accounts import AccountRecord
from supplier_portal.records.catalogues import CatalogueRecord


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
    """A publication; a trigger refuses to change or delete it.

    ``reason`` tells suppliers why there is another one; the first has none.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("procurement_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    procurement_id: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    document: Mapped[bytes] = mapped_column(LargeBinary)
    published_at: Mapped[datetime]
    published_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(String(2000), default="")


class AmendmentRecord(Base):
    """That a published set is being changed; it goes once that is published or taken back.

    The ``requests_before`` it began, for approval, were about something else.
    """

    __tablename__ = "amendment"

    procurement_id: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(2000))
    requests_before: Mapped[int]
    started_at: Mapped[datetime]
    started_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int] = mapped_column()

    started_by: Mapped[AccountRecord] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it so


class SetTemplateRecord(Base):
    """A set as it was when an organisation kept it as a template; later changes do not touch it.

    ``documents`` are what ``interchange.requirement`` writes, in the order of the set. A template
    that takes the place of another is a row of its own.
    """

    __tablename__ = "set_template"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    procurement_id: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"), unique=True)
    catalogue_id: Mapped[UUID] = mapped_column(ForeignKey("catalogue.id"))
    name: Mapped[str] = mapped_column(String(80))
    purpose: Mapped[str] = mapped_column(String(500))
    documents: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    marked_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    marked_at: Mapped[datetime]

    marked_by: Mapped[AccountRecord] = relationship(lazy="joined")
    catalogue: Mapped[CatalogueRecord] = relationship(lazy="joined")
