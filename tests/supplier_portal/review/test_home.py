"""The start page of security: what to open, what to judge, and what is coming."""

from datetime import timedelta

import pytest
import time_machine
from factories.requirements import LONG_ENOUGH
from factories.world import NOW

from questionnaires.scoring import Origin
from supplier_portal.services import judgements, procurements, scorecards
from supplier_portal.services.procurements import SETTLING

NUMBERS = ("5.20.05", "8.08.01")
JUDGEMENT = ("judgement", "judgements")
LONG_AGO = NOW - timedelta(days=30)


def tasks(page, section):
    return [
        link["href"]
        for link in page.soup.select(f"section[aria-labelledby={section}] a:not(.term)")
    ]


def states(page, section):
    found = page.soup.select(f"section[aria-labelledby={section}] .task__state")
    return [state.get_text(" ", strip=True) for state in found]


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def reviewer(world, buyer):
    return world.person("review", organisation=buyer)


@pytest.fixture
def home(browser, reviewer):
    def show(address="/review/", person=None):
        visitor = browser(person or reviewer)
        return visitor.get(address, headers={"Accept-Language": "en"})

    return show


def hand_in(world, buyer, procurement_id, name="Kadepunt"):
    supplier, response_id = world.supplier(buyer, procurement_id, name=name, at=LONG_AGO)
    world.answer(supplier, response_id, at=LONG_AGO)
    world.submit(supplier, response_id, at=LONG_AGO)


def subjects(world, reviewer, procurement_id):
    """What still has to be judged in the one response."""
    with world.database.reading() as session:
        home = reviewer.actor.organisation_id
        found = procurements.of_organisation(session, home, procurement_id)
        [opened] = judgements.opened_of(session, found)
        card = scorecards.of_opened(session, opened)
    terms = [term for theme in card.themes for term in theme.requirements]
    answers = [answer for term in terms for answer in term.answers]
    return [answer.item for answer in answers if answer.origin is Origin.PENDING] + [
        f"{knock_out.requirement.identifier}?" for knock_out in card.knock_outs
    ]


def judge(visitor, address, subject):
    page = visitor.get(address)
    token = page.soup.select_one("input[name=csrf_token]")["value"]
    decision = "meets" if subject.endswith("?") else "0.8"
    facts = {"subject": subject, "version": "0", "decision": decision, "motivation": LONG_ENOUGH}
    assert visitor.post(address, {"csrf_token": token, **facts}).status == 200


def test_before_anything_is_published_there_is_nothing(home, world, buyer):
    world.draft(buyer, reference="CONCEPT", numbers=NUMBERS)
    for address in ("/review/", "/review/all", "/review/all?q=concept"):
        page = home(address)
        assert page.status == 200
        assert page.soup.select_one(".empty")
        assert "CONCEPT" not in page.text
        assert not page.soup.select(".task, .timeline, table")


def test_what_is_published_is_coming_with_the_moment_until_which_it_is_sealed(home, world, buyer):
    published = world.published(buyer, reference="A", numbers=NUMBERS)
    page = home()
    assert tasks(page, "waiting") == []
    assert tasks(page, "others") == [f"/review/{published}"]
    assert "in 10 days" in page.words


def test_the_first_minute_after_the_deadline_asks_for_patience(home, world, buyer):
    published = world.published(buyer, reference="A", numbers=NUMBERS)
    deadline = NOW + timedelta(days=10)
    for since, state in (
        (timedelta(seconds=1), "in a minute"),
        (SETTLING - timedelta(seconds=1), "in a minute"),
        (SETTLING, "deadline 60 seconds ago"),
        (timedelta(days=3), "deadline 3 days ago"),
    ):
        with time_machine.travel(deadline + since, tick=False):
            page = home()
        assert tasks(page, "waiting") == [f"/review/{published}"]
        assert states(page, "waiting") == [state]


def test_opening_turns_what_waits_into_judgements_and_the_last_one_ends_it(
    home, world, buyer, browser, reviewer
):
    closed = world.published(buyer, reference="A", numbers=NUMBERS, at=LONG_AGO)
    hand_in(world, buyer, closed)
    visitor = browser(reviewer)
    [address] = tasks(home(), "waiting")
    visitor.get(address)
    visitor.submit("/open")
    page = visitor.follow("Kadepunt")
    waiting = len(pending := subjects(world, reviewer, closed))
    assert waiting > 1
    for subject in pending:
        assert tasks(home(), "waiting") == [address]
        assert states(home(), "waiting") == [f"{waiting} {JUDGEMENT[waiting > 1]} to give"]
        judge(visitor, page.url, subject)
        waiting -= 1
    page = home()
    assert tasks(page, "waiting") == []
    assert tasks(page, "others") == [address]
    assert "everything is judged" in page.words
    assert f"Persoon review gave {len(pending)} judgements." in page.words


def test_another_organisation_sees_none_of_it(home, world, buyer):
    hand_in(world, buyer, world.published(buyer, reference="GEHEIM", numbers=NUMBERS, at=LONG_AGO))
    stranger = world.person("review")
    for address in ("/review/", "/review/all", "/review/all?q=geheim"):
        page = home(address, stranger)
        assert "GEHEIM" not in page.text
        assert page.soup.select_one(".empty")
