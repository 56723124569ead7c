"""This file compares stored catalogues, and tells which drafts a newer edition of a norm touches.

It only tells: no set is changed because a norm was, and what is published stays as it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.catalogue_changes import Changes, difference
from questionnaires.editions import edition_order
from questionnaires.interchange.requirement_names import Named, names_in
from questionnaires.measure_changes import OF_STATUS, ChangeKind, MeasureChange, Rewording
from questionnaires.requirement_sets import Reference
from supplier_portal.records.requirement_sets import RequirementRecord
from supplier_portal.services import catalogues, editions, procurements
from supplier_portal.services.actor import Actor
from supplier_portal.services.editions import Stored
from supplier_portal.services.procurements import Procurement

_MATTERS_MOST = OF_STATUS - {ChangeKind.ADDED, ChangeKind.REVIVED}


@dataclass(frozen=True, slots=True)
class Notice:
    """What a newer edition did to the measure behind a requirement of a draft.

    ``reference`` is the measure that the requirement names, ``newer`` the catalogue that says so,
    ``kind`` what matters most of it.
    """

    requirement: Named
    reference: Reference
    newer: Stored
    kind: ChangeKind
    change: MeasureChange

    @property
    def number(self) -> str:
        """The number of the measure."""
        return self.change.number

    @property
    def target(self) -> str | None:
        """Where it moved, or what it refers to now; ``change`` knows whether that is there."""
        return self.change.target

    @property
    def texts(self) -> tuple[Rewording, ...]:
        """How its text changed: here, or where it moved."""
        return self.change.texts or self.change.texts_at_target


@dataclass(frozen=True, slots=True)
class Affected:
    """A draft with requirements that a newer edition touches."""

    procurement: Procurement
    notices: tuple[Notice, ...]


def between(session: Session, old_id: UUID, new_id: UUID) -> Changes:
    """What changed from one stored catalogue to another.

    Raises NotFoundError, or OtherNormError when they are not of the same norm.
    """
    return difference(catalogues.get(session, old_id), catalogues.get(session, new_id))


def affected(session: Session, actor: Actor, *, at: datetime) -> list[Affected]:
    """The drafts of the actor's organisation that a newer edition touches, the newest first."""
    drafts = [
        standing.procurement
        for standing in procurements.all_of(session, actor.organisation_id, at=at)
        if not standing.state.is_published
    ]
    return _affected(session, drafts)


def notices(session: Session, procurement: Procurement, *, at: datetime) -> tuple[Notice, ...]:
    """What newer editions did to the measures of one draft, in its order; nothing once published.

    Within each source, the newest edition is compared with the one that the requirement names; an
    edition that only the other source has tells by status alone, as its words are not the same.
    """
    if procurements.state_of(session, procurement, at=at).is_published:
        return ()
    return next((found.notices for found in _affected(session, [procurement])), ())


def _affected(session: Session, drafts: Sequence[Procurement]) -> list[Affected]:
    shelf = _Shelf(session)
    waiting = [draft for draft in drafts if shelf.may_tell(draft)]
    if not waiting:
        return []
    requirements = _requirements(session, waiting)
    found = (Affected(draft, shelf.notices(draft, requirements[draft.id])) for draft in waiting)
    return [item for item in found if item.notices]


def _requirements(session: Session, drafts: Sequence[Procurement]) -> Mapping[UUID, list[Named]]:
    found: dict[UUID, list[Named]] = {draft.id: [] for draft in drafts}
    rows = session.execute(
        select(RequirementRecord.procurement_id, RequirementRecord.document)
        .where(RequirementRecord.procurement_id.in_(found))
        .order_by(RequirementRecord.position)
    )
    for procurement_id, document in rows:
        found[procurement_id].append(names_in(document))
    return found


class _Shelf:
    """The stored catalogues, of which each two are compared once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._stored = editions.stored(session)
        self._compared: dict[UUID, list[tuple[Stored, Changes]]] = {}

    def may_tell(self, draft: Procurement) -> bool:
        """Whether there is any catalogue beside the one that the draft was made from."""
        return any(item.id != draft.catalogue_id for item in self._stored)

    def notices(self, draft: Procurement, requirements: Iterable[Named]) -> tuple[Notice, ...]:
        found = (
            self._notice(requirement, reference, draft)
            for requirement in requirements
            for reference in requirement.references
        )
        return tuple(notice for notice in found if notice is not None)

    def _notice(
        self, requirement: Named, reference: Reference, draft: Procurement
    ) -> Notice | None:
        base = self._base(reference, draft)
        if base is None:
            return None
        told = next(_what_matters(self._comparisons(base), reference.number), None)
        return None if told is None else Notice(requirement, reference, *told)

    def _base(self, reference: Reference, draft: Procurement) -> Stored | None:
        """The catalogue that a requirement was taken from."""
        same = [
            item
            for item in self._stored
            if (item.norm, item.edition) == (reference.norm, reference.edition)
        ]
        own = (item for item in same if item.id == draft.catalogue_id)
        return next(own, None) or editions.preferred(same)

    def _comparisons(self, base: Stored) -> list[tuple[Stored, Changes]]:
        """Every newer catalogue that says something, with what changed since; the newest first."""
        if base.id not in self._compared:
            self._compared[base.id] = [
                (newer, between(self._session, old.id, newer.id))
                for old, newer in self._pairs(base)
            ]
        return self._compared[base.id]

    def _pairs(self, base: Stored) -> list[tuple[Stored, Stored]]:
        of_norm = [item for item in self._stored if item.norm == base.norm]
        twin = next(
            (
                item
                for item in of_norm
                if item.edition == base.edition and item.source is not base.source
            ),
            None,
        )
        pairs = []
        for old in filter(None, (base, twin)):
            newest = next(item for item in of_norm if item.source is old.source)
            if newest != old:
                pairs.append((old, newest))
        told = max(edition_order(item.edition) for item in (base, *(new for _, new in pairs)))
        if edition_order(of_norm[0].edition) > told:
            pairs.append((base, of_norm[0]))
        return sorted(pairs, key=lambda pair: edition_order(pair[1].edition), reverse=True)


def _what_matters(
    comparisons: Sequence[tuple[Stored, Changes]], number: str
) -> Iterator[tuple[Stored, ChangeKind, MeasureChange]]:
    """What happened to a number, that which matters most first."""
    found = [
        (newer, changes.by_number[number])
        for newer, changes in comparisons
        if number in changes.by_number
    ]
    for newer, change in found:
        # An edition in between may have withdrawn what the newest one has again.
        is_newest = newer.edition == comparisons[0][0].edition
        if is_newest and change.of_status in _MATTERS_MOST:
            yield newer, change.of_status, change
    for newer, change in found:
        if change.texts:
            yield newer, ChangeKind.TEXT, change
