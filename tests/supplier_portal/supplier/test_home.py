"""The start page of a supplier: what to finish, by when, what is done, and what was refused."""

import re
from datetime import timedelta

import pytest
import time_machine
from factories.world import NOW

from questionnaires.answers import OpenText
from supplier_portal.services import invitations
from supplier_portal.services.responses import all_of as responses_of

OPEN = "BIO2-5.20.05.q3"
EVIDENCE = "requirements/BIO2-8.08.01/evidence"
TICK = timedelta(seconds=1)


def tasks(page, section):
    return [
        link["href"]
        for link in page.soup.select(f"section[aria-labelledby={section}] a:not(.term)")
    ]


@pytest.fixture
def home(browser, scene):
    def show(person=None):
        visitor = browser(person or scene.supplier)
        return visitor.get("/supplier/", headers={"Accept-Language": "en"})

    return show


@pytest.fixture
def address(scene):
    return f"/supplier/{scene.response_id}"


def answered(page):
    """How many answers the page says there are, and of how many."""
    [(given, total)] = re.findall(r"(\d+) of (\d+) answered", page.words)
    return int(given), int(total)


def test_who_was_not_invited_finds_nothing_and_what_to_do(home, world):
    page = home(world.person("supplier"))
    assert page.status == 200
    assert page.soup.select_one("section[aria-labelledby=waiting] .empty")
    assert page.soup.select(".task, .timeline") == []


def test_an_invitation_is_to_finish_with_its_progress_and_deadline(home, scene, address):
    page = home()
    assert tasks(page, "waiting") == [address]
    assert tasks(page, "others") == []
    given, total = answered(page)
    assert given == 0
    assert total > 3
    assert "in 10 days" in page.words
    scene.save(OPEN, OpenText("Zo doen wij dat."))
    page = home()
    assert answered(page) == (1, total)
    assert "Persoon van Leverancier worked on the answers." in page.words
    assert "Zo doen wij dat." not in page.words


def test_once_handed_in_it_is_finished_and_leads_to_the_receipt(home, scene, address, browser):
    scene.hand_in()
    page = home()
    assert tasks(page, "waiting") == []
    assert tasks(page, "others") == [f"{address}/receipt"]
    assert "Persoon van Leverancier handed in the response." in page.words
    assert browser(scene.supplier).get(f"{address}/receipt").status == 200


@pytest.mark.parametrize(
    ("since", "section"), [(timedelta(0), "waiting"), (TICK, "others")], ids=["at", "after"]
)
def test_the_deadline_itself_is_in_time_and_after_it_nothing_is_to_finish(
    since, section, home, scene, address
):
    with time_machine.travel(scene.deadline + since, tick=False):
        page = home()
    assert tasks(page, section) == [address]
    assert len(page.soup.select(".task")) == 1
    assert ("not handed in" in page.words) is (section == "others")


def test_the_nearest_deadline_is_on_top(home, scene, world):
    responses = {scene.response_id: "own"}
    for name, days in (("later", 2), ("near", -2)):
        published = world.published(
            scene.buyer, reference=name, numbers=("5.20.05",), at=NOW + timedelta(days=days)
        )
        responses[_join(world, scene, published)] = name
    names = {f"/supplier/{response_id}": name for response_id, name in responses.items()}
    assert [names[link] for link in tasks(home(), "waiting")] == ["near", "own", "later"]


def test_only_the_responses_of_ones_own_organisation_are_there(home, scene, address):
    rival = scene.another("Rivaal")
    rival.hand_in()
    page = home()
    assert tasks(page, "waiting") == [address]
    assert "Rivaal" not in page.text
    assert tasks(home(rival.supplier), "others") == [f"/supplier/{rival.response_id}/receipt"]
    assert tasks(home(scene.colleague()), "waiting") == [address]


@pytest.mark.parametrize("path", [f"answers/{OPEN}", EVIDENCE, "submit"])
def test_what_came_too_late_is_told_as_refused_and_not_as_done(path, home, scene, address, visit):
    scene.world.answer(scene.supplier, scene.response_id)
    with time_machine.travel(scene.deadline + TICK, tick=False):
        supplier = visit(scene.supplier)
        if path == EVIDENCE:
            reply = supplier.upload(f"{address}/{path}", "proof.txt", b"proof")
        else:
            reply = supplier.post(f"{address}/{path}", {"text": "te laat", "is_true": "y"})
        page = home()
    assert reply.status_code == 409
    newest, *_ = page.soup.select(".timeline li")
    assert "Persoon van Leverancier was too late" in newest.get_text()
    assert "handed in the response" not in page.words
    assert "attached a file" not in page.words


def test_a_file_that_is_removed_too_late_is_told_as_well(home, scene, address, visit):
    supplier = visit(scene.supplier)
    assert supplier.upload(f"{address}/{EVIDENCE}", "proof.txt", b"proof").status_code == 302
    page = supplier.get(f"{address}/themes/8").get_data(as_text=True)
    remove = re.search(rf"{address}/evidence/[^/]+/remove", page)[0]
    with time_machine.travel(scene.deadline + TICK, tick=False):
        assert visit(scene.supplier).post(remove).status_code == 409
        newest, attached, *_ = home().soup.select(".timeline li")
    assert "Persoon van Leverancier was too late" in newest.get_text()
    assert "attached a file" in attached.get_text()


def _join(world, scene, procurement_id):
    """Take up another invitation with the account that is there; gives the new response."""
    token = world.invitation(scene.buyer, procurement_id, email=scene.supplier.email)
    with world.database.writing.begin() as session:
        before = {item.id for item, *_ in responses_of(session, scene.supplier.actor)}
        invitations.claim(session, token, None, at=NOW, origin="test")
        [joined] = {item.id for item, *_ in responses_of(session, scene.supplier.actor)} - before
        return joined
