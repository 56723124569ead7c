"""This file puts values into words: moments, figures, texts in two languages, names of things."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from flask import Flask
from flask_babel import format_decimal, get_locale, gettext
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from questionnaires.annexes import THEMES
from questionnaires.catalogue import Category, MeasureStatus, Source, Theme
from questionnaires.judgements import Applicability, Verdict
from questionnaires.requirement_sets import RequirementKind
from questionnaires.scoring import Interval, Origin, Standing, rounded
from questionnaires.wording import Wording
from supplier_portal.services.procurements import State

ZONE = "Europe/Amsterdam"
_NAMES = {
    MeasureStatus.ACTIVE: _l("active"),
    MeasureStatus.NONE: _l("no government measure"),
    MeasureStatus.WITHDRAWN: _l("withdrawn"),
    MeasureStatus.MOVED: _l("moved"),
    MeasureStatus.SEE: _l("refers to another"),
    Category.BASIC_HYGIENE: _l("basic hygiene"),
    Category.CHAIN_HYGIENE: _l("chain hygiene"),
    Category.GOVERNMENT_RISK: _l("government risk"),
    Source.OWN: _l("texts of this service"),
    Source.OFFICIAL: _l("official texts"),
    RequirementKind.KNOCK_OUT: _l("Knock-out (mandatory)"),
    RequirementKind.SCORED: _l("Scored"),
    RequirementKind.INFORMATIVE: _l("For information"),
    Verdict.MEETS: _l("meets"),
    Verdict.DOES_NOT_MEET: _l("does not meet"),
    Verdict.TO_BE_VERIFIED: _l("to be verified"),
    Applicability.ACCEPTED: _l("accepted: does not apply"),
    Applicability.REJECTED: _l("rejected: does apply"),
    Origin.JUDGED: _l("judged by a reviewer"),
    Origin.AUTOMATIC: _l("follows from the answer"),
    Origin.UNANSWERED: _l("not answered: 0"),
    Origin.PENDING: _l("waits for a reviewer"),
    Standing.COUNTED: _l("counts"),
    Standing.CLAIM_PENDING: _l('"not applicable" waits for a reviewer'),
    Standing.CLAIM_REJECTED: _l('"not applicable" rejected: 0'),
    Standing.LEFT_OUT: _l('"not applicable" accepted: left out'),
    State.DRAFT: _l("draft"),
    State.PUBLISHED: _l("published, open for responses"),
    State.CLOSED: _l("closed, still sealed"),
    State.OPENED: _l("opened"),
}


def init_app(app: Flask) -> None:
    """Give templates these filters."""
    filters = (bar, figure, file_size, interval, moment, name_of, percentage, said)
    app.jinja_env.filters.update({function.__name__: function for function in filters})


def moment(value: datetime, zone: str = ZONE) -> str:
    """A moment in a zone, to the minute (or second, where it has any), with the zone's name."""
    local = value.astimezone(ZoneInfo(zone))
    pattern = (
        "EEEE d MMMM y HH:mm"
        if not (local.second or local.microsecond)
        else ("EEEE d MMMM y HH:mm:ss")
    )
    return f"{format_datetime(local, pattern, locale=get_locale())} ({local.tzname()}, {zone})"


def bar(value: Fraction) -> str:
    """A figure as a length in a drawing, where every language writes a point."""
    return str(rounded(value))


def figure(value: Fraction | Decimal) -> str:
    """A figure with two decimals, half up, as the visitor's language writes it."""
    return str(format_decimal(rounded(value), format="#,##0.00"))


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


def name_of(value: object) -> str:
    """What people call a kind, status, verdict or theme."""
    if isinstance(value, Theme):
        return f"{value.value} {THEMES[value].choose(str(get_locale())).text}"
    return str(_NAMES[value])  # type: ignore[index]


def show_fact(fact: object) -> object:
    """A fact of an error as the visitor writes it."""
    return moment(fact) if isinstance(fact, datetime) else fact


def told(error: object) -> str:
    """The message of a domain error in the visitor's language."""
    return str(error.told(gettext, show_fact))  # type: ignore[attr-defined]
