"""This file holds procurements and who was invited to them."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from questionnaires.handing_in import ResponseUse
from supplier_portal.database import Base
from supplier_portal.records.accounts import OneTimeLink, OrganisationRecord
from supplier_portal.records.catalogues import CatalogueRecord


class ProcurementRecord(Base):
    """One purchase; ``deadline_at`` is the only place where its deadline is kept (assurance B1).

    ``use`` says what becomes of the responses: see ``questionnaires.handing_in.ResponseUse``.

    Suppliers can ask questions up to and including ``ask_by_at``; without it they cannot.
    """

    __tablename__ = "procurement"
    __table_args__ = (UniqueConstraint("organisation_id", "reference"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    catalogue_id: Mapped[UUID] = mapped_column(ForeignKey("catalogue.id"))
    reference: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(5))
    deadline_at: Mapped[datetime | None]
    ask_by_at: Mapped[datetime | None]
    time_zone: Mapped[str] = mapped_column(String(40), default="Europe/Amsterdam")
    use: Mapped[str] = mapped_column(String(10), default=ResponseUse.OFFER.value)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    organisation: Mapped[OrganisationRecord] = relationship(lazy="joined")
    catalogue: Mapped[CatalogueRecord] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it so


class InvitationRecord(OneTimeLink, Base):
    """An invitation of a supplier, by mail address."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("procurement_id", "email"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    procurement_id: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"))
    email: Mapped[str] = mapped_column(String(254))

    procurement: Mapped[ProcurementRecord] = relationship(lazy="joined")
