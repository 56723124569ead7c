"""This file says what a Word template may ask for, per kind of document, and what it must print.

A name is what stands between ``{{`` and ``}}``. Names within what repeats begin with the name that
the loop gives to one of the things: ``requirement`` in ``for requirement in theme.requirements``.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from questionnaires.annex_samples import sample
from questionnaires.wording import Wording

_ONE_OF = {
    "changes": "change",
    "clauses": "clause",
    "exceptions": "exception",
    "fields": "field",
    "introduction": "paragraph",
    "options": "option",
    "pieces": "piece",
    "profile": "line",
    "proof": "proof",
    "questions": "question",
    "requirements": "requirement",
    "rows": "row",
    "scale": "step",
    "scoring": "paragraph",
    "themes": "theme",
}
# What a document may leave out; everything else that its content holds must be in it.
_OPTIONAL = frozenset(
    {
        "kind",
        "language",
        "procurement.buyer",
        "clauses.source",
        "themes.title",
        "themes.requirements.reference",
        "themes.requirements.guidance",
        "themes.requirements.proof.level",
        "themes.requirements.questions.guidance",
        "themes.requirements.questions.kind",
        "rows.requirement",
        "earlier.published",
        "changes.fields.pieces.mark",
        "changes.fields.pieces.text",
    }
)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One thing that a template may ask for.

    ``path`` is where it is in the content, ``name`` what stands in the template, ``loops`` what it
    stands within, outermost first, and ``example`` what the sample says there.
    """

    path: str
    name: str
    loops: tuple[str, ...]
    meaning: Wording
    example: str
    is_obligatory: bool


def shape(kind: str) -> dict[str, Any]:
    """A content of which names and nesting are those of every content of this kind."""
    return sample(kind, "nl")


def placeholders(kind: str, language: str) -> tuple[Placeholder, ...]:
    """All that a template of this kind may ask for, labels last, in the order of the content."""
    content = sample(kind, language)
    labels = {"labels": content.pop("labels")}
    return (*_found(content, "", "", ()), *_found(labels, "", "", ()))


def obligatory(kind: str) -> frozenset[str]:
    """The paths of what a document of this kind must print."""
    return frozenset(item.path for item in placeholders(kind, "nl") if item.is_obligatory)


def _found(
    content: dict[str, Any], path: str, name: str, loops: tuple[str, ...]
) -> Iterator[Placeholder]:
    for key, value in content.items():
        here, called = _under(path, key), _under(name, key)
        if isinstance(value, dict):
            yield from _found(value, here, called, loops)
        elif isinstance(value, list):
            one = _ONE_OF[key]
            within = (*loops, f"for {one} in {called}")
            yield from _of_item(value[0], here, one, within)
        else:
            yield _placeholder(here, called, loops, value)


def _of_item(item: Any, path: str, name: str, loops: tuple[str, ...]) -> Iterator[Placeholder]:  # noqa: ANN401 - a text or a group
    if isinstance(item, dict):
        yield from _found(item, path, name, loops)
    else:
        yield _placeholder(path, name, loops, item)


def _placeholder(path: str, name: str, loops: tuple[str, ...], example: str) -> Placeholder:
    is_label = path.startswith("labels.")
    return Placeholder(
        path=path,
        name=name,
        loops=loops,
        meaning=_LABEL if is_label else _meanings()[path],
        example=example,
        is_obligatory=not is_label and path not in _OPTIONAL,
    )


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


_LABEL = Wording("Vaste tekst in de taal van het document", "Fixed text in the document's language")


@cache
def _meanings() -> dict[str, Wording]:
    text = resources.files("questionnaires").joinpath("placeholders.toml").read_text("utf-8")
    return {path: Wording(**words) for path, words in tomllib.loads(text).items()}
