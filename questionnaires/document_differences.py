"""This file tells where the text of a document differs from what it should say, line by line."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from questionnaires.word_difference import Piece, word_difference

_MOST_PAIRS = 2_000_000  # of equal lines; a document of a thousand requirements has a few thousand


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a document says something else, with the line before it to find it by."""

    after: str
    pieces: tuple[Piece, ...]


def words_of_lines(lines: Iterable[str]) -> list[str]:
    """The lines that say something, with white space as one space: how they are compared."""
    return [told for line in lines if (told := " ".join(line.split()))]


def differences(should: Sequence[str], found: Sequence[str]) -> Iterator[Difference]:
    """Tell each place where lines differ, in order; white space is no difference.

    Where both have very many equal lines, all between their common start and end is one place.
    """
    old, new = words_of_lines(should), words_of_lines(found)
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    old_middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
    for old_start, old_end, new_start, new_end in _blocks(old_middle, new_middle):
        before = start + old_start
        yield Difference(
            after=old[before - 1] if before else "",
            pieces=word_difference(
                "\n".join(old_middle[old_start:old_end]), "\n".join(new_middle[new_start:new_end])
            ),
        )


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    in_old = Counter(old)
    if sum(in_old[line] * count for line, count in Counter(new).items()) > _MOST_PAIRS:
        yield 0, len(old), 0, len(new)
        return
    for kind, *places in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            old_start, old_end, new_start, new_end = places
            yield old_start, old_end, new_start, new_end


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((i for i, (one, other) in pairs if one != other), min(len(old), len(new)))
