"""This file invites suppliers on the page: the link is shown, and mail never holds the page up."""

import re
from dataclasses import replace

import pytest
from factories.mail_server import Mailbox
from factories.world import NOW
from page import Browser

from supplier_portal import worker
from supplier_portal.app import create_app
from supplier_portal.records.jobs import JobRecord
from supplier_portal.services import notices
from supplier_portal.services.jobs import JobKind

EMAIL = "jan@leverancier.example"


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
def settings(settings, mailbox):
    return replace(settings, mail=mailbox.settings, public_url="https://portaal.example")


@pytest.fixture
def page_of(app, scene):
    """The page of the buyer, in English; ``page_of(email)`` after inviting somebody."""
    return _pages(app, scene)


def _pages(app, scene):
    visitor = Browser(app)
    visitor.sign_in(scene.buyer)
    with visitor.client.session_transaction() as kept:
        kept["language"] = "en"

    return _Pages(visitor, f"/procurement/{scene.procurement_id}/invitations")


class _Pages:
    def __init__(self, visitor, address):
        self.visitor, self.address = visitor, address

    def __call__(self, email=None):
        page = self.visitor.get(self.address)
        return self.visitor.submit("/invitations", {"email": email}) if email else page

    def take_back(self, email=EMAIL):
        page = self.visitor.get(self.address)
        [row] = [row for row in page.soup.select("tbody tr") if email in row.get_text()]
        return self.visitor.submit(row.select_one("form")["action"])


def _link(page) -> str:
    return page.soup.select_one(".notice .digest").get_text()


def _mail(page) -> str:
    [row] = [row for row in page.soup.select("tbody tr") if EMAIL in row.get_text()]
    return row.select("td")[1].get_text(strip=True)


def _told_of_a_change(scene) -> set[str]:
    with scene.database.reading() as session:
        jobs = session.query(JobRecord).filter_by(kind=JobKind.CHANGE_MAIL)
        return {job.payload["to"] for job in jobs}


def test_the_link_that_is_shown_is_the_link_that_is_mailed_and_it_works(
    page_of, settings, mailbox, browser
):
    page = page_of(EMAIL)
    with mailbox.is_up():
        worker.work_once(settings)
    [letter] = mailbox.messages
    [mailed] = re.findall(r"https://\S+", letter.get_content())
    assert mailed == _link(page)
    assert "Zaaksysteem als dienst" in browser().get(mailed.removeprefix(settings.public_url)).words


def test_the_page_does_not_wait_for_a_mail_server_that_is_away(page_of, settings):
    page = page_of(EMAIL)
    assert page.status == 200
    assert _link(page).startswith("https://portaal.example/invitation/")
    assert _mail(page) == "waits to be sent"
    worker.work_once(settings)
    assert _mail(page_of()) == "not sent yet, is tried again"


def test_the_page_says_how_far_each_mail_is(page_of, settings, mailbox):
    page_of(EMAIL)
    with mailbox.is_up():
        worker.work_once(settings)
        assert _mail(page_of()) == "sent"
        mailbox.refusal = "550 Nobody of that name"
        page_of(EMAIL)
        worker.work_once(settings)
    assert _mail(page_of()) == "could not be delivered: check the address"


def test_who_was_given_a_link_by_hand_got_no_mail(page_of, scene):
    scene.world.invitation(scene.buyer, scene.procurement_id, email=EMAIL)
    assert _mail(page_of()) == "not by mail"


def test_where_no_mail_is_sent_the_page_asks_to_send_the_link(page_of, scene, settings):
    by_mail = page_of(EMAIL)
    assert "The supplier gets this link by mail" in by_mail.words
    app = create_app(replace(settings, mail=None))
    by_hand = _pages(app, scene)(EMAIL)
    app.extensions["supplier_portal.database"].engine.dispose()
    assert "Send this link to the supplier" in by_hand.words
    assert _link(by_hand) != _link(by_mail)
    columns = [len(page.soup.select("thead th")) for page in (by_mail, by_hand)]
    assert columns == [4, 3]


def test_a_link_that_was_taken_back_no_longer_works_and_is_not_mailed(
    page_of, settings, mailbox, browser
):
    link = _link(page_of(EMAIL)).removeprefix(settings.public_url)
    page = page_of.take_back()
    assert page.message == f"The invitation of {EMAIL} is taken back."
    with mailbox.is_up():
        worker.work_once(settings)
    assert mailbox.messages == []
    assert browser().get(link).status == 404


def test_inviting_again_after_taking_back_makes_a_link_that_works(page_of, settings, browser):
    page_of(EMAIL)
    page_of.take_back()
    link = _link(page_of(EMAIL)).removeprefix(settings.public_url)
    assert browser().get(link).status == 200


def test_the_page_does_not_tell_whether_a_link_was_used_before_it_was_taken_back(page_of):
    [claimed] = [row.th.get_text() for row in page_of().soup.select("tbody tr")]
    page_of(EMAIL)
    page_of.take_back(claimed)
    page = page_of.take_back(EMAIL)
    links = [row.select("td")[-1].get_text(" ", strip=True) for row in page.soup.select("tbody tr")]
    assert len({re.sub(r"\d+:\d+", "", link) for link in links}) == 1
    assert all("taken back" in link for link in links)


def test_who_took_part_before_a_link_was_taken_back_is_still_told_of_changes(page_of, scene):
    [claimed] = [row.th.get_text() for row in page_of().soup.select("tbody tr")]
    for email in (EMAIL, "c@example.nl"):
        page_of(email)
    for email in (claimed, EMAIL):
        page_of.take_back(email)
    with scene.database.writing.begin() as session:
        procurement = scene.procurement(session)
        notices.tell_invitees(session, procurement, revision_number=2, sign_in="x", at=NOW)
    assert _told_of_a_change(scene) == {claimed, "c@example.nl"}


def test_an_address_that_is_no_address_is_told_and_nobody_is_mailed(page_of, everything):
    for wrong in ("jan", "jan@a.nl\r\nBcc: b@c.nl", "jan@a.nl, piet@b.nl", "Jan <jan@a.nl>"):
        page = page_of(wrong)
        assert page.soup.select("[aria-invalid]"), wrong
    assert everything("job") == "job: []"
