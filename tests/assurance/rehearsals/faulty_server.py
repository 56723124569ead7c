"""This file is the service as ``serve`` runs it, or with one fault planted in it on purpose."""

import contextlib
import sys
import time

from flask import g, request
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from supplier_portal import database
from supplier_portal.cli import server
from supplier_portal.settings import from_environment
from supplier_portal.web import transaction

WORKERS = 4
THREADS = 4
HOST = "127.0.0.1"
_A_MOMENT = 0.01


def _acknowledge_before_commit() -> None:
    """Commit once the answer is on its way."""
    honest = transaction._commit_or_roll_back

    def planted(response):
        opened = g.pop("session", None)
        if opened is None or request.method == "GET" or response.status_code >= 400:
            return honest(response)

        def commit():
            time.sleep(_A_MOMENT)
            opened.commit()
            opened.close()

        response.call_on_close(commit)
        return response

    transaction._commit_or_roll_back = planted


def _swallow_failed_commits() -> None:
    """Say that all is well although the commit failed."""

    def planted(response):
        with contextlib.suppress(DBAPIError):
            return honest(response)
        g.session.rollback()
        return response

    honest, transaction._commit_or_roll_back = transaction._commit_or_roll_back, planted


def _trust_old_connections() -> None:
    """Take a connection from the pool without asking whether it is still there."""

    def planted(url, **options):
        return create_engine(url, **{**options, "pool_pre_ping": False})

    database.create_engine = planted


FAULTS = {
    "acknowledges before commit": _acknowledge_before_commit,
    "swallows failed commits": _swallow_failed_commits,
    "trusts old connections": _trust_old_connections,
}


def main() -> None:
    port, fault = int(sys.argv[1]), sys.argv[2]
    if fault:
        FAULTS[fault]()
    settings = server.reachable_at(from_environment(), HOST, port)
    server.run(settings, HOST, port, workers=WORKERS, threads=THREADS)


if __name__ == "__main__":
    main()
