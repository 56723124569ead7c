"""People look after their own account: password, recovery codes, and where they are signed in."""

from datetime import timedelta

import pytest
from factories.second_factors import code_at, give_factor
from factories.world import NOW, PASSWORD
from time_machine import travel

from supplier_portal.records.jobs import JobRecord
from supplier_portal.services import recovery_codes

LATER = NOW + timedelta(minutes=10)
OTHER = "vier nieuwe losse woorden"
HOMES = {"procurement": "/procurement/", "supplier": "/supplier/", "review": "/review/"}


@pytest.fixture(autouse=True)
def _later():
    with travel(LATER, tick=False):
        yield


def _is_in(visitor, role="supplier") -> bool:
    return visitor.client.get(HOMES[role]).status_code == 200


def _journal(scene, person):
    return [entry.action for entry in scene.journal(f"account:{person.id}")]


@pytest.mark.parametrize("role", HOMES)
def test_everybody_finds_the_own_account_by_the_own_name(role, world, in_english):
    person = world.person(role)
    visitor = in_english(person)
    visitor.get(HOMES[role])
    page = visitor.follow(f"Persoon {role}")
    assert page.heading == "My account"
    assert person.email in page.words
    assert "None yet." in page.words


def test_with_the_present_password_one_takes_another_and_is_out_everywhere_else(scene, in_english):
    here, there = in_english(scene.supplier), in_english(scene.supplier)
    here.get("/account/password")
    page = here.submit("/password", {"password": PASSWORD, "new_password": OTHER})
    assert "Your password is changed" in page.message
    assert (_is_in(here), _is_in(there)) == (True, False)
    there.get("/sign-in")
    there.submit("/sign-in?", {"email": scene.supplier.email, "password": OTHER})
    assert _is_in(there)
    assert "change_password" in _journal(scene, scene.supplier)
    with scene.database.reading() as session:
        [letter] = session.query(JobRecord).filter_by(kind="account_mail").all()
    assert letter.payload["to"] == scene.supplier.email


def test_without_the_present_password_nothing_changes_and_guessing_is_slow(scene, in_english):
    here, there = in_english(scene.supplier), in_english(scene.supplier)
    here.get("/account/password")
    shown, statuses = here.page, []
    for _ in range(6):
        here.page = shown
        page = here.submit("/password", {"password": "geraden", "new_password": OTHER})
        statuses.append(page.status)
    assert statuses == [200, 200, 200, 429, 429, 429]
    assert _is_in(there)
    assert "change_password" not in _journal(scene, scene.supplier)


def test_new_recovery_codes_take_password_and_code_and_end_the_old_ones(scene, in_english):
    old = give_factor(scene.world, scene.supplier)
    visitor = in_english(scene.supplier)
    visitor.get("/account/")
    assert "10" in visitor.page.words
    visitor.follow("New recovery codes")
    right = {"password": PASSWORD, "code": code_at(LATER)}
    for wrong in ({"password": "geraden"}, {"code": "000000"}):
        page = visitor.submit("/recovery-codes", {**right, **wrong})
        assert page.heading == "New recovery codes"
    page = visitor.submit("/recovery-codes", right)
    codes = [code.get_text(strip=True) for code in page.soup.select(".codes code")]
    assert len(set(codes) - set(old)) == recovery_codes.NUMBER
    with scene.database.writing.begin() as session:
        works = [
            recovery_codes.spend(session, scene.supplier.id, code, at=LATER, origin="test")
            for code in (old[0], codes[0])
        ]
    assert works == [False, True]


def test_who_has_no_second_factor_is_led_to_set_it_up(scene, in_english):
    visitor = in_english(scene.supplier)
    assert visitor.get("/account/recovery-codes").heading == "Set up a second factor"


def test_one_sees_where_one_is_signed_in_and_ends_it_elsewhere(scene, in_english):
    here, there, stranger = (
        in_english(who) for who in (scene.supplier, scene.supplier, scene.buyer)
    )
    page = here.get("/account/")
    assert len(page.soup.select("section li")) == 2
    assert len(page.soup.select("section strong")) == 1
    page = here.submit("/elsewhere")
    assert "signed out everywhere else" in page.message
    assert len(page.soup.select("section li")) == 1
    assert (_is_in(here), _is_in(there)) == (True, False)
    assert _is_in(stranger, "procurement")
    assert _journal(scene, scene.supplier)[-1] == "sign_out_elsewhere"


def test_a_password_sent_after_the_session_ended_is_not_shown_again(scene, in_english):
    visitor = in_english(scene.supplier)
    visitor.get("/account/password")
    with travel(LATER + timedelta(hours=2), tick=False):
        page = visitor.submit("/password", {"password": PASSWORD, "new_password": OTHER})
    assert page.status == 401
    assert PASSWORD not in page.text
    assert OTHER not in page.text


def _left(visitor, minutes):
    with travel(LATER + timedelta(minutes=minutes), tick=False):
        reply = visitor.client.get("/account/stay", headers={"Accept": "application/json"})
    return reply.json.get("seconds", "out")


def test_one_stays_by_the_button_and_not_by_what_the_page_asks(scene, in_english):
    visitor = in_english(scene.supplier)
    visitor.get("/account/")
    assert [_left(visitor, minutes) for minutes in (0, 30, 55)] == [3600, 1800, 300]
    with travel(LATER + timedelta(minutes=56), tick=False):
        assert visitor.submit("/account/stay").response.json == {"seconds": 3600}
    assert [_left(visitor, minutes) for minutes in (56, 115, 116)] == [3600, 60, "out"]


def test_no_button_makes_the_day_longer(scene, in_english):
    visitor = in_english(scene.supplier)
    shown = visitor.get("/account/")
    for minutes in range(30, 12 * 60, 30):
        with travel(LATER + timedelta(minutes=minutes), tick=False):
            visitor.page = shown
            visitor.submit("/account/stay")
    assert _left(visitor, 12 * 60 - 10) == 600
    assert _left(visitor, 12 * 60) == "out"
