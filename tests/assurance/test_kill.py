"""This file kills the service while suppliers save and hand in: nothing kept is lost (A1)."""

import time

import pytest
from assurance.conftest import REHEARSALS
from assurance.rehearsals import kills
from assurance.rehearsals.service import Service

TRIALS_A_KILL = 15
pytestmark = pytest.mark.slow


@pytest.fixture
def rehearse(world, settings, tmp_path):
    """Kills the service so many times under load, and judges the database after each."""

    def run(times: int, *, seed: int, fault: str = "") -> kills.Rehearsal:
        service = Service(settings, tmp_path / "service.log", fault)
        return kills.rehearse(world, service, times, seed=seed)

    return run


def test_what_was_acknowledged_survives_that_all_is_killed(request, record_property, rehearse):
    times = max(2, request.config.getoption("--trials") // TRIALS_A_KILL)
    seed = request.config.getoption("--seed")
    began = time.monotonic()
    found = rehearse(times, seed=seed)
    minutes = (time.monotonic() - began) / 60
    record_property(
        REHEARSALS,
        {
            "kind": "kill",
            "times": len(found.kills),
            "saved": len(found.acknowledged),
            "handed in": len(found.handed_in),
            "wrong": len(found.wrong),
            "a minute": round(len(found.kills) / minutes),
        },
    )
    assert found.wrong == []
    assert found.strange == []
    assert set(found.statuses) <= {200, "nothing", 503}
    assert len(found.kills) == times
    assert len(found.acknowledged) > 0
    assert len(found.handed_in) > 0


def test_a_service_that_acknowledges_before_it_commits_is_found_out(rehearse):
    found = rehearse(20, seed=1, fault="acknowledges before commit")  # ends at the first loss
    assert any(verdict.lost for verdict in found.wrong), "a fault was planted and nobody noticed"
