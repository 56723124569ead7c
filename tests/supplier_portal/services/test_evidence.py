"""This file attaches files of every sort: what is on the list is kept, anything else is not."""

from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from factories.evidence_cases import ACCEPTED, REFUSED
from factories.files import pdf
from factories.world import NOW

from questionnaires.errors import UnsafeTextError
from supplier_portal.records.responses import EvidenceRecord
from supplier_portal.services import evidence
from supplier_portal.services.errors import NotFoundError, UnacceptableFileError
from supplier_portal.storage import FolderStore

PDF = pdf()


@pytest.fixture
def store(tmp_path):
    return FolderStore(tmp_path / "evidence")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "evidence"


@pytest.fixture
def attach(scene, store):
    def run(name="beleid.pdf", content=PDF, requirement="BIO2-8.08.01", *, kept_in=store):
        with scene.database.writing.begin() as session:
            record = evidence.attach(
                session,
                scene.supplier.actor,
                scene._response(session),
                requirement,
                name=name,
                content=content,
                store=kept_in,
                received_at=NOW,
            )
            session.flush()
            session.expunge_all()
            return record

    return run


def _rows(scene):
    with scene.database.reading() as session:
        return session.query(EvidenceRecord).all()


@pytest.mark.parametrize("case", ["pdf", "docx", "png", "exactly 25 MB", "folders in the name"])
def test_what_is_on_the_list_is_kept_whole(attach, store, case):
    name, content = ACCEPTED[case]
    record = attach(name, content)
    assert record.name == name.rpartition("/")[2]
    assert store.get(record.stored_as) == content
    assert (record.size, record.digest) == (len(content), sha256(content).hexdigest())


def test_what_is_not_on_the_list_leaves_no_row_and_no_file(scene, attach, folder):
    for case, (name, content) in REFUSED.items():
        with pytest.raises(UnacceptableFileError):
            pytest.fail(f"accepted: {case} as {attach(name, content).name!r}")
    assert _rows(scene) == []
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["beleid\x00.pdf", "beleid.pdf\x00.exe", "a\x08.pdf", "\ud800.pdf"]
)
def test_a_name_that_cannot_be_kept_is_refused(scene, attach, folder, name):
    with pytest.raises((UnsafeTextError, UnacceptableFileError)):
        attach(name)
    assert _rows(scene) == []
    assert list(folder.iterdir()) == []


def test_a_path_in_a_name_is_no_path(attach, folder, tmp_path):
    before = {path for path in tmp_path.rglob("*") if folder not in path.parents}
    for number, given in enumerate(
        ("../../../etc/beleid.pdf", "/etc/cron.d/beleid.pdf", "..\\b.pdf")
    ):
        assert attach(given, pdf(str(number))).name in {"beleid.pdf", "b.pdf"}
    after = {path for path in tmp_path.rglob("*") if folder not in path.parents}
    assert after == before


def test_a_file_is_stored_under_a_name_of_our_own(scene, attach, folder):
    names = ("beleid.pdf", "beleid.pdf", "../beleid.pdf")
    records = [attach(name, pdf(str(number))) for number, name in enumerate(names)]
    names = {record.stored_as for record in records}
    assert len(names) == 3
    assert all(UUID(hex=name).hex == name for name in names)
    assert {path.name for path in folder.iterdir()} == names


def test_a_name_is_never_stored_twice(store, folder):
    store.put("naam", b"eerste")
    with pytest.raises(Exception, match="(?i)exist"):
        store.put("naam", b"tweede")
    assert store.get("naam") == b"eerste"


def test_an_unknown_requirement_takes_no_file(scene, attach):
    with pytest.raises(NotFoundError):
        attach(requirement="BIO2-9.99.99")
    assert _rows(scene) == []


class Breaking:
    """A store of which the disk is full."""

    def put(self, _name, _content):
        raise OSError(28, "No space left on device")


def test_a_disk_that_is_full_leaves_no_row(scene, attach, everything):
    before = everything()
    with pytest.raises(OSError, match="No space"):
        attach(kept_in=Breaking())
    assert everything() == before


def test_a_crash_between_file_and_row_leaves_no_row_without_a_file(scene, attach, folder):
    class Crashing(FolderStore):
        def put(self, name, content):
            super().put(name, content)
            raise SystemExit

    with pytest.raises(SystemExit):
        attach(kept_in=Crashing(folder))
    assert _rows(scene) == []
    assert len(list(folder.iterdir())) == 1, "an orphan: a file without a row is harmless"


def test_every_row_has_its_file_before_it_is_there(scene, attach, folder):
    class Watching(FolderStore):
        def put(self, name, content):
            assert _rows(scene) == []
            super().put(name, content)

    record = attach(kept_in=Watching(folder))
    assert (folder / record.stored_as).read_bytes() == PDF


def test_a_removed_file_is_out_of_the_response_and_no_longer_given(scene, attach):
    record = attach()
    with scene.database.writing.begin() as session:
        response = scene._response(session)
        evidence.remove(session, scene.supplier.actor, response, record.id, received_at=NOW)
        assert list(evidence.all_of(session, response)) == []
        for wanted in (record.id, uuid4()):
            with pytest.raises(NotFoundError):
                evidence.one_of(session, response, wanted)


def test_a_file_of_another_response_is_not_found(scene, attach):
    record, rival = attach(), scene.another("Rivaal")
    with scene.database.writing.begin() as session:
        response = rival._response(session)
        with pytest.raises(NotFoundError):
            evidence.one_of(session, response, record.id)
        with pytest.raises(NotFoundError):
            evidence.remove(session, rival.supplier.actor, response, record.id, received_at=NOW)


def test_the_journal_tells_of_files_by_their_digest_and_not_by_name(scene, attach):
    record = attach("geheime-naam.pdf")
    entry = scene.journal()[-1]
    assert entry.action == "attach_evidence"
    assert entry.facts == {"digest": record.digest, "size": record.size, "levels": []}
    assert "geheime-naam" not in repr(entry)
