"""This file fills the disk while suppliers save, attach and hand in: no false word of it (A4)."""

import time
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Event, Thread

import pytest
from assurance.conftest import REHEARSALS
from assurance.rehearsals.clients import Connection
from assurance.rehearsals.service import Service
from assurance.rehearsals.stage import Stage, Verdict, judge
from assurance.rehearsals.tiny_disk import ForbiddenGrowth, tiny_disk
from factories.world import World

from supplier_portal import migrating
from supplier_portal.database import connect
from supplier_portal.records.responses import EvidenceRecord
from supplier_portal.settings import Settings

TRIALS_A_FILLING = 50
LONGEST_RECOVERY = 10
WHILE_FULL = 3
REQUIREMENT = "BIO2-8.08.01"
_EDGE = "edge-of-a-part"
pytestmark = pytest.mark.slow


@dataclass
class Attaching(Thread):
    """A page that attaches files over and over; it notes which were accepted."""

    port: int
    signed: object
    response_id: object
    stop: Event
    accepted: set[str] = field(default_factory=set)
    statuses: Counter = field(default_factory=Counter)

    __hash__ = Thread.__hash__

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self._connection = Connection(self.port, self.signed)

    def run(self) -> None:
        """Attach, four files a second, until told to stop."""
        number = 0
        while not self.stop.wait(0.25):
            number += 1
            content = f"{number} ".encode() * 20_000
            reply = self._attach(f"bewijs-{number}.txt", content)
            self.statuses[reply and reply[0]] += 1
            if reply and reply[0] == 302:
                self.accepted.add(sha256(content).hexdigest())
        self._connection.close()

    def _attach(self, name: str, content: bytes):
        head = (
            f"--{_EDGE}\r\nContent-Disposition: form-data; name=csrf_token\r\n\r\n"
            f"{self.signed.token}\r\n"
            f"--{_EDGE}\r\nContent-Disposition: form-data; name=levels\r\n\r\ndesign\r\n"
            f'--{_EDGE}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: text/plain\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{_EDGE}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={_EDGE}",
            "Sec-Fetch-Site": "same-origin",
        }
        path = f"/supplier/{self.response_id}/requirements/{REQUIREMENT}/evidence"
        return self._connection.send(path, body, headers)


@dataclass
class Rehearsal:
    """What came of a number of times that the disk was full."""

    pages: list
    attaching: Attaching
    kind: str
    wrong: Verdict = field(default_factory=Verdict)
    lost_files: set[str] = field(default_factory=set)
    unreadable: list[str] = field(default_factory=list)

    @property
    def acknowledged(self):
        return [write for page in self.pages for write in page.acknowledged]

    @property
    def statuses(self) -> Counter:
        return sum((page.statuses for page in self.pages), Counter())


@pytest.fixture
def rehearse(tmp_path):
    """Fills and frees the disk so many times under load; the service lives on it with its data."""
    folder, stop, at_the_end = tmp_path / "disk", Event(), []
    folder.mkdir()

    def run(times: int, *, seed: int, fault: str = "", on=tiny_disk) -> Rehearsal:
        disk = on(folder)
        at_the_end.append(disk.remove)
        settings = Settings(f"sqlite:///{folder}/portal.sqlite3", folder, "x" * 40)
        database = connect(settings.database_url)
        migrating.upgrade(database.engine)
        stage = Stage(World(database, settings)).set(ready=0)
        service = Service(settings, tmp_path / "service.log", fault)
        at_the_end.insert(0, service.stop)
        service.start()
        found = _started(stage, service, stop, seed, disk.kind)
        for _ in range(times):
            _fill_once(found, disk, service.group)
        stop.set()
        for thread in (*found.pages, found.attaching):
            thread.join(30)
        found.wrong = judge(database, found.acknowledged, whole=True)
        _judge_files(found, database, service.port)
        database.engine.dispose()
        return found

    yield run
    stop.set()
    for act in at_the_end:
        act()


def _started(stage, service, stop, seed, kind) -> Rehearsal:
    supplier, response_id = stage.people[-1]
    attaching = Attaching(service.port, stage.signed([supplier])[0], response_id, stop)
    found = Rehearsal(stage.pages(service.port, stop, seed=seed), attaching, kind)
    for thread in (*found.pages, attaching):
        thread.start()
    return found


def _fill_once(found, disk, group) -> None:
    _await_all(found)
    refused = found.statuses[503]
    disk.fill(group)
    end = time.monotonic() + WHILE_FULL
    while found.statuses[503] < refused + len(found.pages) and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(0.3)
    disk.free(group)
    _await_all(found)


def _await_all(found) -> None:
    before = [len(page.acknowledged) for page in found.pages]
    end = time.monotonic() + LONGEST_RECOVERY
    while any(
        len(page.acknowledged) == count for page, count in zip(found.pages, before, strict=True)
    ):
        assert time.monotonic() < end, (found.statuses, [page.strange[:2] for page in found.pages])
        time.sleep(0.01)


def _judge_files(found, database, port) -> None:
    """Every accepted file has its row, and every row a file that is whole."""
    attaching = found.attaching
    with database.reading() as session:
        rows = session.query(EvidenceRecord).all()
    connection = Connection(port, attaching.signed)
    for row in rows:
        path = f"/supplier/{attaching.response_id}/evidence/{row.id}"
        reply = connection.send(path, None, {}, method="GET")
        if reply is None or sha256(reply[2]).hexdigest() != row.digest.removeprefix("sha256:"):
            found.unreadable.append(row.name)
    connection.close()
    kept = {row.digest.removeprefix("sha256:") for row in rows}
    found.lost_files = attaching.accepted - kept


@pytest.mark.parametrize("on", [tiny_disk, ForbiddenGrowth], ids=["full", "forbidden"])
def test_a_full_disk_is_said_to_be_full_and_nothing_more(request, record_property, rehearse, on):
    times = max(2, request.config.getoption("--trials") // TRIALS_A_FILLING)
    found = rehearse(times, seed=request.config.getoption("--seed"), on=on)
    record_property(
        REHEARSALS,
        {
            "kind": found.kind,
            "times": times,
            "saved": len(found.acknowledged),
            "attached": len(found.attaching.accepted),
            "told 503": found.statuses[503] + found.attaching.statuses[503],
        },
    )
    assert not found.wrong
    assert (found.lost_files, found.unreadable) == (set(), [])
    assert [page.strange for page in found.pages if page.strange] == []
    assert set(found.statuses) <= {200, 503}
    assert set(found.attaching.statuses) <= {302, 503}
    assert found.statuses[503] > 0
    assert found.attaching.accepted


def test_a_service_that_swallows_a_failed_commit_is_found_out(rehearse):
    found = rehearse(1, seed=1, fault="swallows failed commits")
    assert found.wrong.lost, "a fault was planted and nobody noticed"
