"""A reviewer answers what procurement asks on pages that tell nothing of who asked."""

import pytest
import time_machine
from factories.asking import ANSWER, QUESTION

from supplier_portal.services import clarifications

HOME = "/review/questions"
EN = {"Accept-Language": "en"}


@pytest.fixture
def asking(scene):
    scene.world.ask_by(scene.buyer, scene.procurement_id)
    return scene


@pytest.fixture
def place(asking):
    return f"/procurement/{asking.procurement_id}/clarifications"


@pytest.fixture
def given(asking):
    """A question in other words than it was asked in, that the reviewer was asked to answer."""
    question = asking.world.ask(asking.supplier, asking.response_id, f"Wij van KNRD: {QUESTION}")
    _give(asking, question, question=QUESTION)
    return question


def _give(scene, question, /, **wanted):
    parts = {"answer": "", "is_ready": False, "assignee": scene.reviewer.id, **wanted}
    scene.world.draft_answer(scene.buyer, scene.procurement_id, question, **parts)


def test_an_answer_goes_from_the_reviewer_by_procurement_to_all(asking, given, browser, place):
    reviewer, buyer = browser(asking.reviewer), browser(asking.buyer)
    assert "1 question for you" in reviewer.get("/review/", headers=EN).words
    reviewer.get(HOME)
    reviewer.follow(QUESTION)
    page = reviewer.submit(str(given), {"answer": ANSWER})
    assert page.url == HOME
    assert page.message
    assert ANSWER not in browser(asking.supplier).get(_read(asking)).words
    page = buyer.get(f"{place}/{given}")
    assert page.soup.select_one("#answer").get_text(strip=True) == ANSWER
    buyer.submit(page.url, {"is_ready": "y"})
    buyer.get(f"{place}/publish")
    buyer.submit("/publish", {"has_seen_warning": "y"})
    assert ANSWER in browser(asking.supplier).get(_read(asking)).words
    assert "question" not in reviewer.get("/review/", headers=EN).soup.select_one("ul.tasks").text


def test_a_reviewer_reads_the_words_for_all_and_not_those_of_the_asker(asking, given, browser):
    reviewer = browser(asking.reviewer)
    for address in (HOME, f"{HOME}/{given}"):
        page = reviewer.get(address)
        assert QUESTION in page.words
        assert "KNRD" not in page.text


def test_what_nobody_gave_the_reviewer_is_not_there(asking, browser):
    question = asking.world.ask(asking.supplier, asking.response_id)
    reviewer = browser(asking.reviewer)
    assert QUESTION not in reviewer.get(HOME).text
    assert reviewer.get(f"{HOME}/{question}").status == 404


def test_an_empty_answer_is_told_on_the_field(asking, given, browser):
    reviewer = browser(asking.reviewer)
    reviewer.get(f"{HOME}/{given}")
    page = reviewer.submit(str(given), {"answer": " "})
    assert page.soup.select_one("#answer[aria-invalid=true]")


def test_what_changed_meanwhile_is_told_and_what_was_typed_can_be_kept_after_that(
    asking, given, browser
):
    reviewer = browser(asking.reviewer)
    reviewer.get(f"{HOME}/{given}")
    _give(asking, given, question="Mag Engels?")
    page = reviewer.submit(str(given), {"answer": ANSWER})
    assert page.soup.select_one("#answer[aria-invalid=true]").get_text(strip=True) == ANSWER
    assert reviewer.submit(str(given), {"answer": ANSWER}).url == HOME


def test_once_procurement_goes_on_the_answer_can_be_read_only(asking, given, browser):
    reviewer = browser(asking.reviewer)
    reviewer.get(f"{HOME}/{given}")
    _give(asking, given, answer="Zo is het.", is_ready=True)
    assert reviewer.submit(str(given), {"answer": ANSWER}).status == 409
    page = reviewer.get(f"{HOME}/{given}")
    assert "Zo is het." in page.words
    assert page.soup.select("main form") == []


def test_procurement_reads_how_many_questions_wait_until_the_deadline(
    asking, given, browser, place
):
    buyer = browser(asking.buyer)

    def told():
        found = buyer.get("/procurement/", headers=EN).soup.select_one(f"li:has(a[href='{place}'])")
        return found and found.select_one(".task__state").get_text(strip=True)

    asking.world.ask(asking.supplier, asking.response_id, "Mag Duits?")
    assert told() == "2 questions wait for an answer"
    for question in (given, *_unanswered(asking)):
        asking.world.draft_answer(asking.buyer, asking.procurement_id, question)
    assert told() == "2 answers are not published yet"
    with time_machine.travel(asking.deadline, tick=False):
        buyer.sign_in(asking.buyer)
        assert told() == "2 answers are not published yet"
    with time_machine.travel(asking.deadline.timestamp() + 1, tick=False):
        assert told() is None


def _unanswered(scene):
    with scene.database.reading() as session:
        found = clarifications.all_of(session, scene.procurement(session))
        return [item.id for item in found if not item.answer and item.assignee_id is None]


def _read(scene):
    return f"/supplier/{scene.response_id}/clarifications"
