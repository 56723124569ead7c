"""This file holds how the people of one supplier work together; no buyer ever reads it.

Only services for suppliers may (decision 0004), also after the opening.
"""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supplier_portal.database import Base
from supplier_portal.records.accounts import OneTimeLink, OrganisationRecord


class ColleagueInvitationRecord(OneTimeLink, Base):
    """An invitation to belong to an organisation, with the rights that go with it."""

    __tablename__ = "colleague_invitation"
    __table_args__ = (UniqueConstraint("organisation_id", "email"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(200))
    rights: Mapped[list[str]]
    language: Mapped[str] = mapped_column(String(5))
    invited_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    organisation: Mapped[OrganisationRecord] = relationship(lazy="joined")


class ThemeAssignmentRecord(Base):
    """Who sees to one theme of a response; nobody once it was taken back."""

    __tablename__ = "theme_assignment"

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), primary_key=True)
    theme: Mapped[str] = mapped_column(String(10), primary_key=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    version: Mapped[int]


class PresenceRecord(Base):
    """On which question of a response somebody was, and when; old rows mean nothing."""

    __tablename__ = "presence"

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(80))
    seen_at: Mapped[datetime] = mapped_column(index=True)


class InternalNoteRecord(Base):
    """What one colleague wrote to the others about a requirement, or (without one) in general."""

    __tablename__ = "internal_note"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), index=True)
    requirement: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class InternalNoteRemovalRecord(Base):
    """That its author took a note back; the note is not shown any more."""

    __tablename__ = "internal_note_removal"

    note_id: Mapped[UUID] = mapped_column(ForeignKey("internal_note.id"), primary_key=True)
    removed_at: Mapped[datetime]


class ReminderAddressRecord(Base):
    """A mail address that reminders go to, with what its link to stop them is known by."""

    __tablename__ = "reminder_address"

    email: Mapped[str] = mapped_column(String(254), primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    stopped_at: Mapped[datetime | None]
