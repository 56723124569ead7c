"""This file holds who people are: organisations, accounts, and where they are signed in."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supplier_portal.database import Base


class OrganisationRecord(Base):
    """A buyer or a supplier."""

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("kind IN ('buyer', 'supplier')", name="kind"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))


class AccountRecord(Base):
    """One person of one organisation, in one role."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("role IN ('procurement', 'supplier', 'review')", name="role"),
        CheckConstraint("email = lower(email)", name="email_in_lower_case"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]

    organisation: Mapped[OrganisationRecord] = relationship(lazy="joined")
    rights: Mapped[list["AccountRightRecord"]] = relationship(
        foreign_keys="AccountRightRecord.account_id", viewonly=True
    )


class AccountRightRecord(Base):
    """One thing that somebody may do beside what the role allows."""

    __tablename__ = "account_right"
    __table_args__ = (CheckConstraint("\"right\" IN ('templates', 'sign', 'team')", name="right"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    right: Mapped[str] = mapped_column(String(20), primary_key=True)
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class OneTimeLink:
    """What a record keeps of a secret link: only its digest, until when it works, who used it."""

    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    claimed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class SignInRecord(Base):
    """One place where an account is signed in; ending it works at once (assurance C5, D5)."""

    __tablename__ = "sign_in"

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    # Empty as long as the second factor was not given: nobody is let in by that.
    verified_at: Mapped[datetime | None]
    origin: Mapped[str] = mapped_column(String(45), default="")

    account: Mapped[AccountRecord] = relationship(lazy="joined")
