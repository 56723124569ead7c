"""This file takes the database and the disk away, and reads what a visitor is told."""

import errno
import json
import os
import sqlite3

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from supplier_portal.storage import FolderStore
from supplier_portal.web import transaction
from supplier_portal.web.access import public
from supplier_portal.web.outages import is_outage

SCRIPT = "application/json"


def _take_away(app):
    """Let the next statement find the database gone, on either database."""
    engine = app.extensions["supplier_portal.database"].engine
    if engine.dialect.name == "sqlite":
        event.listen(engine, "begin", _as_if_unreadable)
    else:
        event.listen(engine, "begin", _end_on_the_server)


def _as_if_unreadable(_connection):
    statement, error = "SELECT 1", sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
    raise OperationalError(statement, {}, error)


def _end_on_the_server(connection):
    connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")


def _work():
    transaction.session().execute(text("SELECT 1"))
    return "read"


@pytest.fixture
def without_data(app):
    app.add_url_rule("/work", "work", public(_work))
    _take_away(app)
    return app.test_client()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Try again in a moment"), ("nl", "Probeer het zo nog eens")]
)
def test_a_visitor_is_told_in_words_when_the_data_is_away(without_data, language, words):
    response = without_data.get("/work", headers={"Accept-Language": language})
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert words in response.get_data(as_text=True)


def test_a_script_is_told_to_try_again(without_data):
    response = without_data.get("/work", headers={"Accept": SCRIPT})
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert response.get_json()["message"]


def test_the_log_says_in_one_line_what_is_away(without_data, capsys):
    without_data.get("/work")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in lines] == ["storage unavailable"]
    assert lines[0]["reason"]
    assert "exception" not in lines[0]


def test_a_commit_that_finds_the_data_away_is_not_told_as_done(app, browser, world, monkeypatch):
    def full(_session):
        _as_if_unreadable(None)

    app.add_url_rule("/write", "write", public(_work), methods=["POST"])
    visitor = browser(world.person("procurement"))
    token = visitor.get("/").soup.select_one("input[name=csrf_token]")["value"]
    monkeypatch.setattr("sqlalchemy.orm.Session.commit", full)
    response = visitor.client.post("/write", data={"csrf_token": token})
    assert response.status_code == 503


def test_a_full_disk_is_told_as_such_and_nothing_is_attached(scene, app, visit, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(FolderStore, "put", full)
    visitor = visit(scene.supplier)
    address = f"/supplier/{scene.response_id}/requirements/BIO2-8.08.01/evidence"
    assert visitor.upload(address, "bewijs.txt", b"tekst").status_code == 503
    assert visitor.get(address).status_code == 200
    assert "attach_evidence" not in [entry.action for entry in scene.journal()]


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("SELECT", {}, sqlite3.OperationalError("no such table: x")),
        PermissionError(errno.EACCES, "no"),
        KeyError("x"),
        None,
    ],
    ids=["a wrong statement", "no permission", "a fault of ours", "nothing"],
)
def test_a_fault_of_our_own_is_no_outage(error):
    assert not is_outage(error)
