"""Nobody gets in with a password alone where a second factor is asked (D5)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from factories.second_factors import code_at, give_factor
from factories.world import NOW, PASSWORD
from page import Browser
from time_machine import travel

from supplier_portal.app import create_app
from supplier_portal.records.accounts import SignInRecord
from supplier_portal.settings import SecondFactor

LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def strict(settings):
    """A browser before an installation that requires a second factor."""
    app = create_app(replace(settings, second_factor=SecondFactor.REQUIRED))

    def open_browser() -> Browser:
        opened = Browser(app)
        opened.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        return opened

    yield open_browser
    app.extensions["supplier_portal.database"].engine.dispose()


@pytest.fixture
def visit(in_english):
    """A browser before an installation that leaves the second factor to people themselves."""
    return lambda: in_english(None)


def _give_password(visitor, person):
    visitor.get("/sign-in")
    return visitor.submit("/sign-in?", _password(person))


def _password(person):
    return {"email": person.email, "password": PASSWORD}


def _is_in(visitor) -> bool:
    return visitor.client.get("/supplier/").status_code == 200


def _key(page) -> str:
    return page.soup.select_one("code").get_text().strip()


def _token(visitor):
    with visitor.client.session_transaction() as kept:
        return kept.get("token"), kept.get("halfway")


def test_who_has_a_second_factor_gets_in_with_password_and_code(scene, visit):
    give_factor(scene.world, scene.supplier)
    visitor = visit()
    with travel(LATER, tick=False):
        _give_password(visitor, scene.supplier)
        assert visitor.page.heading == "Enter your code"
        assert not _is_in(visitor)
        visitor.submit("/sign-in/code?", {"code": code_at(LATER)})
        assert _is_in(visitor)


def test_one_goes_on_to_the_page_one_wanted(scene, visit):
    give_factor(scene.world, scene.supplier)
    visitor = visit()
    wanted = f"/supplier/{scene.response_id}"
    with travel(LATER, tick=False):
        visitor.get(wanted)
        for given in (_password(scene.supplier), {"code": code_at(LATER)}):
            visitor.submit(visitor.page.soup.select_one("form.sign-in")["action"], given)
    assert visitor.page.url.endswith(wanted)


def test_a_wrong_code_lets_nobody_in_and_is_in_the_journal(scene, visit):
    give_factor(scene.world, scene.supplier)
    visitor = visit()
    with travel(LATER, tick=False):
        _give_password(visitor, scene.supplier)
        page = visitor.submit("/sign-in/code?", {"code": "000000"})
        assert "This code is not right" in page.words
        assert not _is_in(visitor)
    told = scene.journal(f"account:{scene.supplier.id}")
    assert [entry.result for entry in told][-2:] == ["done", "refused_code"]


def test_a_code_that_was_used_lets_nobody_in_again(scene, visit):
    give_factor(scene.world, scene.supplier)
    with travel(LATER, tick=False):
        for expected in (True, False):
            visitor = visit()
            _give_password(visitor, scene.supplier)
            visitor.submit("/sign-in/code?", {"code": code_at(LATER)})
            assert _is_in(visitor) is expected


def test_guessing_codes_is_as_slow_as_guessing_passwords(scene, visit):
    give_factor(scene.world, scene.supplier)
    visitor = visit()
    with travel(LATER, tick=False):
        _give_password(visitor, scene.supplier)
        kept, statuses = visitor.page, []
        for _ in range(5):
            visitor.page = kept
            statuses.append(visitor.submit("/sign-in/code?", {"code": "000000"}).status)
        assert statuses == [200, 200, 200, 429, 429]
        visitor.page = kept
        assert visitor.submit("/sign-in/code?", {"code": code_at(LATER)}).status == 429
        assert not _is_in(visitor)


def test_a_recovery_code_lets_in_once_and_tells_how_many_are_left(scene, visit):
    code = give_factor(scene.world, scene.supplier)[0]
    with travel(LATER, tick=False):
        visitor = visit()
        _give_password(visitor, scene.supplier)
        page = visitor.submit("/sign-in/code?", {"code": code})
        assert "9 left" in page.message
        again = visit()
        _give_password(again, scene.supplier)
        again.submit("/sign-in/code?", {"code": code})
        assert not _is_in(again)


def test_what_the_browser_keeps_changes_with_the_step_up_and_the_half_no_longer_works(scene, visit):
    give_factor(scene.world, scene.supplier)
    visitor = visit()
    with travel(LATER, tick=False):
        _give_password(visitor, scene.supplier)
        none, half = _token(visitor)
        visitor.submit("/sign-in/code?", {"code": code_at(LATER)})
        whole, gone = _token(visitor)
        assert (none, gone) == (None, None)
        assert whole
        assert whole != half
        with visitor.client.session_transaction() as kept:
            kept["token"] = half
        assert not _is_in(visitor)


def test_the_secret_of_the_first_half_is_no_way_in(scene, visit):
    give_factor(scene.world, scene.supplier)
    visitor = visit()
    with travel(LATER, tick=False):
        _give_password(visitor, scene.supplier)
        with visitor.client.session_transaction() as kept:
            kept["token"] = kept["halfway"]
        assert not _is_in(visitor)


def test_who_waits_too_long_gives_the_password_again(scene, visit):
    give_factor(scene.world, scene.supplier)
    visitor = visit()
    with travel(LATER, tick=False):
        _give_password(visitor, scene.supplier)
    much_later = LATER + timedelta(minutes=15)
    with travel(much_later, tick=False):
        visitor.submit("/sign-in/code?", {"code": code_at(much_later)})
        assert visitor.page.heading == "Sign in"
        assert not _is_in(visitor)


def test_who_has_none_sets_it_up_before_anything_else_where_it_is_required(scene, strict):
    visitor = strict()
    with travel(LATER, tick=False):
        page = _give_password(visitor, scene.supplier)
        assert page.heading == "Set up a second factor"
        assert not _is_in(visitor)
        assert visitor.client.get("/sign-in/second-factor/square.svg").status_code == 200
        page = visitor.submit("/second-factor?", {"code": code_at(LATER, _key(page))})
        assert len(page.soup.select("ol.codes li")) == 10
        assert _is_in(visitor)


def test_a_wrong_first_code_sets_nothing_up_and_lets_nobody_in(scene, strict):
    visitor = strict()
    with travel(LATER, tick=False):
        _give_password(visitor, scene.supplier)
        page = visitor.submit("/second-factor?", {"code": "000000"})
        assert "This code is not right" in page.words
        assert not _is_in(visitor)


def test_a_thief_with_the_password_cannot_set_up_another_second_factor(scene, strict):
    give_factor(scene.world, scene.supplier)
    visitor = strict()
    with travel(LATER, tick=False):
        _give_password(visitor, scene.supplier)
        assert visitor.get("/sign-in/second-factor").heading == "Enter your code"
        assert visitor.client.get("/sign-in/second-factor/square.svg").status_code == 404


def test_who_takes_up_an_invitation_sets_a_second_factor_up_first(scene, strict):
    link = scene.world.invitation(scene.buyer, scene.procurement_id, email="nieuw@example.nl")
    visitor = strict()
    with travel(NOW, tick=False):
        visitor.get(f"/invitation/{link}")
        newcomer = {"name": "Jo", "organisation": "Nieuw BV", "password": PASSWORD}
        page = visitor.submit(link, newcomer)
        assert page.heading == "Set up a second factor"
        assert not _is_in(visitor)


def test_by_choice_it_takes_the_password_and_a_new_session(scene, visit):
    visitor = visit()
    with travel(LATER, tick=False):
        _give_password(visitor, scene.supplier)
        before, _ = _token(visitor)
        page = visitor.get("/sign-in/second-factor")
        right = {"code": code_at(LATER, _key(page))}
        page = visitor.submit("/second-factor?", {**right, "password": "verkeerd"})
        assert "This is not your password" in page.words
        page = visitor.submit("/second-factor?", {**right, "password": PASSWORD})
        assert len(page.soup.select("ol.codes li")) == 10
        after, _ = _token(visitor)
        assert after != before
        assert visitor.get("/sign-in/second-factor").heading == "Second factor"
    with scene.database.reading() as session:
        open_ones = session.query(SignInRecord).filter_by(
            account_id=scene.supplier.id, ended_at=None
        )
        assert open_ones.count() == 1


def test_without_a_password_there_is_no_page_for_a_code(visit):
    for address in ("/sign-in/code", "/sign-in/second-factor"):
        assert visit().get(address).heading == "Sign in"
