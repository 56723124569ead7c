"""This file measures the page of a requirement set while it is composed, in process.

The requirements are read as the database holds them; what was read before is remembered, so the
time of the first request after a start is told apart.
"""

import statistics

from benchmarks.content import Content
from benchmarks.databases import KINDS, installation
from benchmarks.report import growth, milliseconds, table
from benchmarks.splitting import request
from questionnaires.interchange import requirement as requirement_document
from supplier_portal.app import create_app

SIZES = (20, 100, 200)
_RUNS = 30
_HEADINGS = (
    "requirements",
    "page",
    "SQL",
    "template",
    "other",
    "statements",
    "after a restart",
    "kB",
)


def run(*, quick: bool) -> None:
    runs = _RUNS // 6 if quick else _RUNS
    for kind in KINDS:
        with installation(kind) as settings:
            app = create_app(settings)
            content = Content(app.extensions["supplier_portal.database"])
            client = app.test_client()
            with client.session_transaction() as kept:
                kept["token"] = content.buyer_signed_in()
            rows = [_measure(app, client, content.draft(requirements=size), runs) for size in SIZES]
            assert len({row["statements"] for row in rows}) == 1
            _show(kind, list(zip(SIZES, rows, strict=True)), runs)
            app.extensions["supplier_portal.database"].engine.dispose()


def _measure(app, client, procurement_id, runs: int) -> dict[str, float]:
    address = f"/procurement/{procurement_id}/requirements"
    request(app, client, address)
    pages = [request(app, client, address) for _ in range(runs)]
    fresh = []
    for _ in range(max(3, runs // 6)):
        requirement_document.from_text.cache_clear()
        fresh.append(request(app, client, address).whole)
    return {
        "fresh": statistics.median(fresh),
        "size": pages[0].size,
        **{
            name: statistics.median(getattr(page, name) for page in pages)
            for name in ("whole", "sql", "template", "other", "statements")
        },
    }


def _show(kind: str, rows: list[tuple[int, dict[str, float]]], runs: int) -> None:
    exponent = growth([size for size, _ in rows], [row["whole"] for _, row in rows])
    table(
        f"composing_page on {kind}: median of {runs} requests; time grows with the number of "
        f"requirements to the power {exponent:.2f}",
        _HEADINGS,
        [
            (
                size,
                *(milliseconds(row[name]) for name in ("whole", "sql", "template", "other")),
                int(row["statements"]),
                milliseconds(row["fresh"]),
                round(row["size"] / 1000),
            )
            for size, row in rows
        ],
    )
