"""This file asks for approval by page: the checklist, the note that comes back, the button."""

from decimal import Decimal

import pytest

from questionnaires.risk_profile import RiskProfile
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.services.approvals import ApprovalDecision

NUMBERS = ("5.20.05", "8.08.01")
EN = {"Accept-Language": "en"}


class Draft:
    """A draft with a deadline in ten days, and the pages about it."""

    def __init__(self, world):
        self.world = world
        self.buyer = world.person("procurement")
        self.id = world.draft(self.buyer, numbers=NUMBERS)
        self.address = f"/procurement/{self.id}"
        self.publish = f"{self.address}/publish"

    def ready(self):
        return self.world.name_reviewer(self.buyer, self.id)


@pytest.fixture
def draft(world):
    return Draft(world)


@pytest.fixture
def buyer(draft, browser):
    return browser(draft.buyer)


def lines(page):
    """Each line of the checklist: what it is about, how far it is, and where it is done."""
    return {
        line.select_one(".task__name").get_text(strip=True): (
            line.select_one(".task__state").get_text(strip=True),
            line.a["href"],
        )
        for line in page.soup.select(".tasks .task")
    }


def approval(page):
    """Where the approval stands."""
    return page.soup.select_one("main .status:not(.tasks .status)").get_text(strip=True)


def buttons(page):
    return {
        form["action"].rpartition("/")[2] for form in page.soup.select("main form[method=post]")
    }


def test_each_line_of_the_checklist_leads_to_where_it_is_done(draft, buyer):
    page = buyer.get(draft.publish, headers=EN)
    assert lines(page) == {
        "Requirements": ("in order", f"{draft.address}/requirements"),
        "Texts": ("in order", f"{draft.address}/requirements"),
        "Weights": ("in order", f"{draft.address}/requirements"),
        "Deadline": ("in order", f"{draft.address}/deadline"),
        "Exceptions": ("in order", f"{draft.address}/exceptions"),
        "Reviewers": ("to do", f"{draft.address}/reviewers"),
    }
    assert "Name at least one reviewer." in page.words
    assert buttons(page) == set()
    draft.ready()
    page = buyer.get(draft.publish, headers=EN)
    assert {state for state, _ in lines(page).values()} == {"in order"}
    assert "Persoon review" in page.words
    assert buttons(page) == {"approval"}


def test_a_set_without_requirements_and_without_deadline_says_so(world, browser):
    buyer = world.person("procurement")
    visitor = browser(buyer)
    empty = world.draft(buyer, numbers=())
    page = visitor.get(f"/procurement/{empty}/publish", headers=EN)
    assert lines(page)["Requirements"][0] == "to do"
    assert "Add at least one requirement." in page.words


def test_a_single_requirement_with_a_problem_is_one_click_away(draft, buyer, database):
    with database.writing.begin() as session:
        session.get_one(ProcurementRecord, draft.id).language = "en"
    draft.world.tailor(draft.buyer, draft.id, "5.20.05", text="")
    page = buyer.get(draft.publish, headers=EN)
    assert lines(page)["Texts"] == ("to do", f"{draft.address}/requirements/BIO2-5.20.05")


def test_the_whole_way_from_asking_to_publishing(draft, buyer):
    reviewer = draft.ready()
    page = buyer.get(draft.publish, headers=EN)
    assert approval(page) == "not asked for yet"
    buyer.submit("/approval", headers=EN)
    page = buyer.get(draft.publish, headers=EN)
    assert (approval(page), buttons(page)) == ("security is asked", set())
    assert "Asked by Persoon procurement" in page.words
    draft.world.decide(reviewer, draft.id, ApprovalDecision.RETURNED, "Te <b>zwaar</b>.")
    page = buyer.get(draft.publish, headers=EN)
    assert (approval(page), buttons(page)) == ("returned with a note", {"approval"})
    assert "Te <b>zwaar</b>." in page.words
    buyer.submit("/approval")
    draft.world.decide(reviewer, draft.id)
    page = buyer.get(draft.publish, headers=EN)
    assert (approval(page), buttons(page)) == ("approved", {"publish"})
    digest = page.soup.select_one(".digest").get_text(strip=True)
    page = buyer.submit("/publish")
    assert page.url.endswith("/revisions/1")
    assert page.soup.select_one(".digest").get_text(strip=True) == digest


def test_a_change_after_the_approval_is_told_and_asks_again(draft, buyer):
    draft.world.approve(draft.buyer, draft.id)
    page = buyer.get(draft.publish, headers=EN)
    draft.world.tailor(draft.buyer, draft.id, "5.20.05", weight=Decimal(9))
    page = buyer.submit("/publish", headers=EN)
    assert "changed after the approval" in page.soup.select_one(".error-summary").get_text()
    assert (approval(page), buttons(page)) == ("changed after approval", {"approval"})


def test_a_button_that_came_too_early_says_what_is_missing(draft, buyer):
    draft.ready()
    buyer.get(draft.publish, headers=EN)
    buyer.get(f"{draft.address}/requirements")
    for number in NUMBERS:
        buyer.get(f"{draft.address}/requirements")
        buyer.submit(f"/BIO2-{number}/drop")
    buyer.get(draft.publish)
    token = buyer.page.soup.select_one("input[name=csrf_token]")["value"]
    for action in ("approval", "publish"):
        page = buyer.post(f"{draft.address}/{action}", {"csrf_token": token}, headers=EN)
        assert page.status == 200
        summary = page.soup.select_one(".error-summary").get_text()
        assert "Add at least one requirement." in summary


def test_the_steps_of_a_procurement_show_where_the_approval_is(draft, buyer):
    def current():
        page = buyer.get(draft.address, headers=EN)
        return page.soup.select_one("[aria-current=step]").get_text(strip=True)

    reviewer = draft.ready()
    assert current() == "Approval"
    draft.world.ask_approval(draft.buyer, draft.id)
    assert current() == "Approval"
    assert "waits for approval by security" in buyer.page.words
    draft.world.decide(reviewer, draft.id)
    assert current() == "Publish"


def test_a_set_without_a_risk_profile_says_that_nothing_could_be_an_exception(draft, buyer):
    assert "BIO2 5.19.01" in buyer.get(draft.publish, headers=EN).words
    everything = RiskProfile(segments=frozenset({"cloud", "classified"}))
    draft.world.profile(draft.buyer, draft.id, everything)
    page = buyer.get(draft.publish, headers=EN)
    assert "BIO2 5.19.01" not in page.words
    assert "0 exceptions, each with its reason." in page.words
