"""This file keeps what an organisation adds to the norms, with its whole history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaires.house import (
    Entry,
    EntryKind,
    House,
    HouseText,
    KeptMeasure,
    OwnMeasure,
    kind_of,
)
from questionnaires.interchange import house as documents
from questionnaires.segments import Segment
from questionnaires.wording import safe
from supplier_portal.records.accounts import OrganisationRecord
from supplier_portal.records.house import HouseVersionRecord
from supplier_portal.services import journal
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import ChangedMeanwhileError, NotFoundError

_Plain: TypeAlias = dict[str, Any] | list[Any] | str | float | bool | None


@dataclass(frozen=True, slots=True)
class Version:
    """An entry as it was kept once: the number of the version, by whom, when and why."""

    entry: Entry
    number: int
    is_withdrawn: bool
    reason: str
    who: str
    at: datetime

    @property
    def kind(self) -> EntryKind:
        """What kind of thing it is."""
        return kind_of(self.entry)


def current(session: Session, actor: Actor) -> House:
    """All that counts now for the actor's organisation, by number and key."""
    return of_organisation(session, actor.organisation_id)


def of_organisation(session: Session, organisation_id: UUID) -> House:
    """All that counts now for an organisation."""
    found = _newest(session, organisation_id)
    kept = [version for version in found if not version.is_withdrawn]
    texts = {item.entry.key: item.entry for item in kept if isinstance(item.entry, HouseText)}
    measures = {
        item.entry.key: KeptMeasure(item.entry, item.number)
        for item in kept
        if isinstance(item.entry, OwnMeasure)
    }
    segments = tuple(item.entry for item in kept if isinstance(item.entry, Segment))
    name = session.get_one(OrganisationRecord, organisation_id).name
    return House(name, texts, measures, segments)


def current_versions(session: Session, actor: Actor) -> list[Version]:
    """The newest version of every entry, withdrawn ones too, by kind and key."""
    return _newest(session, actor.organisation_id)


def history(session: Session, actor: Actor, kind: EntryKind, key: str) -> list[Version]:
    """Every version of one entry, the newest first; nothing for one that never was."""
    return [_version(row) for row in _rows(session, actor, kind, key)]


def newest(session: Session, actor: Actor, kind: EntryKind, key: str) -> Version:
    """One entry as it is now; raises NotFoundError for another organisation's, or a withdrawn."""
    found = history(session, actor, kind, key)
    if not found or found[0].is_withdrawn:
        raise NotFoundError
    return found[0]


def keep(
    session: Session, actor: Actor, entry: Entry, *, version: int, reason: str, at: datetime
) -> int:
    """Keep an entry as its next version, and give its number.

    ``version`` is the one that the change was made from, 0 for none.
    Raises ChangedMeanwhileError or UnsafeTextError.
    """
    data = _checked(documents.to_data(entry))
    if not isinstance(data, dict):
        raise TypeError(data)
    return _add(
        session,
        actor,
        HouseVersionRecord(
            kind=kind_of(entry).value,
            key=entry.key,
            document=data,
            is_withdrawn=False,
            reason=safe(reason).strip(),
        ),
        version=version,
        at=at,
    )


def withdraw(
    session: Session, actor: Actor, kind: EntryKind, key: str, *, version: int, at: datetime
) -> None:
    """Let an entry no longer count; what was made with it stays as it is.

    Raises NotFoundError or ChangedMeanwhileError.
    """
    last = newest(session, actor, kind, key)
    _add(
        session,
        actor,
        HouseVersionRecord(
            kind=kind.value,
            key=key,
            document=documents.to_data(last.entry),
            is_withdrawn=True,
            reason="",
        ),
        version=version,
        at=at,
    )


def free_key(session: Session, actor: Actor) -> str:
    """A key for a new segment that no segment of the organisation has or had."""
    count = session.scalar(
        select(func.count(HouseVersionRecord.key.distinct())).where(
            HouseVersionRecord.organisation_id == actor.organisation_id,
            HouseVersionRecord.kind == EntryKind.SEGMENT.value,
        )
    )
    return f"own_{(count or 0) + 1}"


def _add(
    session: Session, actor: Actor, record: HouseVersionRecord, *, version: int, at: datetime
) -> int:
    _lock(session, actor)
    rows = _rows(session, actor, EntryKind(record.kind), record.key)
    if (rows[0].version if rows else 0) != version:
        raise ChangedMeanwhileError
    record.organisation_id = actor.organisation_id
    record.version = version + 1
    record.changed_at = at
    record.changed_by_id = actor.account_id
    session.add(record)
    session.flush()
    _tell(session, actor, record)
    return record.version


def _newest(session: Session, organisation_id: UUID) -> list[Version]:
    record = HouseVersionRecord
    newest = (
        select(record.kind, record.key, func.max(record.version).label("version"))
        .where(record.organisation_id == organisation_id)
        .group_by(record.kind, record.key)
        .subquery()
    )
    rows = session.scalars(
        select(record)
        .join(
            newest,
            (record.kind == newest.c.kind)
            & (record.key == newest.c.key)
            & (record.version == newest.c.version),
        )
        .where(record.organisation_id == organisation_id)
        .order_by(record.kind, record.key)
    )
    return [_version(row) for row in rows]


def _rows(
    session: Session, actor: Actor, kind: EntryKind, key: str
) -> Sequence[HouseVersionRecord]:
    return session.scalars(
        select(HouseVersionRecord)
        .where(
            HouseVersionRecord.organisation_id == actor.organisation_id,
            HouseVersionRecord.kind == kind.value,
            HouseVersionRecord.key == key,
        )
        .order_by(HouseVersionRecord.version.desc())
    ).all()


def _lock(session: Session, actor: Actor) -> None:
    """Let changes of one organisation's entries follow one another."""
    wanted = select(OrganisationRecord).where(OrganisationRecord.id == actor.organisation_id)
    session.scalars(wanted.with_for_update()).one()


def _version(record: HouseVersionRecord) -> Version:
    return Version(
        entry=documents.from_data(EntryKind(record.kind), record.document),
        number=record.version,
        is_withdrawn=record.is_withdrawn,
        reason=record.reason,
        who=record.changed_by.name,
        at=record.changed_at,
    )


def _checked(data: _Plain) -> _Plain:
    """The same data, every text of it safe to keep."""
    match data:
        case dict():
            return {key: _checked(value) for key, value in data.items()}
        case list():
            return [_checked(value) for value in data]
        case str():
            return safe(data)
        case _:
            return data


def _tell(session: Session, actor: Actor, record: HouseVersionRecord) -> None:
    chain = journal.of_house(actor.organisation_id)
    journal.append(
        session,
        chain,
        journal.Entry(
            action="withdraw_house_entry" if record.is_withdrawn else "keep_house_entry",
            object=f"{record.kind}:{record.key}",
            origin=actor.origin,
            actor=str(actor.account_id),
            at=record.changed_at,
            facts={"version": record.version},
        ),
    )
