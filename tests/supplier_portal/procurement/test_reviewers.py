"""This file names reviewers by page: boxes to tick, and what a colleague ticked meanwhile."""

import pytest

from supplier_portal.services import procurements, reviewers

EN = {"Accept-Language": "en"}


class Draft:
    """A draft, two people of security, and the page that names them."""

    def __init__(self, world):
        self.world = world
        self.buyer = world.person("procurement")
        self.first, self.second = (
            world.person("review", organisation=self.buyer, email=f"{name}@example.nl")
            for name in ("a", "b")
        )
        self.id = world.draft(self.buyer)
        self.address = f"/procurement/{self.id}/reviewers"

    def named(self):
        with self.world.database.reading() as session:
            home = self.buyer.actor.organisation_id
            found = procurements.of_organisation(session, home, self.id)
            return {account.id for account in reviewers.named(session, found)}


@pytest.fixture
def draft(world):
    return Draft(world)


@pytest.fixture
def buyer(draft, browser):
    visitor = browser(draft.buyer)
    visitor.get(draft.address, headers=EN)
    return visitor


def ticked(page):
    return {box["value"] for box in page.soup.select("input[name=people][checked]")}


def test_who_is_ticked_is_named_and_ticked_the_next_time(draft, buyer):
    page = buyer.submit("/reviewers", {"people": [str(draft.first.id)]}, headers=EN)
    assert page.message == "The reviewers are saved."
    assert draft.named() == {draft.first.id}
    assert ticked(buyer.get(draft.address)) == {str(draft.first.id)}


def test_nobody_ticked_is_told_at_the_boxes(draft, buyer):
    page = buyer.submit("/reviewers", headers=EN)
    link = page.soup.select_one(".error-summary a")
    assert (link.get_text(), link["href"]) == ("Name at least one reviewer.", "#people-0")
    assert page.soup.find(id="people-0")
    assert draft.named() == set()
    page = buyer.submit("/reviewers", {"people": [str(draft.second.id)]})
    assert draft.named() == {draft.second.id}


def test_what_a_colleague_ticked_meanwhile_stays(draft, buyer, browser):
    colleague = browser(draft.world.person("procurement", organisation=draft.buyer))
    colleague.get(draft.address)
    buyer.submit("/reviewers", {"people": [str(draft.first.id)]})
    colleague.submit("/reviewers", {"people": [str(draft.second.id)]})
    assert draft.named() == {draft.first.id, draft.second.id}
    buyer.get(draft.address)
    buyer.submit("/reviewers", {"people": [str(draft.first.id)]})
    assert draft.named() == {draft.first.id}


@pytest.mark.parametrize("who", ["stranger", "made up", "no number"])
def test_somebody_who_was_not_offered_is_refused(draft, buyer, world, who):
    people = {"stranger": str(world.person("review").id), "made up": str(draft.id)}
    forged = [str(draft.first.id), people.get(who, "'; --")]
    page = buyer.submit("/reviewers", {"people": forged, "shown": "x y"}, headers=EN)
    assert page.status == 200
    assert page.soup.select_one(".error-summary a")
    assert draft.named() == set()


def test_where_nobody_of_security_has_an_account_the_page_says_what_to_do(world, browser):
    lonely = world.person("procurement")
    page = browser(lonely).get(f"/procurement/{world.draft(lonely)}/reviewers", headers=EN)
    assert "Ask who runs this service" in page.soup.select_one(".empty").get_text()
    assert not page.soup.select("main form")
