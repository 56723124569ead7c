"""This file holds what is asked about a procurement and answered; never who asked.

Services for staff read it; who asked is in ``enquiries``, which they may not import.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supplier_portal.database import Base
from supplier_portal.records.accounts import AccountRecord
from supplier_portal.records.requirement_sets import RevisionRecord


class NotaRecord(Base):
    """A nota van inlichtingen as it was published; a trigger refuses to change it.

    ``is_late`` when less than ten days were left to the deadline.
    """

    __tablename__ = "nota"
    __table_args__ = (UniqueConstraint("procurement_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    procurement_id: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    document: Mapped[bytes] = mapped_column(LargeBinary)
    is_late: Mapped[bool]
    published_at: Mapped[datetime]
    published_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    revision: Mapped[RevisionRecord] = relationship(lazy="joined")


class ClarificationRecord(Base):
    """A question and what becomes of it; nothing in it says who asked (assurance M3).

    Its id is random, and of when it came only the day is kept: neither order nor time tells more.
    ``original`` is as it was asked, and empty for what the buyer says of its own accord;
    ``question`` is as all will read it. One that asks what another does is the ``same_as`` that.
    """

    __tablename__ = "clarification"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    procurement_id: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"), index=True)
    requirement: Mapped[str] = mapped_column(String(60))
    original: Mapped[str] = mapped_column(String(2000))
    received_on: Mapped[date | None]
    question: Mapped[str] = mapped_column(String(2000))
    answer: Mapped[str] = mapped_column(String(5000), default="")
    assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    same_as_id: Mapped[UUID | None] = mapped_column(ForeignKey("clarification.id"))
    is_ready: Mapped[bool] = mapped_column(default=False)
    is_withdrawn: Mapped[bool] = mapped_column(default=False)
    nota_id: Mapped[UUID | None] = mapped_column(ForeignKey("nota.id"))
    version: Mapped[int] = mapped_column()

    assignee: Mapped[AccountRecord | None] = relationship(lazy="joined")
    nota: Mapped[NotaRecord | None] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it so
