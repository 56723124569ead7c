"""This file checks who holds which right beside a role, and that it counts at once."""

import pytest
from factories.world import NOW

from supplier_portal.services import accounts, invitations, inviting, journal, procurements, rights
from supplier_portal.services.errors import RightNeededError, RightOfOtherRoleError
from supplier_portal.services.invitations import Newcomer
from supplier_portal.services.rights import ROLES, Right

NEWCOMER = Newcomer("Anna Jansen", "Jansen Cloud", "een lang wachtwoord")


def account_of(session, person):
    return session.get_one(accounts.Account, person.id)


def test_a_right_is_held_from_when_it_is_granted_until_it_is_withdrawn(world):
    person = world.person("procurement", rights=())
    with world.database.writing.begin() as session:
        account = account_of(session, person)
        assert rights.grant(session, account, Right.TEMPLATES, by=person.actor, at=NOW)
        assert not rights.grant(session, account, Right.TEMPLATES, by=person.actor, at=NOW)
        assert rights.held_by(session, person.id) == {Right.TEMPLATES}
        assert rights.withdraw(session, account, Right.TEMPLATES, at=NOW)
        assert not rights.withdraw(session, account, Right.TEMPLATES, at=NOW)
        assert rights.held_by(session, person.id) == frozenset()


def test_giving_and_taking_a_right_are_journalled_with_who_did_it(world):
    person = world.person("procurement", rights=())
    with world.database.writing.begin() as session:
        account = account_of(session, person)
        rights.grant(session, account, Right.TEMPLATES, by=person.actor, at=NOW)
        rights.withdraw(session, account, Right.TEMPLATES, at=NOW)
        told = [
            (entry.action, entry.actor, entry.facts)
            for entry in journal.read(session, f"account:{person.id}")
        ]
    facts = {"right": "templates"}
    assert told == [
        ("grant_right", str(person.id), facts),
        ("withdraw_right", rights.CONSOLE, facts),
    ]


@pytest.mark.parametrize("right", Right)
def test_a_right_that_means_nothing_in_a_role_is_refused(world, right):
    strangers = {"procurement", "supplier", "review"} - {ROLES[right]}
    for role in strangers:
        person = world.person(role, rights=())
        with (
            world.database.writing.begin() as session,
            pytest.raises(RightOfOtherRoleError),
        ):
            rights.grant(session, account_of(session, person), right, at=NOW)


def test_an_actor_knows_the_rights_of_this_very_request(world):
    person = world.person("supplier", rights=(Right.SIGN,))
    with world.database.writing.begin() as session:
        token = accounts.sign_in(session, person.id, at=NOW, origin="test")
    with world.database.writing.begin() as session:
        actor = accounts.signed_in(session, token, at=NOW, origin="test")
        assert (actor.may(Right.SIGN), actor.may(Right.TEAM)) == (True, False)
        rights.withdraw(session, account_of(session, person), Right.SIGN, at=NOW)
    with world.database.reading() as session:
        actor = accounts.signed_in(session, token, at=NOW, origin="test")
    assert not actor.may(Right.SIGN)
    with pytest.raises(RightNeededError):
        rights.refuse_without(Right.SIGN, actor)


def test_who_takes_up_the_first_invitation_of_an_organisation_holds_all_rights_of_a_supplier(world):
    buyer = world.person("procurement")
    procurement_id = world.published(buyer)
    with world.database.writing.begin() as session:
        procurement = procurements.of_organisation(
            session, buyer.actor.organisation_id, procurement_id
        )
        token = inviting.invite(session, buyer.actor, procurement, email="a@example.nl", at=NOW)
        account = invitations.claim(session, token, NEWCOMER, at=NOW, origin="192.0.2.7")
        assert rights.held_by(session, account.id) == {Right.SIGN, Right.TEAM}
        told = list(journal.read(session, f"account:{account.id}"))
        expected = ("192.0.2.7", str(account.id))
    assert [(entry.origin, entry.actor) for entry in told] == [expected] * 2
