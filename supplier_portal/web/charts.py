"""This file turns figures into the lengths and shades of small charts (components/charts/).

Lengths are percentages of a drawing's width, as exact as the figures. Texts come ready from the
caller, in the language of the visitor. ``web/radar.py`` does the same for radars.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from questionnaires.scoring import Interval, rounded

MOST_SERIES = 4  # patterns, dashes and shapes that people can still tell apart


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of 0..100, the interval in which it lies while pending, or none; and its text."""

    value: Interval | Fraction | int | None
    text: str

    def __post_init__(self) -> None:
        span = self.span
        if span is not None and not 0 <= span.low <= span.high <= 100:  # noqa: PLR2004 - a percentage
            message = f"not a figure of 0..100, low before high: {self.value}"
            raise ValueError(message)

    @property
    def span(self) -> Interval | None:
        """The lowest and the highest that the figure can still become."""
        if self.value is None or isinstance(self.value, Interval):
            return self.value
        return Interval(Fraction(self.value), Fraction(self.value))

    @property
    def is_settled(self) -> bool:
        """Whether nothing can change the figure any more."""
        return self.span is None or self.span.is_settled

    @property
    def step(self) -> int | None:
        """The shade of a cell of a heat map, by the lowest that the figure can become."""
        return None if self.span is None else heat_step(self.span.low)


@dataclass(frozen=True, slots=True)
class Row:
    """One bar, with its figure."""

    label: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of a stacked bar."""

    count: int
    start: Fraction
    length: Fraction

    @property
    def middle(self) -> Fraction:
        """Where its count is written."""
        return self.start + self.length / 2

    @property
    def has_room(self) -> bool:
        """Whether its count fits inside, also on the smallest screen."""
        return self.length >= 4 + 4 * len(str(self.count))


@dataclass(frozen=True, slots=True)
class Stack:
    """One stacked bar: a part for every series, and their total."""

    label: str
    total: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Stacks:
    """Stacked bars on one scale: the largest total fills the width."""

    series: tuple[str, ...]
    rows: tuple[Stack, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a heat map or a series of a radar: a label and figures in a fixed order."""

    label: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Figures by row and column."""

    columns: tuple[str, ...]
    rows: tuple[Line, ...]


def heat_step(value: Fraction) -> int:
    """The shade 0..10 of a figure of 0..100: its nearest ten, half up."""
    return int(rounded(value / 10, 0))


def stacks(series: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> Stacks:
    """Stacked bars of counts, one for every series in every row."""
    refuse_many(series)
    _refuse_gaps(len(series), [counts for _, counts in rows])
    if any(count < 0 for _, counts in rows for count in counts):
        message = "a count is less than nothing"
        raise ValueError(message)
    largest = max((sum(counts) for _, counts in rows), default=0)
    scale = Fraction(100, largest) if largest else Fraction(0)
    return Stacks(tuple(series), tuple(_stack(label, counts, scale) for label, counts in rows))


def heat_map(columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Figure]]]) -> HeatMap:
    """A heat map with a figure for every column in every row."""
    return HeatMap(tuple(columns), labelled(len(columns), rows))


def refuse_many(series: Sequence[object]) -> None:
    """Keep a chart to as many series as can be told apart without colour."""
    if len(series) > MOST_SERIES:
        message = f"a chart shows {MOST_SERIES} series at most, not {len(series)}"
        raise ValueError(message)


def labelled(count: int, rows: Sequence[tuple[str, Sequence[Figure]]]) -> tuple[Line, ...]:
    """Labelled figures, each time as many as there are columns or axes."""
    _refuse_gaps(count, [figures for _, figures in rows])
    return tuple(Line(label, tuple(figures)) for label, figures in rows)


def _refuse_gaps(length: int, rows: Sequence[Sequence[object]]) -> None:
    if any(len(row) != length for row in rows):
        message = f"every row has {length} figures"
        raise ValueError(message)


def _stack(label: str, counts: Sequence[int], scale: Fraction) -> Stack:
    parts = tuple(
        Part(count, sum(counts[:number]) * scale, count * scale)
        for number, count in enumerate(counts)
    )
    return Stack(label, sum(counts), parts)
