"""This file asks the database itself what it refuses, and whether it can lose a commit."""

import sqlite3

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from supplier_portal.app import create_app
from supplier_portal.database import DurabilityError, connect, refuse_unsafe
from supplier_portal.records.accounts import AccountRecord, OrganisationRecord
from supplier_portal.records.procurements import ProcurementRecord

WRITERS, WRITES = 16, 20
DURABLE = {
    "sqlite": {
        "PRAGMA synchronous": 2,
        "PRAGMA journal_mode": "wal",
        "PRAGMA foreign_keys": 1,
        "PRAGMA busy_timeout": 5000,
    },
    "postgresql": {
        "SHOW fsync": "on",
        "SHOW synchronous_commit": "on",
        "SHOW full_page_writes": "on",
    },
}
UNSAFE = {
    "sqlite": ["PRAGMA synchronous = OFF", "PRAGMA synchronous = NORMAL"],
    "postgresql": ["SET synchronous_commit = off", "SET synchronous_commit = local"],
}


def _kind(database):
    return database.engine.dialect.name


def test_each_connection_is_set_to_lose_nothing(database):
    for way_in in (database.reading, database.writing):
        with way_in() as session:
            for question, least in DURABLE[_kind(database)].items():
                found = session.execute(text(question)).scalar()
                assert found == least or (question.endswith("busy_timeout") and found > least)
    refuse_unsafe(database.engine)


def test_a_database_that_may_lose_a_commit_is_refused(database_url):
    for statement in UNSAFE[_kind(connect(database_url))]:
        unsafe = connect(database_url)

        def spoil(connection, _record, statement=statement):
            cursor = connection.cursor()
            cursor.execute(statement)
            cursor.close()
            if hasattr(connection, "autocommit") and not isinstance(connection, sqlite3.Connection):
                connection.commit()

        event.listen(unsafe.engine, "connect", spoil)
        with pytest.raises(DurabilityError, match="synchronous"):
            refuse_unsafe(unsafe.engine)
        unsafe.engine.dispose()


def test_the_application_does_not_start_on_such_a_database(settings, monkeypatch):
    opened = []

    def spoiled(url):
        found = connect(url)
        opened.append(found.engine)
        if _kind(found) == "sqlite":
            statement = "PRAGMA synchronous = OFF"
            event.listen(found.engine, "connect", lambda raw, _: raw.execute(statement))
        else:
            options = {"options": "-c synchronous_commit=off"}
            event.listen(
                found.engine, "do_connect", lambda _d, _r, _a, given: given.update(options)
            )
        return found

    monkeypatch.setattr("supplier_portal.app.connect", spoiled)
    with pytest.raises(DurabilityError):
        create_app(settings)
    opened[0].dispose()


def test_a_reading_session_cannot_write(world):
    person = world.person("procurement")
    attempts = (
        lambda session: session.add(OrganisationRecord(name="x", kind="buyer")),
        lambda session: setattr(session.get_one(AccountRecord, person.id), "name", "anders"),
        lambda session: session.delete(session.get_one(AccountRecord, person.id)),
        lambda session: session.execute(text("UPDATE account SET name = 'anders'")),
        lambda session: session.execute(text("DROP TABLE journal")),
    )
    for attempt in attempts:
        with world.database.reading() as session:
            with pytest.raises(DBAPIError, match="(?i)read-?only"):
                _attempt(session, attempt)
            session.rollback()
    with world.database.reading() as session:
        assert session.get_one(AccountRecord, person.id).name == "Persoon procurement"


def _attempt(session, attempt):
    attempt(session)
    session.commit()


def test_writing_works_on_a_connection_that_read_before_and_the_other_way_round(database):
    for _ in range(3):
        with database.reading() as session:
            session.execute(text("SELECT 1"))
        with database.writing.begin() as session:
            session.add(OrganisationRecord(name="x", kind="buyer"))
        with database.reading() as session, pytest.raises(DBAPIError):
            session.add(OrganisationRecord(name="y", kind="buyer"))
            session.flush()


def test_a_row_that_points_to_nothing_is_refused(world):
    person = world.person("procurement")
    with pytest.raises(IntegrityError), world.database.writing.begin() as session:
        session.execute(
            text("UPDATE account SET organisation_id = :nobody"),
            {"nobody": "0" * 32},
        )
    with world.database.reading() as session:
        account = session.get_one(AccountRecord, person.id)
        assert account.organisation_id == person.actor.organisation_id


def test_a_moment_comes_back_to_the_microsecond_and_in_utc(scene):
    moment = scene.deadline.replace(microsecond=123456)
    with scene.database.writing.begin() as session:
        scene.procurement(session).deadline_at = moment.astimezone()
    with scene.database.reading() as session:
        found = session.get_one(ProcurementRecord, scene.procurement_id).deadline_at
    assert found == moment
    assert found.utcoffset().total_seconds() == 0


def test_a_time_without_a_zone_is_not_stored(scene):
    with pytest.raises(Exception, match="time zone"), scene.database.writing.begin() as session:
        scene.procurement(session).deadline_at = scene.deadline.replace(tzinfo=None)


def test_a_reader_is_not_held_up_by_a_writer(world):
    person = world.person("procurement")
    with world.database.writing.begin() as session:
        session.get_one(AccountRecord, person.id).name = "nog niet"
        session.flush()
        with world.database.reading() as other:
            assert other.get_one(AccountRecord, person.id).name == "Persoon procurement"


@pytest.mark.slow
def test_sixteen_writers_at_once_wait_for_each_other_and_none_fails(database, at_once):
    def write(writer):
        for number in range(WRITES):
            with database.writing.begin() as session:
                found = session.query(OrganisationRecord).count()
                name = f"{writer}.{number} na {found}"
                session.add(OrganisationRecord(name=name, kind="buyer"))

    assert at_once(WRITERS, write) == [None] * WRITERS
    with database.reading() as session:
        assert session.query(OrganisationRecord).count() == WRITERS * WRITES
