"""This file holds the words of this service and what they mean: the TOML file beside it, read once.

It is part of ``web`` because the pages of every role link to it (``terms.py``).
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from questionnaires.search import plain
from questionnaires.wording import Language, Wording


@dataclass(frozen=True, slots=True)
class Term:
    """A word with its meaning; ``also`` are other spellings, ``see`` the keys of related words."""

    key: str
    term: Wording
    meaning: Wording
    also: Mapping[Language, tuple[str, ...]]
    linked: frozenset[Language]
    see: tuple[str, ...]

    def spellings(self, language: Language) -> tuple[str, ...]:
        """Every way in which a text in a language may write this word."""
        return (self.term.choose(language).text, *self.also[language])


@cache
def load() -> Mapping[str, Term]:
    """The words by their key."""
    text = files(__package__).joinpath("glossary.toml").read_text(encoding="utf-8")
    return {entry["key"]: _term(entry) for entry in tomllib.loads(text)["terms"]}


@cache
def by_letter(language: Language) -> Mapping[str, Sequence[Term]]:
    """The words as a dictionary lists them, under the letters they begin with."""
    letters: dict[str, list[Term]] = {}
    for term in sorted(load().values(), key=lambda term: plain(term.term.choose(language).text)):
        letters.setdefault(plain(term.term.choose(language).text)[0].upper(), []).append(term)
    return letters


def found(query: str, language: Language) -> frozenset[str]:
    """The keys of the words that have everything of a query in their term or meaning."""
    wanted = plain(query).split()
    return frozenset(
        term.key
        for term in load().values()
        if all(part in _searched(term, language) for part in wanted)
    )


def _searched(term: Term, language: Language) -> str:
    names = (term.term.nl, term.term.en, *term.also[language])
    return plain(" ".join((*names, term.meaning.choose(language).text)))


def _term(entry: Mapping[str, Any]) -> Term:
    also = entry.get("also", {})
    return Term(
        key=entry["key"],
        term=Wording(**entry["term"]),
        meaning=Wording(**entry["meaning"]),
        also={language: tuple(also.get(language.value, ())) for language in Language},
        linked=frozenset(map(Language, entry.get("linked", Language))),
        see=tuple(entry.get("see", ())),
    )
