"""This file says exactly what an annex may print: plain lists and texts, nothing with behaviour.

Each kind is made by a module of its own; what all of them say is in ``lines`` and ``labels``.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from questionnaires.interchange.canonical import canonical, digest

AnnexContent = dict[str, Any]

NOT_PRINTED = frozenset({"kind", "labels", "language"})
"""What tells a renderer how to print; every other text of a content must come out."""
MARK = "mark"
"""Says of a piece of text what became of it; that is shown, and is no text itself."""


class AnnexKind(StrEnum):
    """What an annex is for."""

    CONTRACT_ANNEX = "contract_annex"
    PROGRAMME = "programme"
    QUESTIONNAIRE = "questionnaire"
    APPLICABILITY = "applicability"
    CHANGE_ANNEX = "change_annex"
    CLARIFICATIONS = "clarifications"


class Terms(StrEnum):
    """The general terms of the government that a contract can stand under."""

    NONE = "none"
    ARBIT = "arbit"
    GIBIT = "gibit"
    ARVODI = "arvodi"


@dataclass(frozen=True, slots=True)
class Publication:
    """What is no part of a revision: its digest, when it came out, and what is in time.

    One can offer until ``deadline_at``, and ask until ``ask_by_at``; ``time_zone`` is the one in
    which moments are written out.
    """

    digest: str
    published_at: datetime
    deadline_at: datetime | None = None
    ask_by_at: datetime | None = None
    time_zone: str = "Europe/Amsterdam"


def content_hash(content: AnnexContent) -> str:
    """Name a content: the same revision, kind, language and terms give the same SHA-256."""
    return digest(canonical(content))


def texts_of(content: object) -> list[str]:
    """Every text of a content, in order, so that a document can be checked to hold them all."""
    if isinstance(content, str):
        return [content]
    if isinstance(content, dict):
        return [text for key, part in content.items() if key != MARK for text in texts_of(part)]
    if isinstance(content, list):
        return [text for part in content for text in texts_of(part)]
    return []
