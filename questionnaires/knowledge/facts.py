"""This file reads the facts about the norms, and the segments and risk factors to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaires.catalogue import Category
from questionnaires.knowledge.tables import Table
from questionnaires.segments import RiskFactor, Segment
from questionnaires.wording import Wording

_LETTERS = "abcdefghij"


@dataclass(frozen=True, slots=True)
class Facts:
    """Categories by measure, the numbers whose categories are of an earlier edition, letters."""

    categories: Mapping[str, frozenset[Category]]
    carried_over: frozenset[str]
    letters: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a buyer can choose to describe a purchase."""

    segments: tuple[Segment, ...]
    risk_factors: tuple[RiskFactor, ...]


def read_facts(table: Table) -> Facts:
    """Read facts.toml."""
    named = table.table("categories", _categories)
    return Facts(
        categories={number: names for number, (names, _) in named.items()},
        carried_over=frozenset(number for number, (_, is_older) in named.items() if is_older),
        letters=table.table("article_21_2", _letters),
    )


def read_choices(table: Table) -> Choices:
    """Read segments.toml."""
    segments = table.tables("segments", "key", _segment)
    risk_factors = table.tables("risk_factors", "key", _risk_factor)
    for name, chosen in (("segments", segments), ("risk_factors", risk_factors)):
        if len({item.key for item in chosen}) < len(chosen):
            raise table.refused(name, "has a key twice")
    return Choices(segments, risk_factors)


def _categories(table: Table) -> dict[str, tuple[frozenset[Category], bool]]:
    return {number: table.table(number, _named) for number in table.rest()}


def _named(table: Table) -> tuple[frozenset[Category], bool]:
    names = table.keys_of("names", set(Category))
    return frozenset(map(Category, names)), table.flag("carried_over", default=False)


def _letters(table: Table) -> dict[str, tuple[str, ...]]:
    return {number: table.keys_of(number, _LETTERS) for number in table.rest()}


def _segment(table: Table) -> Segment:
    return Segment(
        key=table.text("key"),
        title=table.wording("title"),
        description=table.wording("description"),
        is_supplement=table.flag("is_supplement", default=False),
        adds_to_others=table.flag("adds_to_others", default=False),
        notice=table.wording("notice") if "notice" in table else Wording(),
    )


def _risk_factor(table: Table) -> RiskFactor:
    return RiskFactor(table.text("key"), table.wording("title"), table.wording("why"))
