"""Looking changes nothing: not by what pages do, and not if one would try (C8)."""

import json

import pytest
from rules.access import rows
from rules.tables import files, fingerprints
from rules.visitors import Visitors
from sqlalchemy import text

from supplier_portal.app import create_app
from supplier_portal.services import accounts
from supplier_portal.web import transaction
from supplier_portal.web.access import public

SEEN = [
    (row, principal)
    for row in rows()
    if row.method == "GET"
    for principal, status in row.expected.items()
    if status in {200, 409}
    or (status == 302 and principal not in {"out", "revoked"})
    or row.endpoint == "sign_in.home"
]


@pytest.fixture(scope="module")
def onlookers(stage, shared_settings):
    """Everybody, before an application that commits what it writes; signed in already."""
    app = create_app(shared_settings)
    onlookers = Visitors(app, stage)
    for row, principal in SEEN:
        for state in row.states:
            onlookers.cookie(onlookers.person(principal, row.endpoint, stage.scenes[state]))
    yield onlookers
    app.extensions["supplier_portal.database"].engine.dispose()


@pytest.mark.parametrize(
    ("row", "principal"), SEEN, ids=[f"{row} {principal}" for row, principal in SEEN]
)
def test_looking_changes_no_row_and_no_file(
    row, principal, onlookers, shared_database, shared_settings
):
    folder = shared_settings.evidence_folder
    before = fingerprints(shared_database.engine), files(folder)
    for state in row.states:
        response = onlookers.request(principal, row.endpoint, "GET", state)
        assert response.status_code == row.expected[principal]
        assert (fingerprints(shared_database.engine), files(folder)) == before


def _by_record():
    session = transaction.session()
    accounts.add_organisation(session, name="Geschreven", kind="buyer")
    return "written"


def _by_statement():
    transaction.session().execute(text("UPDATE organisation SET name = 'Geschreven'"))
    return "written"


def _with_commit():
    session = transaction.session()
    accounts.add_organisation(session, name="Geschreven", kind="buyer")
    session.commit()
    return "written"


@pytest.mark.parametrize("view", [_by_record, _by_statement, _with_commit])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_database_refuses_a_write_by_a_page_that_is_only_looked_at(
    view, method, app, world, database, capsys
):
    world.person("procurement")
    app.add_url_rule("/written", "written", public(view))
    before = fingerprints(database.engine)
    with app.test_client() as client:
        response = client.open("/written", method=method)
    assert response.status_code == 500
    assert response.mimetype == "text/html"
    assert fingerprints(database.engine) == before
    line = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert "readonly database" in line["exception"] or "read-only" in line["exception"]


@pytest.mark.parametrize("view", [_by_record, _by_statement, _with_commit])
def test_the_same_page_may_write_when_it_is_posted(view, app, browser, world, database):
    world.person("procurement")
    app.add_url_rule("/written", "written", public(view), methods=["POST"])
    before = fingerprints(database.engine)
    visitor = browser()
    token = visitor.get("/sign-in").soup.select_one("input[name=csrf_token]")["value"]
    assert visitor.client.post("/written", data={"csrf_token": token}).status_code == 200
    after = fingerprints(database.engine)
    assert {name for name in after if after[name] != before[name]} == {"organisation"}


def test_the_fingerprint_notices_a_page_that_writes_around_its_session(app, browser, database):
    def written():
        with transaction.separate_write() as session:
            accounts.add_organisation(session, name="Geschreven", kind="buyer")
        return "written"

    app.add_url_rule("/written", "written", public(written))
    before = fingerprints(database.engine)
    assert browser().client.get("/written").status_code == 200
    assert fingerprints(database.engine) != before
