"""Every page in every state: for a screen, a phone, a keyboard, a screen reader (K1, K3, K4)."""

import json
import re

import html5lib
import pytest
from e2e.conftest import CHECKED
from e2e.pages import Site, expect
from e2e.states import NO_PAGES, made, states

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CONTRAST = "color-contrast"
ALL = {"type": "tag", "values": TAGS}
# Colours are the same in every language, and looking at them takes most of the time: once is
# enough, then also in the dark.
SCREENS = {
    "nl": (
        (1280, "light", {"runOnly": ALL}),
        (320, "light", {"runOnly": ALL}),
        (1280, "dark", {"runOnly": [CONTRAST]}),
    ),
    "en": tuple(
        (width, "light", {"runOnly": ALL, "rules": {CONTRAST: {"enabled": False}}})
        for width in (1280, 320)
    ),
}
MAIN = {
    ("sign_in.start", "empty"),
    ("procurement.pick", "theme 7"),
    ("procurement.requirements", "draft"),
    ("procurement.tailor", "filled"),
    ("supplier.section", "theme 8"),
    ("supplier.submit", "complete"),
    ("review.judge", "half judged"),
    ("review.scorecard", "pending"),
}
ATTRIBUTES = set(
    re.findall(
        r"\w+",
        """accept action autocomplete charset checked class colspan content disabled enctype
        focusable for height hidden href id inputmode lang max method min minlength name novalidate
        open preserveaspectratio rel role rows scope selected src step tabindex type value viewbox
        width""",
    )
)
WRONG = "[aria-invalid=true], fieldset:has(.field__error) input"
WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    ["page", ...[...document.querySelectorAll("body *")].filter(
        element => element.getBoundingClientRect().right > innerWidth + 1
            && !element.closest(".table, .visually-hidden, .skip-link")
    ).map(element => element.outerHTML.slice(0, 120))]"""
NAMES = """() => [...new Set([...document.querySelectorAll("*")].flatMap(
    element => [...element.attributes].map(attribute => attribute.name.toLowerCase())))]"""
IDS = """() => [...document.querySelectorAll("[id]")].map(element => element.id)"""
STOPS = """() => {
    const isFirst = radio => {
        const group = [...document.querySelectorAll(`input[type=radio][name="${radio.name}"]`)]
            .filter(other => other.form === radio.form);
        return radio === (group.find(other => other.checked) ?? group[0]);
    };
    window.stops = [...document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
    )].filter(element => !element.matches(":disabled") && element.checkVisibility()
        && (element.type !== "radio" || isFirst(element)));
    return stops.length;
}"""
FOCUS = """() => {
    const light = color => {
        const [r, g, b] = color.match(/[0-9.]+/g).map(part => part / 255).map(
            part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = element => {
        const color = element ? getComputedStyle(element).backgroundColor : "rgb(255, 255, 255)";
        return /, 0\\)$/.test(color) ? ground(element.parentElement) : color;
    };
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const [low, high] = [light(style.outlineColor), light(ground(element.parentElement))]
        .sort((a, b) => a - b);
    const place = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const hit = document.elementFromPoint(place.x + place.width / 2, place.y + place.height / 2);
    return {
        stop: stops.indexOf(element),
        html: element.outerHTML.slice(0, 120),
        outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        contrast: (high + 0.05) / (low + 0.05),
        isCovered: !hit || !(element.contains(hit) || hit.contains(element)),
    };
}"""


@pytest.fixture
def cast(world, settings):
    return made(world, settings)


@pytest.fixture
def tour(cast, visit):
    """Shows the states, one after the other, each to whom it is for; gives (state, site)."""

    def walk(wanted=lambda _: True, language="nl"):
        windows = {}
        for state in filter(wanted, states(cast.places)):
            if state.who not in windows:
                person = cast.people.get(state.who)
                windows[state.who] = _Window(visit(person, locale=LANGUAGES[language]))
            window = windows[state.who]
            window.page.set_viewport_size({"width": 1280, "height": 900})
            if state.status >= 400:
                window.visitor.forgive(f"status of {state.status}")
            window.goto(state.address)
            state.act(window)
            assert window.answer.status == state.status, f"{_name(state)}: {window.answer}"
            yield state, window

    return walk


class _Window(Site):
    """A window that remembers how the server answered the last page."""

    answer = None

    def __init__(self, visitor) -> None:
        super().__init__(visitor)
        self.page.on("response", self.note)

    def note(self, response) -> None:
        """Keep the answer that is a page; those that are its style and script do not matter."""
        if response.request.is_navigation_request():
            self.answer = response


def _name(state) -> str:
    return f"{state.endpoint} ({state.name})"


def test_every_page_is_on_the_list(app):
    shown = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and rule.endpoint not in NO_PAGES
    }
    listed = {state.endpoint for state in states(_AnyPlace())}
    assert listed == shown


class _AnyPlace(dict):
    def __missing__(self, key: str) -> str:
        return f"/{key}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_keeps_anybody_out(tour, language, record_property):
    from axe_playwright_python.base import AXE_SCRIPT  # noqa: PLC0415 - may be missing

    problems, count = [], 0
    for state, site in tour(language=language):
        page = site.page
        assert page.locator("html").get_attribute("lang") == language
        problems += [f"{_name(state)}: {problem}" for problem in _of_markup(site)]
        page.evaluate(AXE_SCRIPT)
        for width, scheme, options in SCREENS[language]:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            found = _of_axe(page, options) + page.evaluate(WIDE)
            problems += [f"{_name(state)} {width} {scheme}: {problem}" for problem in found]
            count += 1
        page.emulate_media(color_scheme="light")
    record_property(f"{CHECKED}, page × state × screen in {language}", count)
    assert not problems, "\n".join(problems)


def _of_axe(page, options: dict[str, object]) -> list[str]:
    wanted = json.dumps({**options, "resultTypes": ["violations"], "preload": False})
    violations = page.evaluate(f"axe.run({wanted}).then(found => found.violations)")
    return [
        f"{violation['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]


def _of_markup(window) -> list[str]:
    """Markup that says something else than it means (K4)."""
    problems = []
    try:
        html5lib.HTMLParser(strict=True).parse(window.answer.text())
    except html5lib.html5parser.ParseError as problem:
        problems.append(f"no valid HTML: {problem}")
    problems += [
        f"no attribute of HTML: {name}"
        for name in window.page.evaluate(NAMES)
        if name not in ATTRIBUTES and not name.startswith(("aria-", "data-"))
    ]
    ids = window.page.evaluate(IDS)
    return problems + [f"used twice: #{found}" for found in set(ids) if ids.count(found) > 1]


def test_tab_reaches_every_control_in_order_and_shows_where(tour, record_property):
    problems, stops = [], 0
    for state, site in tour(lambda state: (state.endpoint, state.name) in MAIN):
        site.page.evaluate("document.activeElement.blur()")
        count = site.page.evaluate(STOPS)
        assert count > 3
        seen: list[int] = []
        for _ in range(3 * count):
            site.page.keyboard.press("Tab")
            focus = site.page.evaluate(FOCUS)
            if focus["stop"] in seen[-1:]:
                continue  # a part of the same control, such as the hour of a time
            seen.append(focus["stop"])
            if focus["stop"] < 0 or len(seen) > count:
                break
            problems += [f"{_name(state)}: {problem}" for problem in _of_focus(focus)]
        if seen[:count] != list(range(count)):
            problems.append(f"{_name(state)}: the order is {seen}")
        stops += count
    record_property(f"{CHECKED}, stops of the keyboard", stops)
    assert not problems, "\n".join(problems)


def _of_focus(focus) -> list[str]:
    problems = {
        "no outline": focus["outline"] < 2,
        f"contrast {focus['contrast']:.1f}": focus["contrast"] < 3,
        "covered": focus["isCovered"],
    }
    return [f"{problem}: {focus['html']}" for problem, is_so in problems.items() if is_so]


def test_what_is_wrong_has_focus_and_leads_to_the_field(tour, record_property):
    links = 0
    for state, site in tour(lambda state: state.name == "wrong"):
        summary = site.page.locator(".error-summary")
        expect(summary, _name(state)).to_be_focused()
        title = site.page.title()
        heading = site.page.locator("h1").inner_text()
        assert title.index(heading) > 0, f"no warning in the title of {_name(state)}"
        for link in summary.locator("a").all():
            link.click()
            wrong = site.page.locator(f":is({WRONG}):focus")
            expect(wrong, f"{_name(state)}: {link.get_attribute('href')}").to_be_focused()
            links += 1
    record_property(f"{CHECKED}, links from a summary to a field", links)
    assert links >= 10
