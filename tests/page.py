"""This file is the test client: it fills in forms as a visitor does, and holds pages to rules."""

import re
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import html5lib
from bs4 import BeautifulSoup

from supplier_portal.services import accounts

HTML = "text/html"


class Page:
    """An answer of the application, with ways to look into it."""

    def __init__(self, response, url: str) -> None:
        self.response = response
        self.url = url
        self.status = response.status_code
        self.is_html = response.mimetype == HTML
        self.text = response.get_data(as_text=True) if self.is_html else ""
        self.soup = BeautifulSoup(self.text, "html5lib")

    @property
    def words(self) -> str:
        return re.sub(r"\s+", " ", self.soup.get_text(" ")).strip()

    @property
    def heading(self) -> str:
        return self.soup.h1.get_text(strip=True)

    @property
    def message(self) -> str:
        found = self.soup.select(".messages .message")
        return " ".join(item.get_text(strip=True) for item in found)

    def form(self, action: str):
        """The form whose address ends with these words."""
        found = [form for form in self.soup.select("form") if form["action"].endswith(action)]
        assert len(found) == 1, f"{len(found)} forms end with {action!r} on {self.url}"
        return found[0]

    def link(self, words: str) -> str:
        """The address behind the first link with these words."""
        for link in self.soup.select("a[href]"):
            if words in re.sub(r"\s+", " ", link.get_text(" ")):
                return urljoin(self.url, link["href"])
        message = f"no link says {words!r} on {self.url}"
        raise AssertionError(message)


class Browser:
    """Somebody's browser: it keeps cookies, follows redirects and sends whole forms."""

    def __init__(self, app) -> None:
        self.app = app
        self.client = app.test_client()
        self.page: Page | None = None

    def sign_in(self, account) -> None:
        """Sign in without the page for it, which costs a password check."""
        database = self.app.extensions["supplier_portal.database"]
        with database.writing.begin() as session:
            token = accounts.sign_in(session, account.id, at=datetime.now(UTC), origin="test")
        with self.client.session_transaction() as kept:
            kept["token"] = token

    def get(self, url: str, **kwargs) -> Page:
        return self._arrive(self.client.get(url, **kwargs), url)

    def follow(self, words: str) -> Page:
        """Follow the first link with these words."""
        return self.get(self.page.link(words))

    def submit(self, action: str, values=None, *, pressed="", **kwargs) -> Page:
        """Send the form whose address ends so, with these values over those it shows.

        ``pressed`` is how another address ends to which one of its buttons sends it.
        """
        form = self.page.form(action)
        data = {**_shown(form), **(values or {})}
        data = {name: value for name, value in data.items() if value is not None}
        if form.get("method", "get").lower() != "post":
            message = "only forms that change something are sent"
            raise AssertionError(message)
        button = form.select_one(f"button[formaction$='{pressed}']") if pressed else None
        url = urljoin(self.page.url, button["formaction"] if button else form["action"])
        return self.post(url, data, **kwargs)

    def post(self, url: str, data, **kwargs) -> Page:
        return self._arrive(self.client.post(url, data=data, **kwargs), url)

    def _arrive(self, response, url: str) -> Page:
        for _ in range(5):
            if response.status_code not in {301, 302, 303, 307, 308}:
                break
            url = urljoin(url, response.headers["Location"])
            response = self.client.get(urlsplit(url)._replace(scheme="", netloc="").geturl())
        self.page = Page(response, url)
        if self.page.is_html:
            hold_to_rules(self.page)
        return self.page


def _shown(form) -> dict[str, object]:
    """What a browser would send of a form that nobody touched."""
    values: dict[str, object] = {}
    for control in form.select("input[name], textarea[name], select[name]"):
        name, kind = control["name"], control.get("type", "text")
        if kind in {"radio", "checkbox"}:
            if control.has_attr("checked"):
                values.setdefault(name, []).append(control.get("value", "on"))
        elif control.name == "textarea":
            values[name] = control.get_text().removeprefix("\n")
        elif control.name == "select":
            chosen = control.select_one("option[selected]") or control.select_one("option")
            values[name] = chosen["value"]
        elif kind == "hidden":
            values.setdefault(name, []).append(control.get("value", ""))
        elif kind != "file":
            values[name] = control.get("value", "")
    return values


def hold_to_rules(page: Page) -> None:
    """Fail on a page that a careful reader would send back."""
    html5lib.HTMLParser(strict=True).parse(page.text)
    soup = page.soup
    assert len(soup.select("h1")) == 1, f"one h1, please: {page.url}"
    title = re.sub(r"\s+", " ", soup.title.get_text()).strip()
    heading = re.sub(r"\s+", " ", soup.h1.get_text(" ")).strip()
    assert heading in title, f"the title {title!r} does not say {heading!r}: {page.url}"
    assert soup.html.get("lang") in {"nl", "en"}
    _no_double_ids(soup, page)
    _labelled_controls(soup, page)
    _safe_forms(soup, page)
    _links_that_lead_somewhere(soup, page)
    assert not soup.select("[style], style, script:not([src])"), f"inline code: {page.url}"


def _no_double_ids(soup, page: Page) -> None:
    ids = [element["id"] for element in soup.select("[id]")]
    doubles = {found for found in ids if ids.count(found) > 1}
    assert not doubles, f"ids used twice on {page.url}: {doubles}"
    named = {
        name
        for element in soup.select("[aria-describedby], [aria-labelledby]")
        for attribute in ("aria-describedby", "aria-labelledby")
        for name in element.get(attribute, "").split()
    }
    assert named <= set(ids), f"described by nothing on {page.url}: {named - set(ids)}"


def _labelled_controls(soup, page: Page) -> None:
    labels = {label["for"] for label in soup.select("label[for]")}
    for control in soup.select("input:not([type=hidden]), select, textarea"):
        is_labelled = control.get("id") in labels or control.get("aria-label")
        assert is_labelled, f"no label for {control} on {page.url}"
    for button in soup.select("button"):
        assert button.get_text(strip=True), f"a button without words on {page.url}"


def _safe_forms(soup, page: Page) -> None:
    for form in soup.select("form"):
        assert form.has_attr("action"), f"a form without action on {page.url}"
        if form.get("method", "get").lower() == "post":
            assert form.select_one("input[name=csrf_token]"), f"no token in {form['action']}"


def _links_that_lead_somewhere(soup, page: Page) -> None:
    ids = {element["id"] for element in soup.select("[id]")}
    for link in soup.select("a[href^='#']"):
        assert link["href"][1:] in ids, f"{link['href']} leads nowhere on {page.url}"
