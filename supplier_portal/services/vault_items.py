"""This file finds what is in a supplier's vault, and what is told of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaires.evidence import Particulars
from questionnaires.requirement_sets import ProofType
from supplier_portal.records.vault import VaultItemRecord, VaultVersionRecord
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import NotFoundError

Version: TypeAlias = VaultVersionRecord


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a vault with its versions, the oldest first."""

    id: UUID
    versions: tuple[VaultVersionRecord, ...]
    withdrawn_at: datetime | None

    @property
    def newest(self) -> VaultVersionRecord:
        """The version that is used from now on."""
        return self.versions[-1]

    @property
    def title(self) -> str:
        """What it is called now."""
        return self.newest.title


def all_of(session: Session, actor: Actor) -> list[Item]:
    """What the actor's organisation has in its vault, by title; not what it withdrew."""
    items = _items(session, actor, withdrawn=False)
    return sorted(items, key=lambda item: (item.title.casefold(), str(item.id)))


def one_of(session: Session, actor: Actor, item_id: UUID) -> Item:
    """One thing of the actor's organisation, also a withdrawn one; raises NotFoundError."""
    for item in _items(session, actor, withdrawn=None, item_id=item_id):
        return item
    raise NotFoundError


def version_of(session: Session, actor: Actor, item_id: UUID, number: int) -> VaultVersionRecord:
    """One version of a thing of the actor's organisation; raises NotFoundError."""
    for version in one_of(session, actor, item_id).versions:
        if version.number == number:
            return version
    raise NotFoundError


def with_digest(session: Session, actor: Actor, digest: str) -> Item | None:
    """What holds this very file now, if anything does."""
    items = all_of(session, actor)
    return next((item for item in items if item.newest.digest == digest), None)


def told_by(version: VaultVersionRecord) -> Particulars:
    """What one version tells of its file."""
    return Particulars(
        title=version.title,
        proof_type=ProofType(version.proof_type) if version.proof_type else None,
        issuer=version.issuer,
        scope=version.scope,
        covers_from=version.covers_from,
        covers_until=version.covers_until,
        valid_until=version.valid_until,
    )


def told_of(session: Session, versions: Iterable[VaultVersionRecord]) -> Mapping[UUID, Particulars]:
    """What is told now of the file of each version: corrected, if that was done."""
    asked = list(versions)
    rows = session.scalars(
        select(VaultVersionRecord)
        .where(VaultVersionRecord.item_id.in_({version.item_id for version in asked}))
        .order_by(VaultVersionRecord.number)
    )
    newest = {(row.item_id, row.stored_as): row for row in rows}
    return {version.id: told_by(newest[version.item_id, version.stored_as]) for version in asked}


def bytes_kept(session: Session, organisation_id: UUID) -> int:
    """How many bytes a supplier keeps; a file with several versions counts once."""
    files = (
        select(VaultVersionRecord.stored_as, func.max(VaultVersionRecord.size).label("size"))
        .join(VaultItemRecord, VaultItemRecord.id == VaultVersionRecord.item_id)
        .where(VaultItemRecord.organisation_id == organisation_id)
        .group_by(VaultVersionRecord.stored_as)
        .subquery()
    )
    return session.scalar(select(func.coalesce(func.sum(files.c.size), 0))) or 0


def _items(
    session: Session, actor: Actor, *, withdrawn: bool | None, item_id: UUID | None = None
) -> list[Item]:
    wanted = (
        select(VaultVersionRecord, VaultItemRecord)
        .join(VaultItemRecord, VaultItemRecord.id == VaultVersionRecord.item_id)
        .where(VaultItemRecord.organisation_id == actor.organisation_id)
        .order_by(VaultItemRecord.id, VaultVersionRecord.number)
    )
    if withdrawn is False:
        wanted = wanted.where(VaultItemRecord.withdrawn_at.is_(None))
    if item_id is not None:
        wanted = wanted.where(VaultItemRecord.id == item_id)
    rows = session.execute(wanted).all()
    return [
        Item(item.id, tuple(version for version, _ in versions), item.withdrawn_at)
        for item, found in groupby(rows, key=lambda row: row[1])
        for versions in [list(found)]
    ]
