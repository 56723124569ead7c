"""This file guesses passwords: from everywhere, by the thousand, beside who belongs there."""

from datetime import timedelta

import pytest
from factories.world import NOW

from supplier_portal.services import accounts, guesses
from supplier_portal.services.errors import TooManyGuessesError

HOME = "192.0.2.1"
GUESSES = 1_000


@pytest.fixture
def victim(world):
    """Somebody who signed in before, from home."""
    person = world.person("supplier")
    with world.database.writing.begin() as session:
        accounts.sign_in(session, person.id, at=NOW - timedelta(days=1), origin=HOME)
    return person


@pytest.fixture
def guess(world, victim):
    """Guesses a password; True when it would have been checked."""

    def one(at, origin, *, email=victim.email, is_right=False) -> bool:
        try:
            with world.database.writing.begin() as session:
                counted = guesses.begin(session, email, at=at, origin=origin)
        except TooManyGuessesError:
            return False
        if is_right:
            with world.database.writing.begin() as session:
                guesses.was_right(session, counted)
        return True

    return one


@pytest.mark.parametrize("addresses", [1, 200])
def test_of_a_thousand_guesses_few_are_checked_and_the_victim_comes_in(guess, addresses):
    checked = []
    for number in range(GUESSES):
        at = NOW + timedelta(seconds=number)
        if guess(at, f"198.51.100.{number % addresses}"):
            checked.append(at)
        if number % 100 == 99:
            assert guess(at, HOME, is_right=True)
    minute = timedelta(minutes=1)
    assert checked
    assert max(sum(0 <= (other - at) / minute < 1 for other in checked) for at in checked) <= 5


def test_who_is_at_home_can_mistype_while_strangers_guess(guess):
    for number in range(10):
        guess(NOW, f"198.51.100.{number}")
    assert [guess(NOW, HOME) for _ in range(3)] == [True, True, False]


def test_what_was_right_does_not_count(guess):
    assert all(guess(NOW, HOME, is_right=True) for _ in range(20))


def test_one_who_waits_as_told_is_checked_again(guess, world, victim):
    while guess(NOW, "198.51.100.1"):
        pass
    with pytest.raises(TooManyGuessesError) as refused, world.database.writing.begin() as session:
        guesses.begin(session, victim.email, at=NOW, origin="198.51.100.1")
    wait = timedelta(seconds=refused.value.facts["seconds"])
    assert not guess(NOW + wait - timedelta(seconds=1), "198.51.100.1")
    assert guess(NOW + wait, "198.51.100.1")


def test_an_address_that_nobody_has_is_refused_in_the_same_way(guess):
    known = [guess(NOW, "198.51.100.1") for _ in range(5)]
    unknown = [guess(NOW, "198.51.100.2", email="niemand@example.nl") for _ in range(5)]
    assert known == unknown == [True, True, True, False, False]


def test_who_tries_one_password_at_many_accounts_is_stopped_too(guess):
    tried = [guess(NOW, "198.51.100.1", email=f"{number}@example.nl") for number in range(40)]
    assert sum(tried) == 30


@pytest.mark.slow
def test_of_many_at_once_no_more_are_checked(guess, at_once):
    results = at_once(10, lambda number: guess(NOW, f"198.51.100.{number}"))
    assert results.count(True) == 3


def test_old_guesses_are_swept(world, guess):
    guess(NOW, "198.51.100.1")
    guess(NOW + timedelta(days=2), "198.51.100.1")
    with world.database.reading() as session:
        assert session.query(guesses.GuessRecord).count() == 1
