"""This file writes moments out for a document, as the pages do."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from questionnaires.wording import Language

_DAYS = {
    Language.DUTCH: (
        "maandag",
        "dinsdag",
        "woensdag",
        "donderdag",
        "vrijdag",
        "zaterdag",
        "zondag",
    ),
    Language.ENGLISH: (
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ),
}
_MONTHS = {
    Language.DUTCH: (
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    Language.ENGLISH: (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}


def moment(value: datetime, zone: str, language: Language) -> str:
    """A moment in a zone, to the minute (or second, where it has any), with the zone's name."""
    local = value.astimezone(ZoneInfo(zone))
    time = "%H:%M:%S" if local.second or local.microsecond else "%H:%M"
    on = f"{_DAYS[language][local.weekday()]} {calendar_day(local, language)}"
    return f"{on} {local.strftime(time)} ({local.tzname()}, {zone})"


def day(value: datetime, zone: str, language: Language) -> str:
    """The day of a moment in a zone."""
    return calendar_day(value.astimezone(ZoneInfo(zone)), language)


def calendar_day(local: date, language: Language) -> str:
    """A day that is in no zone, such as the last one of a certificate."""
    return f"{local.day} {_MONTHS[language][local.month - 1]} {local.year}"
