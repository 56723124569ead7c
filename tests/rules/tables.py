"""This file takes a fingerprint of all that is kept: every row and every file."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine, inspect

# Whoever looks at a page was there: that is noted, and is no part of what the pages are about.
PRESENCE = {"sign_in": "last_seen_at"}


def fingerprints(engine: Engine) -> Mapping[str, str]:
    """The SHA-256 of all rows of each table."""
    with engine.connect() as connection:
        return {
            name: _digest(_rows(connection, name))
            for name in sorted(inspect(connection).get_table_names())
        }


def _rows(connection, name: str):
    found = connection.exec_driver_sql(f'SELECT * FROM "{name}"').mappings()  # noqa: S608
    return [
        tuple(value for column, value in row.items() if column != PRESENCE.get(name))
        for row in found
    ]


def _digest(rows) -> str:
    found = hashlib.sha256()
    for line in sorted(repr(row) for row in rows):
        found.update(line.encode())
    return found.hexdigest()


def files(folder: Path) -> Mapping[str, str]:
    """The SHA-256 of each file."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
