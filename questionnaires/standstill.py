"""This file computes until when a contract may not be closed after an award was notified."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STANDSTILL_DAYS = 20  # Aanbestedingswet 2012, article 2.127(3): calendar days
_SATURDAY = 5
_KINGS_DAY = (4, 27)
_LIBERATION_DAY = (5, 5)
_FIXED = frozenset({(1, 1), _LIBERATION_DAY, (12, 25), (12, 26)})
_GOOD_FRIDAY, _EASTER_MONDAY, _ASCENSION, _WHIT_MONDAY = -2, 1, 39, 50
_AFTER_EASTER = (_GOOD_FRIDAY, _EASTER_MONDAY, _ASCENSION, _WHIT_MONDAY)


def ends_at(notified_at: datetime, zone: str) -> datetime:
    """Give the moment from which the contract may be closed, in UTC.

    The term starts the day after the notice was sent and ends with its twentieth calendar day; one
    that ends on a Saturday, Sunday or public holiday goes on to the end of the next working day
    (Algemene termijnenwet, articles 1 and 3; Regulation 1182/71, article 3).
    """
    sent = notified_at.astimezone(ZoneInfo(zone)).date()
    last = sent + timedelta(days=STANDSTILL_DAYS)
    while not is_working_day(last):
        last += timedelta(days=1)
    midnight = datetime.combine(last + timedelta(days=1), time(), ZoneInfo(zone))
    return midnight.astimezone(UTC)


def is_working_day(day: date) -> bool:
    """Whether a day is no Saturday, Sunday or general public holiday in the Netherlands."""
    return day.weekday() < _SATURDAY and not _is_holiday(day)


def _is_holiday(day: date) -> bool:
    easter = easter_sunday(day.year)
    moving = {easter + timedelta(days=days) for days in _AFTER_EASTER}
    return (day.month, day.day) in _FIXED or day in moving or day == _kings_day(day.year)


def _kings_day(year: int) -> date:
    """The day on which the King's birthday is celebrated: the day before, if that is a Sunday."""
    birthday = date(year, *_KINGS_DAY)
    is_sunday = birthday.weekday() == _SATURDAY + 1
    return birthday - timedelta(days=1) if is_sunday else birthday


def easter_sunday(year: int) -> date:
    """Give Easter Sunday of a year in the Gregorian calendar (anonymous algorithm of 1876)."""
    century, year_of_century = divmod(year, 100)
    golden = year % 19
    leap_centuries, of_leap = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, of_year = divmod(year_of_century, 4)
    weekday = (32 + 2 * of_leap + 2 * leap_years - epact - of_year) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
