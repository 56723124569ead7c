"""This file names what is odd about a BIO2 catalogue that was read, but no reason to refuse it."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from questionnaires.catalogue import Catalogue
from questionnaires.errors import translatable
from questionnaires.interchange.reading import ReadingWarning

_LOOKS_LIKE_A_NOTE = re.compile(
    r"(?:geen overheidsmaatregel|vervallen|verplaatst|zie overheidsmaatregel|zie [0-9])\b",
    re.IGNORECASE,
)


def find_warnings(catalogue: Catalogue, lines: Mapping[str, int]) -> tuple[ReadingWarning, ...]:
    """Name what is odd, by line; ``lines`` gives the line of each number in the file's order."""
    found = [
        *_dangling(catalogue, lines),
        *_misread_notes(catalogue, lines),
        *_out_of_order(lines),
        *_gaps(catalogue, lines),
    ]
    return tuple(sorted(found, key=lambda warning: warning.line))


def _warning(message: str, line: int, **facts: object) -> ReadingWarning:
    return ReadingWarning(message, {"line": line, **facts})


def _dangling(catalogue: Catalogue, lines: Mapping[str, int]) -> Iterator[ReadingWarning]:
    message = translatable(
        "Line %(line)s: %(number)s points to %(target)s, which is not in this file."
    )
    for measure in catalogue.dangling():
        line = lines[measure.number]
        yield _warning(message, line, number=measure.number, target=measure.target)


def _misread_notes(catalogue: Catalogue, lines: Mapping[str, int]) -> Iterator[ReadingWarning]:
    message = translatable(
        "Line %(line)s: %(number)s begins like a note on the number, but was read as a measure."
    )
    for measure in catalogue.measures:
        if _LOOKS_LIKE_A_NOTE.match(measure.text.nl):
            yield _warning(message, lines[measure.number], number=measure.number)


def _out_of_order(lines: Mapping[str, int]) -> Iterator[ReadingWarning]:
    message = translatable("Line %(line)s: %(number)s stands after %(previous)s.")
    for previous, number in pairwise(lines):
        if number < previous:
            yield _warning(message, lines[number], number=number, previous=previous)


def _gaps(catalogue: Catalogue, lines: Mapping[str, int]) -> Iterator[ReadingWarning]:
    message = translatable("Line %(line)s: %(number)s is here, but %(missing)s is not.")
    for number in catalogue.by_number:
        control, _, rank = number.rpartition(".")
        before = f"{control}.{int(rank) - 1:02}"
        if int(rank) > 1 and before not in catalogue.by_number:
            yield _warning(message, lines[number], number=number, missing=before)
