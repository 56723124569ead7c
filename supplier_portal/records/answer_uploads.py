"""This file holds questionnaires that were filled in offline, until they are taken or forgotten.

Only services for suppliers may read it, as they alone read answers (decision 0004).
"""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from supplier_portal.database import Base


class AnswerUploadRecord(Base):
    """A filled-in questionnaire of one person, which ``taken_at`` empties once it was taken."""

    __tablename__ = "answer_upload"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    uploaded_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
