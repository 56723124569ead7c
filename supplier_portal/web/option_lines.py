"""This file reads and writes the options of a question as lines, as people type them in a form.

One option a line: "label in Dutch | label in English = percent". Either language can be left out.
"""

from collections.abc import Iterable
from decimal import Decimal

from flask_babel import gettext

from questionnaires.numbers import number_from
from questionnaires.questions import ZERO, Option
from questionnaires.wording import Wording

_ALL = Decimal(100)
_LEAST, _MOST = 2, 12


class OptionLineError(ValueError):
    """A line that is no option; its message says which, and what to do."""


def write(options: Iterable[Option]) -> str:
    """The options as lines."""
    return "\n".join(f"{_label(option.label)} = {_percent(option.fraction)}" for option in options)


def read(text: str) -> tuple[Option, ...]:
    """The options that lines give; nothing for an empty text. Raises OptionLineError."""
    lines = [line for line in text.splitlines() if line.strip()]
    options = tuple(_option(place, line) for place, line in enumerate(lines, start=1))
    if options:
        _refuse_odd(options)
    return options


def _option(place: int, line: str) -> Option:
    label, sign, percent = line.rpartition("=")
    nl, _, en = label.partition("|")
    wording = Wording(nl.strip(), en.strip())
    number = number_from(percent.strip().removesuffix("%").strip())
    if not sign or not wording:
        message = gettext(
            "Line %(line)s: write an option as “label = percentage”, such as “Yes = 100”.",
            line=place,
        )
        raise OptionLineError(message)
    if number is None or not ZERO <= number <= _ALL or number != round(number, 2):
        message = gettext("Line %(line)s: the percentage must be from 0 to 100.", line=place)
        raise OptionLineError(message)
    return Option(f"option_{place}", wording, number / _ALL)


def _refuse_odd(options: tuple[Option, ...]) -> None:
    if not _LEAST <= len(options) <= _MOST:
        message = gettext(
            "Give from %(least)s to %(most)s options, one a line.", least=_LEAST, most=_MOST
        )
        raise OptionLineError(message)
    labels = [option.label for option in options]
    for place, label in enumerate(labels, start=1):
        if label in labels[: place - 1]:
            message = gettext("Line %(line)s: this option is there already.", line=place)
            raise OptionLineError(message)


def _label(label: Wording) -> str:
    return f"{label.nl} | {label.en}" if label.en else label.nl


def _percent(fraction: Decimal) -> str:
    return format((fraction * _ALL).normalize(), "f").replace(".", ",")
