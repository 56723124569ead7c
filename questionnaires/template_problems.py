"""This file says what is wrong with a template and where, in facts that a page puts into words."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from questionnaires.errors import Message

_LONGEST_EXCERPT = 60


class Part(StrEnum):
    """A part of a document, as the person who makes it knows it."""

    WHOLE = "whole"
    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTES = "footnotes"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the part, the cell of a table, the heading above, the text itself.

    ``name`` is the file within the document, for a part that has no other name.
    """

    part: Part = Part.WHOLE
    name: str = ""
    heading: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; ``facts`` fill in ``message``, as in errors."""

    message: Message
    place: Place = Place()
    facts: Mapping[str, object] = field(default_factory=dict)


def excerpt(text: str) -> str:
    """The start of a text as it may stand in a message: one line, short, safe for any screen."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return f"{line[:_LONGEST_EXCERPT]}…" if len(line) > _LONGEST_EXCERPT else line


def to_data(problem: Problem) -> dict[str, Any]:
    """A problem as plain data, to be sent from one process to another."""
    return asdict(problem)


def from_data(data: Mapping[str, Any]) -> Problem:
    """The problem that ``to_data`` made data of."""
    place = {**data["place"], "part": Part(data["place"]["part"])}
    return Problem(Message(data["message"]), Place(**place), data["facts"])
