"""This file tells which themes, categories and letters of NIS2 a set of requirements covers."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from questionnaires.catalogue import Catalogue, Category, Measure, Theme
from questionnaires.knowledge import Knowledge
from questionnaires.requirement_sets import Reference

LETTERS = tuple("abcdefghij")
"""The letters under which NIS2 article 21(2) lists what an entity must arrange."""

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


@dataclass(frozen=True, slots=True)
class SetCoverage:
    """What a set covers; whatever it does not cover is named as well, with a zero.

    ``elsewhere`` holds the references to numbers that the catalogue does not have. The letters of
    NIS2 follow from the control above a measure: an indication, and to be shown as such.
    """

    themes: Mapping[Theme, Share]
    categories: Mapping[Category, Share]
    letters: Mapping[str, Share]
    elsewhere: tuple[Reference, ...]


def cover(references: Iterable[Reference], known: Knowledge, catalogue: Catalogue) -> SetCoverage:
    """Count what a set of references covers of a catalogue; a number counts once."""
    asked = dict.fromkeys(references)
    here = [reference for reference in asked if _is_in(catalogue, reference)]
    covered = [catalogue.by_number[number] for number in {item.number for item in here}]
    possible = [
        measure
        for measure in catalogue.measures
        if known.proposal(catalogue, measure.number) or measure in covered
    ]
    categories_of = _categories_by(known, catalogue)

    def letters_of(measure: Measure) -> Collection[str]:
        return known.letters_of(measure.control)

    return SetCoverage(
        themes=_shares(Theme, lambda measure: [measure.theme], covered, possible),
        categories=_shares(Category, categories_of, covered, possible),
        letters=_shares(LETTERS, letters_of, covered, possible),
        elsewhere=tuple(reference for reference in asked if not _is_in(catalogue, reference)),
    )


def _is_in(catalogue: Catalogue, reference: Reference) -> bool:
    # The edition may differ: a draft that began with an earlier one keeps its references.
    return reference.norm == catalogue.norm and reference.number in catalogue.by_number


def _categories_by(
    known: Knowledge, catalogue: Catalogue
) -> Callable[[Measure], Collection[Category]]:
    """Take the categories of the catalogue, or, where it names none at all, those we know."""
    if any(measure.categories for measure in catalogue.measures):
        return lambda measure: measure.categories
    return lambda measure: known.facts.categories.get(measure.number, frozenset())


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
