"""A contract waits until the standstill is over (Aanbestedingswet 2012, article 2.127)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from questionnaires.standstill import easter_sunday, ends_at, is_working_day

AMSTERDAM = "Europe/Amsterdam"


def local(moment):
    return moment.astimezone(ZoneInfo(AMSTERDAM))


@pytest.mark.parametrize(
    ("sent", "free"),
    [
        pytest.param("2026-11-02T10:00", "2026-11-24T00:00", id="ends on a Sunday, goes to Monday"),
        pytest.param("2026-11-03T10:00", "2026-11-24T00:00", id="twenty days after a Tuesday"),
        pytest.param("2026-11-03T23:59", "2026-11-24T00:00", id="late on the day of sending"),
        pytest.param("2026-11-04T00:00", "2026-11-25T00:00", id="the next day begins"),
        pytest.param("2028-02-09T12:00", "2028-03-01T00:00", id="ends on leap day"),
        pytest.param("2026-03-16T12:00", "2026-04-08T00:00", id="over Easter"),
        pytest.param("2026-12-05T12:00", "2026-12-29T00:00", id="over Christmas and a weekend"),
        pytest.param("2026-04-07T12:00", "2026-04-29T00:00", id="ends on King's day"),
        pytest.param("2026-10-10T12:00", "2026-10-31T00:00", id="the clock goes back meanwhile"),
    ],
)
def test_the_standstill_ends_with_its_twentieth_day_or_the_next_working_day(sent, free):
    notified = datetime.fromisoformat(sent).replace(tzinfo=ZoneInfo(AMSTERDAM))
    assert local(ends_at(notified, AMSTERDAM)).isoformat()[:16] == free


def test_a_thousand_notices_wait_at_least_twenty_whole_days_and_end_on_a_working_day():
    first = datetime(2026, 1, 1, 22, 30, tzinfo=UTC)
    for days in range(1000):
        notified = first + timedelta(days=days, minutes=37 * days)
        end = local(ends_at(notified, AMSTERDAM))
        last = (end - timedelta(seconds=1)).date()
        waited = last - local(notified).date()
        assert timedelta(days=20) <= waited <= timedelta(days=25)
        assert is_working_day(last)
        passed_over = [last - timedelta(days=back) for back in range(1, waited.days - 20 + 1)]
        assert not any(is_working_day(day) for day in passed_over)


@pytest.mark.parametrize(
    "day",
    ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2038-04-25"],
)
def test_easter_is_when_it_is(day):
    assert easter_sunday(int(day[:4])) == date.fromisoformat(day)


def test_the_birthday_of_the_king_is_kept_on_saturday_when_it_is_a_sunday():
    assert date(2025, 4, 27).weekday() == 6
    assert not is_working_day(date(2025, 4, 26))
    assert is_working_day(date(2025, 4, 28))
    assert not is_working_day(date(2026, 4, 27))
