"""This file is one process of writers: sixteen threads, each with transactions one by one."""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.exc import DBAPIError

from supplier_portal import database
from supplier_portal.database import Database, connect
from supplier_portal.records.accounts import OrganisationRecord

THREADS = 16


def _begin_late(connection) -> None:
    """Begin as a reader, and turn writer later: what most programs do."""
    connection.exec_driver_sql("PRAGMA query_only = OFF")
    connection.exec_driver_sql("BEGIN")


def _write(opened: Database, writes: int) -> tuple[list[float], list[str]]:
    seconds, errors = [], []
    for _ in range(writes):
        began = time.perf_counter()
        try:
            with opened.writing.begin() as session:
                name = f"na {session.query(OrganisationRecord).count()}"
                session.add(OrganisationRecord(name=name, kind="buyer"))
        except DBAPIError as error:
            errors.append(str(error.orig))
        seconds.append(time.perf_counter() - began)
    return seconds, errors


def main() -> None:
    address, writes, is_planted = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "late"
    if is_planted:
        database._begin_on_sqlite = _begin_late
    opened = connect(address)
    with ThreadPoolExecutor(THREADS) as pool:
        done = list(pool.map(lambda _: _write(opened, writes), range(THREADS)))
    opened.engine.dispose()
    seconds = [each for found, _ in done for each in found]
    errors = [each for _, found in done for each in found]
    sys.stdout.write(json.dumps({"seconds": seconds, "errors": errors}))


if __name__ == "__main__":
    main()
