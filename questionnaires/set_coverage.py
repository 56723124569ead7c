"""This file tells which parts of a norm, categories and letters of NIS2 a set covers."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from questionnaires.catalogue import Catalogue, Category, Measure, MeasureStatus
from questionnaires.knowledge import NORM, Knowledge
from questionnaires.parts import part_of, parts_of
from questionnaires.requirement_sets import Reference

LETTERS = tuple("abcdefghij")
"""The letters under which NIS2 article 21(2) lists what an entity must arrange."""

_IN_FORCE = frozenset({MeasureStatus.ACTIVE, MeasureStatus.NONE})
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Share:
    """How many numbers of a set serve something, and of how many that a supplier can be asked."""

    covered: int
    possible: int

    @property
    def is_covered(self) -> bool:
        """Whether at least one number of the set serves it."""
        return self.covered > 0

    @property
    def can_be_covered(self) -> bool:
        """Whether there is any number that serves it."""
        return self.possible > 0


@dataclass(frozen=True, slots=True)
class SetCoverage:
    """What a set covers; whatever it does not cover is named as well, with a zero.

    ``parts`` are, by key, the themes of the catalogue or else its own groups; ``elsewhere`` holds
    the references to numbers that the catalogue does not have. The letters of NIS2 follow from the
    control above a measure of BIO2: an indication, and to be shown as such. Of another norm no
    letter is known.
    """

    parts: Mapping[str, Share]
    categories: Mapping[Category, Share]
    letters: Mapping[str, Share]
    elsewhere: tuple[Reference, ...]


def cover(references: Iterable[Reference], known: Knowledge, catalogue: Catalogue) -> SetCoverage:
    """Count what a set of references covers of a catalogue; a number counts once."""
    asked = dict.fromkeys(references)
    numbers = {item.number for item in asked if _is_in(catalogue, item)}
    covered = [measure for measure in catalogue.measures if measure.number in numbers]
    possible = [
        measure
        for measure in catalogue.measures
        if measure.number in numbers or _can_be_asked(known, catalogue, measure)
    ]
    parts = parts_of(catalogue)

    key_of = {control.number: part.key for part in parts for control in part.controls}

    def part_holding(measure: Measure) -> Collection[str]:
        return [key_of.get(measure.control) or part_of(parts, measure).key]

    return SetCoverage(
        parts=_shares([part.key for part in parts], part_holding, covered, possible),
        categories=_shares(Category, _categories_by(known, catalogue), covered, possible),
        letters=_shares(LETTERS, _letters_by(known, catalogue), covered, possible),
        elsewhere=tuple(reference for reference in asked if not _is_in(catalogue, reference)),
    )


def _is_in(catalogue: Catalogue, reference: Reference) -> bool:
    # The edition may differ: a draft that began with an earlier one keeps its references.
    return reference.norm == catalogue.norm and reference.number in catalogue.by_number


def _can_be_asked(known: Knowledge, catalogue: Catalogue, measure: Measure) -> bool:
    """Whether we propose it, or, in a norm for which we propose nothing, whether it is in force."""
    if catalogue.norm == NORM:
        return known.proposal(catalogue, measure.number) is not None
    return measure.status in _IN_FORCE


def _categories_by(
    known: Knowledge, catalogue: Catalogue
) -> Callable[[Measure], Collection[Category]]:
    """Take the categories of the catalogue, or, where BIO2 names none at all, those we know."""
    if catalogue.norm != NORM or any(measure.categories for measure in catalogue.measures):
        return lambda measure: measure.categories
    return lambda measure: known.facts.categories.get(measure.number, frozenset())


def _letters_by(known: Knowledge, catalogue: Catalogue) -> Callable[[Measure], Collection[str]]:
    # Another norm can number its own controls alike.
    if catalogue.norm != NORM:
        return lambda _: ()
    return lambda measure: known.letters_of(measure.control)


def _shares(
    keys: Iterable[_Key],
    keys_of: Callable[[Measure], Collection[_Key]],
    covered: Iterable[Measure],
    possible: Iterable[Measure],
) -> dict[_Key, Share]:
    counts = [
        Counter(key for measure in measures for key in keys_of(measure))
        for measures in (covered, possible)
    ]
    return {key: Share(*(count[key] for count in counts)) for key in keys}
