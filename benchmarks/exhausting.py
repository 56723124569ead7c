"""This file measures a page over HTTP while hostile templates are filled, and while none are.

The two take turns within one run, so that whatever else the machine does is in both. What fills the
templates has the priority that it has within the service.
"""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import perf_counter, sleep

from docx import Document

from benchmarks.content import Content
from benchmarks.databases import installation
from benchmarks.report import milliseconds, percentile, table
from benchmarks.serving import served
from benchmarks.visitors import Supplier
from questionnaires.annex_samples import sample
from questionnaires.annexes import AnnexKind
from questionnaires.errors import TemplateFailsError
from questionnaires.wording import Language
from supplier_portal.database import connect
from supplier_portal.documents.confined import Confinement

_QUESTIONS = 20
_ROUNDS = 12
_REQUESTS = 150
_WARM_UP = 30
_SETTLING = 0.5
_AT_ONCE = (1, 2)
_LOOPS = (
    "{% for a in range(99999) %}{% for b in range(99999) %}{{ digest }}{% endfor %}{% endfor %}"
)


def run(*, quick: bool) -> None:
    rounds = 1 if quick else _ROUNDS
    with installation("sqlite") as settings:
        database = connect(settings.database_url)
        content = Content(database)
        response = content.response(content.procurement(questions=_QUESTIONS), "supplier")
        database.engine.dispose()
        with served(settings) as service:
            supplier = Supplier(service.port, response, tuple(response.questions))
            path = f"/supplier/{response.id}"
            _timed(supplier, path, _WARM_UP)
            rows = [_row(supplier, path, count, rounds) for count in _AT_ONCE]
    headings = ("templates at once", "p50 alone", "p50 beside", "p95 alone", "p95 beside", "p95")
    title = f"A page while templates that exhaust are filled (ms, {rounds * _REQUESTS} requests)"
    table(title, headings, rows)


def _row(supplier: Supplier, path: str, count: int, rounds: int) -> tuple[object, ...]:
    alone: list[float] = []
    beside: list[float] = []
    for _ in range(rounds):
        alone += _timed(supplier, path, _REQUESTS)
        with _filled(count):
            sleep(_SETTLING)
            beside += _timed(supplier, path, _REQUESTS)
    halves = milliseconds(percentile(alone, 50)), milliseconds(percentile(beside, 50))
    before, during = percentile(alone, 95), percentile(beside, 95)
    change = f"{during / before - 1:+.0%}"
    return count, *halves, milliseconds(before), milliseconds(during), change


def _timed(supplier: Supplier, path: str, times: int) -> list[float]:
    each = []
    supplier.visitor.connect()
    for _ in range(times):
        start = perf_counter()
        supplier.visitor.request("GET", path)
        each.append(perf_counter() - start)
    return each


@contextmanager
def _filled(count: int) -> Iterator[None]:
    """Templates that never end, each tried in a child again and again, until this is left."""
    confinement = Confinement()
    stop = threading.Event()
    content = sample(AnnexKind.CONTRACT_ANNEX, Language.DUTCH)
    job = {"work": "fill", "content": content, "properties": {}}
    template = _template()

    def fill() -> None:
        while not stop.is_set():
            with suppress(TemplateFailsError):
                confinement.work(template, job)

    threads = [threading.Thread(target=fill) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        confinement.stop()


def _template() -> bytes:
    document = Document()
    document.add_paragraph(_LOOPS)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
