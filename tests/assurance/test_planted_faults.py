"""This file plants the faults that the hostile files are to find, and sees each of them found."""

import pytest
from assurance import planted_readers
from assurance.importing import fault_of_broken_import, fault_of_import
from assurance.limited_reading import LimitedReader, Verdict
from assurance.test_hostile_files import tallied
from factories.hostile_files import hostile_file
from sqlalchemy.orm import Session

from questionnaires.interchange.reading import UnreadableWholeError
from supplier_portal.services import catalogues

FILE = "a.md", b"BIO2 versie 1.9\n## 5.01.01\nBeleid.\n## 5.01.02\nMeer.\n"
REFUSED = "a.md", b"BIO2 versie 1.9\n"
pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("read", "verdict", "said"),
    [
        (planted_readers.endless, Verdict.TOO_SLOW, "still not ready"),
        (planted_readers.slow, Verdict.TOO_SLOW, ""),
        (planted_readers.greedy, Verdict.TOO_LARGE, "MemoryError"),
        (planted_readers.greedy_in_secret, Verdict.TOO_LARGE, "it is damaged"),
        (planted_readers.dying, Verdict.CRASHED, "ended by 3"),
        (planted_readers.leaving, Verdict.CRASHED, "SystemExit"),
    ],
)
def test_a_reader_that_breaks_the_promise_is_found_out(read, verdict, said):
    with LimitedReader(read, seconds=0.2) as reader:
        outcome = reader.judge(*FILE)
    assert (outcome.verdict, said in outcome.said) == (verdict, True)


def test_after_a_crash_the_next_file_is_read():
    with LimitedReader(planted_readers.with_a_lost_key) as reader:
        outcomes = [reader.judge(*file) for file in (FILE, ("a.md", b"\xff"), FILE, REFUSED)]
    assert [outcome.verdict for outcome in outcomes] == [
        Verdict.READ,
        Verdict.CRASHED,
        Verdict.READ,
        Verdict.REFUSED,
    ]


def test_a_rare_crash_is_told_with_the_trial_that_brings_it_back(database):
    tally = tallied(planted_readers.with_a_lost_key, database, "csv", seed=1, trials=60)
    assert tally.faults
    assert len(tally.faults) == tally.verdicts[Verdict.CRASHED]
    for trial, fault in tally.faults.items():
        assert "KeyError: 'norm.csv' (planted_readers.py:" in fault
        with pytest.raises(KeyError):
            planted_readers.with_a_lost_key("norm.csv", hostile_file("csv", 1, trial))


def test_an_honest_import_has_no_fault(database):
    for after in range(4):
        assert not fault_of_broken_import(database, *FILE, after=after)
    assert not fault_of_import(database, *FILE)
    assert not fault_of_import(database, *REFUSED)


def test_an_import_that_leaves_a_measure_out_is_found_out(database, monkeypatch):
    content = catalogues._content
    monkeypatch.setattr(
        catalogues, "_content", lambda it: {**content(it), "measures": content(it)["measures"][1:]}
    )
    assert fault_of_import(database, *FILE) == "kept otherwise than read, 1 of 2 measures"


def test_an_import_that_commits_too_early_is_found_out(database, monkeypatch):
    flush = Session.flush

    def flush_and_commit(session):
        flush(session)
        _commit(session)

    monkeypatch.setattr(Session, "flush", flush_and_commit)
    assert fault_of_broken_import(database, *FILE, after=2) == "broken off, but something was kept"


def test_a_refused_import_that_keeps_something_is_found_out(database, monkeypatch):
    honest = catalogues.import_file

    def refusing(session, name, content, *, at):
        honest(session, name, content, at=at)
        _commit(session)
        raise UnreadableWholeError(reason="it is damaged.")

    monkeypatch.setattr(catalogues, "import_file", refusing)
    assert fault_of_import(database, *FILE) == "refused, but something was kept"


def test_an_import_that_the_database_refuses_is_found_out(database, monkeypatch):
    content = catalogues._content
    monkeypatch.setattr(
        catalogues, "_content", lambda it: {**content(it), "measures": 2 * content(it)["measures"]}
    )
    assert fault_of_import(database, *FILE).startswith("read, but not imported: IntegrityError")


def _commit(session):
    for statement in ("COMMIT", "BEGIN"):
        session.connection().exec_driver_sql(statement)
