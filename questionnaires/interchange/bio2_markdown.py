"""This file reads the BIO2's government measures (part 2) as published in Markdown.

A file is taken as a whole or refused with the line and the reason; what is merely odd is a warning.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from questionnaires.catalogue import (
    MEASURE_NUMBER,
    Catalogue,
    Category,
    Control,
    Measure,
    MeasureStatus,
    Source,
)
from questionnaires.errors import UnreadableFileError, translatable
from questionnaires.interchange.bio2_warnings import find_warnings
from questionnaires.interchange.draft import category_named
from questionnaires.interchange.markdown_text import (
    Line,
    checked_lines,
    heading_of,
    plain_text,
    segments,
    split_front_matter,
    without_admonitions,
)
from questionnaires.interchange.reading import Reading
from questionnaires.wording import Wording

NORM = "BIO2"

_MEASURE_LEVEL = 2
_SHOWN_LENGTH = 60

_EDITION = r"(?P<edition>[0-9]{1,3}(?:\.[0-9]{1,3}){1,2})(?!\.?[0-9])"
_EDITION_KEY = re.compile(
    rf"(?:versie|version|edition)\s*+:\s*+[\"']?(?:{NORM} )?v?{_EDITION}", re.IGNORECASE
)
_REPLACED_BY = re.compile(rf"vervangen door (?:{NORM} )?versie {_EDITION}", re.IGNORECASE)
_NAMED = re.compile(rf"{NORM} (?:versie )?{_EDITION}", re.IGNORECASE)

# Within a sentence "draagt bij aan" may be prose; at the start of a line, or with a capital, not.
_CONTRIBUTES = re.compile(
    r"(?:^[ \t*_-]*+(?i:draagt)|(?<![\w*])[*_]*+Draagt)\s++bij\s++aan[*_]*+\s*+:(?P<names>.*)"
)
_NONE = re.compile(r"geen overheidsmaatregel(?: ?[,.;:(].*)?", re.IGNORECASE)
_WITHDRAWN = re.compile(r"vervallen\.?", re.IGNORECASE)
_POINTER = re.compile(
    r"(?:(?P<moved>verplaatst naar)|zie)(?: overheidsmaatregel)? "
    r"(?P<target>[5-8]\.[0-9]{2}\.[0-9]{2})\.?",
    re.IGNORECASE,
)


class UnknownHeadingError(UnreadableFileError):
    """A heading stands where only measure numbers may stand."""

    message = translatable(
        "Line %(line)s: heading “%(heading)s” is not the number of a measure, such as 5.01.01."
    )


class DuplicateNumberError(UnreadableFileError):
    """A number stands in the file twice."""

    message = translatable("Line %(line)s: %(number)s already stands on line %(first_line)s.")


class EmptyMeasureError(UnreadableFileError):
    """A number has no text under it."""

    message = translatable("Line %(line)s: %(number)s has no text.")


class UnknownCategoryError(UnreadableFileError):
    """A measure contributes to something we do not know."""

    message = translatable("Line %(line)s: “%(category)s” is not a category of the BIO2.")


class NoEditionError(UnreadableFileError):
    """The file does not say which edition it is."""

    message = translatable(
        "This file does not say which edition it is, for example with the words “BIO2 versie 1.3”."
    )


class NoMeasureError(UnreadableFileError):
    """The file holds no measure at all."""

    message = translatable("This file holds no measure: no heading such as “## 5.01.01”.")


@dataclass(frozen=True, slots=True)
class _Section:
    """A measure number as it stands in the file, with the lines under it."""

    number: str
    line: int
    body: list[Line] = field(default_factory=list)


def read(content: bytes) -> Reading:
    """Read the Markdown of one edition, or refuse it with UnreadableFileError."""
    front_matter, lines = split_front_matter(checked_lines(content))
    sections = _sections(lines)
    if not sections:
        raise NoMeasureError(line=lines[-1].number if lines else 1)
    preamble = [line for line in lines if line.number < sections[0].line]
    ordered = sorted(sections, key=lambda section: section.number)
    measures = tuple(_measure(section) for section in ordered)
    catalogue = Catalogue(
        norm=NORM,
        edition=_edition(front_matter, preamble),
        source=Source.OFFICIAL,
        controls=tuple(map(Control, dict.fromkeys(measure.control for measure in measures))),
        measures=measures,
    )
    lines_of_numbers = {section.number: section.line for section in sections}
    return Reading(catalogue, find_warnings(catalogue, lines_of_numbers))


def _edition(front_matter: Sequence[Line], preamble: Sequence[Line]) -> str:
    keys = (_EDITION_KEY.match(line.text) for line in front_matter)
    introduction = " ".join(plain_text(line.text.lstrip("> ") for line in preamble).split())
    match = (
        next(filter(None, keys), None)
        or _REPLACED_BY.search(introduction)
        or _NAMED.search(introduction)
    )
    if match is None:
        raise NoEditionError(line=1)
    return match["edition"]


def _sections(lines: Sequence[Line]) -> list[_Section]:
    sections: dict[str, _Section] = {}
    current: _Section | None = None
    for line in without_admonitions(lines):
        heading = heading_of(line)
        if heading and MEASURE_NUMBER.fullmatch(heading.title):
            current = _open(sections, heading.title, line.number)
        elif heading and (current or heading.level == _MEASURE_LEVEL):
            raise UnknownHeadingError(line=line.number, heading=_shown(heading.title))
        elif current:
            current.body.append(line)
    return list(sections.values())


def _open(sections: dict[str, _Section], number: str, line: int) -> _Section:
    if number in sections:
        raise DuplicateNumberError(line=line, number=number, first_line=sections[number].line)
    sections[number] = _Section(number, line)
    return sections[number]


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN_LENGTH else f"{text[:_SHOWN_LENGTH]}…"


def _measure(section: _Section) -> Measure:
    categories: set[Category] = set()
    text = plain_text(_without_categories(section.body, categories))
    if not text:
        raise EmptyMeasureError(line=section.line, number=section.number)
    status, target = _status(text)
    return Measure(
        number=section.number,
        status=status,
        text=Wording(nl=text) if status is MeasureStatus.ACTIVE else Wording(),
        categories=frozenset(categories),
        target=target,
    )


def _without_categories(body: Sequence[Line], found: set[Category]) -> Iterator[str]:
    """Give the segments of the text itself; what "Draagt bij aan" names goes into ``found``."""
    for line in body:
        for segment in segments(line.text):
            match = _CONTRIBUTES.search(segment)
            if match is None:
                yield segment
                continue
            found.update(_category(name, line.number) for name in match["names"].split(","))
            yield segment[: match.start()].rstrip()


def _category(name: str, line: int) -> Category:
    bare = name.strip(" \t.*_")
    category = category_named(bare)
    if category is None:
        raise UnknownCategoryError(line=line, category=_shown(bare))
    return category


def _status(text: str) -> tuple[MeasureStatus, str | None]:
    if _NONE.fullmatch(text):
        return MeasureStatus.NONE, None
    if _WITHDRAWN.fullmatch(text):
        return MeasureStatus.WITHDRAWN, None
    if match := _POINTER.fullmatch(text):
        return MeasureStatus.MOVED if match["moved"] else MeasureStatus.SEE, match["target"]
    return MeasureStatus.ACTIVE, None
