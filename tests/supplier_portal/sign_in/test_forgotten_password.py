"""Who forgot a password gets in again by mail, and nobody else learns anything (D2 to D4)."""

import re
from datetime import timedelta

import pytest
from factories.second_factors import give_factor
from factories.world import NOW, PASSWORD
from time_machine import travel

from supplier_portal import worker
from supplier_portal.records.jobs import JobRecord

LATER = NOW + timedelta(minutes=10)
OTHER = "vier nieuwe losse woorden"


@pytest.fixture
def visitor(in_english):
    return in_english(None)


@pytest.fixture
def link(world, settings):
    """The way in the last letter that was written."""

    def read() -> str:
        worker.write_links(world.database, settings)
        with world.database.reading() as session:
            jobs = session.query(JobRecord).filter_by(kind="account_mail").all()
            return re.search(r"/password/[\w-]+", jobs[-1].payload["text"])[0]

    return read


def _ask(visitor, email):
    visitor.get("/sign-in")
    visitor.follow("Forgotten your password?")
    return visitor.submit("/forgotten", {"email": email})


def test_by_the_link_one_chooses_another_password_and_the_code_is_still_asked(scene, visitor, link):
    give_factor(scene.world, scene.supplier)
    with travel(LATER, tick=False):
        _ask(visitor, scene.supplier.email)
        address = link()
        visitor.get(address)
        page = visitor.submit(address, {"new_password": OTHER})
        assert "Your password is changed" in page.message
        assert visitor.client.get("/supplier/").status_code == 302
        visitor.submit("/sign-in?", {"email": scene.supplier.email, "password": OTHER})
        assert visitor.page.heading == "Enter your code"
        assert visitor.client.get("/supplier/").status_code == 302
        visitor.get(address)
    assert visitor.page.status == 404
    assert "no longer works" in visitor.page.words
    done = [entry.action for entry in scene.journal(f"account:{scene.supplier.id}")]
    assert done[-3:] == ["ask_password_link", "replace_password", "give_password"]


def test_a_short_password_is_refused_and_uses_nothing_up(scene, visitor, link):
    with travel(LATER, tick=False):
        _ask(visitor, scene.supplier.email)
        address = link()
        visitor.get(address)
        page = visitor.submit(address, {"new_password": "kort"})
        assert "at least 12 characters" in page.words
        page = visitor.submit(address, {"new_password": OTHER})
    assert "Your password is changed" in page.message


def test_known_and_unknown_addresses_get_the_same_answer_and_the_same_is_noted(scene, visitor):
    answers = []
    for email in (scene.buyer.email, "niemand@example.nl"):
        page = _ask(visitor, email)
        answers.append((page.status, page.words.replace(email, "")))
    assert answers[0] == answers[1]
    with scene.database.reading() as session:
        kinds = [job.kind for job in session.query(JobRecord)]
    assert kinds == ["password_link"] * 2


@pytest.mark.parametrize("email", ["buyer", "niemand@example.nl"])
def test_who_asks_time_and_again_is_refused_and_can_still_sign_in(scene, in_english, email):
    visitor = in_english(None)
    asked = scene.buyer.email if email == "buyer" else email
    with travel(LATER, tick=False):
        assert [_ask(visitor, asked).status for _ in range(4)] == [200, 200, 429, 429]
        assert visitor.page.response.headers["Retry-After"] == "900"
        assert "Look in your mail" in visitor.page.words
        visitor.get("/sign-in")
        visitor.submit("/sign-in?", {"email": scene.buyer.email, "password": PASSWORD})
        assert visitor.client.get("/procurement/").status_code == 200
