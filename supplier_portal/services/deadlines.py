"""This file turns a time on the wall into one moment, and says which deadlines are fair."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from questionnaires.errors import Message, translatable
from supplier_portal.services.errors import DeadlineError


def instant(local_time: datetime, zone: str) -> datetime:
    """Give the moment at which clocks in a zone show this time.

    Raises DeadlineError in the hour that clocks skip in March or repeat in October.
    """
    early = local_time.replace(tzinfo=ZoneInfo(zone), fold=0)
    late = early.replace(fold=1)
    if early.utcoffset() == late.utcoffset():
        return early.astimezone(UTC)
    if early.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local_time:
        raise DeadlineError(
            problem=translatable(
                "This hour does not exist: the clock goes forward that night. Choose another time."
            )
        )
    raise DeadlineError(
        problem=translatable(
            "This hour comes twice: the clock goes back that night. Choose another time."
        )
    )


def problem_of(
    moment: datetime,
    *,
    now: datetime,
    current: datetime | None,
    is_published: bool,
    is_opened: bool,
) -> Message | None:
    """Say why a deadline cannot become this moment; None when it can."""
    if is_opened:
        return translatable("The responses are opened; the deadline can no longer move.")
    if moment <= now:
        return translatable("The deadline must lie in the future.")
    if is_published and current is not None and moment < current:
        return translatable("After publication the deadline can only move forward.")
    return None


def in_words(moment: datetime, zone: str, language: str) -> str:
    """A moment to the minute (or second, where it has any), with the zone's name.

    Pages and letters say a deadline in these words alone (assurance B1).
    """
    local = moment.astimezone(ZoneInfo(zone))
    seconds = ":ss" if local.second or local.microsecond else ""
    shown = format_datetime(local, f"EEEE d MMMM y HH:mm{seconds}", locale=language)
    return f"{shown} ({local.tzname()}, {zone})"
