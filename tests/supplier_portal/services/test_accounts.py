"""This file signs people in and out, and looks for what the database keeps of their secrets."""

from datetime import timedelta

import pytest
from factories.world import NOW, PASSWORD
from sqlalchemy.exc import IntegrityError

from supplier_portal.records.accounts import AccountRecord, SignInRecord
from supplier_portal.services import accounts, sign_ins
from supplier_portal.services.errors import AlreadyExistsError


@pytest.fixture
def person(world):
    return world.person("procurement", email="Anna.de.Vries@Example.nl")


def _sign_in(world, person, at=NOW):
    with world.database.writing.begin() as session:
        return accounts.sign_in(session, person.id, at=at, origin="test")


def _who(world, token, at=NOW):
    with world.database.reading() as session:
        return accounts.signed_in(session, token, at=at, origin="10.0.0.1")


def test_who_holds_the_secret_is_the_person(world, person):
    actor = _who(world, _sign_in(world, person))
    assert (actor.account_id, actor.role) == (person.id, "procurement")
    assert actor.organisation_id == person.actor.organisation_id
    assert actor.origin == "10.0.0.1"


def test_a_session_ends_after_twelve_hours(world, person):
    token = _sign_in(world, person)
    end = NOW + sign_ins.SIGNED_IN_FOR
    with world.database.writing.begin() as session:
        sign_ins.note_presence(session, token, at=end - timedelta(minutes=1))
    assert _who(world, token, at=end - timedelta(microseconds=1)) is not None
    assert _who(world, token, at=end) is None


def test_signing_out_ends_this_session_at_once_and_no_other(world, person):
    here, there = _sign_in(world, person), _sign_in(world, person)
    with world.database.writing.begin() as session:
        accounts.sign_out(session, here, at=NOW, origin="test")
    assert _who(world, here) is None
    assert _who(world, there) is not None


def test_signing_out_twice_is_written_once(world, person):
    token = _sign_in(world, person)
    for moment in (NOW, NOW + timedelta(hours=1)):
        with world.database.writing.begin() as session:
            accounts.sign_out(session, token, at=moment, origin="test")
    with world.database.reading() as session:
        [kept] = session.query(SignInRecord).all()
        actions = [entry.action for entry in accounts.journal.read(session, f"account:{person.id}")]
    assert kept.ended_at == NOW
    assert [action for action in actions if "right" not in action] == ["sign_in", "sign_out"]


def test_a_guessed_secret_is_nobody(world, person):
    token = _sign_in(world, person)
    for guess in ("", "x", token[:-1], token + "x", token.swapcase()):
        assert _who(world, guess) is None


def test_an_account_that_is_switched_off_is_out_everywhere(world, person):
    token = _sign_in(world, person)
    with world.database.writing.begin() as session:
        session.get_one(AccountRecord, person.id).is_active = False
    assert _who(world, token) is None
    with world.database.reading() as session:
        account = accounts.with_email(session, person.email)
        assert not accounts.is_password(account, PASSWORD)


def test_a_mail_address_is_the_same_in_any_case_and_belongs_to_one_account(world, person):
    assert person.email == "anna.de.vries@example.nl"
    with world.database.reading() as session:
        assert accounts.with_email(session, " ANNA.de.vries@EXAMPLE.nl ").id == person.id
    with pytest.raises(AlreadyExistsError):
        world.person("review", email="ANNA.DE.VRIES@example.nl")


def test_only_the_right_password_of_an_existing_account_will_do(world, person):
    with world.database.reading() as session:
        account = accounts.with_email(session, person.email)
        assert accounts.is_password(account, PASSWORD)
        for wrong in ("", PASSWORD.upper(), f"{PASSWORD} ", "\x00", "x" * 500):
            assert not accounts.is_password(account, wrong)
        assert not accounts.is_password(None, PASSWORD)


def test_neither_password_nor_secret_is_anywhere_in_the_database(world, person, everything):
    token = _sign_in(world, person)
    dump = everything()
    assert token not in dump
    assert PASSWORD not in dump
    assert person.email in dump, "the dump shows nothing, so this proves nothing"


@pytest.mark.parametrize("change", [{"role": "admin"}, {"email": "Anna@example.nl"}])
def test_the_database_refuses_an_account_that_makes_no_sense(world, person, change):
    with pytest.raises(IntegrityError), world.database.writing.begin() as session:
        account = session.get_one(AccountRecord, person.id)
        for name, value in change.items():
            setattr(account, name, value)
