"""This file holds the lines of a start page: what there is to do, and what happened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from supplier_portal.services.news import News
from supplier_portal.web.news import sentence


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: where, what about it, and how far it is (``tone`` colours that)."""

    name: str
    address: str | None
    text: str = ""
    state: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happened, when, and the page of what it is about."""

    at: datetime
    text: str
    name: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a stepper: ``done``, ``current`` or ``to_come``."""

    name: str
    state: str


def lines(news: Iterable[News], names: Mapping[UUID, tuple[str, str]]) -> list[Line]:
    """Put news into sentences; ``names`` gives what each object is called, and its address."""
    return [Line(told.at, sentence(told), *names[told.about]) for told in news]


def steps(names: Iterable[str], current: int) -> list[Step]:
    """The steps of a stepper, of which ``current`` (from 0) is the next; past the end: all done."""
    return [
        Step(name, "done" if place < current else "current" if place == current else "to_come")
        for place, name in enumerate(names)
    ]
