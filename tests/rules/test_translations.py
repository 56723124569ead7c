"""Every message is there in Dutch, and nobody who reads Dutch meets a sentence in English."""

import re
import shlex
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po
from e2e.states import NO_PAGES
from factories.stage import State
from flask import Flask
from page import Browser, Page
from werkzeug.exceptions import HTTPException

from supplier_portal import resources

ROOT = Path(__file__).parents[2]
NL = {"Accept-Language": "nl"}
PO = resources.TRANSLATIONS / "nl" / "LC_MESSAGES" / "messages.po"
ATTRIBUTES = (
    *("aria-label", "alt", "title", "placeholder"),
    *("data-saving", "data-saved", "data-failed", "data-faulty", "data-refused", "data-nothing"),
    *("data-saved-one", "data-saved-many", "data-count-one", "data-count-many", "data-confirm"),
    *("data-left", "data-last-minute", "data-passed", "data-warning"),
)
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?.?")
ROLES = ("out", "buyer", "A", "review")
ENOUGH = 6  # pages of one kind for one visitor: a procurement in each state, and one more
SENTENCE = 3  # words; a shorter message is sought as the whole of a text, not within one


@pytest.fixture(scope="module")
def dutch() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="nl")


def test_every_message_of_code_and_templates_is_in_the_file_and_no_other(dutch):
    assert set(_messages(dutch)) == _extracted()
    assert list(dutch.obsolete) == []


def test_every_message_is_translated(dutch):
    assert [key for key, message in _messages(dutch).items() if not all(_texts(message))] == []
    assert [key for key, message in _messages(dutch).items() if message.fuzzy] == []


def test_a_translation_has_the_placeholders_of_its_message(dutch):
    for message in _messages(dutch).values():
        for original, text in zip(_originals(message), _texts(message), strict=True):
            assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(original)), text


@pytest.mark.parametrize("role", ROLES)
def test_no_page_in_dutch_says_anything_in_english(role, visitors, dutch):
    english = English(dutch)
    found, seen = [], set()
    for page in _walk(visitors, role):
        assert page.soup.html["lang"] == "nl", page.url
        found += [f"{page.url}: {text}" for text in english.on(page)]
        seen.add(_endpoint(visitors.app, page.url))
    assert found == []
    assert _pages_of(visitors.app, role) <= seen, "the walk did not come everywhere"


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("out", "/sign-in?next=/supplier/"),
        ("out", "/nowhere"),
        ("buyer", "/procurement/catalogues"),
        ("buyer", "{catalogue}?theme=8"),
        ("A", "{response}/themes/8"),
        ("review", "/review/"),
    ],
)
def test_another_language_is_chosen_on_the_page_itself(role, address, visitors):
    browser = _browser(visitors, role)
    stage = visitors.stage
    wanted = address.format(
        catalogue=f"/procurement/catalogues/{stage.catalogue_id}",
        response=f"/supplier/{stage.scenes[State.PUBLISHED].a.response_id}",
    )
    first = browser.get(wanted, headers=NL)
    headings = {"nl": first.heading}
    for language in ("en", "nl"):
        browser.submit("/language", {"language": language})
        page = browser.get(browser.page.url, headers=NL)
        assert page.url.removesuffix("?") == wanted
        assert page.soup.html["lang"] == language
        assert page.soup.select_one("form.languages [aria-current]")["value"] == language
        headings.setdefault(language, page.heading)
        assert page.heading == headings[language]
        assert page.status == first.status


class English:
    """The messages that have a Dutch text of their own, to recognise on a page."""

    def __init__(self, dutch: Catalog) -> None:
        pairs = [
            pair
            for message in _messages(dutch).values()
            for pair in zip(_originals(message), _texts(message), strict=True)
        ]
        originals = {original for original, text in pairs if original != text}
        originals -= set(State)  # the stage uses these words as references of procurements
        self._short = {text for text in originals if not _is_sentence(text)}
        sentences = sorted(filter(_is_sentence, originals))
        self._long = re.compile("|".join(map(_pattern, sentences)))

    def on(self, page: Page) -> list[str]:
        """The texts of a page that are in English although they need not be."""
        return [text for text in _shown(page) if text in self._short or self._long.search(text)]


def test_english_is_recognised_wherever_it_stands(dutch):
    english = English(dutch)
    assert _said(english, "<p>Sign out</p>") == ["Sign out"]
    assert _said(english, "<i aria-label='You are here'></i>") == ["You are here"]
    assert _said(english, "<b>3 of 4 answered</b>") == ["3 of 4 answered"]
    assert _said(english, "<p>Part 1 of 4. Deadline: morgen</p>") != []
    assert _said(english, "<p>2 answers are missing</p>") != []
    assert _said(english, "<p lang='en'>Sign out</p><p>Deel 1 van 4. open</p>") == []


def _said(english: English, content: str) -> list[str]:
    return english.on(Page(_Canned(content), "/"))


class _Canned:
    status_code, mimetype = 200, "text/html"

    def __init__(self, content: str) -> None:
        self._content = content

    def get_data(self, *, as_text: bool) -> str:
        assert as_text
        return f"<!DOCTYPE html><html lang='nl'><body>{self._content}</body></html>"


def _originals(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def _texts(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _messages(catalog: Catalog) -> dict[object, Message]:
    return {message.id: message for message in catalog if message.id}


def _extracted() -> set[object]:
    """What ``make translations`` finds, by the same mapping and keywords."""
    with (resources.TRANSLATIONS / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    command = (ROOT / "Makefile").read_text().replace("\\\n", " ")
    [keywords] = re.findall(r"--keywords=('[^']*'|\S+)", command)
    wanted = {**DEFAULT_KEYWORDS, **parse_keywords(shlex.split(keywords)[0].split())}
    found = extract_from_dir(ROOT, methods, options, wanted)
    catalog = Catalog()  # which takes a message and its plural together
    for _, _, message, _, context in found:
        catalog.add(message, context=context)
    return set(_messages(catalog))


def _is_sentence(text: str) -> bool:
    return len(PLACEHOLDER.sub("", text).split()) >= SENTENCE or bool(PLACEHOLDER.search(text))


def _pattern(text: str) -> str:
    """What a message looks like with its placeholders filled in."""
    text = text.replace("%%", "%(percent)s")
    parts = [re.escape(part) for part in PLACEHOLDER.split(text)]
    filled = [r"\d+" if mark.endswith("d") else ".+?" for mark in PLACEHOLDER.findall(text)]
    assert any(part.strip() for part in parts), f"{text!r} has nothing to recognise"
    mixed = "".join(part + mark for part, mark in zip(parts, [*filled, ""], strict=True))
    return r"(?<!\w)" + mixed + r"(?!\w)"


def _shown(page: Page) -> Iterator[str]:
    """Every text on a page, also those for assistive technology and for our scripts."""
    for foreign in page.soup.select("body [lang='en']"):
        foreign.clear()
    for element in page.soup.find_all():
        yield from (element[name] for name in ATTRIBUTES if element.has_attr(name))
    for text in page.soup.stripped_strings:
        yield re.sub(r"\s+", " ", text).removesuffix(":")


def _browser(visitors, role: str) -> Browser:
    browser = Browser(visitors.app)
    person = visitors.person(role, "", visitors.stage.scenes[State.PUBLISHED])
    if person is not None:
        browser.sign_in(person)
    return browser


def _walk(visitors, role: str) -> Iterator[Page]:
    """The pages that links lead to, from the start, and what each form says when sent empty."""
    for browser, starts in _starts(visitors, role):
        waiting, known, times = deque(starts), set(), Counter()
        while waiting:
            address = waiting.popleft()
            kind = _endpoint(visitors.app, address)
            if _without_fragment(address) in known or times[kind] == ENOUGH:
                continue
            known.add(_without_fragment(address))
            times[kind] += 1
            page = browser.get(address, headers=NL)
            if page.is_html:
                yield page
                waiting += _links(page)
                yield from _answers_to_empty_forms(browser, page)
        yield browser.post("/language", {}, headers=NL)  # without the token of a form


def _starts(visitors, role: str) -> Iterator[tuple[Browser, list[str]]]:
    """The browsers of a role, each with where it begins and what goes wrong at once."""
    addresses = ["/", "/nowhere", "/invitation/used", "/procurement/", "/supplier/"]
    if role == "out":
        addresses.append(f"/invitation/{visitors.stage.invitation}")
        links = visitors.stage.links
        addresses.append(f"/colleague/{links['sign_in.colleague']}")
        addresses.append(f"/password/{links['sign_in.choose_password']}")
        addresses.append(f"/reminders/{links['sign_in.stop_reminders']}")
        yield from _halfway(visitors)
    if role == "buyer":
        addresses.append(f"/procurement/{visitors.stage.bare_id}/trial")
    if role != "A":
        yield _browser(visitors, role), addresses
        return
    for scene in visitors.stage.scenes.values():  # in each of which another supplier is A
        browser = Browser(visitors.app)
        browser.sign_in(scene.a.person)
        yield browser, addresses


def _halfway(visitors) -> Iterator[tuple[Browser, list[str]]]:
    """Those who gave their password, and not yet the second factor."""
    for secret in visitors.stage.halfway:
        browser = Browser(visitors.app)
        with browser.client.session_transaction() as kept:
            kept["halfway"] = secret
        yield browser, ["/sign-in/code", "/sign-in/second-factor"]


def _links(page: Page) -> list[str]:
    addresses = [urljoin(page.url, link["href"]) for link in page.soup.select("a[href]")]
    return [address for address in addresses if not urlsplit(address).netloc]


def _answers_to_empty_forms(browser: Browser, page: Page) -> Iterator[Page]:
    """What every form answers when nothing is filled in; nothing of it is kept."""
    seen = set()
    for form in page.soup.select("main form[method=post]"):
        action = urljoin(page.url, form["action"])
        kind = _endpoint(browser.app, action)
        if kind in seen:
            continue
        seen.add(kind)
        hidden = {field["name"]: field["value"] for field in form.select("[type=hidden]")}
        answer = browser.post(action, hidden, headers=NL)
        if answer.is_html:
            yield answer


def _without_fragment(address: str) -> str:
    return urlsplit(address)._replace(fragment="").geturl().removesuffix("?")


def _endpoint(app: Flask, address: str) -> str:
    try:
        adapter = app.url_map.bind("localhost")
        return adapter.match(urlsplit(address).path, method="GET")[0]
    except HTTPException:
        return ""


def _pages_of(app: Flask, role: str) -> set[str]:
    """The pages in the blueprint of a role, but for downloads."""
    blueprint = {"out": "sign_in", "buyer": "procurement", "A": "supplier"}.get(role, role)
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and rule.endpoint.startswith(f"{blueprint}.")
    }
    return pages - set(NO_PAGES)
