"""Every answer carries the headers that keep it from harm, and an error page tells nothing (G3)."""

import json
import re
from dataclasses import replace

import pytest
from rules.visitors import SCRIPT
from sqlalchemy import text
from werkzeug.exceptions import ServiceUnavailable

from supplier_portal.app import create_app
from supplier_portal.web import transaction
from supplier_portal.web.access import public

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
ONE_YEAR = 31_536_000
CANARY = "kanarie-7f3b"
HTTPS = "https://portal.example.nl"


@pytest.fixture(params=["http", "https"])
def scheme(request):
    return request.param


@pytest.fixture
def served(settings, scheme):
    """The application as visitors reach it, with a page that fails."""
    app = create_app(replace(settings, public_url=HTTPS) if scheme == "https" else settings)
    app.add_url_rule("/broken", "broken", public(_broken), methods=["GET", "POST"])
    yield app
    app.extensions["supplier_portal.database"].engine.dispose()


def _broken():
    secret = f"{CANARY}-{len(CANARY)}"
    return {}[len(secret)]


@pytest.fixture
def client(served, scheme):
    client = served.test_client()
    client.environ_base["wsgi.url_scheme"] = scheme
    return client


ANSWERS = {
    "a page": ("GET", "/sign-in", {}, 200),
    "a redirect": ("GET", "/", {}, 302),
    "a form without token": ("POST", "/sign-in", {}, 400),
    "a script that is signed out": ("GET", "/supplier/", {"Accept": SCRIPT}, 401),
    "another site": ("POST", "/sign-in", {"Sec-Fetch-Site": "cross-site"}, 403),
    "nothing": ("GET", "/nothing", {}, 404),
    "nothing for a script": ("GET", "/nothing", {"Accept": SCRIPT}, 404),
    "an invitation that is none": ("GET", "/invitation/none", {}, 404),
    "another method": ("DELETE", "/sign-in", {}, 405),
    "a failure": ("GET", "/broken", {}, 500),
    "a failure for a script": ("GET", "/broken", {"Accept": SCRIPT}, 500),
    "the options": ("OPTIONS", "/sign-in", {}, 200),
    "the head": ("HEAD", "/sign-in", {}, 200),
    "a file": ("GET", "/static/css/base.css", {}, 200),
    "a file that is not there": ("GET", "/static/nothing.css", {}, 404),
}


@pytest.mark.parametrize(("method", "address", "headers", "status"), ANSWERS.values(), ids=ANSWERS)
def test_every_answer_carries_the_headers(method, address, headers, status, client, scheme):
    response = client.open(address, method=method, headers=headers, buffered=True)
    assert response.status_code == status
    is_static = response.request.path.startswith("/static/")
    assert problems(response.headers, is_https=scheme == "https", is_static=is_static) == []


@pytest.mark.parametrize("role", [None, "supplier"])
def test_a_request_that_is_too_large_is_refused_in_the_same_way(role, app, browser, world):
    app.config["MAX_CONTENT_LENGTH"] = 1000
    visitor = browser(role and world.person(role))
    response = visitor.client.post("/sign-out", data={"text": "x" * 2000})
    assert response.status_code == 413
    assert problems(response.headers, is_https=False, is_static=False) == []


def problems(headers, *, is_https: bool, is_static: bool) -> list[str]:
    """What is wrong with the headers of an answer."""
    found = [name for name, value in ALWAYS.items() if headers.getlist(name) != [value]]
    policy = headers.get("Content-Security-Policy", "").split("; ")
    found += [part for part in POLICY if part not in policy]
    found += ["unsafe policy" for part in policy if "unsafe" in part or "*" in part]
    if not re.fullmatch(r"[0-9a-f]{16}", headers.get("X-Request-Id", "")):
        found.append("X-Request-Id")
    if (headers.get("Cache-Control") == "no-store") is is_static:
        found.append("Cache-Control")
    if is_https is not _is_strict(headers.get("Strict-Transport-Security", "")):
        found.append("Strict-Transport-Security")
    return found


def _is_strict(value: str) -> bool:
    age = re.search(r"max-age=(\d+)", value)
    return bool(age) and int(age[1]) >= ONE_YEAR and "includeSubDomains" in value


@pytest.mark.parametrize("name", [*ALWAYS, "Content-Security-Policy", "Cache-Control"])
def test_a_missing_header_is_noticed(name, app):
    headers = app.test_client().get("/sign-in").headers
    assert problems(headers, is_https=False, is_static=False) == []
    del headers[name]
    assert len(problems(headers, is_https=False, is_static=False)) >= 1


def test_headers_that_are_not_for_everything_are_noticed(app, monkeypatch):
    monkeypatch.setitem(app.after_request_funcs, None, [])
    headers = app.test_client().get("/nothing").headers
    assert len(problems(headers, is_https=True, is_static=False)) == len(ALWAYS) + len(POLICY) + 3


def test_a_document_and_a_file_of_a_supplier_are_kept_from_running(visitors):
    for principal, endpoint in (
        ("buyer", "procurement.document"),
        ("buyer", "procurement.catalogue_template"),
        ("A", "supplier.download"),
        ("review", "review.download"),
    ):
        response = visitors.request(principal, endpoint, "GET", "opened")
        headers = response.headers
        assert response.status_code == 200
        assert headers["Content-Disposition"].startswith("attachment; ")
        assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert headers["Cache-Control"] == "no-store"
        assert {name: headers[name] for name in ALWAYS} == ALWAYS


def test_a_cookie_is_for_this_site_and_its_pages_only(client, scheme):
    cookies = client.get("/sign-in").headers.getlist("Set-Cookie")
    assert cookies
    for cookie in cookies:
        assert cookie_problems(cookie, is_https=scheme == "https") == []


def cookie_problems(cookie: str, *, is_https: bool) -> list[str]:
    """What is wrong with a cookie."""
    name = cookie.partition("=")[0]
    wanted = {"HttpOnly", "SameSite=Lax", "Path=/"} | ({"Secure"} if is_https else set())
    given = {part.strip() for part in cookie.split(";")[1:]}
    found = sorted(wanted - given)
    found += [part for part in given if part.startswith("Domain")]
    if is_https and not name.startswith("__Host-"):
        found.append("__Host-")
    return found


@pytest.mark.parametrize(
    "cookie",
    [
        "session=1; Secure; HttpOnly; Path=/; SameSite=Lax",
        "__Host-session=1; HttpOnly; Path=/; SameSite=Lax",
        "__Host-session=1; Secure; Path=/; SameSite=Lax",
        "__Host-session=1; Secure; HttpOnly; Path=/",
        "__Host-session=1; Secure; HttpOnly; Path=/a; SameSite=Lax",
        "__Host-session=1; Domain=example.nl; Secure; HttpOnly; Path=/; SameSite=Lax",
    ],
)
def test_a_careless_cookie_is_noticed(cookie):
    assert len(cookie_problems(cookie, is_https=True)) == 1


@pytest.mark.parametrize("accept", ["text/html", SCRIPT])
def test_a_failure_shows_a_number_and_nothing_else(accept, client, capsys):
    response = client.get("/broken", headers={"Accept": accept})
    shown = response.get_data(as_text=True)
    number = response.headers["X-Request-Id"]
    assert number in shown
    for hidden in (CANARY, "Traceback", "KeyError", ".py", "/work/", "site-packages", "_broken"):
        assert hidden not in shown
    [line] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert line["request"] == number
    assert "KeyError" in line["exception"]
    assert "_broken" in line["exception"]
    assert CANARY not in json.dumps(line)


def _fail_on_a_statement():
    secret = f"{CANARY}-{len(CANARY)}"
    transaction.session().execute(text("SELECT :secret FROM nowhere"), {"secret": secret})


def test_a_failing_statement_is_not_shown(app, capsys):
    app.add_url_rule("/statement", "statement", public(_fail_on_a_statement))
    response = app.test_client().get("/statement")
    shown = response.get_data(as_text=True)
    assert response.status_code == 500
    assert response.headers["X-Request-Id"] in shown
    for hidden in (CANARY, "SELECT", "nowhere", "sqlalchemy", "psycopg", "sqlite"):
        assert hidden not in shown
    assert "nowhere" in capsys.readouterr().out


def test_the_values_of_a_failing_statement_are_not_logged(app, capsys):
    app.add_url_rule("/statement", "statement", public(_fail_on_a_statement))
    assert app.test_client().get("/statement").status_code == 500
    assert CANARY not in capsys.readouterr().out


def test_the_address_in_the_log_of_a_failure_is_the_path_without_its_query(client, capsys):
    client.get(f"/broken?email={CANARY}")
    logged = capsys.readouterr().out
    assert '"/broken"' in logged
    assert CANARY not in logged


def test_a_secret_in_an_address_is_in_no_log_of_its_failure(app, capfd, caplog):
    app.add_url_rule("/fails/<secret>", "fails", public(_fail_on_a_secret))
    assert app.test_client().get(f"/fails/{CANARY}").status_code == 500
    assert CANARY not in caplog.text + "".join(capfd.readouterr())


def _fail_on_a_secret(secret):
    raise KeyError(len(secret))


def test_an_error_of_the_server_that_is_no_crash_is_told_in_the_same_way(app, capsys):
    def _shut():
        raise ServiceUnavailable(description=CANARY)

    app.add_url_rule("/shut", "shut", public(_shut))
    response = app.test_client().get("/shut")
    assert response.status_code == 500
    assert CANARY not in response.get_data(as_text=True)
    assert response.headers["X-Request-Id"] in capsys.readouterr().out


def test_the_server_names_no_product(client):
    response = client.get("/sign-in")
    assert not {"Server", "X-Powered-By"} & set(response.headers.keys())
