"""This file measures keeping one answer over HTTP, beside a page of the same server that does none.

Eight suppliers each fill in their own response; then eight colleagues share one. Afterwards the
database must hold everything that was acknowledged, and nothing else.
"""

import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from time import monotonic

from sqlalchemy import select

from benchmarks.content import Content
from benchmarks.databases import KINDS, installation
from benchmarks.report import milliseconds, percentile, ratio, table
from benchmarks.server import THREADS, WORKERS
from benchmarks.serving import Service, served
from benchmarks.visitors import Acknowledged, Client, Supplier, Timed, Visitor, together
from supplier_portal.database import Database, connect
from supplier_portal.records.responses import AnswerRecord, AnswerVersionRecord

CLIENTS = 8
QUESTIONS = 100
_REQUESTS = 2000
_ROUNDS = 10
_LONGEST_SECONDS = 180
_WARM_UP = 5
_HEADINGS = (
    "route",
    "requests/s",
    "p50",
    "p95",
    "p99",
    "hello = 1",
    "bare = 1",
    "CPU",
    "refused",
    "lost",
)


def run(*, quick: bool) -> None:
    rounds = 1 if quick else _ROUNDS
    for kind in KINDS:
        with installation(kind) as settings, ExitStack() as at_the_end:
            database = connect(settings.database_url)
            at_the_end.callback(database.engine.dispose)
            own, shared = _suppliers(database)
            service = at_the_end.enter_context(served(settings))
            visitors = [Visitor(service.port) for _ in range(CLIENTS)]
            alone = [Supplier(service.port, response, list(response.questions)) for response in own]
            colleagues = [
                Supplier(service.port, response, list(response.questions)[number::CLIENTS])
                for number, response in enumerate(shared)
            ]
            for client in (*visitors, *(supplier.visitor for supplier in alone + colleagues)):
                at_the_end.callback(client.close)
            timed = _measure(
                service,
                {
                    "bare Flask": [(client, partial(client.hello, "/bare")) for client in visitors],
                    "hello": [(client, partial(client.hello, "/hello")) for client in visitors],
                    "save, each its own response": [(one.visitor, one.save) for one in alone],
                    "save, colleagues in one": [(one.visitor, one.save) for one in colleagues],
                },
                rounds,
            )
            checks = [_check(database, suppliers) for suppliers in (alone, colleagues)]
            _show(kind, timed, [("", ""), ("", ""), *checks])
            if any(lost for _, lost in checks):
                sys.exit("Acknowledged answers and the database differ.")


def _suppliers(database: Database):
    content = Content(database)
    procurement_id = content.procurement(questions=QUESTIONS)
    own = [content.response(procurement_id, f"supplier-{number}") for number in range(CLIENTS)]
    first = content.response(procurement_id, "colleague-0")
    others = [content.colleague(first, f"colleague-{number}") for number in range(1, CLIENTS)]
    return own, [first, *others]


def _measure(
    service: Service, routes: Mapping[str, Sequence[Client]], rounds: int
) -> dict[str, Timed]:
    """Take turns, so that what else the machine does falls on all alike; stop when it is late."""
    for clients in routes.values():
        together(clients, _WARM_UP)
    total = dict.fromkeys(routes, Timed())
    end = monotonic() + _LONGEST_SECONDS
    for _ in range(rounds):
        for name, clients in routes.items():
            before = service.cpu_seconds()
            total[name] += together(clients, _REQUESTS // CLIENTS // _ROUNDS)
            total[name] += Timed(cpu=service.cpu_seconds() - before)
        if monotonic() > end:
            break
    return total


def _check(database: Database, suppliers: Sequence[Supplier]) -> tuple[int, int]:
    """How many replies were errors, and how many writes only the clients or the database know."""
    logs = [entry for supplier in suppliers for entry in supplier.log]
    ids = {entry.response_id for entry in logs}
    with database.reading() as session:
        versions = session.execute(
            select(AnswerVersionRecord).where(
                AnswerVersionRecord.response_id.in_(ids),
                AnswerVersionRecord.editor.startswith("benchmark-"),
            )
        ).scalars()
        kept = {_as_logged(row) for row in versions}
        current = session.scalars(select(AnswerRecord).where(AnswerRecord.response_id.in_(ids)))
        standing = {_as_logged(row) for row in current}
    newest = {(entry.response_id, entry.item): entry for entry in logs}
    lost = len(kept ^ set(logs)) + len(set(newest.values()) - standing)
    return sum(supplier.refused for supplier in suppliers), lost


def _as_logged(row: AnswerRecord | AnswerVersionRecord) -> Acknowledged:
    text = row.document.get("explanation", row.document.get("text"))
    return Acknowledged(row.response_id, row.item, row.version, text)


def _show(kind: str, timed: dict[str, Timed], checks: Sequence[tuple[object, object]]) -> None:
    requests = len(timed["hello"].each)
    table(
        f"autosave on {kind}: {requests} requests a route, {CLIENTS} clients, {WORKERS} workers "
        f"of {THREADS} threads, {QUESTIONS} questions all answered",
        _HEADINGS,
        [
            (
                name,
                round(len(found.each) / found.seconds),
                *(milliseconds(percentile(found.each, share)) for share in (50, 95, 99)),
                *(ratio(found.seconds, timed[base].seconds) for base in ("hello", "bare Flask")),
                milliseconds(found.cpu / len(found.each)),
                *check,
            )
            for (name, found), check in zip(timed.items(), checks, strict=True)
        ],
    )
