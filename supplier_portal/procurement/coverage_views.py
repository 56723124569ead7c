"""This file prepares the pictures of what a set covers, and names what it does not cover."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TypeAlias
from uuid import UUID

from flask import url_for
from flask_babel import gettext

from questionnaires.catalogue import Catalogue
from questionnaires.parts import Part, PartKind, parts_of
from questionnaires.requirement_sets import Reference, Requirement
from questionnaires.revisions import total_weight, weight_by_theme
from questionnaires.set_coverage import SetCoverage, Share
from supplier_portal.procurement import catalogue_views
from supplier_portal.web.charts import Figure, Row
from supplier_portal.web.formatting import figure, said
from supplier_portal.web.names import letter_name, name_of

Search: TypeAlias = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing that a set can cover: a theme, a category or a letter, and where to find it.

    ``address`` is empty where the catalogue cannot be searched for it.
    """

    label: str
    share: Share
    address: str

    @property
    def row(self) -> Row:
        """Its bar, with how many of how many."""
        if not self.share.can_be_covered:
            return Row(self.label, Figure(None, gettext("none known")))
        covered, possible = self.share.covered, self.share.possible
        text = gettext("%(covered)s out of %(possible)s", covered=covered, possible=possible)
        on_one_line = text.replace(" ", "\N{NO-BREAK SPACE}")
        return Row(self.label, Figure(Fraction(100 * covered, possible), on_one_line))


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart of what a set covers, and what it does not."""

    key: str
    heading: str
    title: str
    header: str
    aspects: tuple[Aspect, ...]

    @property
    def is_known(self) -> bool:
        """Whether the norm has any of it; of many norms, say, no letters are known."""
        return any(aspect.share.can_be_covered for aspect in self.aspects)

    @property
    def summary(self) -> str:
        """How many of them the set covers, in words."""
        covered = sum(aspect.share.is_covered for aspect in self.aspects)
        sentence: str = gettext(
            "Covered: %(covered)s of %(possible)s.", covered=covered, possible=len(self.aspects)
        )
        return sentence

    @property
    def rows(self) -> tuple[Row, ...]:
        """Its bars."""
        return tuple(aspect.row for aspect in self.aspects)

    @property
    def gaps(self) -> tuple[Aspect, ...]:
        """What the set does not cover, though it could."""
        return tuple(
            aspect
            for aspect in self.aspects
            if aspect.share.can_be_covered and not aspect.share.is_covered
        )

    @property
    def out_of_reach(self) -> tuple[Aspect, ...]:
        """What no measure of the norm serves, as far as is known."""
        return tuple(aspect for aspect in self.aspects if not aspect.share.can_be_covered)


@dataclass(frozen=True, slots=True)
class Apart:
    """The requirements that count for none of the pictures: own measures, and other norms."""

    own: tuple[Requirement, ...]
    other: tuple[Requirement, ...]


def pictures(found: SetCoverage, catalogue: Catalogue, catalogue_id: UUID) -> tuple[Picture, ...]:
    """What a set covers: themes or groups, categories and letters, with addresses to search at."""
    search = partial(url_for, "procurement.search_catalogue", catalogue_id=catalogue_id)
    offered = catalogue_views.filters(catalogue)
    return (
        _of_parts(found, [part for part in parts_of(catalogue) if part.measure_count], search),
        _of_categories(found, offered.categories, search),
        _of_letters(found, offered.letters, search),
    )


def points(requirements: Sequence[Requirement]) -> tuple[Row, ...]:
    """How the points are divided over the themes; nothing where nothing is scored."""
    total = total_weight(tuple(requirements))
    if not total:
        return ()
    return tuple(
        Row(name_of(theme), Figure(100 * weight / total, _of_total(weight, total)))
        for theme, weight in weight_by_theme(requirements).items()
    )


def apart(
    elsewhere: Collection[Reference], requirements: Iterable[Requirement], *, house: str
) -> Apart:
    """The requirements whose references are elsewhere; ``house`` names the own measures' norm."""
    found = [requirement for requirement in requirements if requirement.reference in elsewhere]
    return Apart(
        own=tuple(item for item in found if item.reference.norm == house),
        other=tuple(item for item in found if item.reference.norm != house),
    )


def _of_parts(found: SetCoverage, parts: Sequence[Part], search: Search) -> Picture:
    has_groups = any(part.kind is PartKind.GROUP for part in parts)
    return Picture(
        key="parts",
        heading=gettext("Groups") if has_groups else gettext("Themes"),
        title=gettext("Measures per group") if has_groups else gettext("Measures per theme"),
        header=gettext("Group") if has_groups else gettext("Theme"),
        aspects=tuple(
            Aspect(said(part.title), found.parts[part.key], search(**{part.kind.value: part.key}))
            for part in parts
        ),
    )


def _of_categories(found: SetCoverage, offered: Collection[str], search: Search) -> Picture:
    return Picture(
        key="categories",
        heading=gettext("Categories"),
        title=gettext("Measures per category"),
        header=gettext("Category"),
        aspects=tuple(
            Aspect(name_of(key), share, search(category=key.value) if key in offered else "")
            for key, share in found.categories.items()
        ),
    )


def _of_letters(found: SetCoverage, offered: Collection[str], search: Search) -> Picture:
    return Picture(
        key="letters",
        heading=gettext("NIS2, article 21(2)"),
        title=gettext("Measures per letter"),
        header=gettext("Letter"),
        aspects=tuple(
            Aspect(letter_name(key), share, search(letter=key) if key in offered else "")
            for key, share in found.letters.items()
        ),
    )


def _of_total(weight: Fraction, total: Fraction) -> str:
    share = figure(100 * weight / total)
    text = f"{figure(weight)} ({share} %)"
    return text.replace(" ", "\N{NO-BREAK SPACE}")
