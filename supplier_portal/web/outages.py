"""This file tells an outage, after which trying again helps, from a fault of our own."""

import errno
import sqlite3

from obstore.exceptions import GenericError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionError

RETRY_AFTER_SECONDS = 5
_OF_STORAGE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS})
# Of what kind an error is, is in the last byte of its code.
_KIND = 0xFF
_OF_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
# Connection, resources, shutdown or start, storage; and two writers that stood in each other's way.
_OF_POSTGRESQL = ("08", "53", "57P", "58", "40", "55P03")


def is_outage(error: BaseException | None) -> bool:
    """Whether the database or the disk is away or full, rather than the program wrong."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or _is_of_database(error.orig)
    if isinstance(error, OSError):
        return error.errno in _OF_STORAGE
    # The store of files tells everything its disk refuses in this one way.
    return isinstance(error, NoConnectionError | GenericError)


def reason(error: BaseException | None) -> str:
    """What is away or full, in one line for the log; it never holds what somebody typed."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return f"{type(cause).__name__}: {cause}".partition("\n")[0]


def _is_of_database(cause: BaseException | None) -> bool:
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & _KIND in _OF_SQLITE
    # Who cannot connect at all is told no code by PostgreSQL.
    state = getattr(cause, "sqlstate", None)
    return type(cause).__name__ == "OperationalError" if state is None else _is_away(state)


def _is_away(state: str) -> bool:
    return state.startswith(_OF_POSTGRESQL)
