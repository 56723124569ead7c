"""This file reads the clauses of the contract annex, and how it ranks with general terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from questionnaires.annexes import Terms
from questionnaires.knowledge.tables import Table, read_file
from questionnaires.wording import Wording

_FILE = "clauses.toml"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause; in its text ``{buyer}`` stands for the organisation that buys."""

    title: Wording
    text: Wording
    source: str


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses in their order, and the paragraph on rank for each choice of general terms."""

    clauses: tuple[Clause, ...]
    ranks: Mapping[Terms, Wording]


@cache
def load() -> Clauses:
    """Read the clauses, once."""
    text = files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    return read_file(_FILE, text, _clauses)


def _clauses(table: Table) -> Clauses:
    return Clauses(
        clauses=table.tables("clauses", "source", _clause), ranks=table.table("terms", _ranks)
    )


def _clause(table: Table) -> Clause:
    return Clause(table.wording("title"), table.wording("text"), table.text("source"))


def _ranks(table: Table) -> Mapping[Terms, Wording]:
    return {terms: table.table(terms.value, lambda found: found.wording("text")) for terms in Terms}
