"""This file puts values into words: moments, figures, texts in two languages."""

import math
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta
from flask import Flask
from flask_babel import format_decimal, get_locale, gettext
from markupsafe import Markup, escape

from questionnaires.scoring import Interval, rounded
from questionnaires.wording import Wording
from supplier_portal.services import deadlines
from supplier_portal.web.names import letter_name, level_name, name_of

ZONE = "Europe/Amsterdam"
_Unit: TypeAlias = tuple[Literal["day", "hour", "minute"], int]
_UNITS: tuple[_Unit, ...] = (("day", 24 * 60), ("hour", 60))
_SMALLEST: _Unit = ("minute", 1)


def init_app(app: Flask) -> None:
    """Give templates these filters."""
    filters = (
        bar,
        day,
        figure,
        file_size,
        interval,
        letter_name,
        level_name,
        moment,
        name_of,
        number,
        percentage,
        remaining,
        said,
        share_of,
        short_moment,
        time_left,
    )
    app.jinja_env.filters.update({function.__name__: function for function in filters})


def moment(value: datetime, zone: str = ZONE) -> str:
    """A moment in a zone, to the minute (or second, where it has any), with the zone's name."""
    return deadlines.in_words(value, zone, str(get_locale()))


def short_moment(value: datetime, zone: str = ZONE) -> str:
    """A moment to the minute where the page says elsewhere which zone it is in."""
    local = value.astimezone(ZoneInfo(zone))
    return str(format_datetime(local, "d MMMM y HH:mm", locale=get_locale()))


def day(value: date) -> str:
    """A day of the calendar, written out."""
    return str(format_date(value, "d MMMM y", locale=get_locale()))


def remaining(value: datetime, now: datetime) -> str:
    """How long until a moment, or since, in words such as "in 3 days"."""
    return str(
        format_timedelta(value - now, add_direction=True, threshold=1.5, locale=get_locale())
    )


def time_left(until: datetime, now: datetime) -> str:
    """How long there still is, never more than there is: in days, hours or at last minutes.

    ``static/js/deadline.js`` goes on counting in the same words.
    """
    minutes = (until - now) // timedelta(minutes=1)
    unit, size = next(((unit, size) for unit, size in _UNITS if minutes >= 2 * size), _SMALLEST)
    whole = timedelta(minutes=minutes // size * size)
    return str(format_timedelta(whole, unit, threshold=math.inf, locale=get_locale()))


def bar(value: Fraction) -> str:
    """A figure as a length in a drawing, where every language writes a point."""
    return str(rounded(value))


def figure(value: Fraction | Decimal) -> str:
    """A figure with two decimals, half up, as the visitor's language writes it."""
    return str(format_decimal(rounded(value), format="#,##0.00"))


def number(value: int) -> str:
    """A whole number with the sign that the visitor's language puts between thousands."""
    return str(format_decimal(value))


def share_of(fraction: Decimal) -> str:
    """A fraction as a percentage, with decimals only where it has any."""
    return f"{format_decimal((fraction * 100).normalize(), format='#,##0.##')} %"


def file_size(size: int) -> str:
    """A number of bytes as people read it, in kB."""
    return f"{format_decimal(round(size / 1000, 1))} kB"


def interval(value: Interval) -> str:
    """A figure, or the two between which it lies while judgements are pending."""
    if value.is_settled:
        return figure(value.low)
    return f"{figure(value.low)} – {figure(value.high)}"


def percentage(value: Interval | None) -> str:
    """A share as a percentage or an interval of them; a dash where nothing is applicable."""
    return "–" if value is None else f"{interval(value)} %"


def said(value: Wording, language: str | None = None) -> Markup | str:
    """A text in the visitor's language; marked when it is there in the other one only."""
    wanted = language or str(get_locale())
    phrase = value.choose(wanted)
    if not phrase.text or phrase.language == str(get_locale()):
        return phrase.text
    return Markup('<span lang="{}">{}</span>').format(phrase.language.value, escape(phrase.text))


def show_fact(fact: object) -> object:
    """A fact of an error as the visitor writes it."""
    return moment(fact) if isinstance(fact, datetime) else fact


def told(error: object) -> str:
    """The message of a domain error in the visitor's language."""
    return str(error.told(gettext, show_fact))  # type: ignore[attr-defined]
