"""This file holds the links by which people who forgot their password choose another."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supplier_portal.database import Base
from supplier_portal.records.accounts import AccountRecord, OneTimeLink


class PasswordLinkRecord(OneTimeLink, Base):
    """The last link that was sent to an account: a new one takes the place of those before."""

    __tablename__ = "password_link"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)

    account: Mapped[AccountRecord] = relationship(foreign_keys="PasswordLinkRecord.account_id")
