"""This file kills requests between file and row, and finds what that leaves (A10)."""

from datetime import timedelta

import pytest
import time_machine
from click.testing import CliRunner
from factories.files import pdf
from factories.world import NOW

from supplier_portal.cli import main
from supplier_portal.services import evidence, file_check
from supplier_portal.storage import FolderStore

CRASHES = 300
DAY = timedelta(hours=25)


@pytest.fixture
def store(settings):
    return FolderStore(settings.evidence_folder)


@pytest.fixture
def check(scene, store):
    def run(at=NOW):
        with scene.database.reading() as session:
            return file_check.check(session, store, at=at)

    return run


@pytest.fixture
def command(settings):
    environment = {
        "DATABASE_URL": settings.database_url,
        "DATA_FOLDER": str(settings.data_folder),
        "SECRET_KEY": settings.secret_key,
    }
    return lambda *arguments: CliRunner().invoke(
        main, ["files", "check", *arguments], env=environment
    )


class KilledError(Exception):
    """Stands for a process that is killed: nothing after it runs, nothing is committed."""


class Killing(FolderStore):
    """A store of which the process is killed before, while or after a file is put."""

    when = "after"

    def put(self, name, content):
        if self.when == "before":
            raise KilledError
        super().put(name, content)
        if self.when == "after":
            raise KilledError


def _attach(scene, store, content, at=NOW, *, kill=False):
    with scene.database.writing() as session:
        evidence.attach(
            session,
            scene.supplier.actor,
            scene._response(session),
            "BIO2-8.08.01",
            name="beleid.pdf",
            content=content,
            store=store,
            received_at=at,
        )
        if kill:
            raise KilledError
        session.commit()


@pytest.mark.slow
def test_no_crash_leaves_a_row_without_its_file(scene, settings, store, check):
    """Each of 300 requests is killed: before its file is there, after, or before the commit."""
    killing = Killing(settings.evidence_folder)
    for number in range(CRASHES):
        killing.when = ("before", "after", "never")[number % 3]
        with pytest.raises(KilledError):
            _attach(scene, killing, pdf(str(number)), kill=True)
        assert check().missing == ()
    found = check(NOW + DAY)
    assert (found.missing, len(found.orphans), found.fresh) == ((), CRASHES * 2 // 3, ())


def test_what_agrees_is_told_in_one_line(scene, store, command):
    _attach(scene, store, pdf())
    done = command()
    assert done.exit_code == 0
    assert done.output == "The database tells of 1 files; 0 are missing.\n"


def test_a_row_without_a_file_is_named_and_is_an_error(scene, store, command, check):
    _attach(scene, store, pdf())
    [name] = store.names()
    store.remove(name)
    assert check().missing == (name,)
    done = command("--remove")
    assert done.exit_code == 1
    assert f"missing: {name}" in done.output


def test_a_file_without_a_row_goes_after_a_day_and_only_when_that_is_asked(scene, store, command):
    _attach(scene, store, pdf())
    [kept] = store.names()
    store.put("0" * 32, b"wees")
    assert "came within a day: 1, left alone" in command("--remove").output
    assert len(store.names()) == 2
    with time_machine.travel(NOW + DAY, tick=False):
        assert "to remove with --remove" in command().output
        assert len(store.names()) == 2
        assert ": 1, removed." in command("--remove").output
    assert list(store.names()) == [kept]


def test_what_reviewers_were_given_is_in_use_also_when_the_supplier_removed_it(scene, store, check):
    _attach(scene, store, pdf())
    scene.hand_in()
    scene.world.opened(scene.reviewer, scene.procurement_id, at=scene.deadline + DAY)
    found = check(NOW + 20 * DAY)
    assert (found.missing, found.orphans, found.count) == ((), (), 1)
