"""What another site sends in a visitor's name changes nothing (D7)."""

import json

import pytest
from rules.access import rows
from rules.conftest import COMBINATIONS
from rules.tables import files, fingerprints
from rules.visitors import SCRIPT, Visitors, content

from supplier_portal.app import create_app
from supplier_portal.web import access

# A mail program asks for it without a page of ours: the secret is in the address (RFC 8058).
WITHOUT_TOKEN = {"sign_in.stop_reminders"}
USERS = {
    "sign_in": "out",
    "account": "A",
    "procurement": "buyer",
    "supplier": "A",
    "review": "review",
}


def _unsafe_routes():
    """Each route that changes something, once, in a state in which its user succeeds."""
    found = {}
    for row in rows():
        user = USERS.get(row.endpoint.partition(".")[0], "out")
        is_guarded = row.endpoint not in WITHOUT_TOKEN
        if is_guarded and row.method == "POST" and row.expected[user] in {200, 302}:
            found.setdefault(row.endpoint, (row, user))
    return list(found.values())


ROUTES = _unsafe_routes()


def _with_token(token):
    return lambda form: {"data": {**form, "csrf_token": token}}


def _as_text(form):
    simple = {name: value for name, value in form.items() if isinstance(value, str)}
    return {"data": json.dumps(simple), "content_type": "text/plain"}


def _from_site(site, token):
    headers = {"Sec-Fetch-Site": site, "Origin": "https://evil.example"}
    return lambda form: {"data": {**form, "csrf_token": token}, "headers": headers}


def attacks(own_token: str, token_of_another: str):
    """The name of each attack, the request it makes of a valid form, and the answer it gets."""
    return {
        "no token": (lambda form: {"data": form}, 400),
        "an empty token": (_with_token(""), 400),
        "a made-up token": (_with_token("made-up"), 400),
        "the token of another session": (_with_token(token_of_another), 400),
        "a script without token": (
            lambda form: {"data": form, "headers": {"Accept": SCRIPT}},
            400,
        ),
        "the token of another session in a header": (
            lambda form: {"data": form, "headers": {"X-CSRFToken": token_of_another}},
            400,
        ),
        "text that looks like JSON": (_as_text, 400),
        "another site": (_from_site("cross-site", own_token), 403),
        "a neighbouring site": (_from_site("same-site", own_token), 403),
    }


@pytest.fixture(scope="module")
def victims(stage, shared_settings):
    """Everybody, before an application that commits what it writes; signed in already."""
    app = create_app(shared_settings)
    victims = Visitors(app, stage)
    for row, user in ROUTES:
        victims.cookie(victims.person(user, row.endpoint, stage.scenes[row.states[0]]))
    victims.cookie(stage.other_buyer)
    yield victims
    app.extensions["supplier_portal.database"].engine.dispose()


@pytest.mark.parametrize(("row", "user"), ROUTES, ids=[row.endpoint for row, _ in ROUTES])
def test_what_another_site_sends_changes_nothing(
    row, user, victims, shared_database, shared_settings, record_property
):
    before = fingerprints(shared_database.engine), files(shared_settings.evidence_folder)
    outcomes = outcomes_of(victims, row, user)
    assert {name: found for name, (found, expected) in outcomes.items() if found != expected} == {}
    after = fingerprints(shared_database.engine), files(shared_settings.evidence_folder)
    assert after == before
    record_property(COMBINATIONS, len(outcomes))


def outcomes_of(visitors, row, user):
    """What came of each attack, beside what should."""
    scene = visitors.stage.scenes[row.states[0]]
    person = visitors.person(user, row.endpoint, scene)
    stranger = visitors.cookie(visitors.stage.other_buyer).csrf_token
    found = {}
    for name, (request, expected) in attacks(visitors.cookie(person).csrf_token, stranger).items():
        response = visitors.client(person).post(
            visitors.address(row.endpoint, scene), **request(content(row.endpoint, visitors.stage))
        )
        is_left_alone = "Set-Cookie" not in response.headers
        found[name] = response.status_code if is_left_alone else "the cookie changed", expected
    return found


def test_every_route_that_changes_something_is_attacked(visitors):
    unsafe = {
        rule.endpoint
        for rule in visitors.app.url_map.iter_rules()
        if rule.methods - {"GET", "HEAD", "OPTIONS"}
    }
    assert unsafe == {row.endpoint for row, _ in ROUTES} | WITHOUT_TOKEN


SOME = {"sign_in.stop", "procurement.pick", "supplier.submit", "review.judge"}


def _let_in(visitors):
    return {
        (row.endpoint, name)
        for row, user in ROUTES
        if row.endpoint in SOME
        for name, (found, expected) in outcomes_of(visitors, row, user).items()
        if found != expected
    }


def test_the_attacks_succeed_without_the_check_of_tokens(visitors, monkeypatch):
    monkeypatch.setitem(visitors.app.config, "WTF_CSRF_ENABLED", value=False)
    found = _let_in(visitors)
    assert found >= {(endpoint, "no token") for endpoint in SOME}
    assert not {name for _, name in found} & {"another site", "a neighbouring site"}


def test_the_attacks_succeed_without_the_check_of_the_site(visitors, monkeypatch):
    monkeypatch.setattr(access, "_OWN_SITES", access._OWN_SITES | {"cross-site", "same-site"})
    names = ("another site", "a neighbouring site")
    assert _let_in(visitors) == {(endpoint, name) for endpoint in SOME for name in names}
