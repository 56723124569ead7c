"""This file holds what proves who somebody is beside a password."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from supplier_portal.database import Base


class SecondFactorRecord(Base):
    """The secret that an account shares with an app, enciphered, and the last code it took."""

    __tablename__ = "second_factor"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    set_at: Mapped[datetime]
    last_step: Mapped[int]


class RecoveryCodeRecord(Base):
    """One code for who has lost the app, as a digest; it works once."""

    __tablename__ = "recovery_code"

    code_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    used_at: Mapped[datetime | None]
