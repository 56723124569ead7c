"""This file says what a catalogue is: a norm's controls and measures, by edition."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from questionnaires.wording import Wording

MEASURE_NUMBER = re.compile(r"[5-8]\.[0-9]{2}\.[0-9]{2}")


class Theme(StrEnum):
    """The four themes of ISO/IEC 27002:2022, by chapter number."""

    ORGANISATIONAL = "5"
    PEOPLE = "6"
    PHYSICAL = "7"
    TECHNOLOGICAL = "8"


class MeasureStatus(StrEnum):
    """What stands behind a measure number in an edition of BIO2, part 2."""

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
class Control:
    """A beheersmaatregel of ISO/IEC 27002, such as 5.20."""

    number: str
    title: Wording = Wording()

    @property
    def theme(self) -> Theme:
        """The chapter of ISO/IEC 27002 that the number starts with."""
        return Theme(self.number[0])


@dataclass(frozen=True, slots=True)
class Measure:
    """An overheidsmaatregel of BIO2, such as 5.20.03, or what became of that number.

    ``target`` names where a moved number went, or which number one must see instead.
    """

    number: str
    status: MeasureStatus
    title: Wording = Wording()
    text: Wording = Wording()
    categories: frozenset[Category] = frozenset()
    target: str | None = None

    @property
    def control(self) -> str:
        """The number of the control above this measure."""
        return self.number.rpartition(".")[0]

    @property
    def theme(self) -> Theme:
        """The chapter of ISO/IEC 27002 that the number starts with."""
        return Theme(self.number[0])


@dataclass(frozen=True)
class Catalogue:
    """One published edition of a norm: its controls and measures in the order of their numbers."""

    norm: str
    edition: str
    source: Source
    controls: tuple[Control, ...]
    measures: tuple[Measure, ...]

    @property
    def name(self) -> str:
        """How people refer to it, such as "BIO2 1.3"."""
        return f"{self.norm} {self.edition}"

    @cached_property
    def by_number(self) -> Mapping[str, Measure]:
        """Its measures by number."""
        return {measure.number: measure for measure in self.measures}

    def of_control(self, number: str) -> tuple[Measure, ...]:
        """The measures under one control, in order."""
        return tuple(measure for measure in self.measures if measure.control == number)

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
