"""This file holds the Word templates of organisations, one row a version; none is ever replaced."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supplier_portal.database import Base
from supplier_portal.records.accounts import AccountRecord


class AnnexTemplateRecord(Base):
    """One version of an organisation's template for a kind of document; the highest one counts.

    A version without ``content`` goes back to the template that comes with the service.
    """

    __tablename__ = "annex_template"
    __table_args__ = (
        UniqueConstraint("organisation_id", "kind", "number"),
        CheckConstraint(
            "kind IN ('contract_annex', 'programme', 'questionnaire', 'applicability', "
            "'change_annex', 'clarifications')",
            name="kind",
        ),
        CheckConstraint("(content IS NULL) = (size = 0)", name="content"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    kept_at: Mapped[datetime]
    kept_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    kept_by: Mapped[AccountRecord] = relationship(lazy="joined")
