"""A published set is changed by page: reason, approval, next revision, word to invitees."""

from datetime import timedelta

import pytest
from factories.world import NOW, REASON
from sqlalchemy import select

from supplier_portal.records.jobs import JobRecord
from supplier_portal.services import requirement_sets
from supplier_portal.services.jobs import JobKind

IDENTIFIER = "BIO2-8.08.01"


class Published:
    """A published procurement and the pages about it; its deadline is in twelve days."""

    def __init__(self, world):
        self.world = world
        self.buyer = world.person("procurement")
        self.id = world.published(self.buyer, at=NOW + timedelta(days=2))
        self.address = f"/procurement/{self.id}"
        self.amend = f"{self.address}/amendment"

    def revisions(self):
        with self.world.database.reading() as session:
            return [item.reason for item in requirement_sets.published(session, self.id)]


@pytest.fixture
def published(world):
    return Published(world)


@pytest.fixture
def buyer(published, in_english):
    return in_english(published.buyer)


def start(published, buyer):
    buyer.get(published.amend)
    return buyer.submit("/amendment", {"reason": REASON})


def tailor(published, buyer, text="Anders gevraagd."):
    buyer.get(f"{published.address}/requirements/{IDENTIFIER}")
    return buyer.submit(f"/{IDENTIFIER}", {"text": text})


def test_a_change_is_made_approved_and_published_by_page(published, buyer, in_english):
    page = buyer.get(published.address)
    page = buyer.follow("Change the requirements")
    page = buyer.submit("/amendment", {"reason": REASON})
    assert "You can change the requirements now" in page.message
    assert "Nothing yet" in page.words
    tailor(published, buyer)
    page = buyer.get(published.amend)
    assert [item.get_text() for item in page.soup.select("main ins")] == ["Anders gevraagd."]
    published.world.name_reviewer(published.buyer, published.id)
    page = buyer.get(f"{published.address}/publish")
    assert REASON in page.words
    assert "1 requirement differs from revision 1." in page.words
    buyer.submit("/approval")
    reviewer = in_english(published.world.reviewer(published.buyer))
    page = reviewer.get(f"/review/{published.id}/approval")
    assert REASON in page.words
    assert "Anders gevraagd." in [item.get_text() for item in page.soup.select("main ins")]
    reviewer.submit("/approval", {"decision": "approved"})
    buyer.get(f"{published.address}/publish")
    page = buyer.submit("/publish")
    assert page.message == "Revision 2 is published."
    assert published.revisions() == ["", REASON]
    page = buyer.get(f"{published.address}/revisions/2/changes")
    assert REASON in page.words
    assert IDENTIFIER in page.words


def test_every_invitee_is_told_by_mail_once(published, buyer, in_english):
    for name in ("een", "twee"):
        published.world.invitation(published.buyer, published.id, email=f"{name}@example.nl")
    start(published, buyer)
    tailor(published, buyer)
    published.world.approve(published.buyer, published.id)
    buyer.get(f"{published.address}/publish")
    buyer.submit("/publish")
    with published.world.database.reading() as session:
        found = session.scalars(
            select(JobRecord).where(JobRecord.kind == JobKind.CHANGE_MAIL.value)
        )
        assert sorted(job.payload["to"] for job in found) == ["een@example.nl", "twee@example.nl"]


def test_a_reason_is_asked_where_it_is_missing_and_nothing_starts(published, buyer):
    buyer.get(published.amend)
    page = buyer.submit("/amendment", {"reason": "Kort."})
    assert page.soup.select_one(".error-summary a")["href"] == "#reason"
    assert page.soup.select_one("#reason").get_text().strip() == "Kort."
    assert "take-back" not in page.text


def test_of_two_who_change_the_reason_the_second_sees_both_and_saves_after_all(
    published, buyer, in_english
):
    start(published, buyer)
    colleague = in_english(published.world.person("procurement", organisation=published.buyer))
    for visitor in (buyer, colleague):
        visitor.get(published.amend)
    buyer.submit("/amendment", {"reason": "De eerste nieuwe reden hiervoor."})
    page = colleague.submit("/amendment", {"reason": "De tweede nieuwe reden."})
    assert "Somebody else changed this" in page.words
    assert page.soup.select_one("#reason").get_text().strip() == "De tweede nieuwe reden."
    page = colleague.submit("/amendment")
    assert page.message == "The reason is kept."


def test_a_change_is_taken_back_by_page(published, buyer):
    start(published, buyer)
    tailor(published, buyer)
    buyer.get(published.amend)
    page = buyer.submit("/take-back")
    assert "again what is published" in page.message
    page = buyer.get(f"{published.address}/requirements")
    assert "Anders gevraagd." not in page.words
    assert published.revisions() == [""]


def test_the_page_says_while_it_is_changed_that_suppliers_see_nothing_yet(published, buyer):
    start(published, buyer)
    page = buyer.get(published.address)
    assert "Suppliers go on with revision 1 until you publish the change." in page.words
    page = buyer.get("/procurement/")
    assert "Finish the change" in page.words


def test_with_too_few_days_left_the_checklist_asks_for_a_later_deadline(published, buyer, app):
    app.config["MINIMUM_DAYS_AFTER_A_CHANGE"] = 20
    start(published, buyer)
    tailor(published, buyer)
    page = buyer.get(f"{published.address}/publish")
    assert "Give suppliers at least 20 days" in page.words
