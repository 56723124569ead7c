"""This file imports a file into a database, and says what that left there which it should not."""

from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import event, text

from questionnaires.errors import UnreadableFileError
from supplier_portal.services import catalogues

NOW = datetime(2026, 11, 1, tzinfo=UTC)
_TABLES = ("catalogue", "catalogue_group", "control", "measure")


class BrokenOffError(Exception):
    """The database went away in the middle of an import."""


def fault_of_import(database, name, content) -> str:
    """Import a file; all of it must be there, or nothing. Gives what is wrong, or nothing."""
    before = rows(database)
    try:
        with database.writing.begin() as session:
            imported = catalogues.import_file(session, name, content, at=NOW)
    except UnreadableFileError:
        return "" if rows(database) == before else "refused, but something was kept"
    except Exception as error:  # noqa: BLE001 - whatever a database says of what was read
        return f"read, but not imported: {error!r}"
    with database.reading() as session:
        kept = catalogues.get(session, imported.catalogue_id)
    if kept != imported.catalogue:
        measures = len(kept.measures), len(imported.catalogue.measures)
        return "kept otherwise than read, {} of {} measures".format(*measures)
    return ""


def fault_of_broken_import(database, name, content, *, after: int) -> str:
    """Import a file while the database goes away after some inserts: nothing may be kept."""
    before = rows(database)
    try:
        with _breaking_off(database.engine, after), database.writing.begin() as session:
            catalogues.import_file(session, name, content, at=NOW)
    except (UnreadableFileError, BrokenOffError):
        return "" if rows(database) == before else "broken off, but something was kept"
    return ""


def rows(database) -> tuple[int, ...]:
    """How many rows there are in each table of catalogues."""
    with database.reading() as session:
        return tuple(session.scalar(text(f"SELECT count(*) FROM {name}")) for name in _TABLES)  # noqa: S608


@contextmanager
def _breaking_off(engine, after):
    left = after

    def on_statement(_connection, _cursor, statement, *_):
        nonlocal left
        if statement.startswith("INSERT"):
            if left == 0:
                raise BrokenOffError
            left -= 1

    event.listen(engine, "before_cursor_execute", on_statement)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", on_statement)
