"""This file measures the page of a theme, in process, beside the least that shows its questions.

A request is split into its SQL statements (number, and time in the database) and its template.
"""

import statistics
from pathlib import Path
from time import perf_counter

from jinja2 import Environment, FileSystemLoader

from benchmarks.content import THEME, Content, Response, an_answer
from benchmarks.databases import KINDS, installation
from benchmarks.report import growth, milliseconds, ratio, table
from benchmarks.splitting import request
from questionnaires.interchange import revision as revision_document
from supplier_portal.app import create_app

SIZES = (20, 100, 200)
_RUNS = 40
_HEADINGS = (
    "questions",
    "page",
    "SQL",
    "template",
    "other",
    "template share",
    "statements",
    "floor",
    "floor = 1",
    "after a restart",
    "kB",
)


def run(*, quick: bool) -> None:
    runs = _RUNS // 8 if quick else _RUNS
    for kind in KINDS:
        with installation(kind) as settings:
            app = create_app(settings)
            database = app.extensions["supplier_portal.database"]
            content = Content(database)
            rows = []
            for size in SIZES:
                response = content.response(content.procurement(questions=size), f"supplier-{size}")
                rows.append(_measure(app, content, response, runs))
            _show(kind, rows, runs)
            database.engine.dispose()


def client_of(app, content: Content, response: Response):
    """A test client in which the supplier is signed in."""
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["token"] = content.signed_in(response)
    return client


def address_of(response: Response) -> str:
    return f"/supplier/{response.id}/themes/{THEME}"


def _measure(app, content: Content, response: Response, runs: int) -> dict[str, object]:
    client, address = client_of(app, content, response), address_of(response)
    floor = _floor(response)
    request(app, client, address)
    pages, floors = [], []
    for _ in range(runs):  # in turns, so that what else the machine does falls on both
        pages.append(request(app, client, address))
        begun = perf_counter()
        floor()
        floors.append(perf_counter() - begun)
    fresh = []
    for _ in range(max(3, runs // 8)):
        revision_document.from_document.cache_clear()
        fresh.append(request(app, client, address).whole)
    assert len({page.statements for page in pages}) == 1
    return {
        "size": len(response.questions),
        "kilobytes": round(pages[0].size / 1000),
        "floor": statistics.median(floors),
        "fresh": statistics.median(fresh),
        **{
            name: statistics.median(getattr(page, name) for page in pages)
            for name in ("whole", "sql", "template", "other", "statements")
        },
    }


def _floor(response: Response):
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    template = environment.get_template("floor.html")
    questions = [
        {
            "key": key,
            "version": 1,
            "wording": question.wording.nl,
            "guidance": question.guidance.nl,
            "text": getattr(an_answer(question), "explanation", an_answer(question)),
            "options": [
                {"key": option.key, "label": option.label.nl, "is_chosen": place == 0}
                for place, option in enumerate(question.options)
            ],
        }
        for key, question in response.questions.items()
    ]
    return lambda: template.render(questions=questions, token="x" * 91)


def _show(kind: str, rows: list[dict], runs: int) -> None:
    exponent = growth([row["size"] for row in rows], [row["whole"] for row in rows])
    last = growth([row["size"] for row in rows[-2:]], [row["whole"] for row in rows[-2:]])
    table(
        f"questionnaire_page on {kind}: median of {runs} requests; time grows with the number of "
        f"questions to the power {exponent:.2f} (from {SIZES[-2]} to {SIZES[-1]}: {last:.2f})",
        _HEADINGS,
        [
            (
                row["size"],
                *(milliseconds(row[name]) for name in ("whole", "sql", "template", "other")),
                f"{row['template'] / row['whole']:.0%}",
                int(row["statements"]),
                milliseconds(row["floor"]),
                ratio(row["whole"], row["floor"]),
                milliseconds(row["fresh"]),
                row["kilobytes"],
            )
            for row in rows
        ],
    )
