"""This file changes passwords: with a link that works once, and beside the present one."""

import re
from datetime import timedelta

import pytest
from factories.world import NOW, PASSWORD

from supplier_portal import worker
from supplier_portal.records.jobs import JobRecord
from supplier_portal.services import accounts, passwords, sign_ins
from supplier_portal.services.errors import PasswordLinkError

OTHER = "vier nieuwe losse woorden"
ATTEMPTS = 10


@pytest.fixture
def person(world):
    return world.person("supplier")


@pytest.fixture
def send(world):
    """Has a letter written for who forgot the password; gives the secrets of its links."""

    def run(email, at=NOW) -> list[str]:
        tokens = []
        with world.database.writing.begin() as session:
            asked = {"email": email, "origin": "test"}
            passwords.send_link(session, asked, lambda one: tokens.append(one) or one, at=at)
        return tokens

    return run


@pytest.fixture
def claim(world):
    def run(token, password=OTHER, at=NOW):
        with world.database.writing.begin() as session:
            passwords.claim(session, token, password, at=at, origin="test")

    return run


@pytest.fixture
def knows(world, person):
    """Whether this is the password of the person."""

    def run(password) -> bool:
        with world.database.reading() as session:
            return accounts.is_password(accounts.of_id(session, person.id), password)

    return run


@pytest.fixture
def letters(world):
    """The letters that wait, as (to, subject)."""

    def run():
        with world.database.reading() as session:
            found = session.query(JobRecord).filter_by(kind="account_mail").all()
            return [(job.payload["to"], job.payload["subject"]) for job in found]

    return run


def _sign_in(world, person):
    with world.database.writing.begin() as session:
        return accounts.sign_in(session, person.id, at=NOW, origin="test")


def _is_in(world, token) -> bool:
    with world.database.reading() as session:
        return sign_ins.current(session, token, at=NOW) is not None


def test_a_link_gives_another_password_and_ends_every_sign_in(
    world, person, send, claim, knows, letters
):
    places = [_sign_in(world, person) for _ in range(2)]
    [token] = send(person.email)
    claim(token)
    assert (knows(PASSWORD), knows(OTHER)) == (False, True)
    assert not any(_is_in(world, place) for place in places)
    assert [to for to, _ in letters()] == [person.email] * 2
    assert "gewijzigd" in letters()[-1][1]


def test_a_link_works_once_and_looking_uses_nothing_up(world, person, send, claim, knows):
    [token] = send(person.email)
    for _ in range(10):
        with world.database.reading() as session:
            assert passwords.of_link(session, token, at=NOW).account_id == person.id
    claim(token)
    with pytest.raises(PasswordLinkError):
        claim(token, "nog een ander wachtwoord")
    assert knows(OTHER)


def test_a_link_works_for_fifteen_minutes(person, send, claim, knows):
    [token] = send(person.email)
    end = NOW + timedelta(minutes=15)
    with pytest.raises(PasswordLinkError):
        claim(token, at=end)
    assert knows(PASSWORD)
    claim(token, at=end - timedelta(microseconds=1))
    assert knows(OTHER)


def test_a_new_link_voids_the_one_before(person, send, claim, knows):
    [old], [new] = send(person.email), send(person.email.upper().lower())
    with pytest.raises(PasswordLinkError):
        claim(old)
    claim(new)
    assert knows(OTHER)


@pytest.mark.slow
def test_of_ten_claims_at_once_one_wins(person, send, claim, knows, at_once):
    [token] = send(person.email)
    tried = [f"wachtwoord nummer {number}" for number in range(ATTEMPTS)]
    results = at_once(ATTEMPTS, lambda number: claim(token, tried[number]))
    assert [type(item) for item in results].count(PasswordLinkError) == ATTEMPTS - 1
    assert [knows(password) for password in tried] == [item is None for item in results]


def test_changing_the_password_ends_the_other_sign_ins_and_a_link_that_is_under_way(
    world, person, send, claim, knows, letters
):
    here, there = _sign_in(world, person), _sign_in(world, person)
    [token] = send(person.email)
    with world.database.writing.begin() as session:
        passwords.change(session, person.id, OTHER, here=here, at=NOW, origin="test")
    assert knows(OTHER)
    assert (_is_in(world, here), _is_in(world, there)) == (True, False)
    with pytest.raises(PasswordLinkError):
        claim(token, "van een ander")
    assert letters()[-1][0] == person.email


def test_a_made_up_link_and_that_of_a_revoked_account_do_not_work(person, send, claim, alter):
    [token] = send(person.email)
    for guess in ("", token[:-1], token.swapcase(), "é"):
        with pytest.raises(PasswordLinkError):
            claim(guess)
    alter("UPDATE account SET is_active = false")
    with pytest.raises(PasswordLinkError):
        claim(token)
    assert send(person.email) == []


def test_a_link_is_long_and_kept_as_a_digest_only(person, send, everything):
    [token] = send(person.email)
    assert re.fullmatch(r"[\w-]{43}", token), "32 random bytes"
    assert token not in everything("password_link")


def test_an_address_without_account_gets_no_letter_and_leaves_the_same_trace(
    world, person, letters, settings
):
    with world.database.writing.begin() as session:
        for email in (person.email, "niemand@example.nl"):
            passwords.ask_link(session, email, at=NOW, origin="test")
    assert worker.write_links(world.database, settings) == 2
    assert [to for to, _ in letters()] == [person.email]
    with world.database.reading() as session:
        asked = session.query(JobRecord).filter_by(kind="password_link").all()
        assert [job.payload for job in asked] == [{}, {}]
