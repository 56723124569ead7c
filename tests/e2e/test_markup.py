"""Markup that means what it says, as the server sends it and after the scripts were at it (K4)."""

import re

import html5lib
import pytest
from e2e.conftest import CHECKED
from e2e.states import NO_PAGES, AnyPlace, states

pytestmark = pytest.mark.e2e
PARTS = 2
ATTRIBUTES = set(
    re.findall(
        r"\w+",
        """accept action alt autocomplete autofocus charset checked class colspan content datetime
        disabled enctype for form formaction height hidden href id inputmode lang max method min
        minlength name novalidate open rel role rows scope selected src step tabindex target type
        value width""",
    )
)
WHOLE = "document.documentElement.outerHTML"
NAMES = """() => [...new Set([...document.querySelectorAll(":not(svg, svg *)")]
    .flatMap(element => [...element.attributes].map(attribute => attribute.name)))]"""
IDS = """() => [...document.querySelectorAll("[id]")].map(element => element.id)"""
REFERENCES = """() => [...document.querySelectorAll("*")].flatMap(element => [
    ...["for", "aria-labelledby", "aria-describedby", "aria-controls"].flatMap(
        name => (element.getAttribute(name) ?? "").split(/\\s+/)),
    ...(element.getAttribute("href") ?? "").startsWith("#")
        ? [decodeURIComponent(element.getAttribute("href").slice(1))] : []]).filter(Boolean)"""


def test_every_page_is_on_the_list(app):
    shown = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and rule.endpoint not in NO_PAGES
    }
    listed = {state.endpoint for state in states(AnyPlace())}
    assert listed == shown


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_valid_and_no_id_is_used_twice(tour, part, record_property):
    problems, count = [], 0
    for state, window in tour(part=slice(part, None, PARTS)):
        found = _of_markup(window)
        if state.is_acted_on:
            page = f"<!DOCTYPE html>{window.page.evaluate(WHOLE)}"
            found += _of_text("after the scripts", page)
        problems += [f"{state}: {problem}" for problem in found]
        count += 1
    record_property(f"{CHECKED}, pages with valid markup before and after the scripts", count)
    assert not problems, "\n".join(problems)


def _of_markup(window) -> list[str]:
    """Markup that says something else than it means."""
    page = window.page
    problems = _of_text("as sent", window.answer.text())
    problems += [
        f"no attribute of HTML: {name}"
        for name in page.evaluate(NAMES)
        if name not in ATTRIBUTES and not name.startswith(("aria-", "data-"))
    ]
    ids = page.evaluate(IDS)
    problems += [f"used twice: #{found}" for found in sorted(set(ids)) if ids.count(found) > 1]
    missing = set(page.evaluate(REFERENCES)) - set(ids)
    return problems + [f"leads to nothing: #{name}" for name in sorted(missing)]


def _of_text(when: str, text: str) -> list[str]:
    try:
        html5lib.HTMLParser(strict=True).parse(text)
    except html5lib.html5parser.ParseError as problem:
        return [f"no valid HTML {when}: {problem}"]
    return []
