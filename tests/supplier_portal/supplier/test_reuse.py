"""This file takes over earlier answers by page: what is shown, what is marked, what is kept."""

from datetime import timedelta

import pytest
from factories.earlier import handed_in_before, invited_again
from factories.world import NOW

from questionnaires.answers import OpenText

OPEN, CHOICE = "BIO2-5.20.05.q3", "BIO2-8.08.01.q1"
EARLIER = OpenText("Wij melden binnen een uur.")


@pytest.fixture
def visitor(scene, in_english):
    return in_english(scene.supplier)


@pytest.fixture
def home(scene):
    return f"/supplier/{scene.response_id}"


@pytest.fixture
def address(home):
    return f"{home}/earlier-answers"


@pytest.fixture
def before(scene, world):
    return handed_in_before(world, scene.buyer, scene.supplier, {OPEN: EARLIER})


def offer(page, item):
    return page.soup.find(id=item).find_parent("section")


def words(element):
    return " ".join(element.get_text(" ").split())


def test_the_response_leads_to_its_earlier_answers_and_says_how_many_there_are(
    scene, before, visitor, home
):
    page = visitor.get(home)
    count = len(visitor.follow("Use earlier answers").soup.select("input[name=take]"))
    assert f"{count} fit questions without an answer" in page.words


def test_without_earlier_answers_nothing_is_said_of_them(scene, visitor, home, address):
    assert "Use earlier answers" not in visitor.get(home).text
    assert "There is nothing to take over" in visitor.get(address).text


def test_only_what_is_ticked_is_taken_over(scene, before, visitor, address, home):
    page = visitor.get(address)
    assert page.soup.select("input[name=take]")
    assert not page.soup.select("input[name=take][checked]")
    page = visitor.submit("/earlier-answers", {"take": OPEN})
    assert page.url.endswith(home)
    assert page.message == "1 earlier answer is taken over."
    assert {row.item for row in scene.versions()} == {OPEN}
    assert scene.stored(OPEN).entry == EARLIER


def test_each_offer_tells_when_it_was_handed_in_and_for_what(scene, before, visitor, address):
    told = words(offer(visitor.get(address), OPEN))
    assert "Handed in on" in told
    assert str(NOW.year) in told
    assert "Zaaksysteem als dienst" in told
    assert EARLIER.text in told
    assert "Look whether this still holds" not in told


def test_the_present_answer_is_shown_beside_another(scene, before, visitor, address):
    scene.save(OPEN, OpenText("Wij melden direct."))
    told = words(offer(visitor.get(address), OPEN))
    assert "As it is now Wij melden direct." in told
    assert f"As you handed it in then {EARLIER.text}" in told


def test_a_stale_answer_carries_its_mark_and_reasons(scene, world, visitor, address):
    long_ago = NOW - timedelta(days=400)
    draft = world.draft(scene.buyer, reference="ANDERS", at=long_ago)
    world.tailor(scene.buyer, draft, "5.20.05", text="In andere woorden gevraagd.")
    world.publish(scene.buyer, draft, at=long_ago)
    response_id = invited_again(world, scene.buyer, scene.supplier, draft, at=long_ago)
    world.answer(scene.supplier, response_id, at=long_ago)
    world.submit(scene.supplier, response_id, at=long_ago)
    page = visitor.get(address)
    told = words(offer(page, OPEN).select_one(".notice"))
    assert "more than a year ago" in told
    assert "worded differently" in told
    link = offer(page, OPEN).select_one(".notice a")["href"]
    assert visitor.get(link).soup.find(id=link.partition("#")[2])
    told = words(offer(page, CHOICE).select_one(".notice"))
    assert "more than a year ago" in told
    assert "worded differently" not in told


def test_nothing_ticked_is_told_and_changes_nothing(scene, before, visitor, address):
    visitor.get(address)
    page = visitor.submit("/earlier-answers")
    assert page.status == 400
    assert "Tick at least one answer" in page.text
    assert scene.versions() == []
    visitor.submit("/earlier-answers", {"take": OPEN})
    assert scene.stored(OPEN).entry == EARLIER


def test_what_a_colleague_changed_meanwhile_is_shown_first(scene, before, visitor, address):
    visitor.get(address)
    scene.save(OPEN, OpenText("Van een collega."), by=scene.colleague())
    page = visitor.submit("/earlier-answers", {"take": [OPEN, CHOICE]})
    assert page.status == 409
    assert "Something changed since you looked" in page.text
    assert "Van een collega." in words(offer(page, OPEN))
    assert len(scene.versions()) == 1
    visitor.submit("/earlier-answers", {"take": [OPEN, CHOICE]})
    assert scene.stored(OPEN).entry == EARLIER
    assert len(scene.versions()) == 3


def test_after_handing_in_there_is_nothing_to_take_over(scene, before, visitor, address, home):
    scene.hand_in()
    page = visitor.get(address)
    assert "can no longer change" in page.text
    assert not page.soup.select("input[name=take]")
    assert "Use earlier answers" not in visitor.get(home).text


def test_the_page_of_another_organisation_is_not_there(scene, before, visit, address):
    other = scene.another("Ander")
    assert visit(other.supplier).get(address).status_code == 404
    assert visit(other.supplier).post(address, {"take": OPEN}).status_code == 404
