"""This file kills the service while suppliers save and hand in: nothing kept is lost (A1)."""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event

import pytest
from assurance.conftest import REHEARSALS
from assurance.rehearsals.clients import Connection
from assurance.rehearsals.service import Service
from assurance.rehearsals.stage import Stage, Verdict, judge

TRIALS_A_KILL = 15
MOST_SUBMISSIONS = 300
LONGEST_ROUND = 0.4
ENOUGH = 8
LONGEST_SILENCE = 120
pytestmark = pytest.mark.slow


@dataclass
class Rehearsal:
    """What came of a number of kills."""

    kills: int = 0
    acknowledged: int = 0
    handed_in: int = 0
    statuses: Counter = field(default_factory=Counter)
    strange: list[str] = field(default_factory=list)
    wrong: list[Verdict] = field(default_factory=list)


@pytest.fixture
def rehearse(world, settings, tmp_path):
    """Kills the service so many times under load, and judges the database after each."""
    running = []

    def run(kills: int, *, seed: int, fault: str = "") -> Rehearsal:
        stage = Stage(world).set(ready=min(kills, MOST_SUBMISSIONS))
        service = Service(settings, tmp_path / "service.log", fault)
        stop = Event()
        running.append((service, stop))
        return _kill_often(stage, service, stop, kills, seed)

    yield run
    for service, stop in running:
        stop.set()
        service.stop()


def _kill_often(stage, service, stop, kills, seed) -> Rehearsal:
    chance, found = random.Random(seed), Rehearsal()
    pages = stage.pages(service.port, stop, seed=seed)
    ready = list(zip(stage.signed([one for one, _ in stage.ready]), stage.ready, strict=True))
    checked = [0] * len(pages)
    service.start()
    for page in pages:
        page.start()
    with ThreadPoolExecutor(1) as hands:
        for number in range(kills):
            _await_news(pages, checked)
            handing = hands.submit(_hand_in, service.port, *ready.pop()) if ready else None
            time.sleep(chance.uniform(0, LONGEST_ROUND))
            service.kill()
            found.kills += 1
            handed_in = [done for done in (handing and handing.result(),) if done]
            found.handed_in += len(handed_in)
            fresh = _fresh(pages, checked)
            is_last = number == kills - 1
            verdict = judge(stage.world.database, fresh, handed_in, whole=is_last)
            if verdict:
                found.wrong.append(verdict)
                break
            if not is_last:
                service.start()
    stop.set()
    return _sum(found, pages)


def _hand_in(port, signed, somebody):
    """Hand in once; gives the response if that was acknowledged."""
    _, response_id = somebody
    connection = Connection(port, signed)
    declared = {"revision": 1, "is_true": "y", "signer": "Anna Jansen"}
    try:
        reply = connection.post(f"/supplier/{response_id}/submit", declared)
    finally:
        connection.close()
    return response_id if reply is not None and reply[0] == 302 else None


def _await_news(pages, checked) -> None:
    """Wait until the pages are at work again."""
    end = time.monotonic() + LONGEST_SILENCE
    while sum(len(page.acknowledged) for page in pages) < sum(checked) + ENOUGH:
        assert time.monotonic() < end, [(page.statuses, page.strange[:3]) for page in pages]
        time.sleep(0.01)


def _fresh(pages, checked):
    """What was acknowledged since the last time: nothing more comes from a service that is dead."""
    time.sleep(0.1)
    fresh = []
    for number, page in enumerate(pages):
        fresh += page.acknowledged[checked[number] :]
        checked[number] = len(page.acknowledged)
    return fresh


def _sum(found: Rehearsal, pages) -> Rehearsal:
    for page in pages:
        found.acknowledged += len(page.acknowledged)
        found.statuses += page.statuses
        found.strange += page.strange
    return found


def test_what_was_acknowledged_survives_that_all_is_killed(request, record_property, rehearse):
    kills = max(2, request.config.getoption("--trials") // TRIALS_A_KILL)
    seed = request.config.getoption("--seed")
    began = time.monotonic()
    found = rehearse(kills, seed=seed)
    minutes = (time.monotonic() - began) / 60
    record_property(
        REHEARSALS,
        {
            "kind": "kill",
            "times": found.kills,
            "saved": found.acknowledged,
            "handed in": found.handed_in,
            "wrong": len(found.wrong),
            "a minute": round(found.kills / minutes),
        },
    )
    assert found.wrong == []
    assert found.strange == []
    assert set(found.statuses) <= {200, "nothing", 503}
    assert found.acknowledged > 0
    assert found.handed_in > 0


def test_a_service_that_acknowledges_before_it_commits_is_found_out(rehearse):
    found = rehearse(4, seed=1, fault="acknowledges before commit")
    assert any(verdict.lost for verdict in found.wrong), "a fault was planted and nobody noticed"
