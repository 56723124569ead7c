"""This file finds texts by what people type: numbers, parts of words, words with a typing error.

Dutch writes compounds as one word, so a part of a word counts as much as a whole one: "beveiliging"
finds "toegangsbeveiliging". Only when a word occurs nowhere, words that look like it are taken.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:[.'-][^\W_]+)*")
_SHORTEST_WITH_ERRORS = 4
_WORTH_A_LOOK = 0.25  # of the letter triples of the word that was typed: a swap spoils up to four
_LONG = 6  # letters, from which two errors are forgiven rather than one
_WHOLE_WORD, _START_OF_WORD, _PART = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to be found by; ``weight`` says how much a hit in it tells (a title more)."""

    text: str
    weight: int = 1


class Index:
    """Passages by the key of what they are about, ready to be searched many times."""

    def __init__(self, passages: Mapping[str, Iterable[Passage]]) -> None:
        self._order = {key: place for place, key in enumerate(passages)}
        self._words: dict[str, dict[str, int]] = defaultdict(dict)
        for key, texts in passages.items():
            for passage in texts:
                self._take(key, passage)
        self._triples = {word: _triples(word) for word in self._words}

    def find(self, query: str) -> list[str]:
        """Give the keys that match every word of a query, the best first, then in their order."""
        scores = [self._scores(word) for word in _words(query)]
        if not scores:
            return []
        everywhere = set.intersection(*(set(found) for found in scores))
        return sorted(
            everywhere, key=lambda key: (-sum(found[key] for found in scores), self._order[key])
        )

    def _take(self, key: str, passage: Passage) -> None:
        for word in _words(passage.text):
            known = self._words[word]
            known[key] = max(known.get(key, 0), passage.weight)

    def _scores(self, wanted: str) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for word, keys in self._words.items():
            if wanted in word:
                worth = _worth(wanted, word)
                for key, weight in keys.items():
                    found[key] = max(found[key], weight * worth)
        return found or self._scores_of_alike(wanted)

    def _scores_of_alike(self, wanted: str) -> dict[str, int]:
        if len(wanted) < _SHORTEST_WITH_ERRORS or any(sign.isdigit() for sign in wanted):
            return {}
        triples = _triples(wanted)
        enough = _WORTH_A_LOOK * len(triples)
        near = [word for word, others in self._triples.items() if len(triples & others) >= enough]
        errors = {word: _errors(wanted, word) for word in near}
        fewest = min(errors.values(), default=len(wanted))
        if fewest > (1 if len(wanted) < _LONG else 2):
            return {}
        found: dict[str, int] = defaultdict(int)
        for word, count in errors.items():
            if count == fewest:
                for key, weight in self._words[word].items():
                    found[key] = max(found[key], weight)
        return found


def plain(text: str) -> str:
    """A text as it is compared: without capitals and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(text))


def _worth(wanted: str, word: str) -> int:
    if wanted == word:
        return _WHOLE_WORD
    return _START_OF_WORD if word.startswith(wanted) else _PART


def _errors(wanted: str, word: str) -> int:
    """How many letters are wrong, missing, too many or swapped, in the best place in a word."""
    above: list[int] = []
    row = [0] * (len(word) + 1)
    for place, letter in enumerate(wanted, start=1):
        above, row, before = row, [place], above
        for other, sign in enumerate(word, start=1):
            fewest = min(above[other] + 1, row[-1] + 1, above[other - 1] + (letter != sign))
            is_swapped = place > 1 < other and word[other - 2 : other] == letter + wanted[place - 2]
            row.append(min(fewest, before[other - 2] + 1) if is_swapped else fewest)
    return min(row)


def _triples(word: str) -> frozenset[str]:
    return frozenset(word[place : place + 3] for place in range(len(word) - 2))
