"""This file writes the journal, in the transaction of the change that it tells of.

Each procurement, and each supplier's response, has a chain of its own: staff who read the chain
of a procurement learn nothing of what suppliers do (assurance B6). What happens to the catalogues,
which all share, is in one chain.
"""

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from questionnaires.interchange.canonical import canonical, digest
from supplier_portal.records.journal import JournalHeadRecord, JournalRecord

_NOTHING_BEFORE = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened, to what, with which result, from where, by whom and when (BIO2 8.15.01).

    ``facts`` never hold an answer, a password or a link (BIO2 8.15.02).
    """

    action: str
    object: str
    origin: str
    actor: str
    at: datetime
    result: str = "done"
    facts: dict[str, Any] = field(default_factory=dict)


def of_procurement(procurement_id: UUID) -> str:
    """The chain of what the buyer's side does in one procurement."""
    return f"procurement:{procurement_id}"


def of_response(response_id: UUID) -> str:
    """The chain of what a supplier does in one response."""
    return f"response:{response_id}"


def of_organisation(organisation_id: UUID) -> str:
    """The chain of what a supplier does for all its responses."""
    return f"organisation:{organisation_id}"


def of_house(organisation_id: UUID) -> str:
    """The chain of what an organisation changes in its own texts, measures and segments."""
    return f"house:{organisation_id}"


def of_catalogues() -> str:
    """The chain of which catalogues came in, and from whom."""
    return "catalogues"


def of_account(account_id: UUID) -> str:
    """The chain of how somebody signs in, and of what proves who they are."""
    return f"account:{account_id}"


def tell_of_account(
    session: Session,
    account_id: UUID | None,
    *,
    action: str,
    at: datetime,
    origin: str,
    result: str = "done",
    actor: str = "",
) -> None:
    """Write what happened to an account, or to an address that has none.

    What was typed where nobody is known is not kept: it may be a password in the wrong field.
    """
    chain = of_account(account_id) if account_id else "account:unknown"
    who = actor or (str(account_id) if account_id else "unknown")
    append(session, chain, Entry(action, chain, origin=origin, actor=who, at=at, result=result))


def append(session: Session, chain: str, entry: Entry) -> None:
    """Add one entry to a chain; concurrent writers wait for each other on the chain's head."""
    head = _locked_head(session, chain)
    head.sequence += 1
    previous, head.digest = head.digest, _digest(chain, head.sequence, head.digest, entry)
    session.add(
        JournalRecord(
            chain=chain,
            sequence=head.sequence,
            previous_digest=previous,
            digest=head.digest,
            **_columns(entry),
        )
    )


def read(session: Session, chain: str) -> Iterator[Entry]:
    """The entries of a chain, oldest first."""
    for record in _records(session, chain):
        yield _entry(record)


def latest(
    session: Session, chains: Collection[str], *, actions: Collection[str], limit: int
) -> Iterator[tuple[str, Entry]]:
    """The newest entries of several chains, each with its chain, that tell of these actions."""
    wanted = select(JournalRecord).where(
        JournalRecord.chain.in_(chains), JournalRecord.action.in_(actions)
    )
    newest_first = (JournalRecord.at.desc(), JournalRecord.chain, JournalRecord.sequence.desc())
    for record in session.scalars(wanted.order_by(*newest_first).limit(limit)):
        yield record.chain, _entry(record)


def first_broken(session: Session, chain: str) -> int | None:
    """The sequence number of the first entry that does not fit the chain; None if all do.

    A chain that was cut at its end, or regrown whole, shows against its head only.
    """
    previous, expected = _NOTHING_BEFORE, 1
    for record in _records(session, chain):
        found = _digest(chain, expected, previous, _entry(record))
        is_linked = record.sequence == expected and record.previous_digest == previous
        if not is_linked or record.digest != found:
            return expected
        previous, expected = record.digest, expected + 1
    head = session.get(JournalHeadRecord, chain)
    if head is not None and (head.digest, head.sequence) != (previous, expected - 1):
        return expected
    return None


def _records(session: Session, chain: str) -> Iterator[JournalRecord]:
    ordered = select(JournalRecord).where(JournalRecord.chain == chain)
    return iter(session.scalars(ordered.order_by(JournalRecord.sequence)))


def _locked_head(session: Session, chain: str) -> JournalHeadRecord:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(
        insert(JournalHeadRecord)
        .values(chain=chain, sequence=0, digest=_NOTHING_BEFORE)
        .on_conflict_do_nothing()
    )
    return session.execute(
        select(JournalHeadRecord)
        .where(JournalHeadRecord.chain == chain)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one()


def _columns(entry: Entry) -> dict[str, Any]:
    return {**asdict(entry), "at": entry.at.astimezone(UTC)}


def _entry(record: JournalRecord) -> Entry:
    return Entry(**{name: getattr(record, name) for name in Entry.__slots__})


def _digest(chain: str, sequence: int, previous: str, entry: Entry) -> str:
    content = {**_columns(entry), "at": entry.at.astimezone(UTC).isoformat()}
    link = {"chain": chain, "sequence": sequence, "previous": previous, "entry": content}
    return digest(canonical(link))
