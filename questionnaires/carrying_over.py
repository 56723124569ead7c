"""This file decides what becomes of each requirement of a set under another edition of its norm."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from questionnaires.catalogue import Catalogue, Measure, MeasureStatus
from questionnaires.catalogue_changes import Changes
from questionnaires.measure_changes import ChangeKind, MeasureChange, Rewording
from questionnaires.requirement_sets import Reference, Requirement, identifier_of


class Fate(StrEnum):
    """What becomes of a requirement: it stays, or its measure is no longer in force, and why.

    NOWHERE: the measure moved to a number that is not in force itself.
    """

    KEPT = "kept"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    REFERRED = "referred"
    GONE = "gone"
    NOWHERE = "nowhere"


_STAYS = frozenset({Fate.KEPT, Fate.MOVED})
_OF_STATUS = {
    MeasureStatus.ACTIVE: Fate.KEPT,
    MeasureStatus.NONE: Fate.KEPT,
    MeasureStatus.WITHDRAWN: Fate.WITHDRAWN,
    MeasureStatus.SEE: Fate.REFERRED,
    MeasureStatus.MOVED: Fate.MOVED,
}
_TOLD = frozenset({ChangeKind.FILLED, ChangeKind.EMPTIED})


@dataclass(frozen=True, slots=True)
class Carried:
    """A requirement as it was, and as it comes along, if it does.

    ``target`` is where its number went or what it refers to, ``is_double`` whether that number is
    asked by another requirement as well, ``change`` what the norm itself changed.
    """

    before: Requirement
    after: Requirement | None
    fate: Fate
    target: str | None = None
    is_double: bool = False
    change: MeasureChange | None = None

    @property
    def texts(self) -> tuple[Rewording, ...]:
        """How the text of the measure changed: here, or where it moved."""
        if self.after is None or self.change is None:
            return ()
        return self.change.texts_at_target if self.fate is Fate.MOVED else self.change.texts

    @property
    def new_status(self) -> ChangeKind | None:
        """That there is a measure under the control now, or no longer, if that is so."""
        kind = self.change.of_status if self.change else None
        return kind if self.after is not None and kind in _TOLD else None


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What becomes of every requirement of a set, in its order."""

    items: tuple[Carried, ...]

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """The requirements that come along, as they will be."""
        return tuple(item.after for item in self.items if item.after is not None)

    @property
    def moved(self) -> tuple[Carried, ...]:
        """What comes along under another number."""
        return tuple(item for item in self.items if item.fate is Fate.MOVED)

    @property
    def left_out(self) -> tuple[Carried, ...]:
        """What does not come along."""
        return tuple(item for item in self.items if item.after is None)

    @property
    def reworded(self) -> tuple[Carried, ...]:
        """What comes along although the norm words its measure otherwise now, or has none."""
        return tuple(item for item in self.items if item.texts or item.new_status)

    def untranslated(self, language: str) -> tuple[Requirement, ...]:
        """What comes along without a title or text in a language."""
        return tuple(
            item
            for item in self.requirements
            if not (getattr(item.title, language) and getattr(item.text, language))
        )


def carry_over(
    requirements: Iterable[Requirement], new: Catalogue, changes: Changes | None = None
) -> CarryOver:
    """Say what becomes of requirements in a set that is made from a catalogue.

    Requirements of another norm come along as they are. ``changes`` tells what the norm changed
    since the edition that the requirements name, where both editions are at hand. Texts, kinds,
    points, questions and proof stay as they were tailored.
    """
    decided = [_decided(item, new) for item in requirements]
    known = {} if changes is None else changes.by_number
    edition = None if changes is None else changes.old.edition
    items = [
        replace(item, change=known.get(item.before.reference.number))
        if (item.before.reference.norm, item.before.reference.edition) == (new.norm, edition)
        else item
        for item in decided
    ]
    return CarryOver(tuple(_renumbered(items, new)))


def _decided(requirement: Requirement, new: Catalogue) -> Carried:
    if requirement.reference.norm != new.norm:
        return Carried(requirement, requirement, Fate.KEPT)
    number = requirement.reference.number
    measure = new.by_number.get(number)
    fate = _fate_of(measure, new.by_number)
    target = measure.target if measure is not None and fate is not Fate.KEPT else None
    if fate not in _STAYS:
        return Carried(requirement, None, fate, target)
    reference = Reference(new.norm, new.edition, target or number)
    return Carried(requirement, replace(requirement, reference=reference), fate, target)


def _fate_of(measure: Measure | None, there: Mapping[str, Measure]) -> Fate:
    if measure is None:
        return Fate.GONE
    fate = _OF_STATUS[measure.status]
    if fate is not Fate.MOVED:
        return fate
    target = there.get(measure.target or "")
    is_in_force = target is not None and _OF_STATUS[target.status] is Fate.KEPT
    return fate if is_in_force else Fate.NOWHERE


def _renumbered(items: Sequence[Carried], new: Catalogue) -> Iterator[Carried]:
    """Give what moved the identifier of its new number; those of others stay as they are."""
    stays = [item.after for item in items if item.fate is Fate.KEPT and item.after]
    taken = {item.identifier for item in stays}
    asked = {item.reference.number for item in stays if item.reference.norm == new.norm}
    for item in items:
        if item.fate is not Fate.MOVED or item.after is None:
            yield item
            continue
        number = item.after.reference.number
        identifier = identifier_of(new.norm, number, taken)
        is_double = number in asked
        taken.add(identifier)
        asked.add(number)
        yield replace(item, after=replace(item.after, identifier=identifier), is_double=is_double)
