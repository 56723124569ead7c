"""Each page of a role belongs to one of its main pages, and says to which."""

import pytest
from e2e.states import NO_PAGES

from supplier_portal.web.navigation import _MAIN

HOMES = {"procurement": "/procurement/", "supplier": "/supplier/", "review": "/review/"}


@pytest.mark.parametrize("role", sorted(_MAIN))
def test_every_page_of_a_role_belongs_to_one_main_page(role, app):
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(f"{role}.") and "GET" in rule.methods
    }
    placed = [name for main, _, also in _MAIN[role] for name in (main, *also)]
    assert len(placed) == len(set(placed))
    assert pages - set(NO_PAGES) <= set(placed)
    assert set(placed) <= set(app.view_functions)


@pytest.mark.parametrize("role", sorted(_MAIN))
def test_the_start_page_is_the_current_one_and_each_link_works(role, browser, world):
    visitor = browser(world.person(role))
    page = visitor.get(HOMES[role])
    links = page.soup.select(".page-header__navigation a")
    assert [link["href"] for link in links if link.get("aria-current")] == [HOMES[role]]
    for link in links:
        found = visitor.get(link["href"]).soup.select(
            ".page-header__navigation [aria-current=page]"
        )
        assert [current["href"] for current in found] == [link["href"]]


def test_a_page_below_a_main_page_points_at_it(browser, world):
    buyer = world.person("procurement")
    address = f"/procurement/{world.draft(buyer, numbers=())}/deadline"
    [current] = browser(buyer).get(address).soup.select(".page-header__navigation [aria-current]")
    assert (current["href"], current["aria-current"]) == ("/procurement/all", "true")


def test_who_is_not_signed_in_has_no_navigation(browser):
    assert not browser().get("/sign-in").soup.select(".page-header__navigation")
