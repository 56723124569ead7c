"""This file splits a request into SQL (number of statements, time in the database) and template."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

from flask import before_render_template, template_rendered
from sqlalchemy import event


@dataclass
class Split:
    """Where the time of one request went, in seconds, and how many statements it took."""

    whole: float = 0
    sql: float = 0
    template: float = 0
    statements: int = 0
    size: int = 0

    @property
    def other(self) -> float:
        return self.whole - self.sql - self.template


def request(app, client, address: str) -> Split:
    split = Split()
    with _watching_sql(app, split), _watching_templates(app, split):
        begun = perf_counter()
        reply = client.get(address)
        split.whole = perf_counter() - begun
    assert reply.status_code == 200  # noqa: PLR2004
    split.size = len(reply.data)
    return split


@contextmanager
def _watching_sql(app, split: Split) -> Iterator[None]:
    engine = app.extensions["supplier_portal.database"].engine
    begun = 0.0

    def before(_connection, _cursor, statement, *_):
        nonlocal begun
        begun = perf_counter()
        split.statements += statement.startswith("SELECT")

    def after(*_):
        split.sql += perf_counter() - begun

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", before)
        event.remove(engine, "after_cursor_execute", after)


@contextmanager
def _watching_templates(app, split: Split) -> Iterator[None]:
    begun = 0.0

    def before(*_, **__):
        nonlocal begun
        begun = perf_counter()

    def after(*_, **__):
        split.template += perf_counter() - begun

    with (
        before_render_template.connected_to(before, app),
        template_rendered.connected_to(after, app),
    ):
        yield
