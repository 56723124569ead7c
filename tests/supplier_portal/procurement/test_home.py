"""The start page of procurement: what waits, where that is done, and what is for others to do."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from factories.world import NOW

from supplier_portal.services import picking, procurements

NUMBERS = ("5.20.05", "8.08.01")
LONG_AGO = NOW - timedelta(days=30)


def tasks(page, section):
    """The addresses in a section of the page, in order; none where there is no such section."""
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
def home(browser, buyer):
    """Shows the start page as it is now; gives it."""
    visitor = browser(buyer)

    def show(address="/procurement/"):
        return visitor.get(address, headers={"Accept-Language": "en"})

    show.visitor = visitor
    return show


def start(world, buyer, reference="A", *, numbers=()):
    catalogue_id = world.catalogue()
    with world.database.writing.begin() as session:
        found = procurements.start(
            session,
            buyer.actor,
            reference=reference,
            title=f"Titel {reference}",
            language="nl",
            catalogue_id=catalogue_id,
            at=NOW,
        )
        picking.pick(session, buyer.actor, found, numbers=numbers, at=NOW)
        return found.id


def test_who_starts_finds_nothing_but_how_to_start(home):
    page = home()
    assert page.status == 200
    assert page.soup.select(".task, .timeline") == []
    assert page.soup.select_one("section[aria-labelledby=waiting] .empty")
    assert page.soup.select_one("a.button")["href"] == "/procurement/start"
    page = home("/procurement/all")
    assert page.soup.select_one(".empty")
    assert not page.soup.select("table, form.search")


def test_each_step_leads_to_its_page_and_is_gone_once_it_is_done(home, world, buyer):
    at = f"/procurement/{start(world, buyer)}"
    visitor = home.visitor
    assert tasks(home(), "waiting") == [f"{at}/requirements"]
    visitor.get(f"{at}/requirements/pick?theme=8")
    visitor.submit("/pick", {"number": ["8.08.01"]})
    assert tasks(home(), "waiting") == [f"{at}/deadline"]
    visitor.get(f"{at}/deadline")
    later = datetime.now(UTC) + timedelta(days=20)
    visitor.submit("/deadline", {"deadline": later.strftime("%Y-%m-%dT%H:%M")})
    assert tasks(home(), "waiting") == [f"{at}/reviewers"]
    reviewer = world.reviewer(buyer)
    visitor.get(f"{at}/reviewers")
    visitor.submit("/reviewers", {"people": str(reviewer.id)})
    assert tasks(home(), "waiting") == [f"{at}/publish"]
    visitor.get(f"{at}/publish")
    visitor.submit("/approval")
    page = home()
    assert (tasks(page, "waiting"), tasks(page, "others")) == ([], [at])
    assert "security looks at the requirements" in page.words
    world.decide(reviewer, UUID(at.rpartition("/")[2]))
    assert tasks(home(), "waiting") == [f"{at}/publish"]
    visitor.get(f"{at}/publish")
    visitor.submit("/publish")
    assert tasks(home(), "waiting") == [f"{at}/invitations"]
    visitor.get(f"{at}/invitations")
    visitor.submit("/invitations", {"email": "lev@example.nl"})
    page = home()
    assert tasks(page, "waiting") == []
    assert tasks(page, "others") == [at]
    assert "1 invited" in page.words


def test_every_address_on_the_page_is_a_page(home, world, buyer):
    start(world, buyer, "A")
    start(world, buyer, "B", numbers=NUMBERS)
    world.draft(buyer, reference="C", numbers=NUMBERS)
    world.published(buyer, reference="D", numbers=NUMBERS)
    world.invitation(buyer, world.published(buyer, reference="E", numbers=NUMBERS))
    links = {link["href"] for link in home().soup.select("main a[href^='/']")}
    assert len(links) >= 8
    for link in links:
        assert home(link).status == 200, link


def test_what_waits_for_security_is_under_way_and_not_for_procurement(home, world, buyer):
    closed = world.published(buyer, reference="A", numbers=NUMBERS, at=LONG_AGO)
    page = home()
    assert tasks(page, "waiting") == []
    assert tasks(page, "others") == [f"/procurement/{closed}"]
    supplier, response_id = world.supplier(buyer, closed, at=LONG_AGO)
    world.answer(supplier, response_id, at=LONG_AGO)
    world.submit(supplier, response_id, at=LONG_AGO)
    world.opened(world.person("review", organisation=buyer), closed)
    page = home()
    assert tasks(page, "others") == [f"/procurement/{closed}"]
    assert "security still gives" in page.words
    assert "Persoon review opened the responses." in page.words


def test_the_nearest_deadline_is_on_top_and_says_how_long_it_takes(home, world, buyer):
    late = start(world, buyer, "A", numbers=NUMBERS)
    far = world.draft(buyer, reference="B", numbers=NUMBERS, at=NOW + timedelta(days=20))
    near = world.draft(buyer, reference="C", numbers=NUMBERS)
    page = home()
    assert tasks(page, "waiting") == [
        f"/procurement/{near}/reviewers",
        f"/procurement/{far}/reviewers",
        f"/procurement/{late}/deadline",
    ]
    assert states(page, "waiting") == [
        "deadline in 10 days",
        "deadline in 4 weeks",
        "no deadline yet",
    ]


def test_another_organisation_sees_none_of_it(world, buyer, browser):
    world.published(buyer, reference="GEHEIM-1", numbers=NUMBERS)
    start(world, buyer, "GEHEIM-2")
    stranger = browser(world.person("procurement"))
    for address in ("/procurement/", "/procurement/all", "/procurement/all?q=geheim"):
        page = stranger.get(address)
        assert "GEHEIM" not in page.text
        assert page.soup.select_one(".empty")


def test_a_colleague_sees_all_of_it(home, world, buyer, browser):
    start(world, buyer, "A")
    colleague = browser(world.person("procurement", organisation=buyer))
    assert tasks(colleague.get("/procurement/"), "waiting") == tasks(home(), "waiting") != []


@pytest.mark.parametrize("address", ["/procurement/", "/procurement/all"])
def test_what_somebody_typed_is_shown_as_text(home, world, buyer, address):
    start(world, buyer, "<b>A</b> & {{ 7 * 7 }}")
    page = home(address)
    assert "<b>A</b> & {{ 7 * 7 }}" in page.words
    assert not page.soup.select("b")


def test_the_list_is_searched_and_sorted_by_its_address(home, world, buyer):
    for reference in ("B-2", "A-1", "C-3"):
        start(world, buyer, reference)

    def listed(query):
        return [link.get_text() for link in home(f"/procurement/all{query}").soup.select("tbody a")]

    assert listed("?sort=reference") == ["A-1", "B-2", "C-3"]
    assert listed("?sort=title&order=desc") == ["C-3", "B-2", "A-1"]
    assert listed("?q=b-2") == listed("?q=TITEL+b-2") == ["B-2"]
    assert listed("?page=1000&sort=unknown&order=x&q=") == listed("")
    assert listed("?q=%00b-2") == listed("")
    page = home("/procurement/all?q=xyz")
    assert page.soup.select_one(".empty")
    assert page.soup.select_one("input[name=q]")["value"] == "xyz"


def test_a_long_list_has_pages_that_keep_the_search(home, world, buyer):
    for number in range(25):
        start(world, buyer, f"REF-{number:02}")
    page = home("/procurement/all?q=ref&sort=reference&order=desc")
    assert len(page.soup.select("tbody tr")) == 20
    following = page.soup.select_one("a[rel=next]")["href"]
    page = home(following)
    found = [link.get_text() for link in page.soup.select("tbody a")]
    assert found == [f"REF-{number:02}" for number in range(4, -1, -1)]
    assert page.soup.select_one("input[name=q]")["value"] == "ref"
    assert page.soup.select_one("a[rel=prev]")
    assert not page.soup.select_one("a[rel=next]")
