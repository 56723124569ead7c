"""This file takes up invitations: each link once, whoever comes first."""

import re
from datetime import timedelta

import pytest
from factories.world import NOW, PASSWORD
from sqlalchemy.exc import IntegrityError

from supplier_portal.records.procurements import InvitationRecord
from supplier_portal.records.responses import ResponseRecord
from supplier_portal.services import (
    accounts,
    invitations,
    inviting,
)
from supplier_portal.services.errors import (
    AlreadyExistsError,
    InvitationError,
    InvitingIsOverError,
    NotPublishedError,
)
from supplier_portal.services.invitations import Newcomer

EMAIL = "jan@leverancier.example"
JAN = Newcomer("Jan", "Leverancier Jan", PASSWORD)
ATTEMPTS = 10


@pytest.fixture
def invite(scene):
    return lambda email=EMAIL, at=NOW: scene.world.invitation(
        scene.buyer, scene.procurement_id, email=email, at=at
    )


def _claim(scene, token, newcomer=JAN, at=NOW):
    with scene.database.writing.begin() as session:
        return invitations.claim(session, token, newcomer, at=at, origin="test").id


def _responses(scene):
    with scene.database.reading() as session:
        return session.query(ResponseRecord).count()


def test_a_link_makes_an_account_of_the_invited_address_with_a_response(scene, invite):
    account_id = _claim(scene, invite())
    assert _responses(scene) == 2
    with scene.database.reading() as session:
        account = accounts.with_email(session, EMAIL)
        assert (account.id, account.role) == (account_id, "supplier")
        assert account.organisation.name == "Leverancier Jan"


def test_a_link_works_once(scene, invite):
    token = invite()
    _claim(scene, token)
    with pytest.raises(InvitationError):
        _claim(scene, token, None)
    assert _responses(scene) == 2


def test_looking_at_a_link_uses_nothing_up(scene, invite):
    token = invite()
    for _ in range(100):
        with scene.database.reading() as session:
            assert invitations.of_link(session, token, at=NOW).claimed_at is None
    _claim(scene, token)


@pytest.mark.slow
def test_of_ten_who_come_at_once_one_gets_in(scene, invite, at_once):
    token = invite()
    results = at_once(ATTEMPTS, lambda _: _claim(scene, token))
    refused = [item for item in results if isinstance(item, Exception)]
    assert len(refused) == ATTEMPTS - 1
    assert {type(item) for item in refused} <= {
        InvitationError,
        AlreadyExistsError,
        IntegrityError,
    }
    assert _responses(scene) == 2


@pytest.mark.slow
def test_of_ten_who_hold_the_same_account_one_claims(scene, invite, at_once):
    _claim(scene, invite())
    token = invite()
    results = at_once(ATTEMPTS, lambda _: _claim(scene, token, None))
    assert [type(item) for item in results].count(InvitationError) == ATTEMPTS - 1
    assert _responses(scene) == 2


def test_inviting_again_voids_the_old_link_and_the_new_one_works(scene, invite):
    old, new = invite(), invite()
    with pytest.raises(InvitationError):
        _claim(scene, old)
    _claim(scene, new)


def test_somebody_who_came_already_can_be_invited_again_and_keeps_the_response(scene, invite):
    first = _claim(scene, invite())
    again = invite(email=EMAIL.upper())
    assert _claim(scene, again, None) == first
    assert _responses(scene) == 2
    with scene.database.reading() as session:
        assert session.query(InvitationRecord).filter_by(email=EMAIL).count() == 1


def test_a_link_expires_after_thirty_days(scene, invite):
    token = invite()
    end = NOW + inviting.INVITATION_VALID_FOR
    assert end == NOW + timedelta(days=30)
    with pytest.raises(InvitationError):
        _claim(scene, token, at=end)
    _claim(scene, token, at=end - timedelta(microseconds=1))


def test_a_made_up_link_is_refused_like_a_used_one(scene, invite):
    token = invite()
    for guess in ("", "x", token[:-1], token.lower(), "\u0000", "é" * 50):
        with pytest.raises(InvitationError):
            _claim(scene, guess)


def test_a_newcomer_does_not_take_over_an_account_that_exists(scene, invite):
    _claim(scene, invite())
    token = invite()
    with pytest.raises(AlreadyExistsError):
        _claim(scene, token, Newcomer("Indringer", "Indringer", "een ander wachtwoord"))
    with scene.database.reading() as session:
        account = accounts.with_email(session, EMAIL)
        assert accounts.is_password(account, PASSWORD)


def test_staff_cannot_take_up_an_invitation(scene, invite):
    token = invite(email=scene.reviewer.email)
    with pytest.raises(InvitationError):
        _claim(scene, token, None)


def test_without_a_publication_nobody_is_invited(scene):
    draft = scene.world.draft(scene.buyer, reference="CONCEPT")
    with pytest.raises(NotPublishedError):
        scene.world.invitation(scene.buyer, draft)


def test_a_link_is_long_and_kept_as_a_digest_only(scene, invite, everything):
    token = invite()
    assert re.fullmatch(r"[\w-]{43}", token), "32 random bytes"
    assert token not in everything()
    assert EMAIL in everything("invitation")


def test_after_the_deadline_nobody_is_invited(scene):
    at = scene.deadline + timedelta(microseconds=1)
    with pytest.raises(InvitingIsOverError):
        scene.world.invitation(scene.buyer, scene.procurement_id, email="laat@example.nl", at=at)
    scene.world.invitation(
        scene.buyer, scene.procurement_id, email="nog@example.nl", at=scene.deadline
    )
