"""This file approves a set by page, returns one, and meets a set that changed meanwhile."""

from decimal import Decimal

import pytest
from factories.world import NUMBERS

from questionnaires.risk_profile import RiskProfile

EN = {"Accept-Language": "en"}


class Draft:
    """A draft that waits for approval, and the page on which it is given."""

    def __init__(self, world):
        self.world = world
        self.buyer = world.person("procurement")
        self.reviewer = world.person("review", organisation=self.buyer)
        self.id = world.draft(self.buyer)
        world.ask_approval(self.buyer, self.id)
        self.address = f"/review/{self.id}/approval"


@pytest.fixture
def draft(world):
    return Draft(world)


@pytest.fixture
def reviewer(draft, browser):
    visitor = browser(draft.reviewer)
    visitor.get(draft.address, headers=EN)
    return visitor


def test_the_whole_set_can_be_read_with_its_questions_options_and_proof(draft, reviewer):
    page = reviewer.page
    candidate = draft.world.candidate(draft.reviewer, draft.id)
    assert len(candidate.requirements) == len(NUMBERS)
    for requirement in candidate.requirements:
        section = page.soup.select_one(f"section[aria-labelledby='{requirement.identifier}']")
        words = " ".join(section.get_text(" ").split())
        texts = [requirement.title, requirement.text, requirement.proof.design]
        texts += [question.wording for question in requirement.questions]
        texts += [option.label for item in requirement.questions for option in item.options]
        assert [text.nl for text in texts if " ".join(text.nl.split()) not in words] == []


def test_what_waits_is_on_the_start_page_in_the_list_and_on_its_own_page(draft, reviewer):
    page = reviewer.get("/review/", headers=EN)
    [link] = page.soup.select("section[aria-labelledby=waiting] a")
    assert (link["href"], link.get_text()) == (draft.address, "Approve the requirements")
    assert "Persoon procurement asked security for approval." in page.words
    assert "REF-1" in reviewer.get("/review/all", headers=EN).words
    page = reviewer.get(f"/review/{draft.id}", headers=EN)
    assert page.soup.select_one(f"main a[href='{draft.address}']")


def test_approving_leads_home_and_takes_it_off_the_list(draft, reviewer):
    page = reviewer.submit("/approval", {"decision": "approved"}, headers=EN)
    assert page.url == "/review/"
    assert page.message == "The set is approved. Procurement can publish it now."
    assert not page.soup.select(".task")
    page = reviewer.get(draft.address, headers=EN)
    assert "Nobody waits for your approval now." in page.words
    assert not page.soup.select("main form")


def test_returning_needs_a_note_that_is_told_at_its_field(draft, reviewer):
    page = reviewer.submit("/approval", {"decision": "returned"}, headers=EN)
    link = page.soup.select_one(".error-summary a")
    assert (link.get_text(), link["href"]) == ("Write what has to change.", "#note")
    page = reviewer.submit("/approval", {"decision": "returned", "note": "Te zwaar."}, headers=EN)
    assert page.message == "The set is returned. Procurement sees your note."


@pytest.mark.parametrize("decision", ["", "maybe", None], ids=["empty", "odd", "none"])
def test_a_form_without_a_decision_decides_nothing(draft, reviewer, decision):
    page = reviewer.submit("/approval", {"decision": decision}, headers=EN)
    link = page.soup.select_one(".error-summary a")
    assert (link.get_text(), link["href"]) == ("Approve the set or return it.", "#decision")
    assert reviewer.get(draft.address).soup.select("main form")


def test_a_set_that_changed_while_it_was_read_is_shown_again_and_then_approved(draft, reviewer):
    draft.world.tailor(draft.buyer, draft.id, "5.20.05", text="Op de valreep.", weight=Decimal(9))
    values = {"decision": "approved", "note": "Akkoord."}
    page = reviewer.submit("/approval", values, headers=EN)
    assert "Somebody else changed this" in page.soup.select_one(".error-summary").get_text()
    assert "Op de valreep." in page.words
    assert page.soup.select_one("#note").get_text().strip() == "Akkoord."
    page = reviewer.submit("/approval", {"decision": "approved"}, headers=EN)
    assert page.message == "The set is approved. Procurement can publish it now."


def test_a_deadline_that_came_too_near_keeps_it_from_being_approved(draft, world, browser, app):
    app.config["MINIMUM_DAYS_FOR_RESPONSES"] = 30
    visitor = browser(draft.reviewer)
    page = visitor.get(draft.address, headers=EN)
    assert "the set cannot be approved now" in page.words
    assert [button["value"] for button in page.soup.select("[name=decision]")] == ["returned"]
    page = visitor.submit("/approval", {"decision": "approved"}, headers=EN)
    assert "at least 30 days" in page.soup.select_one(".error-summary").get_text()


def test_what_a_colleague_decided_meanwhile_is_told(draft, reviewer):
    other = draft.world.person("review", organisation=draft.buyer)
    draft.world.decide(other, draft.id)
    page = reviewer.submit("/approval", {"decision": "returned", "note": "Van mij."}, headers=EN)
    assert "a colleague may have decided meanwhile" in page.words
    assert page.soup.select_one("p.given").get_text() == "Van mij."


def test_a_draft_that_nobody_asks_about_is_not_shown_as_sealed(world, browser):
    buyer = world.person("procurement")
    draft = world.draft(buyer)
    reviewer = browser(world.reviewer(buyer))
    page = reviewer.get(f"/review/{draft}", headers=EN)
    assert "Nothing is published yet" in page.soup.select_one(".empty").get_text()
    page = reviewer.get(f"/review/{draft}/approval", headers=EN)
    assert not page.soup.select("main form")


def test_security_reads_the_exceptions_with_the_reasons_before_it_approves(world, browser):
    draft = Draft(world)
    draft.id = world.draft(draft.buyer, reference="exceptions")
    world.profile(draft.buyer, draft.id, RiskProfile(segments=frozenset({"hardware"})))
    world.reason(draft.buyer, draft.id, "BIO2 5.20.04", "De opdrachtgever onderzoekt dit zelf al.")
    page = browser(draft.reviewer).get(f"/review/{draft.id}/approval")
    cards = {card.h3.get_text(" ", strip=True)[:7]: card for card in page.soup.select(".card")}
    assert "De opdrachtgever onderzoekt dit zelf al." in cards["5.20.04"].get_text()
    assert "nog geen reden" in cards["5.20.01"].get_text()
