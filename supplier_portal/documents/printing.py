"""This file says which texts of a content a document prints, in which order, and proves it did.

A renderer that prints in this order shows at once that nothing fell out, not even one of two equal
texts. A text that no renderer knows of is a loss as well, so new content cannot be forgotten.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from questionnaires.annexes import NOT_PRINTED, AnnexContent, texts_of
from supplier_portal.documents.proof import LostTextError

Order = tuple[Any, ...]

_QUESTION = ("item", "kind", "text", "guidance", "options")
_REQUIREMENT = (
    *("identifier", "title", "reference", "kind", "weight", "text", "guidance"),
    ("proof", ("level", "text")),
    *("evidence", "equivalence"),
    ("questions", _QUESTION),
)
_THEMES = ("themes", ("title", ("requirements", _REQUIREMENT)))
_PARTICULARS = (
    ("procurement", ("reference", "title", "buyer")),
    *("revision", "catalogue", "published", "digest"),
)
_IN_TIME = ("deadline", "ask_by")
_FACTS = ("facts", ("name", "value"))
_ANSWERED = (
    *("identifier", "title", "kind", "text", "claim"),
    ("questions", ("item", "text", "given", "explanation", "compensation")),
    ("files", (_FACTS,)),
)
_CHANGE = ("identifier", "title", "what")
_FIELD = ("label", "before", "after", ("pieces", ("text",)))
_CLARIFICATION = ("number", "requirement", "title", "question", "answer")
ORDERS: Mapping[str, Order] = {
    "contract_annex": (
        *_PARTICULARS,
        "rank",
        ("clauses", ("number", "title", "text", "source")),
        _THEMES,
    ),
    "programme": (
        *(*_PARTICULARS, *_IN_TIME, "introduction", "scoring"),
        ("scale", ("fraction", "label")),
        _THEMES,
    ),
    "questionnaire": (*_PARTICULARS, *_IN_TIME, _THEMES),
    "applicability": (
        *_PARTICULARS,
        ("profile", ("question", "answer")),
        ("rows", ("number", "title", "applicable", "reason", "requirement")),
        ("exceptions", ("number", "title", "what", "reason")),
    ),
    "change_annex": (
        *_PARTICULARS,
        ("earlier", ("revision", "digest", "published")),
        "reason",
        ("changes", (*_CHANGE, ("fields", _FIELD))),
    ),
    "clarifications": (
        *_PARTICULARS,
        (
            "notas",
            ("number", "published", "revision", "digest", ("clarifications", _CLARIFICATION)),
        ),
    ),
    "receipt": (*_PARTICULARS, _FACTS, ("files", ("requirement", "name", "size", "digest"))),
    "whole_response": (
        *_PARTICULARS,
        _FACTS,
        ("declaration", ("text", "signer", "moment")),
        ("themes", ("title", ("requirements", _ANSWERED))),
    ),
}
# What has no shape on paper: soft hyphens, zero-width spaces, joiners of words, byte-order marks.
_HYPHEN = re.compile("[-\u2010]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u2060\ufeff]")


def printed_texts(content: AnnexContent) -> list[str]:
    """Give the texts that a document of this content prints, in order and without empty ones.

    Raises LostTextError when the content holds a text that no document would print.
    """
    texts = [text for text in _texts(content, ORDERS[content["kind"]]) if text]
    everything = {key: part for key, part in content.items() if key not in NOT_PRINTED}
    left_over = Counter(text for text in texts_of(everything) if text) - Counter(texts)
    for text in left_over:
        raise _lost(text)
    return texts


def refuse_loss(found: str, texts: Iterable[str]) -> None:
    """Raise LostTextError when one of the texts is not found after the one before it."""
    printed = normalised(found)
    place = 0
    for text in texts:
        wanted = normalised(text)
        start = printed.find(wanted, place)
        if start < 0:
            raise _lost(text)
        place = start + len(wanted)


def letters_of(text: str) -> str:
    """Give a text without white space and hyphens, which also show where a line ends on paper."""
    shown = _HYPHEN.sub("", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", "".join(shown.split()))


def normalised(text: str) -> str:
    """Give a text as paper tells it: white space as one space, and nothing that has no shape."""
    return " ".join(_INVISIBLE.sub("", text).split())


def _texts(part: Any, order: Order) -> Iterator[str]:  # noqa: ANN401 - a part of a content
    for step in order:
        key, inner = step if isinstance(step, tuple) else (step, ())
        value = part.get(key, "")
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from _texts(value, inner)
        else:
            for item in value:
                yield from _texts(item, inner) if isinstance(item, dict) else (item,)


def _lost(text: str) -> LostTextError:
    return LostTextError(f"The document lost this text: {text[:80]!r}")
