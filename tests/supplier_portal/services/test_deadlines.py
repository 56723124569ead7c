"""This file sets deadlines: one moment, in words when it cannot be, and never backwards."""

from datetime import UTC, datetime, timedelta
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from factories.world import NOW
from sqlalchemy.orm.exc import StaleDataError

from supplier_portal.services import deadlines, procurements
from supplier_portal.services.errors import ChangedMeanwhileError, DeadlineError, StillSealedError

ZONE = "Europe/Amsterdam"
_SUMMER = datetime(2026, 7, 1, 10, tzinfo=UTC)
_WINTER = datetime(2027, 1, 1, 10, tzinfo=UTC)


def _wall(moment):
    return moment.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)


def _set(scene, moment, *, at=NOW, procurement_id=None, version=None):
    with scene.database.writing.begin() as session:
        home = scene.buyer.actor.organisation_id
        wanted = procurement_id or scene.procurement_id
        found = procurements.of_organisation(session, home, wanted)
        procurements.set_deadline(
            session,
            scene.buyer.actor,
            found,
            local_time=_wall(moment),
            version=found.version if version is None else version,
            at=at,
        )
        return found.deadline_at


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        (datetime(2026, 1, 15, 12, 0), datetime(2026, 1, 15, 11, 0, tzinfo=UTC)),
        (datetime(2026, 7, 15, 12, 0), datetime(2026, 7, 15, 10, 0, tzinfo=UTC)),
        (datetime(2026, 3, 29, 1, 59, 59), datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)),
        (datetime(2026, 3, 29, 3, 0), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 59, 59), datetime(2026, 10, 24, 23, 59, 59, tzinfo=UTC)),
        (datetime(2026, 10, 25, 3, 0), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_a_time_on_the_wall_is_one_moment(local, utc):
    assert deadlines.instant(local, ZONE) == utc
    assert _wall(utc) == local


@pytest.mark.parametrize(
    ("local", "words"),
    [
        (datetime(2026, 3, 29, 2, 0), "does not exist"),
        (datetime(2026, 3, 29, 2, 59, 59), "does not exist"),
        (datetime(2026, 10, 25, 2, 0), "comes twice"),
        (datetime(2026, 10, 25, 2, 59, 59), "comes twice"),
    ],
)
def test_an_hour_that_is_skipped_or_repeated_is_refused_in_words(local, words):
    with pytest.raises(DeadlineError, match=words):
        deadlines.instant(local, ZONE)


def test_every_hour_of_two_years_is_itself_or_refused():
    refused = []
    start = datetime(2026, 1, 1)
    for hours in range(2 * 365 * 24):
        local = start + timedelta(hours=hours)
        try:
            assert _wall(deadlines.instant(local, ZONE)) == local
        except DeadlineError:
            refused.append(local.strftime("%Y-%m-%d %H"))
    assert refused == ["2026-03-29 02", "2026-10-25 02", "2027-03-28 02", "2027-10-31 02"]


def test_the_deadline_is_kept_as_one_moment_and_told_in_the_journal(scene):
    moment = scene.deadline + timedelta(days=1)
    assert _set(scene, moment) == moment
    entry = scene.journal_of_procurement()[-1]
    assert entry.action == "set_deadline"
    assert datetime.fromisoformat(entry.facts["deadline"]) == moment


def test_a_deadline_in_the_past_is_refused(scene):
    draft = scene.world.draft(scene.buyer, reference="CONCEPT")
    for moment in (NOW, NOW - timedelta(days=1)):
        with pytest.raises(DeadlineError, match="future"):
            _set(scene, moment, procurement_id=draft)
    _set(scene, NOW + timedelta(seconds=1), procurement_id=draft)


def test_before_publication_a_deadline_moves_both_ways(scene):
    draft = scene.world.draft(scene.buyer, reference="CONCEPT")
    for days in (20, 5):
        moment = NOW + timedelta(days=days)
        assert _set(scene, moment, procurement_id=draft) == moment


def test_after_publication_a_deadline_only_moves_forward(scene):
    first = scene.deadline
    with pytest.raises(DeadlineError, match="only move forward"):
        _set(scene, first - timedelta(seconds=1))
    assert scene.deadline == first
    _set(scene, first + timedelta(seconds=1))
    assert scene.deadline == first + timedelta(seconds=1)


def test_after_the_opening_a_deadline_no_longer_moves(scene):
    at = scene.deadline + timedelta(minutes=2)
    scene.world.opened(scene.reviewer, scene.procurement_id, at=at)
    before = scene.deadline
    with pytest.raises(DeadlineError, match="opened"):
        _set(scene, before + timedelta(days=1), at=at)
    assert scene.deadline == before


def test_a_deadline_set_from_an_older_page_is_refused(scene):
    with pytest.raises(ChangedMeanwhileError):
        _set(scene, scene.deadline + timedelta(days=1), version=1)


def test_of_two_who_move_the_deadline_at_once_one_hears_of_the_other(scene, at_once):
    first, seen = scene.deadline, 2
    moments = [first + timedelta(days=1), first + timedelta(days=2)]
    results = at_once(2, lambda n: _set(scene, moments[n], version=seen))
    assert [type(item) for item in results].count(datetime) == 1
    assert {type(item) for item in results} <= {datetime, ChangedMeanwhileError, StaleDataError}
    assert scene.deadline in results


def test_an_opening_that_waited_for_a_new_deadline_abides_by_it(scene):
    at = scene.deadline + timedelta(minutes=2)
    later = at + timedelta(days=1)
    outcome = []

    def open_meanwhile():
        try:
            outcome.append(scene.world.opened(scene.reviewer, scene.procurement_id, at=at))
        except StillSealedError as refused:
            outcome.append(refused)

    with scene.database.writing.begin() as session:
        found = scene.procurement(session)
        procurements.set_deadline(
            session,
            scene.buyer.actor,
            found,
            local_time=_wall(later),
            version=found.version,
            at=at,
        )
        other = Thread(target=open_meanwhile)
        other.start()
        other.join(timeout=0.5)
        assert other.is_alive(), "the opening did not wait"
    other.join(timeout=10)
    assert isinstance(outcome[0], StillSealedError), "opened before the deadline that was told"


@pytest.mark.parametrize(
    ("moment", "zone", "language", "words"),
    [
        (_SUMMER, "Europe/Amsterdam", "nl", "woensdag 1 juli 2026 12:00 (CEST, Europe/Amsterdam)"),
        (_WINTER, "Europe/Amsterdam", "en", "Friday 1 January 2027 11:00 (CET, Europe/Amsterdam)"),
        (_SUMMER, "America/Curacao", "nl", "woensdag 1 juli 2026 06:00 (AST, America/Curacao)"),
        (
            _WINTER.replace(second=7),
            "Europe/Amsterdam",
            "nl",
            "vrijdag 1 januari 2027 11:00:07 (CET, Europe/Amsterdam)",
        ),
    ],
)
def test_a_deadline_is_said_with_its_day_its_time_and_its_zone(moment, zone, language, words):
    assert deadlines.in_words(moment, zone, language) == words
