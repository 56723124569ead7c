"""This file holds what the opening wrote: the only copy of a response that staff can read."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supplier_portal.database import Base
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RevisionRecord


class OpeningRecord(Base):
    """That the responses to a procurement were opened, when and by whom; once."""

    __tablename__ = "opening"

    procurement_id: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"), primary_key=True)
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class OpenedResponseRecord(Base):
    """The immutable copy of one submission."""

    __tablename__ = "opened_response"
    __table_args__ = (UniqueConstraint("procurement_id", "organisation_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    procurement_id: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    supplier: Mapped[str] = mapped_column(String(200))
    document: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime]

    procurement: Mapped[ProcurementRecord] = relationship(lazy="joined")
    revision: Mapped[RevisionRecord] = relationship(lazy="joined")


class OpenedEvidenceRecord(Base):
    """A file that came with an opened response."""

    __tablename__ = "opened_evidence"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    opened_response_id: Mapped[UUID] = mapped_column(ForeignKey("opened_response.id"), index=True)
    requirement: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    stored_as: Mapped[str] = mapped_column(String(64))
