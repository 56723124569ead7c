"""Every route gives every visitor, in every state, the answer that the matrix states (C1-C3)."""

import re
from collections import defaultdict
from collections.abc import Iterable
from uuid import uuid4

import pytest
from factories.stage import FIRST, State
from flask import Flask
from rules.access import Row, rows
from rules.conftest import COMBINATIONS
from rules.visitors import Visitors

from supplier_portal.app import create_app
from supplier_portal.services import judgements, procurements, responses
from supplier_portal.services.errors import NotFoundError
from supplier_portal.web.access import Role, RoleBlueprint, public

ROWS = rows()
CHANGEABLE = {"X-Request-Id", "Date", "Set-Cookie"}
OBJECTS = {
    "procurement_id",
    "response_id",
    "opened_id",
    "upload_id",
    "template_id",
    "account_id",
    "note_id",
    "invitation_id",
}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_visitor_gets_the_answer_that_the_matrix_states(row, visitors, record_property):
    assert differences(visitors, [row]) == []
    record_property(COMBINATIONS, len(row.states) * len(row.expected))


def differences(visitors: Visitors, chosen: Iterable[Row]) -> list[str]:
    """Where the application answers otherwise than the matrix."""
    found = []
    for row in chosen:
        for state in row.states:
            for principal in row.expected:
                response = visitors.request(principal, row.endpoint, row.method, state)
                if problem := _problem(row, response, principal):
                    found.append(f"{row.method} {row.endpoint} {state} {principal}: {problem}")
    return found


def _problem(row: Row, response, principal: str) -> str:
    expected = row.expected[principal]
    if response.status_code != expected:
        return f"{response.status_code} instead of {expected}"
    is_sent_away = principal in {"out", "revoked"} and not row.endpoint.startswith("sign_in.")
    if expected == 302 and is_sent_away and not response.location.startswith("/sign-in"):
        return f"leads to {response.location}"
    return ""


def test_every_route_and_state_is_in_the_matrix_and_nothing_else_is(visitors):
    assert unlisted(visitors.app) == (set(), set())
    stated: dict[tuple[str, str], list[State]] = {}
    for row in ROWS:
        stated.setdefault((row.endpoint, row.method), []).extend(row.states)
    for row in ROWS:
        states = stated[row.endpoint, row.method]
        assert len(states) == len(set(states)), f"{row} is stated twice"
        assert not row.is_about_object or set(states) >= set(FIRST), f"{row} misses a state"


def unlisted(app: Flask) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The routes without a row, and the rows without a route."""
    routes = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    stated = {(row.endpoint, row.method) for row in ROWS}
    return routes - stated, stated - routes


@pytest.mark.parametrize("principal", ["out", "buyer", "buyer2", "A", "review", "revoked"])
def test_a_head_request_gets_the_answer_of_a_get_request(principal, visitors, record_property):
    found = []
    asked = [row for row in ROWS if row.method == "GET" and State.PUBLISHED in row.states]
    for row in asked:
        response = visitors.request(principal, row.endpoint, "HEAD", State.PUBLISHED)
        if response.status_code != row.expected[principal] or response.get_data():
            found.append(f"{row.endpoint}: {response.status_code}")
    assert found == []
    record_property(COMBINATIONS, len(asked))


@pytest.mark.parametrize("principal", ["out", "buyer"])
def test_no_route_takes_another_method(principal, visitors, record_property):
    count = 0
    person = visitors.person(principal, "", visitors.stage.scenes[State.OPENED])
    taken = defaultdict(set)
    for rule in visitors.app.url_map.iter_rules():
        taken[rule.rule] |= rule.methods
    for rule in visitors.app.url_map.iter_rules():
        address = visitors.address(rule.endpoint, visitors.stage.scenes[State.OPENED])
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"} - taken[rule.rule]:
            response = visitors.send(person, method, address)
            assert response.status_code == 405, f"{method} {address}"
            count += 1
    record_property(COMBINATIONS, count)


def test_options_tells_the_same_of_foreign_and_absent_objects(visitors):
    for row in _foreign_rows():
        seen = {_as_seen(*pair) for pair in _foreign_and_absent(visitors, row, method="OPTIONS")}
        assert len(seen) == 1, str(row)


def test_a_foreign_object_looks_like_an_absent_one(visitors, record_property):
    count, found = 0, []
    for row in _foreign_rows():
        pairs = list(_foreign_and_absent(visitors, row))
        first, second = (_as_seen(*pair) for pair in pairs)
        if first != second or pairs[0][0].status_code != 404:
            found.append(f"{row}: {first} is not {second}")
        count += 1
    assert found == []
    assert count >= 50
    record_property(COMBINATIONS, count)


def _foreign_rows():
    """Each row about an object, with everybody in the right role on the wrong side."""
    strangers = {"procurement": ("buyer2",), "supplier": ("B", "C"), "review": ("review2",)}
    for row in ROWS:
        if row.is_about_object:
            for principal in strangers[row.endpoint.partition(".")[0]]:
                yield row, principal


def _foreign_and_absent(visitors, pair, method=None):
    row, principal = pair
    state = row.states[-1]
    names = visitors.names(row.endpoint) & OBJECTS
    for instead in ({}, {name: uuid4() for name in names}):
        address = visitors.address(row.endpoint, visitors.stage.scenes[state], instead)
        response = visitors.request(
            principal, row.endpoint, method or row.method, state, instead=instead
        )
        yield response, address


def _as_seen(response, address: str) -> tuple[object, ...]:
    body = response.get_data(as_text=True).replace(address, "ADDRESS")
    body = re.sub(r'(name="csrf_token"\s+value=)"[^"]*"', r"\1", body)
    headers = {name: value for name, value in response.headers if name not in CHANGEABLE}
    return response.status_code, body, tuple(sorted(headers.items()))


@pytest.mark.parametrize(
    ("principal", "endpoint", "method", "instead"),
    [
        ("A", "supplier.download", "GET", "b"),
        ("A", "supplier.remove", "POST", "b"),
        ("A", "supplier.download", "GET", "opened_a"),
        ("review", "review.download", "GET", "opened_b"),
        ("review", "review.download", "GET", "a"),
    ],
)
def test_a_file_of_another_response_is_not_found_under_ones_own(
    principal, endpoint, method, instead, visitors
):
    state = State.PUBLISHED if method == "POST" else State.OPENED
    scene = visitors.stage.scenes[state]
    foreign = getattr(scene, instead).evidence_id
    own = visitors.request(principal, endpoint, method, state)
    other = visitors.request(principal, endpoint, method, state, instead={"evidence_id": foreign})
    assert own.status_code in {200, 302}
    assert other.status_code == 404


@pytest.mark.parametrize(
    ("endpoint", "instead"),
    [
        ("procurement.catalogue", {"catalogue_id": uuid4()}),
        ("procurement.revision", {"number": 2}),
        ("procurement.document", {"number": 0}),
        ("procurement.tailor", {"identifier": "BIO2-9.99.99"}),
        ("supplier.section", {"theme": "6"}),
        ("supplier.section", {"theme": "none"}),
        ("supplier.attach", {"requirement": "BIO2-9.99.99"}),
        ("sign_in.invitation", {"token": "none"}),
        ("static", {"filename": "../app.py"}),
    ],
)
def test_what_does_not_exist_is_not_found_by_those_who_may_look(endpoint, instead, visitors):
    principal = {"procurement": "buyer", "supplier": "A"}.get(endpoint.partition(".")[0], "out")
    state = State.DRAFT if endpoint == "procurement.tailor" else State.PUBLISHED
    response = visitors.request(principal, endpoint, "GET", state, instead=instead)
    assert response.status_code == 404


def _rows_of(prefix: str, state: State) -> list[Row]:
    return [
        Row(row.endpoint, row.method, (state,), row.is_about_object, row.expected)
        for row in ROWS
        if row.endpoint.startswith(prefix) and state in row.states
    ]


def test_the_matrix_notices_procurements_of_everybody(visitors, monkeypatch):
    def of_anybody(session, _organisation_id, procurement_id):
        found = session.get(procurements.ProcurementRecord, procurement_id)
        if found is None:
            raise NotFoundError
        return found

    monkeypatch.setattr(procurements, "of_organisation", of_anybody)
    found = differences(visitors, _rows_of("procurement.", State.PUBLISHED))
    assert len(found) >= 15
    assert all(" buyer2: " in line for line in found)
    assert differences(visitors, _rows_of("review.show", State.PUBLISHED))


def test_the_matrix_notices_responses_of_everybody(visitors, monkeypatch):
    def of_anybody(session, _actor, response_id):
        return session.get_one(responses.ResponseRecord, response_id)

    monkeypatch.setattr(responses, "of_supplier", of_anybody)
    found = differences(visitors, _rows_of("supplier.", State.SUBMITTED))
    assert {line.split()[3] for line in found} == {"B:", "C:"}
    assert len(found) >= 20


def test_the_matrix_notices_opened_responses_of_everybody(visitors, monkeypatch):
    def of_anybody(session, _actor, opened_id):
        return session.get_one(judgements.OpenedResponseRecord, opened_id)

    monkeypatch.setattr(judgements, "opened_response", of_anybody)
    found = differences(visitors, _rows_of("review.", State.OPENED))
    assert {line.split()[1] for line in found} >= {
        "review.judge",
        "review.scorecard",
        "review.download",
    }


def test_the_matrix_notices_a_guard_for_the_wrong_role(visitors, monkeypatch):
    pages = visitors.app.blueprints["review"]
    assert isinstance(pages, RoleBlueprint)
    monkeypatch.setattr(pages, "role", Role.PROCUREMENT)
    found = differences(visitors, _rows_of("review.home", State.PUBLISHED))
    assert len(found) == 4


def test_the_matrix_notices_a_page_that_became_public(visitors, monkeypatch):
    views = visitors.app.view_functions
    monkeypatch.setitem(views, "procurement.all_catalogues", public(lambda: "all"))
    found = differences(visitors, _rows_of("procurement.all_catalogues", State.PUBLISHED))
    assert len(found) == 8


def test_a_new_route_needs_a_row(settings):
    app = create_app(settings)
    app.add_url_rule("/new", "new", lambda: "new", methods=["GET", "DELETE"])
    assert unlisted(app)[0] == {("new", "GET"), ("new", "DELETE")}
    app.extensions["supplier_portal.database"].engine.dispose()


def test_a_page_that_forgot_to_say_for_whom_it_is_stays_shut(app, browser, world):
    app.add_url_rule("/new", "new", lambda: "new")
    assert browser().client.get("/new").status_code == 302
    for role in Role:
        assert browser(world.person(role.value)).client.get("/new").status_code == 403
