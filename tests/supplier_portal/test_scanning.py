"""This file has files scanned over a real socket: found, held back, and never let through (E5)."""

import socket
from dataclasses import replace
from datetime import timedelta

import pytest
from factories.files import pdf
from factories.scanner import NAME, WRAPPINGS, scanner
from factories.world import NOW

from supplier_portal import scan_worker, scanning
from supplier_portal.app import create_app
from supplier_portal.evidence_settings import EvidenceSettings, ScannerAddress
from supplier_portal.records.jobs import JobRecord
from supplier_portal.records.scans import FileScanRecord
from supplier_portal.scanning import Finding, ScannerAwayError
from supplier_portal.services import evidence, scans, vault, verdicts
from supplier_portal.services.errors import HeldBackError

DAY = timedelta(days=1, minutes=1)
NONSENSE = (
    "stream: ERROR",
    "INSTREAM size limit exceeded. ERROR",
    "",
    "OK",
    "stream: OK?",
    "x" * 9,
)


@pytest.fixture
def running():
    with scanner() as found:
        yield found


@pytest.fixture
def hurry(alter):
    """Lets what waits for a scanner be due now."""
    return lambda: alter("UPDATE job SET due_at = created_at WHERE kind = 'file_scan'")


@pytest.fixture
def nobody():
    """An address where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        host, port = server.getsockname()
    return ScannerAddress(host=host, port=port)


@pytest.fixture
def with_scanner(settings):
    return lambda address: replace(settings, evidence=EvidenceSettings(scanner=address))


@pytest.fixture
def attach(scene, settings):
    """Attach a file and give the name it is stored under."""

    def run(name="beleid.pdf", content=None):
        content = pdf(name) if content is None else content
        scene.world.settings = settings
        made = scene.world.proof(scene.supplier, scene.response_id, name=name, content=content)
        with scene.database.reading() as session:
            return evidence.one_of(session, scene._response(session), made).stored_as

    return run


@pytest.fixture
def state(scene):
    def of(stored_as):
        with scene.database.reading() as session:
            return verdicts.of_files(session, [stored_as], is_scanning=True)[stored_as]

    return of


def _refused(scene, stored_as, *, is_scanning=True):
    with scene.database.reading() as session:
        try:
            verdicts.refuse_unsafe(session, stored_as, is_scanning=is_scanning)
        except HeldBackError:
            return True
    return False


@pytest.mark.parametrize("case", WRAPPINGS)
def test_malware_is_held_back_however_it_is_wrapped(
    scene, attach, state, running, with_scanner, case
):
    stored_as = attach(*WRAPPINGS[case])
    assert _refused(scene, stored_as), "before the verdict"
    assert scan_worker.work_once(with_scanner(running.address)) == 1
    assert (state(stored_as).state, state(stored_as).finding) == ("infected", NAME)
    assert _refused(scene, stored_as)
    assert _refused(scene, stored_as, is_scanning=False), "also once the scanner is gone"


def test_a_clean_file_is_given_after_its_verdict(scene, attach, state, running, with_scanner):
    stored_as = attach()
    assert _refused(scene, stored_as)
    scan_worker.work_once(with_scanner(running.address))
    assert state(stored_as).state == "clean"
    assert not _refused(scene, stored_as)


def test_while_the_scanner_is_down_nothing_is_given_and_all_is_handed_in(
    scene, attach, state, with_scanner, running, hurry
):
    stored_as = attach()
    with scanner() as gone:
        nobody = gone.address
    settings = with_scanner(nobody)
    assert scan_worker.work_once(settings) == 1
    assert state(stored_as).state == "scanning"
    assert _refused(scene, stored_as)
    assert scene.hand_in(at=scene.deadline), "a submission waits for no scanner"
    with scene.database.reading() as session:
        [job] = session.query(JobRecord).filter_by(kind="file_scan").all()
        assert (job.failed_at, job.last_problem) == (None, "ConnectionRefusedError")
    hurry()
    scan_worker.work_once(with_scanner(running.address))
    assert state(stored_as).state == "clean"


def test_a_slow_scanner_is_waited_for_no_longer_than_the_limit(running):
    running.delay = 1.0
    with pytest.raises(ScannerAwayError, match="Timeout"):
        scanning.scan(running.address, b"beleid", seconds=0.2)


@pytest.mark.parametrize("answer", NONSENSE, ids=ascii)
def test_anything_but_a_plain_verdict_is_none(scene, attach, state, running, with_scanner, answer):
    running.answer = answer or "\n"
    stored_as = attach()
    scan_worker.work_once(with_scanner(running.address))
    assert state(stored_as).state == "scanning"
    assert _refused(scene, stored_as)


def test_a_scanner_that_hangs_up_gives_no_verdict():
    with socket.create_server(("127.0.0.1", 0)) as server:
        host, port = server.getsockname()
        address = ScannerAddress(host=host, port=port)
        server.settimeout(5)
        with pytest.raises(ScannerAwayError):
            scanning.scan(address, b"", seconds=0.2)


def test_a_scanner_can_listen_on_a_socket_of_the_machine(tmp_path):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "clamd.sock"))
        with pytest.raises(ScannerAwayError, match="ConnectionRefused"):
            scanning.scan(ScannerAddress(path=str(tmp_path / "clamd.sock")), b"x", seconds=1)


def test_a_large_file_arrives_whole(running):
    assert scanning.scan(running.address, b"x" * 3_000_000) == Finding()
    assert running.seen == 1


def test_what_is_in_use_is_scanned_again_after_a_day(scene, attach, state):
    files = attach("a.pdf"), attach("b.pdf")
    with scene.database.writing.begin() as session:
        for stored_as in files:
            verdicts.note(session, stored_as, "", at=NOW)
        session.query(JobRecord).update({"finished_at": NOW})
        assert scans.plan(session, at=NOW + timedelta(hours=1)) == 0
        assert scans.plan(session, at=NOW + DAY) == 2
        assert scans.plan(session, at=NOW + DAY) == 0, "it was asked already"
        response = scene._response(session)
        for item in evidence.all_of(session, response):
            evidence.remove(session, scene.supplier.actor, response, item.id, received_at=NOW)
            vault.withdraw(session, scene.supplier.actor, item.file.item_id, version=1, at=NOW)
        assert scans.in_use(session) == set()


def test_what_came_before_there_was_a_scanner_is_scanned_once_there_is(
    scene, attach, state, settings, running, with_scanner
):
    stored_as = attach()
    assert scan_worker.work_once(settings) == 1
    assert not _refused(scene, stored_as, is_scanning=False)
    assert state(stored_as).state == "scanning"
    assert scan_worker.work_once(with_scanner(running.address)) == 1
    assert state(stored_as).state == "clean"


def test_the_newest_verdict_counts(scene, attach, state):
    stored_as = attach()
    with scene.database.writing.begin() as session:
        verdicts.note(session, stored_as, "", at=NOW)
        verdicts.note(session, stored_as, NAME, at=NOW + DAY)
    assert state(stored_as).state == "infected"
    with scene.database.reading() as session:
        assert session.query(FileScanRecord).count() == 2


def test_a_reviewer_is_told_and_not_given_what_waits(
    scene, attach, in_english, with_scanner, nobody
):
    attach()
    scene.hand_in()
    at = scene.deadline + timedelta(minutes=2)
    opened = scene.world.opened(scene.reviewer, scene.procurement_id, at=at)
    app = create_app(with_scanner(nobody))
    reviewer = type(in_english(scene.reviewer))(app)
    reviewer.sign_in(scene.reviewer)
    reviewer.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = reviewer.get(f"/review/responses/{opened['Leverancier']}")
    assert "being scanned for malware" in page.words
    page = reviewer.get(page.link("beleid.pdf"))
    assert page.status == 409
    assert "This file is being scanned for malware." in page.words
    app.extensions["supplier_portal.database"].engine.dispose()
