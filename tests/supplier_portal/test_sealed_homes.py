"""Before the opening no page where staff start changes by what a supplier does (B6, sealed)."""

from datetime import timedelta

import pytest
import time_machine
from factories.world import NOW, PASSWORD

from questionnaires.answers import OpenText
from questionnaires.catalogue import Theme
from supplier_portal.services import invitations, presence, reminders
from supplier_portal.services.invitations import Newcomer

CANARY = "KANARIE-91bd"
OPEN = "BIO2-5.20.05.q3"
PAGES = {
    "procurement": ("/procurement/", "/procurement/all", "/procurement/{}"),
    "review": ("/review/", "/review/all", "/review/{}"),
}


@pytest.fixture(params=list(PAGES))
def look(request, scene, browser):
    """Gives every byte of the pages of one role, at a clock that stands still."""
    person = {"procurement": scene.buyer, "review": scene.reviewer}[request.param]
    with time_machine.travel(NOW, tick=False):
        visitor = browser(person)

        def pages():
            addresses = [page.format(scene.procurement_id) for page in PAGES[request.param]]
            found = [visitor.get(address) for address in addresses]
            assert {page.status for page in found} == {200}
            return [page.text for page in found]

        yield pages


def test_looking_twice_shows_the_same_bytes(look):
    assert look() == look()


def test_an_invitation_does_show_so_that_silence_means_something(look, scene, world):
    before = look()
    world.published(scene.buyer, reference="NIEUW")
    assert look() != before


def test_who_answers_attaches_hands_in_and_withdraws_changes_not_one_byte(look, scene, visit):
    before = look()
    scene.save(OPEN, OpenText(CANARY))
    assert look() == before
    address = f"/supplier/{scene.response_id}"
    upload = f"{address}/requirements/BIO2-8.08.01/evidence"
    assert visit(scene.supplier).upload(upload, f"{CANARY}.txt", b"x").status_code == 302
    assert look() == before
    scene.hand_in()
    assert look() == before
    scene.world.withdraw(scene.supplier, scene.response_id)
    assert look() == before
    assert all(CANARY not in page for page in before)


def test_who_takes_up_an_invitation_does_not_show(look, scene, world):
    token = world.invitation(scene.buyer, scene.procurement_id, email="rivaal@example.nl")
    before = look()
    with world.database.writing.begin() as session:
        newcomer = Newcomer("Rosa", "Rivaal", PASSWORD)
        invitations.claim(session, token, newcomer, at=NOW, origin="test")
    assert look() == before


def test_how_a_team_works_together_does_not_show(look, scene, world):
    before = look()
    colleague = scene.colleague()
    world.colleague_link(scene.supplier, email=f"{CANARY}@example.nl".lower())
    world.note(scene.supplier, scene.response_id, f"{CANARY} onder ons.")
    world.assign(scene.supplier, scene.response_id, {Theme.TECHNOLOGICAL: colleague.id})
    with world.database.writing.begin() as session:
        response = scene._response(session)
        presence.be_at(session, colleague.actor, response, OPEN, at=NOW)
    assert look() == before


def test_reminders_and_who_wants_none_do_not_show(look, scene, world):
    before = look()
    with world.database.writing.begin() as session:
        at = scene.deadline - timedelta(days=7)
        reminders.plan(session, reminders.due(session, at=at), at=NOW)
    world.reminder_link("wil.niet@example.nl")
    assert look() == before
