"""This file tampers with the journal, and writes it from many threads at once (assurance H)."""

import random
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from supplier_portal.services import journal

CHAIN = "procurement:test"
AT = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
WRITERS, WRITES = 16, 20


def _entry(number, **more):
    return journal.Entry(
        action="tailor",
        object=CHAIN,
        origin="127.0.0.1",
        actor=f"persoon {number}",
        at=AT,
        facts={"number": number},
        **more,
    )


@pytest.fixture
def appended(database):
    with database.writing.begin() as session:
        for number in range(6):
            journal.append(session, CHAIN, _entry(number))


def _first_broken(database, chain=CHAIN):
    with database.reading() as session:
        return journal.first_broken(session, chain)


def test_entries_come_back_in_order_with_all_six_facts(database, appended):
    with database.reading() as session:
        assert list(journal.read(session, CHAIN)) == [_entry(number) for number in range(6)]
    assert _first_broken(database) is None


def test_a_chain_without_entries_is_whole(database):
    assert _first_broken(database, "procurement:leeg") is None


def test_each_entry_holds_the_digest_of_the_one_before(database, appended):
    with database.reading() as session:
        rows = list(journal._records(session, CHAIN))
    assert rows[0].previous_digest == ""
    assert [row.previous_digest for row in rows[1:]] == [row.digest for row in rows[:-1]]
    assert len({row.digest for row in rows}) == len(rows)


def test_chains_do_not_touch_each_other(database, appended, alter, unlock):
    with database.writing.begin() as session:
        journal.append(session, "response:ander", _entry(0))
    unlock("journal")
    alter(f"UPDATE journal SET actor = 'iemand' WHERE chain = '{CHAIN}'")  # noqa: S608
    assert _first_broken(database) == 1
    assert _first_broken(database, "response:ander") is None


@pytest.mark.parametrize(
    "column",
    ["action", "object", "result", "origin", "actor", "at", "facts", "previous_digest", "digest"],
)
def test_a_change_of_any_fact_is_detected(database, appended, alter, unlock, column):
    unlock("journal")
    other = {"at": "'2026-03-01 13:00:00.123456+00'", "facts": "'{\"number\": 7}'"}
    if database.engine.dialect.name == "sqlite":
        other["at"] = "'2026-03-01 13:00:00.123456'"
    value = other.get(column, "'vervalst'")
    alter(f"UPDATE journal SET {column} = {value} WHERE sequence = 3")  # noqa: S608
    assert _first_broken(database) in {3, 4}


@pytest.mark.parametrize("sequence", [1, 3, 6])
def test_an_entry_that_was_taken_out_is_detected(database, appended, alter, unlock, sequence):
    unlock("journal")
    alter(f"DELETE FROM journal WHERE sequence = {sequence}")  # noqa: S608
    assert _first_broken(database) == sequence


def test_a_cut_tail_is_detected_against_the_head(database, appended, alter, unlock):
    unlock("journal")
    alter("DELETE FROM journal WHERE sequence > 4")
    assert _first_broken(database) == 5


def test_a_chain_that_was_emptied_is_detected(database, appended, alter, unlock):
    unlock("journal")
    alter("DELETE FROM journal")
    assert _first_broken(database) == 1


def test_two_entries_that_changed_places_are_detected(database, appended, alter, unlock):
    unlock("journal")
    for old, new in ((2, 99), (3, 2), (99, 3)):
        alter(f"UPDATE journal SET sequence = {new} WHERE sequence = {old}")  # noqa: S608
    assert _first_broken(database) == 2


def test_an_entry_put_in_between_is_detected(database, appended, alter, unlock):
    unlock("journal")
    alter(
        *(f"UPDATE journal SET sequence = {n + 1} WHERE sequence = {n}" for n in (6, 5, 4)),  # noqa: S608
        "INSERT INTO journal SELECT chain, 4, action, object, result, origin, actor, at, facts, "
        "previous_digest, digest FROM journal WHERE sequence = 3",
    )
    assert _first_broken(database) == 4


def test_any_one_changed_character_is_detected(database, appended, alter, unlock):
    unlock("journal")
    chance = random.Random(1)
    columns = ("action", "object", "result", "origin", "actor", "previous_digest", "digest")
    for _ in range(40):
        column, sequence = chance.choice(columns), chance.randint(2, 6)
        where = f"FROM journal WHERE sequence = {sequence}"
        with database.reading() as session:
            [before] = session.execute(text(f"SELECT {column} {where}")).one()
        place = chance.randrange(len(before))
        after = before[:place] + ("x" if before[place] != "x" else "y") + before[place + 1 :]
        alter(f"UPDATE journal SET {column} = '{after}' WHERE sequence = {sequence}")  # noqa: S608
        assert _first_broken(database) in {sequence, sequence + 1}, (column, place)
        alter(f"UPDATE journal SET {column} = '{before}' WHERE sequence = {sequence}")  # noqa: S608
    assert _first_broken(database) is None


def test_an_entry_of_a_change_that_was_rolled_back_is_not_there(database, appended):
    with database.writing() as session:
        journal.append(session, CHAIN, _entry(6))
        session.rollback()
    with database.writing.begin() as session:
        journal.append(session, CHAIN, _entry(7))
    with database.reading() as session:
        assert [entry.facts["number"] for entry in journal.read(session, CHAIN)][-2:] == [5, 7]
    assert _first_broken(database) is None


@pytest.mark.slow
def test_sixteen_writers_at_once_make_one_chain_without_a_gap(database, at_once):
    def write(writer):
        for number in range(WRITES):
            with database.writing.begin() as session:
                journal.append(session, CHAIN, _entry(writer * 100 + number))

    assert at_once(WRITERS, write) == [None] * WRITERS
    with database.reading() as session:
        rows = list(journal._records(session, CHAIN))
    assert [row.sequence for row in rows] == list(range(1, WRITERS * WRITES + 1))
    numbers = [row.facts["number"] for row in rows]
    wanted = [writer * 100 + number for writer in range(WRITERS) for number in range(WRITES)]
    assert sorted(numbers) == wanted
    assert all(  # each writer's own entries stand in the order they were written
        [n for n in numbers if n // 100 == writer] == wanted[writer * WRITES :][:WRITES]
        for writer in range(WRITERS)
    )
    assert _first_broken(database) is None
