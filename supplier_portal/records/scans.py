"""This file holds what a scanner said of stored files; it tells whose they are to nobody."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from supplier_portal.database import Base


class FileScanRecord(Base):
    """One verdict about a stored file; of several the newest counts."""

    __tablename__ = "file_scan"
    __table_args__ = (CheckConstraint("verdict IN ('clean', 'infected')", name="verdict"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    stored_as: Mapped[str] = mapped_column(String(64), index=True)
    verdict: Mapped[str] = mapped_column(String(10))
    finding: Mapped[str] = mapped_column(String(200))
    scanned_at: Mapped[datetime]
