"""This file prepares what the pages of the vault show, as plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from questionnaires.evidence import Particulars, Validity, validity
from questionnaires.proving import Demonstration
from questionnaires.requirement_sets import Proof, ProofType, Requirement
from questionnaires.wording import Wording
from supplier_portal.services import vault_items, vault_uses
from supplier_portal.services.vault_items import Item, Version
from supplier_portal.services.verdicts import Scanned
from supplier_portal.web import files, transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import ZONE

_STALE_LAST = (Validity.HOLDS, Validity.UNTOLD, Validity.ENDS_BEFORE, Validity.EXPIRED)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of the vault as a list shows it."""

    id: UUID
    number: int
    told: Particulars
    name: str
    size: int
    validity: Validity
    scanned: Scanned
    is_fitting: bool = False

    @property
    def is_stale(self) -> bool:
        """Whether it no longer holds when it must."""
        return self.validity in {Validity.EXPIRED, Validity.ENDS_BEFORE}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a requirement asks to be shown of one level, and which types of proof would do."""

    level: Demonstration
    text: Wording
    types: tuple[ProofType, ...]


def lines(items: Sequence[Item], deadlines: Mapping[UUID, datetime]) -> list[Line]:
    """Things of the vault, each with whether it holds until the deadline it is used for."""
    known = files.scanned([item.newest.stored_as for item in items])
    return [
        _line(item.newest, known[item.newest.stored_as], deadlines.get(item.id)) for item in items
    ]


def offered(
    items: Sequence[Item], requirement: Requirement, deadline: datetime | None
) -> list[Line]:
    """What can be attached to a requirement: first what fits the types that it asks, and holds."""
    wanted = {kind for asked in levels_asked(requirement) for kind in asked.types}
    moments = {item.id: deadline for item in items if deadline is not None}
    found = [
        _line(item.newest, scanned, moments.get(item.id), wanted)
        for item in items
        for scanned in [files.scanned([item.newest.stored_as])[item.newest.stored_as]]
    ]
    return sorted(
        found,
        key=lambda line: (
            not line.is_fitting,
            _STALE_LAST.index(line.validity),
            line.told.title.casefold(),
        ),
    )


def levels_asked(requirement: Requirement) -> tuple[Asked, ...]:
    """Which levels a requirement asks to be shown; all of them where it does not say."""
    proof = requirement.proof
    told = (
        Asked(Demonstration.DESIGN, proof.design, proof.design_types),
        Asked(Demonstration.EXISTENCE, proof.existence, proof.existence_types),
        Asked(Demonstration.OPERATION, proof.operation, proof.operation_types),
    )
    return tuple(asked for asked in told if asked.text or asked.types or proof == Proof())


def filtered(found: Iterable[Line], kind: str, state: str) -> list[Line]:
    """The lines of a type and validity; an empty choice lets everything through."""
    return [
        line
        for line in found
        if kind in {"", line.told.proof_type or "other"} and state in {"", line.validity}
    ]


def today() -> date:
    """The day it is in the Netherlands, as this request came in."""
    return transaction.received_at().astimezone(ZoneInfo(ZONE)).date()


def of_vault() -> list[Line]:
    """Everything in the vault of the visitor's organisation."""
    session, moment = transaction.session(), transaction.received_at()
    items = vault_items.all_of(session, actor())
    return lines(items, vault_uses.last_deadlines(session, actor(), at=moment))


def _line(
    version: Version,
    scanned: Scanned,
    deadline: datetime | None,
    wanted: Iterable[ProofType] = (),
) -> Line:
    told = vault_items.told_by(version)
    until = deadline.astimezone(ZoneInfo(ZONE)).date() if deadline else None
    return Line(
        id=version.item_id,
        number=version.number,
        told=told,
        name=version.name,
        size=version.size,
        validity=validity(told, today(), until),
        scanned=scanned,
        is_fitting=told.proof_type in set(wanted),
    )
