"""This file shows word by word how one text differs from another.

White space and ``<br>`` are no difference. What stayed and what was removed are together exactly
the words of the old text; what stayed and what was added, those of the new one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

_BREAK = re.compile(r"</?br\b[^<>]*+>", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_ENDS_A_SENTENCE = (".", ";", ":", "?", "!")
_WORDS_OF_AN_ISLAND = 3
_MOST_STEPS = 5_000_000  # half a second at worst; 200 words written anew take 170,000


class PieceKind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that share a fate; ``before`` is what parts them from the words before: space or line.

    A line that began within the piece begins there still.
    """

    kind: PieceKind
    text: str
    before: str = ""


class _Word(NamedTuple):
    text: str
    before: str


class _Change(NamedTuple):
    """Which words of the old text were replaced by which words of the new one."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    def moved(self, steps: int) -> "_Change":
        return _Change(*(position + steps for position in self))


def words(text: str) -> list[str]:
    """The words of a text, in which white space and ``<br>`` do not count."""
    return _BREAK.sub(" ", text).split()


def word_difference(old: str, new: str) -> tuple[Piece, ...]:
    """Tell in pieces how the new text differs from the old one, removed words before added ones.

    Where texts are so long that comparing could take long (seven hundred words, all written anew),
    what lies between their common beginning and end is told as one removal and one addition.
    """
    before, after = _words(old), _words(new)
    if not before and not after:
        return ()
    changes = _without_islands(_changes(before, after), before, after)
    first, *others = _pieces(changes, before, after)
    return (replace(first, before=""), *others)


def _words(text: str) -> list[_Word]:
    lines = _BREAK.sub("\n", text)
    found: list[_Word] = []
    end = 0
    for match in _WORD.finditer(lines):
        gap = lines[end : match.start()]
        found.append(_Word(match[0], "\n" if found and "\n" in gap else " "))
        end = match.end()
    return found


def _changes(words_of_old: Sequence[_Word], words_of_new: Sequence[_Word]) -> list[_Change]:
    old = [word.text for word in words_of_old]
    new = [word.text for word in words_of_new]
    start = _shared(old, new)
    shared_end = _shared(old[start:][::-1], new[start:][::-1])
    old_middle = old[start : len(old) - shared_end]
    new_middle = new[start : len(new) - shared_end]
    if _steps(old_middle, new_middle) > _MOST_STEPS:
        return [_Change(start, start + len(old_middle), start, start + len(new_middle))]
    matcher = SequenceMatcher(None, old_middle, new_middle, autojunk=False)
    return [
        _Change(*bounds).moved(start) for kind, *bounds in matcher.get_opcodes() if kind != "equal"
    ]


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((i for i, (one, other) in pairs if one != other), min(len(old), len(new)))


def _steps(old: Sequence[str], new: Sequence[str]) -> int:
    """The most that comparing can take: each round meets every pair of equal words once."""
    in_old = Counter(old)
    pairs = sum(in_old[word] * count for word, count in Counter(new).items())
    return (pairs + len(old)) * min(len(old), len(new), pairs)


def _without_islands(
    changes: Sequence[_Change], old: Sequence[_Word], new: Sequence[_Word]
) -> list[_Change]:
    """Join changes that have only a few short words between them: nobody can read confetti."""
    lengths = (_running_length(old), _running_length(new))
    kept: list[_Change] = []
    for change in changes:
        previous_end = kept[-1].old_end if kept else 0
        current = _at_a_start(change, old, new, change.old_start - previous_end)
        while kept and _is_island(kept[-1], current, *lengths):
            previous = kept.pop()
            current = _Change(
                previous.old_start, current.old_end, previous.new_start, current.new_end
            )
        kept.append(current)
    return kept


def _at_a_start(change: _Change, old: Sequence[_Word], new: Sequence[_Word], room: int) -> _Change:
    """Let whole sentences or lines be added or removed, where the same words allow it.

    Of "It is old. {It is new.} It is late." the part in braces could as well be "new. It is".
    """
    is_addition = change.old_start == change.old_end
    if not is_addition and change.new_start != change.new_end:
        return change
    side = new if is_addition else old
    start, end = change[2:] if is_addition else change[:2]
    for steps in range(room + 1):
        if steps and side[start - steps].text != side[end - steps].text:
            break
        if _starts(side, start - steps):
            return change.moved(-steps)
    return change


def _starts(side: Sequence[_Word], position: int) -> bool:
    """Whether a sentence or a line begins with this word."""
    return (
        position == 0
        or side[position].before == "\n"
        or side[position - 1].text.endswith(_ENDS_A_SENTENCE)
    )


def _running_length(run: Sequence[_Word]) -> list[int]:
    """How many letters there are before each word, so that no run is counted twice."""
    return list(accumulate((len(word.text) for word in run), initial=0))


def _is_island(left: _Change, right: _Change, old: Sequence[int], new: Sequence[int]) -> bool:
    """Whether what lies between two changes is no longer than either of them."""
    start, end = left.old_end, right.old_start
    size = old[end] - old[start]
    return end - start <= _WORDS_OF_AN_ISLAND and all(
        size
        <= max(
            old[change.old_end] - old[change.old_start],
            new[change.new_end] - new[change.new_start],
        )
        for change in (left, right)
    )


def _pieces(
    changes: Sequence[_Change], old: Sequence[_Word], new: Sequence[_Word]
) -> Iterator[Piece]:
    done = 0
    for change in changes:
        yield from _piece(PieceKind.SAME, new[done : change.new_start])
        removed = old[change.old_start : change.old_end]
        yield from _piece(PieceKind.REMOVED, removed)
        added = new[change.new_start : change.new_end]
        # What replaces the start of a line starts no second one.
        starts_a_line = bool(removed) and removed[0].before == "\n"
        yield from _piece(PieceKind.ADDED, added, " " if starts_a_line else None)
        done = change.new_end
    yield from _piece(PieceKind.SAME, new[done:])


def _piece(kind: PieceKind, run: Sequence[_Word], before: str | None = None) -> Iterator[Piece]:
    if run:
        first, *others = run
        rest = "".join(word.before + word.text for word in others)
        yield Piece(kind, first.text + rest, first.before if before is None else before)
