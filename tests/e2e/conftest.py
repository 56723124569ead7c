"""This file serves the application to a real browser, and holds every page to the quiet rules.

No message in the console, no error of a script, nothing the policy blocked, and no request to
anybody else (assurance G1, G6). A test that provokes one says so with ``Visitor.forgive``.
"""

import os
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from e2e.cast import made
from e2e.pages import Error, Supplier, Window
from e2e.states import states
from factories.mail_server import Mailbox
from flask.sessions import SecureCookieSessionInterface
from werkzeug.serving import WSGIRequestHandler, make_server

from supplier_portal.services import accounts

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CHECKED = "checked in the browser"
ADVICE = "axe advises, but does not fail"
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
DESK = {"width": 1280, "height": 900}
_LISTEN = """document.addEventListener("securitypolicyviolation", (event) =>
    reportViolation(`${event.violatedDirective} blocked ${event.blockedURI || "inline"}`));"""


@dataclass
class Server:
    """The application, listening."""

    app: object
    url: str

    def cookie(self, **kept) -> dict[str, str]:
        """A browser session with this in it, signed as the application does."""
        signer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        name = self.app.config["SESSION_COOKIE_NAME"]
        return {"name": name, "value": signer.dumps(kept), "url": self.url}


@dataclass
class Visitor:
    """Somebody's browser window, and everything that went wrong in it."""

    context: object
    page: object
    server: Server
    token: str | None = None
    has_script: bool = True
    faults: list[str] = field(default_factory=list)
    _forgiven: list[str] = field(default_factory=list)

    def goto(self, address: str):
        """Open a page of the application; gives the answer of the server."""
        return self.page.goto(f"{self.server.url}{address}")

    def forgive(self, pattern: str) -> None:
        """Expect faults with these words; expecting what never comes is a fault as well."""
        self._forgiven.append(pattern)

    def unforgiven(self) -> list[str]:
        """What went wrong and should not have, or did not and should have."""
        found = [
            fault
            for fault in self.faults
            if not any(re.search(pattern, fault) for pattern in self._forgiven)
        ]
        missed = [
            f"expected, but never seen: {pattern}"
            for pattern in self._forgiven
            if not any(re.search(pattern, fault) for fault in self.faults)
        ]
        return found + missed

    def listen(self) -> None:
        """Collect from now on what goes wrong in any page of this browser."""
        note, own = self.faults.append, urlsplit(self.server.url).netloc

        def on_request(request) -> None:
            address = urlsplit(request.url)
            if address.scheme not in {"data", "blob", "about"} and address.netloc != own:
                note(f"foreign request: {request.url}")

        def on_console(message) -> None:
            if message.type in {"error", "warning"}:
                note(f"console: {message.text} ({message.page and message.page.url})")

        self.context.on("console", on_console)
        self.context.on("weberror", lambda found: note(f"script error: {found.error}"))
        self.context.on("request", on_request)
        self.context.expose_binding("reportViolation", lambda _, text: note(f"policy: {text}"))
        self.context.add_init_script(_LISTEN)


class _Quiet(WSGIRequestHandler):
    def log(self, type, message, *args) -> None:  # noqa: A002 - the name is werkzeug's
        pass


@pytest.fixture
def server(request, app) -> Iterator[Server]:
    asked = any("e2e" in argument for argument in request.config.args)
    if request.config.getoption("--database") != "sqlite" and not asked:
        pytest.skip("the browser tests run on SQLite, unless they are named")
    listening = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    app.config["PUBLIC_URL"] = url = f"http://127.0.0.1:{listening.server_port}"
    with closing(listening.socket):
        thread = threading.Thread(target=listening.serve_forever, args=(0.05,))
        thread.start()
        yield Server(app, url)
        listening.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def chromium():
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - may be missing
    except ImportError:
        _go_without("playwright is not installed (dependency group browser)")
    if not os.path.exists(CHROMIUM):  # noqa: PTH110 - a plain question
        _go_without(f"there is no browser at {CHROMIUM}")
    with sync_playwright() as playwright:
        try:
            launched = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        except Error as problem:
            _go_without(f"{CHROMIUM} does not start: {problem}")
        yield launched
        launched.close()


def _go_without(reason: str) -> None:
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(f"REQUIRE_BROWSER=1, but {reason}")
    pytest.skip(reason)


@pytest.fixture
def visit(server, chromium) -> Iterator[Callable[..., Visitor]]:
    """Opens a browser window; ``visit(person)`` one in which somebody is signed in."""
    opened: list[Visitor] = []

    def open_window(person=None, *, locale="nl-NL", viewport=None, java_script=True) -> Visitor:
        context = chromium.new_context(
            locale=locale,
            viewport=viewport or DESK,
            java_script_enabled=java_script,
        )
        context.set_default_timeout(10_000)
        visitor = Visitor(context, None, server, has_script=java_script)
        opened.append(visitor)
        visitor.listen()
        if person is not None:
            visitor.token = _signed_in(server, person)
            context.add_cookies([server.cookie(token=visitor.token, account=str(person.id))])
        visitor.page = context.new_page()
        return visitor

    yield open_window
    for visitor in opened:
        visitor.context.close()
    faults = [fault for visitor in opened for fault in visitor.unforgiven()]
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


@pytest.fixture
def offer(world):
    """A supplier with an empty response to a published procurement."""
    buyer = world.person("procurement")
    return world.supplier(buyer, world.published(buyer, numbers=("5.20.05", "8.31.01")))


@pytest.fixture
def at_work(offer, visit) -> Callable[..., Supplier]:
    """Opens a theme of the response in a new window, for the supplier or a colleague."""
    person, response_id = offer

    def open_theme(theme: str, somebody=person) -> Supplier:
        supplier = Supplier(visit(somebody))
        supplier.response = f"/supplier/{response_id}"
        supplier.section(theme)
        return supplier

    return open_theme


@pytest.fixture
def settings(settings):
    """Those of an installation that sends mail; no server takes it here."""
    return replace(settings, mail=Mailbox().settings)


@pytest.fixture
def cast(world, settings):
    return made(world, settings)


@pytest.fixture
def show(cast, visit) -> Callable[..., Window]:
    """Shows a state to whom it is for, in a window of theirs."""
    windows: dict[tuple[str, str], Window] = {}

    def open_state(state, language="nl") -> Window:
        key = state.who, language
        if key not in windows:
            person = cast.people.get(state.who)
            windows[key] = Window(visit(person, locale=LANGUAGES[language]))
        window = windows[key]
        window.page.set_viewport_size(DESK)
        if state.status >= 400:
            window.visitor.forgive(f"status of {state.status}")
        window.goto(state.address)
        state.act(window)
        if window.answer.status != state.status:
            pytest.fail(f"answered with {window.answer.status}", pytrace=False)
        return window

    return open_state


@pytest.fixture
def tour(cast, show) -> Iterator[Callable]:
    """Shows the states one after the other, as (state, window); one that breaks stops no other."""
    broken: list[str] = []

    def walk(wanted=lambda _: True, language="nl", part=slice(None)):
        for state in list(filter(wanted, states(cast.places)))[part]:
            try:
                window = show(state, language)
            except (AssertionError, pytest.fail.Exception, Error) as problem:
                broken.append(f"{state} in {language}: {problem}")
            else:
                yield state, window

    yield walk
    if broken:
        pytest.fail("\n".join(broken), pytrace=False)


def _signed_in(server, person) -> str:
    database = server.app.extensions["supplier_portal.database"]
    with database.writing.begin() as session:
        return accounts.sign_in(session, person.id, at=datetime.now(UTC), origin="test")


def pytest_terminal_summary(terminalreporter) -> None:
    """Say how much was looked at, as who looks at nothing finds nothing; then the advice."""
    counts, advice = Counter(), Counter()
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in report.user_properties if report.when == "call" else ():
            if name.startswith(CHECKED):
                counts[name] += value
            elif name == ADVICE:
                advice.update(value)
    for name, count in sorted(counts.items()):
        terminalreporter.write_line(f"{name}: {count}")
    for text, count in sorted(advice.items()):
        terminalreporter.write_line(f"{ADVICE}: {text} ({count} x)")
