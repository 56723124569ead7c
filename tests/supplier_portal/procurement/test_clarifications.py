"""Questions and answers on the pages: asked without a name, answered, published to all at once."""

from datetime import timedelta

import pytest
import time_machine
from factories.asking import ANSWER, QUESTION
from factories.world import NOW


@pytest.fixture
def asking(world, scene):
    world.ask_by(scene.buyer, scene.procurement_id)
    return scene


@pytest.fixture
def place(asking):
    return f"/procurement/{asking.procurement_id}/clarifications"


@pytest.fixture
def home(asking):
    return f"/supplier/{asking.response_id}/clarifications"


def test_a_question_goes_from_the_supplier_to_an_answer_for_everybody(asking, browser, place, home):
    supplier, buyer = browser(asking.supplier), browser(asking.buyer)
    supplier.get(f"{home}?about=BIO2-5.20.05")
    page = supplier.submit("/clarifications", {"text": QUESTION})
    assert "zonder uw naam" in page.message
    assert QUESTION in page.words
    buyer.get(place)
    buyer.follow(QUESTION)
    buyer.submit(buyer.page.url, {"answer": ANSWER, "is_ready": "y"})
    buyer.follow("1 antwoord publiceren")
    page = buyer.submit("/publish", {"has_seen_warning": "y"})
    assert "gepubliceerd" in page.message
    other = asking.another("B")
    for one in (asking, other):
        seen = browser(one.supplier).get(f"/supplier/{one.response_id}/clarifications").words
        assert QUESTION in seen
        assert ANSWER in seen
    section = supplier.get(f"/supplier/{asking.response_id}/themes/5").words
    assert ANSWER in section


def test_an_empty_question_is_told_and_nothing_is_sent(asking, browser, home, place):
    supplier = browser(asking.supplier)
    supplier.get(home)
    page = supplier.submit("/clarifications", {"text": "  "})
    assert page.soup.select("[aria-invalid=true]")
    assert "Er wacht geen vraag" in browser(asking.buyer).get(place).words


def test_a_question_can_be_withdrawn_and_no_word_of_it_is_left(asking, browser, home, place):
    supplier = browser(asking.supplier)
    supplier.get(home)
    supplier.submit("/clarifications", {"text": QUESTION})
    page = supplier.submit("/withdraw")
    assert "ingetrokken" in page.message
    assert QUESTION not in browser(asking.buyer).get(place).words


def test_answers_are_new_until_they_are_marked_as_read(asking, browser, world, home):
    world.add_clarification(asking.buyer, asking.procurement_id)
    world.nota(asking.buyer, asking.procurement_id)
    supplier = browser(asking.supplier)
    assert "1 nieuwe" in supplier.get(f"/supplier/{asking.response_id}").words
    supplier.get(home)
    supplier.submit("/seen")
    assert "nieuwe" not in supplier.get(f"/supplier/{asking.response_id}").words


def test_asking_too_late_is_refused_and_what_was_typed_stays_away_from_the_buyer(
    asking, browser, home, place
):
    supplier = browser(asking.supplier)
    supplier.get(home)
    with time_machine.travel(NOW + timedelta(days=6), tick=False):
        supplier.sign_in(asking.supplier)
        page = supplier.submit("/clarifications", {"text": QUESTION})
    assert page.status == 409
    assert QUESTION not in browser(asking.buyer).get(place).words


def test_within_ten_days_of_the_deadline_the_warning_must_be_ticked(asking, browser, world, place):
    world.add_clarification(asking.buyer, asking.procurement_id)
    buyer = browser(asking.buyer)
    late = asking.deadline - timedelta(days=3)
    with time_machine.travel(late, tick=False):
        buyer.sign_in(asking.buyer)
        buyer.get(f"{place}/publish")
        page = buyer.submit("/publish")
        assert page.soup.select("#has_seen_warning[aria-invalid=true]")
        assert "gepubliceerd" in buyer.submit("/publish", {"has_seen_warning": "y"}).message


def test_two_colleagues_who_draft_an_answer_are_told(asking, browser, world, place):
    question = world.ask(asking.supplier, asking.response_id)
    first, second = browser(asking.buyer), browser(asking.buyer)
    for one in (first, second):
        one.get(f"{place}/{question}")
    first.submit(str(question), {"answer": "Ja."})
    page = second.submit(str(question), {"answer": "Nee."})
    assert "Iemand anders" in page.words
    assert page.soup.select_one("#answer").get_text(strip=True) == "Nee."
    second.submit(str(question), {"answer": "Nee."})
    assert "Nee." in second.get(f"{place}/{question}").words


def test_until_when_can_be_set_and_a_moment_after_the_deadline_is_refused(scene, browser):
    buyer = browser(scene.buyer)
    address = f"/procurement/{scene.procurement_id}/clarifications/ask-by"
    page = buyer.get(address)
    assert page.soup.select_one("#ask_by")["value"]
    after = (scene.deadline + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    page = buyer.submit("/ask-by", {"ask_by": after})
    assert page.soup.select("#ask_by[aria-invalid=true]")
    in_time = (scene.deadline - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    assert "Leveranciers kunnen vragen" in buyer.submit("/ask-by", {"ask_by": in_time}).words
