"""A procurement is decided and concluded by page, with its reasons and its standstill."""

from datetime import timedelta

import pytest
from factories.requirements import LONG_ENOUGH
from factories.world import NOW

from questionnaires.judgements import Verdict

LONG_AGO = NOW - timedelta(days=60)


class Judged:
    """A procurement of which everything is judged, with one supplier."""

    def __init__(self, world):
        self.world = world
        self.buyer = world.person("procurement")
        self.reviewer = world.person("review", organisation=self.buyer)
        numbers = ("5.20.02", "8.08.01")
        self.id = world.published(self.buyer, numbers=numbers, at=LONG_AGO)
        supplier, response_id = world.supplier(self.buyer, self.id, at=LONG_AGO)
        world.answer(supplier, response_id, at=LONG_AGO)
        world.submit(supplier, response_id, at=LONG_AGO)
        self.opened = world.opened(self.reviewer, self.id)
        world.judge(self.reviewer, self.opened["Leverancier"], "BIO2-8.08.01?", Verdict.MEETS)
        self.address = f"/procurement/{self.id}/decision"


@pytest.fixture
def judged(world):
    return Judged(world)


@pytest.fixture
def buyer(judged, in_english):
    visitor = in_english(judged.buyer)
    visitor.get(judged.address)
    return visitor


def decide(judged, buyer, winner="Leverancier", reason=LONG_ENOUGH):
    chosen = str(judged.opened[winner]) if winner else "nobody"
    return buyer.submit("/decision", {"winner": chosen, "reason": reason})


def test_an_award_is_told_waits_and_is_contracted_with_a_reason_and_archived(judged, buyer):
    page = decide(judged, buyer)
    assert "Awarded to Leverancier." in page.words
    page = buyer.submit("/notified")
    assert "The standstill lasts until" in page.words
    page = buyer.submit("/contracted", {"reason": "Kort.", "is_undisputed": "y"})
    assert page.soup.select_one(".error-summary a")["href"] == "#reason"
    page = buyer.submit("/contracted", {"reason": LONG_ENOUGH, "is_undisputed": "y"})
    assert page.message == "Kept: the contract is closed."
    page = buyer.submit("/archived")
    assert page.message == "The procurement is archived."
    assert not page.soup.select("main form[method=post]")
    assert judged.address not in buyer.get("/procurement/").text
    assert "archived" in buyer.get("/procurement/all").words


def test_without_an_award_there_is_no_contract(judged, buyer):
    page = decide(judged, buyer, None)
    assert "Nobody is awarded." in page.words
    page = buyer.submit("/notified")
    assert "Contract" not in [item.get_text() for item in page.soup.select("main h2")]
    page = buyer.submit("/archived")
    assert page.message == "The procurement is archived."


def test_an_award_is_withdrawn_with_the_reasons_and_archived(judged, buyer):
    decide(judged, buyer)
    buyer.submit("/notified")
    page = buyer.submit("/withdrawn", {"why": "Kort."})
    assert page.soup.select_one(".error-summary a")["href"] == "#why"
    page = buyer.submit("/withdrawn", {"why": LONG_ENOUGH})
    assert "No contract follows on the award." in page.words
    assert buyer.submit("/archived").message == "The procurement is archived."


def test_the_contract_asks_whether_a_court_was_asked(judged, buyer):
    decide(judged, buyer)
    buyer.submit("/notified")
    page = buyer.submit("/contracted", {"reason": LONG_ENOUGH})
    assert page.soup.select_one(".error-summary a")["href"] == "#is_undisputed"


def test_what_is_missing_is_told_at_its_field_and_nothing_is_decided(judged, buyer):
    page = buyer.submit("/decision", {"reason": "Kort."})
    assert page.soup.select_one(".error-summary a")["href"] == "#winner-0"
    page = decide(judged, buyer, reason="Kort.")
    assert page.soup.select_one(".error-summary a")["href"] == "#reason"
    assert page.soup.select_one("#reason").get_text().strip() == "Kort."
    assert "Awarded to" not in page.words


def test_while_security_judges_there_is_nothing_to_decide(world, in_english):
    buyer = world.person("procurement")
    procurement_id = world.published(buyer, at=LONG_AGO)
    supplier, response_id = world.supplier(buyer, procurement_id, at=LONG_AGO)
    world.answer(supplier, response_id, at=LONG_AGO)
    world.submit(supplier, response_id, at=LONG_AGO)
    world.opened(world.reviewer(buyer), procurement_id)
    page = in_english(buyer).get(f"/procurement/{procurement_id}/decision")
    assert "You can decide after that." in page.words
    assert not page.soup.select("main form[method=post]")


def test_what_is_decided_is_judged_no_more(judged, buyer, in_english):
    decide(judged, buyer)
    page = in_english(judged.reviewer).get(f"/review/responses/{judged.opened['Leverancier']}")
    assert "its judgements no longer change" in page.words
    assert not page.soup.select("form.judgement")


def test_the_start_page_says_what_comes_next(judged, buyer):
    steps = []
    for act in (lambda: decide(judged, buyer), lambda: buyer.submit("/notified")):
        page = buyer.get("/procurement/")
        steps += [item.get_text(strip=True) for item in page.soup.select(".task__name")]
        buyer.get(judged.address)
        act()
    page = buyer.get("/procurement/")
    assert steps == ["Decide", "Tell suppliers the decision"]
    assert "the standstill is under way" in page.words
