"""This file holds what is asked and answered about a procurement, and by when that is in time."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from questionnaires.errors import InvalidClarificationError, Message, translatable
from questionnaires.wording import safe

LONGEST_QUESTION = 2000
LONGEST_ANSWER = 5000
DAYS_BEFORE_DEADLINE = 10  # Aanbestedingswet 2012, article 2.54
_DAYS_TO_ANSWER = 7
_LEGAL_FORM = re.compile(r" (?:b ?v|n ?v|c ?v|v ?o ?f|u ?a|ltd|llc|plc|inc|gmbh|ag|s ?a)$")
_EMPTY_QUESTION = translatable("Write your question.")
_EMPTY_ANSWER = translatable("Write the answer.")
_TOO_LONG = translatable("Use at most %(longest)s characters.")


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question as all may read it, with its answer.

    ``requirement`` is empty for one about the procurement as a whole, ``question`` for one that
    the buyer gives of its own accord.
    """

    requirement: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Nota:
    """A nota van inlichtingen: clarifications that all suppliers got at one moment.

    ``revision_digest`` names the requirements that counted then.
    """

    number: int
    revision_digest: str
    clarifications: tuple[Clarification, ...]

    def numbered(self) -> Iterator[tuple[str, Clarification]]:
        """The clarifications with the number by which people refer to each, such as 2.3."""
        for place, clarification in enumerate(self.clarifications, start=1):
            yield f"{self.number}.{place}", clarification


def question_text(text: str) -> str:
    """A question that can be kept; raises InvalidClarificationError or UnsafeTextError."""
    return _text(text, _EMPTY_QUESTION, LONGEST_QUESTION)


def answer_text(text: str) -> str:
    """An answer that can be kept; raises InvalidClarificationError or UnsafeTextError."""
    return _text(text, _EMPTY_ANSWER, LONGEST_ANSWER)


def names_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that a text holds as whole words, however they are written there.

    Case, accents and marks between words do not matter, nor does the legal form behind a name.
    """
    words = f" {_words(text)} "
    spoken = {name: _LEGAL_FORM.sub("", _words(name)) for name in names}
    return tuple(name for name, said in spoken.items() if said and f" {said} " in words)


def last_moment(deadline: datetime, zone: str) -> datetime:
    """Until when a nota is ten days before the deadline, by the clock on the wall."""
    return _days_before(deadline, zone, DAYS_BEFORE_DEADLINE)


def proposed_ask_by(deadline: datetime, zone: str) -> datetime:
    """Until when to let suppliers ask, so that a week is left to answer ten days before."""
    return _days_before(deadline, zone, DAYS_BEFORE_DEADLINE + _DAYS_TO_ANSWER)


def _days_before(deadline: datetime, zone: str, days: int) -> datetime:
    local = deadline.astimezone(ZoneInfo(zone)) - timedelta(days=days)
    return local.astimezone(UTC)


def _words(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", plain))


def _text(text: str, empty: Message, longest: int) -> str:
    kept = safe(text).strip()
    if not kept:
        raise InvalidClarificationError(problem=empty)
    if len(kept) > longest:
        raise InvalidClarificationError(problem=_TOO_LONG, longest=longest)
    return kept
