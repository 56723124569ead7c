"""This file turns figures into the lines, markers and labels of a radar.

All of it lies within a square of ``SIDE``, but for the labels, for which a wide page has room
around it; where there is none, a letter stands at each axis instead.
"""

import math
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from supplier_portal.web.charts import Figure, Line, labelled, refuse_many

SIDE = 320
LEAST_AXES, MOST_AXES = 3, 12

_CENTRE = SIDE / 2
_RADIUS = 130
_LETTERS = "ABCDEFGHIJKL"
_LETTER_GAP, _LABEL_GAP, _HIGH_GAP = 15, 12, 30
_CROWDED = 8  # with more axes, the labels above and below make room for their neighbours
_LINE_LENGTH, _LINE_HEIGHT = 20, 17
_LONG_WORD = re.compile(rf"(\w{{{_LINE_LENGTH - 2}}})(?=\w{{3}})")
_RINGS = (25, 50, 75, 100)
_SCALE = (50, 100)
_SAMPLE = ("20", "8")
_SIZE = 5  # of a marker, from its middle
_MARKERS = (
    "m-{0} 0a{0} {0} 0 1 0 {1} 0a{0} {0} 0 1 0 -{1} 0z",  # a circle
    "m-{0} -{0}h{1}v{1}h-{1}z",  # a square
    "m0 -{0}l{0} {1}h-{1}z",  # a triangle
    "m0 -{0}l{0} {0}l-{0} {0}l-{0} -{0}z",  # a diamond
)


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the square of a radar, in text as a drawing wants it: with a point."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Axis:
    """A spoke of a radar: where it ends, and where its letter and its label are written."""

    label: str
    letter: str
    end: Point
    letter_at: Point
    anchor: str
    lines: tuple[tuple[Point, str], ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """How a series is drawn: its marker in the legend, its line, what is still possible."""

    sample: str
    line: str
    possible: str
    markers: str


@dataclass(frozen=True, slots=True)
class Radar:
    """Axes around a centre, and on each a figure of every series."""

    axes: tuple[Axis, ...]
    series: tuple[Line, ...]
    traces: tuple[Trace, ...]
    rings: tuple[str, ...]
    scale: tuple[tuple[Point, int], ...]


def radar(axes: Sequence[str], series: Sequence[tuple[str, Sequence[Figure]]]) -> Radar:
    """A radar with a figure for every axis in every series."""
    count = len(axes)
    if not LEAST_AXES <= count <= MOST_AXES:
        message = f"a radar has {LEAST_AXES} to {MOST_AXES} axes, not {count}: use bars"
        raise ValueError(message)
    refuse_many(series)
    return Radar(
        axes=tuple(_axis(label, number, count) for number, label in enumerate(axes)),
        series=labelled(count, series),
        traces=tuple(_trace(figures, number) for number, (_, figures) in enumerate(series)),
        rings=tuple(_path(radar_points([Fraction(ring)] * count)) for ring in _RINGS),
        scale=tuple((_beside(ring, count), ring) for ring in _SCALE),
    )


def radar_points(values: Sequence[Fraction | None]) -> tuple[Point | None, ...]:
    """Where figures of 0..100 lie on as many axes, the first upwards and then clockwise."""
    return tuple(
        None
        if value is None
        else _place(float(value) * _RADIUS / 100, math.tau * number / len(values))
        for number, value in enumerate(values)
    )


def _marker(series: int, x: str, y: str) -> str:
    return f"M{x} {y}{_MARKERS[series].format(_SIZE, 2 * _SIZE)}"


def _place(distance: float, angle: float) -> Point:
    x, y = _CENTRE + distance * math.sin(angle), _CENTRE - distance * math.cos(angle)
    return Point(f"{x:.2f}", f"{y:.2f}")


def _beside(ring: int, count: int) -> Point:
    """The middle of a ring's first side, where no marker can lie."""
    half = math.pi / count
    return _place(ring * _RADIUS / 100 * math.cos(half), half)


def _axis(label: str, number: int, count: int) -> Axis:
    angle = math.tau * number / count
    side = round(math.sin(angle), 6)
    gap = _HIGH_GAP if count > _CROWDED and not side else _LABEL_GAP
    return Axis(
        label=label,
        letter=_LETTERS[number],
        end=_place(_RADIUS, angle),
        letter_at=_place(_RADIUS + _LETTER_GAP, angle),
        anchor="start" if side > 0 else "end" if side < 0 else "middle",
        lines=_label_lines(label, _place(_RADIUS + gap, angle), angle),
    )


def _label_lines(label: str, start: Point, angle: float) -> tuple[tuple[Point, str], ...]:
    texts = _wrapped(label)
    # Above the topmost axis, below the lowest, and centred beside those to the left and right.
    top = float(start.y) - _LINE_HEIGHT * len(texts) * (1 + math.cos(angle)) / 2
    return tuple(
        (Point(start.x, f"{top + _LINE_HEIGHT * (number + 0.5):.2f}"), text)
        for number, text in enumerate(texts)
    )


def _wrapped(label: str) -> list[str]:
    # A text in another language comes as markup, which a drawing cannot hold.
    plain = label.striptags() if isinstance(label, Markup) else label
    return textwrap.wrap(_LONG_WORD.sub(r"\1- ", plain), _LINE_LENGTH) or [""]


def _trace(figures: Sequence[Figure], number: int) -> Trace:
    spans = [figure.span for figure in figures]
    lows = radar_points([None if span is None else span.low for span in spans])
    highs = radar_points([None if span is None else span.high for span in spans])
    return Trace(
        sample=_marker(number, *_SAMPLE),
        line=_path(lows),
        possible="".join(
            f"M{low.x} {low.y}L{high.x} {high.y}"
            for low, high in zip(lows, highs, strict=True)
            if low and high and low != high
        ),
        markers="".join(_marker(number, low.x, low.y) for low in lows if low),
    )


def _path(points: Sequence[Point | None]) -> str:
    """A closed line through points, broken wherever one is missing."""
    known = [point for point in points if point]
    if len(known) == len(points):
        return "M" + "L".join(f"{point.x} {point.y}" for point in known) + "Z"
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return "".join(f"M{one.x} {one.y}L{two.x} {two.y}" for one, two in pairs if one and two)
