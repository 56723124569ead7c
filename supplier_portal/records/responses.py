"""This file holds the supplier's side: drafts, answers, evidence and what was handed in.

Only services for suppliers, and the opening, may read it (decision 0004).
"""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supplier_portal.database import Base
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.records.vault import VaultVersionRecord


class ResponseRecord(Base):
    """What one supplier prepares for one procurement, under one revision.

    ``round`` counts the times that it can be handed in: a new revision may start the next one.
    """

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("procurement_id", "organisation_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    procurement_id: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    started_at: Mapped[datetime]
    round: Mapped[int] = mapped_column(default=1)

    procurement: Mapped[ProcurementRecord] = relationship(lazy="joined")
    revision: Mapped[RevisionRecord] = relationship(lazy="joined")


class AnswerRecord(Base):
    """The answer to one item as it is now; ``document`` is null once it was emptied.

    One that ``is_to_confirm`` was given to a requirement that changed since, and does not count.
    """

    __tablename__ = "answer"

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(80), primary_key=True)
    document: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int]
    is_to_confirm: Mapped[bool] = mapped_column(default=False)


class AnswerVersionRecord(Base):
    """One accepted write of an answer; never changed, so that a repeated request is recognised.

    ``editor`` is the page that wrote it and ``sequence`` its how-manieth write (assurance A6).
    """

    __tablename__ = "answer_version"
    __table_args__ = (UniqueConstraint("response_id", "item", "editor", "sequence"),)

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(80), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    editor: Mapped[str] = mapped_column(String(40))
    sequence: Mapped[int]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class EvidenceRecord(Base):
    """That a supplier shows a requirement with a file of its vault, and which levels of it."""

    __tablename__ = "evidence"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), index=True)
    requirement: Mapped[str] = mapped_column(String(60))
    vault_version_id: Mapped[UUID] = mapped_column(ForeignKey("vault_version.id"), index=True)
    levels: Mapped[list[str]]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    file: Mapped[VaultVersionRecord] = relationship(lazy="joined")

    @property
    def name(self) -> str:
        """What the supplier called the file."""
        return self.file.name

    @property
    def media_type(self) -> str:
        """What kind of file it is."""
        return self.file.media_type

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.file.size

    @property
    def digest(self) -> str:
        """Its SHA-256."""
        return self.file.digest

    @property
    def stored_as(self) -> str:
        """Under which name the store keeps it."""
        return self.file.stored_as


class SubmissionRecord(Base):
    """A response as handed in; one a round, and a trigger refuses to change it (A7, A8)."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("response_id", "round"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"))
    round: Mapped[int]
    document: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime]
    submitted_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class WithdrawalRecord(Base):
    """That something handed in was taken back; it is then never opened, and stays as it was."""

    __tablename__ = "withdrawal"

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    withdrawn_at: Mapped[datetime]
    withdrawn_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
