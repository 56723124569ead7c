"""This file shows every component in each of its states, where the service is developed only."""

from dataclasses import replace

import pytest
from page import Browser

from supplier_portal import resources
from supplier_portal.app import create_app
from supplier_portal.settings import from_environment

# What cannot be shown there by itself: it needs records or a script, or is part of others.
NOT_SHOWN = {
    *("answer", "edition_notices", "charts/frame", "procurement_list", "start_page", "target"),
    *(
        "approval",
        "asked",
        "clarifications",
        "earlier_answer",
        "equivalence",
        "evidence",
        "exceptions",
        "given",
        "history",
        "idle",
        "outdated",
        "outlook",
        "revision_changes",
        "sheet_line",
        "team",
        "template_list",
        "preview_link",
        "upload",
        "use",
        "waiting",
        "weakness",
    ),
    *("question", "requirement", "whole_question", "whole_requirement"),
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_style_guide_is_shown_in_both_languages(language, browser):
    page = browser().get("/styleguide", headers={"Accept-Language": language})
    assert page.status == 200
    assert page.soup.html["lang"] == language
    assert len(page.soup.select("main h2")) >= 10


def test_its_table_can_be_sorted_searched_and_paged(browser):
    visitor = browser()
    page = visitor.get("/styleguide?sort=points&order=desc")
    assert page.soup.select_one("th.numeric[aria-sort=descending]")
    links = [link["href"] for link in page.soup.select("th a.table__sort, nav.pages a")]
    assert len(links) == 3
    for link in links:
        assert visitor.get(link).status == 200


@pytest.mark.parametrize("query", ["?q=xyz", "?page=x&sort=x&order=x", "?page=1000000000"])
def test_an_odd_address_shows_it_as_well(query, browser):
    assert browser().get(f"/styleguide{query}").status == 200


@pytest.mark.parametrize("role", [None, "procurement", "supplier", "review"])
def test_outside_development_there_is_no_style_guide_for_anybody(role, settings, world):
    app = create_app(replace(settings, is_development=False))
    visitor = Browser(app)
    if role:
        visitor.sign_in(world.person(role))
    assert visitor.get("/styleguide").status == 404
    assert "styleguide" not in app.blueprints
    app.extensions["supplier_portal.database"].engine.dispose()


@pytest.mark.parametrize(
    ("given", "is_development"),
    [({"DEVELOPMENT": written}, written == "1") for written in ("1", "0", "", "true", "10")]
    + [({}, False)],
)
def test_it_is_development_only_where_that_is_said_exactly(given, is_development, tmp_path):
    environment = {"DATA_FOLDER": str(tmp_path), "SECRET_KEY": "x" * 40, **given}
    assert from_environment(environment).is_development is is_development


def test_every_component_is_in_it_or_is_known_not_to_be():
    components = resources.PAGES / "components"
    names = {str(path.relative_to(components)) for path in components.rglob("*.html")}
    written = (resources.PAGES / "styleguide" / "show.html").read_text()
    missing = {name for name in names if f'"components/{name}"' not in written}
    assert missing == {f"{name}.html" for name in NOT_SHOWN}
