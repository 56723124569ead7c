"""This file takes a fingerprint of all that is kept: every row and every file."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine, inspect


def fingerprints(engine: Engine) -> Mapping[str, str]:
    """The SHA-256 of all rows of each table."""
    with engine.connect() as connection:
        return {
            name: _digest(connection.exec_driver_sql(f'SELECT * FROM "{name}"').all())  # noqa: S608
            for name in sorted(inspect(connection).get_table_names())
        }


def _digest(rows) -> str:
    found = hashlib.sha256()
    for line in sorted(repr(tuple(row)) for row in rows):
        found.update(line.encode())
    return found.hexdigest()


def files(folder: Path) -> Mapping[str, str]:
    """The SHA-256 of each file."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
