"""This file says what a catalogue is: a norm's controls and measures, by edition."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from questionnaires.wording import Wording

MEASURE_NUMBER = re.compile(r"[5-8]\.[0-9]{2}\.[0-9]{2}")
ANY_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9.()-]{0,19}")

_NUMBER_OF_CHAPTER = re.compile(r"[5-8]\.[0-9]{2}(\.[0-9]{2})?")


class Theme(StrEnum):
    """The four themes of ISO/IEC 27002:2022, by chapter number."""

    ORGANISATIONAL = "5"
    PEOPLE = "6"
    PHYSICAL = "7"
    TECHNOLOGICAL = "8"


def theme_of(number: str) -> Theme | None:
    """The theme that a number tells by its chapter, as those of ISO/IEC 27002 and BIO2 do."""
    return Theme(number[0]) if _NUMBER_OF_CHAPTER.fullmatch(number) else None


class MeasureStatus(StrEnum):
    """What stands behind a measure number in an edition of a norm."""

    ACTIVE = "active"
    NONE = "none"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    SEE = "see"


class Category(StrEnum):
    """What a measure contributes to (BIO2 1.2, "Draagt bij aan")."""

    BASIC_HYGIENE = "basic_hygiene"
    CHAIN_HYGIENE = "chain_hygiene"
    GOVERNMENT_RISK = "government_risk"


class Source(StrEnum):
    """Where a catalogue's texts come from: our own words, or the official publication."""

    OWN = "own"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class Group:
    """A family or chapter of a norm that is not ordered by the four themes of ISO/IEC 27002."""

    key: str
    title: Wording = Wording()


@dataclass(frozen=True, slots=True)
class Control:
    """A beheersmaatregel, such as 5.20 of ISO/IEC 27002 or AC-2 of another norm.

    ``group`` is the key of its group, in a norm that has groups.
    """

    number: str
    title: Wording = Wording()
    group: str | None = None
    explicit_theme: Theme | None = None

    @property
    def theme(self) -> Theme:
        """The theme it was given, or else the one that its number tells."""
        return self.explicit_theme or theme_of(self.number) or Theme.ORGANISATIONAL


@dataclass(frozen=True, slots=True)
class Measure:
    """An overheidsmaatregel of BIO2, such as 5.20.03, or one of another norm, such as AC-2(1).

    A number that is no longer a measure stays, with what became of it; ``target`` names where a
    moved number went, or which number one must see instead. ``control_number`` names the control
    above it where the number does not tell.
    """

    number: str
    status: MeasureStatus
    title: Wording = Wording()
    text: Wording = Wording()
    categories: frozenset[Category] = frozenset()
    target: str | None = None
    control_number: str | None = None
    explicit_theme: Theme | None = None

    @property
    def control(self) -> str:
        """The number of the control above this measure."""
        return self.control_number or self.number.rpartition(".")[0]

    @property
    def theme(self) -> Theme:
        """The theme it was given, or else the one that its number tells."""
        return self.explicit_theme or theme_of(self.number) or Theme.ORGANISATIONAL


@dataclass(frozen=True)
class Catalogue:
    """One published edition of a norm: its controls and measures in the order of that norm.

    ``groups`` is empty where the four themes are the groups, as in BIO2.
    """

    norm: str
    edition: str
    source: Source
    controls: tuple[Control, ...]
    measures: tuple[Measure, ...]
    groups: tuple[Group, ...] = ()

    @property
    def name(self) -> str:
        """How people refer to it, such as "BIO2 1.3"."""
        return f"{self.norm} {self.edition}"

    @cached_property
    def by_number(self) -> Mapping[str, Measure]:
        """Its measures by number."""
        return {measure.number: measure for measure in self.measures}

    @cached_property
    def _by_control(self) -> Mapping[str, tuple[Measure, ...]]:
        found: dict[str, list[Measure]] = {}
        for measure in self.measures:
            found.setdefault(measure.control, []).append(measure)
        return {number: tuple(measures) for number, measures in found.items()}

    def of_control(self, number: str) -> tuple[Measure, ...]:
        """The measures under one control, in order."""
        return self._by_control.get(number, ())

    def count(self, status: MeasureStatus) -> int:
        """How many of its numbers have this status."""
        return sum(measure.status is status for measure in self.measures)

    def dangling(self) -> tuple[Measure, ...]:
        """The measures that point to a number this catalogue does not hold."""
        return tuple(
            measure
            for measure in self.measures
            if measure.target is not None and measure.target not in self.by_number
        )
