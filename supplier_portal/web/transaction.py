"""This file gives each request one transaction: committed after a good write, else rolled back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import Flask, Response, current_app, g, request
from sqlalchemy.orm import Session

from supplier_portal.database import Database
from supplier_portal.storage import EvidenceStore

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_FIRST_REFUSAL = 400


def init_app(app: Flask, database: Database, store: EvidenceStore) -> None:
    """Open a session for each request that asks for one, and end it with the response."""
    app.extensions["supplier_portal.database"] = database
    app.extensions["supplier_portal.store"] = store
    app.before_request(_note_receipt)
    app.after_request(_commit_or_roll_back)
    app.teardown_request(_close)


def session() -> Session:
    """The session of this request; on a GET the database itself refuses to write through it."""
    if "session" not in g:
        database = _database()
        g.session = database.reading() if request.method in _SAFE_METHODS else database.writing()
    opened: Session = g.session
    return opened


@contextmanager
def reading_session() -> Iterator[Session]:
    """A session of its own that reads only, for slow work that may not hold up other writers."""
    with _database().reading() as opened:
        yield opened


@contextmanager
def separate_write() -> Iterator[Session]:
    """A transaction of its own, for what must be kept although the request is refused."""
    roll_back()
    with _database().writing.begin() as opened:
        yield opened


@contextmanager
def hurried_write() -> Iterator[Session]:
    """A small transaction of its own, for what may as well be left out when others write now."""
    database = _database()
    hurried = database.engine.execution_options(writes=True, hurries=True)
    with Session(hurried) as opened, opened.begin():
        yield opened


def roll_back() -> None:
    """Undo what this request did so far, and let other writers pass."""
    if "session" in g:
        g.session.rollback()


def store() -> EvidenceStore:
    """Where evidence is kept."""
    kept: EvidenceStore = current_app.extensions["supplier_portal.store"]
    return kept


def received_at() -> datetime:
    """When the last byte of this request arrived, by this server's clock (assurance B2)."""
    moment: datetime = g.received_at
    return moment


def _database() -> Database:
    database: Database = current_app.extensions["supplier_portal.database"]
    return database


def _note_receipt() -> None:
    # Reading the form reads the body to its end, before any lock or check can cost time.
    try:
        if request.method not in _SAFE_METHODS:
            _ = request.form
    finally:
        g.received_at = datetime.now(UTC)


def _commit_or_roll_back(response: Response) -> Response:
    if "session" in g:
        if request.method not in _SAFE_METHODS and response.status_code < _FIRST_REFUSAL:
            g.session.commit()
        else:
            g.session.rollback()
    return response


def _close(_error: BaseException | None) -> None:
    opened = g.pop("session", None)
    if opened is not None:
        opened.close()
