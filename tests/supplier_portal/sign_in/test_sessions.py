"""Sessions end for who is away, and nothing that was typed ends with them (A11, D6)."""

from datetime import timedelta

import pytest
from factories.world import NOW, PASSWORD
from time_machine import travel

from supplier_portal.records.accounts import SignInRecord
from supplier_portal.services import sign_ins

ITEM = "BIO2-5.20.05.q3"
LONG = "Wij melden elk datalek. " * 833


@pytest.fixture
def at_work(scene, browser):
    """A supplier on a page with questions."""
    with travel(NOW, tick=False):
        visitor = browser()
        visitor.get("/sign-in")
        visitor.submit("/sign-in?", {"email": scene.supplier.email, "password": PASSWORD})
        visitor.get(f"/supplier/{scene.response_id}/themes/5")
    return visitor


def _last_seen(scene):
    with scene.database.reading() as session:
        found = session.query(SignInRecord).filter_by(account_id=scene.supplier.id).all()
        return max(one.last_seen_at for one in found)


def _home(visitor, at):
    with travel(at, tick=False):
        return visitor.client.get("/supplier/").status_code


def test_who_is_away_for_an_hour_is_signed_out(at_work):
    assert _home(at_work, NOW + sign_ins.IDLE_FOR - timedelta(seconds=1)) == 200
    assert _home(at_work, NOW + 2 * sign_ins.IDLE_FOR) == 302


def test_who_keeps_working_stays_until_the_day_is_over(at_work):
    steps = range(30, 12 * 60, 30)
    assert {_home(at_work, NOW + timedelta(minutes=step)) for step in steps} == {200}
    assert _home(at_work, NOW + sign_ins.SIGNED_IN_FOR) == 302


def test_that_somebody_is_here_is_noted_once_a_minute(scene, at_work):
    _home(at_work, NOW + timedelta(seconds=59))
    assert _last_seen(scene) == NOW
    _home(at_work, NOW + timedelta(seconds=60))
    assert _last_seen(scene) == NOW + timedelta(seconds=60)


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_a_page_asks_by_itself_keeps_nobody_signed_in(method, scene, at_work):
    shown = at_work.page

    def ask(minutes):
        with travel(NOW + timedelta(minutes=minutes), tick=False):
            address = f"/supplier/{scene.response_id}/presence"
            if method == "post":
                at_work.page = shown
                return at_work.submit("/presence", {"item": ITEM}).status
            return at_work.client.get(address, headers={"Accept": "application/json"}).status_code

    assert [ask(minutes) for minutes in (20, 40)] == [200, 200]
    assert _last_seen(scene) == NOW
    assert ask(60) == 401


def test_a_page_is_shown_while_somebody_else_writes(scene, at_work):
    with scene.database.writing.begin() as session:
        sign_ins.note_presence(session, "somebody else", at=NOW)
        assert _home(at_work, NOW + timedelta(minutes=2)) == 200
    assert _home(at_work, NOW + timedelta(minutes=3)) == 200
    assert _last_seen(scene) == NOW + timedelta(minutes=3)


@pytest.mark.parametrize("hours", [1, 3, 9, 13])
def test_what_was_typed_before_the_session_ended_is_sent_once_more(scene, browser, at_work, hours):
    with travel(NOW + timedelta(hours=hours), tick=False):
        page = at_work.submit(f"/answers/{ITEM}", {"text": LONG})
        assert page.status == 401
        assert LONG in page.text
        kept = page
        at_work.get("/sign-in")
        at_work.submit("/sign-in?", {"email": scene.supplier.email, "password": PASSWORD})
        at_work.page = kept
        at_work.submit(f"/answers/{ITEM}?")
    assert at_work.page.status == 200
    assert scene.stored(ITEM).entry.text == LONG


def test_a_form_of_somebody_who_signed_out_is_not_shown_again(scene, browser, at_work):
    at_work.page = at_work.get(f"/supplier/{scene.response_id}/themes/5")
    asked = at_work.page
    at_work.submit("/sign-out")
    at_work.page = asked
    assert at_work.submit(f"/answers/{ITEM}", {"text": LONG}).url.startswith("/sign-in")
    assert LONG not in at_work.page.text


def test_a_copy_of_the_cookie_of_who_signed_out_gets_nothing_to_send_again(scene, at_work):
    copied = at_work.client.get_cookie("session").value
    token = at_work.page.soup.select_one("[name=csrf_token]")["value"]
    with travel(NOW + timedelta(minutes=1), tick=False):
        at_work.submit("/sign-out")
    with travel(NOW + timedelta(hours=2), tick=False):
        at_work.client.set_cookie("session", copied)
        sent = {"text": LONG, "csrf_token": token}
        reply = at_work.client.post(f"/supplier/{scene.response_id}/answers/{ITEM}", data=sent)
    assert reply.headers["Location"].startswith("/sign-in")
    assert LONG not in reply.get_data(as_text=True)


def test_too_many_wrong_passwords_are_refused_in_words_with_how_long_to_wait(scene, browser):
    visitor = browser()
    with travel(NOW, tick=False):
        for _ in range(3):
            visitor.get("/sign-in")
            visitor.submit("/sign-in?", {"email": scene.buyer.email, "password": "verkeerd"})
            assert visitor.page.status == 200
        visitor.get("/sign-in")
        visitor.submit("/sign-in?", {"email": scene.buyer.email, "password": PASSWORD})
    assert visitor.page.status == 429
    assert visitor.page.response.headers["Retry-After"] == "60"
    told = [(entry.action, entry.result) for entry in scene.journal(f"account:{scene.buyer.id}")]
    assert told[-3:] == [("sign_in", "refused_sign_in")] * 3


def test_known_and_unknown_addresses_get_the_same_answer(scene, browser):
    pages = []
    for email in (scene.buyer.email, "niemand@example.nl"):
        visitor = browser()
        visitor.get("/sign-in")
        page = visitor.submit("/sign-in?", {"email": email, "password": "verkeerd"})
        pages.append((page.status, page.words.replace(email, "")))
    assert pages[0] == pages[1]
    assert len(scene.journal("account:unknown")) == 1
