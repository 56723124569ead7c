"""This file says what a Word template may ask for, per kind of document, and what it must print.

A name is what stands between ``{{`` and ``}}``. Names within what repeats begin with the name that
the loop gives to one of the things: ``requirement`` in ``for requirement in theme.requirements``.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from questionnaires.annex_samples import sample
from questionnaires.wording import Wording

_ONE_OF = {
    "changes": "change",
    "clarifications": "clarification",
    "clauses": "clause",
    "exceptions": "exception",
    "fields": "field",
    "introduction": "paragraph",
    "notas": "nota",
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
        "ask_by",  # templates that were made before it was there go on to count
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
        "notas.revision",
        "notas.clarifications.title",
    }
)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One thing that a template may ask for.

    ``path`` is where it is in the content, ``name`` what stands in the template, ``loops`` what it
    stands within, outermost first, ``each`` what the innermost one gives, and ``example`` what the
    sample says there.
    """

    path: str
    name: str
    loops: tuple[str, ...]
    each: Wording
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
    return (*_found(content, _Place()), *_found(labels, _Place()))


def obligatory(kind: str) -> frozenset[str]:
    """The paths of what a document of this kind must print."""
    return frozenset(item.path for item in placeholders(kind, "nl") if item.is_obligatory)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one is in a content, and what that is called in a template."""

    path: str = ""
    name: str = ""
    loops: tuple[str, ...] = ()
    each: Wording = Wording()

    def within(self, key: str) -> "_Place":
        """Go to a member of a group."""
        return replace(self, path=_under(self.path, key), name=_under(self.name, key))

    def one(self, key: str) -> "_Place":
        """Go to one of what repeats here."""
        name = _ONE_OF[key]
        loops = (*self.loops, f"for {name} in {self.name}")
        return _Place(self.path, name, loops, _meanings()[f"{self.path}[]"])


def _found(content: object, place: _Place) -> Iterator[Placeholder]:
    match content:
        case dict():
            for key, value in content.items():
                here = place.within(key)
                if isinstance(value, list):
                    yield from _found(value[0], here.one(key))
                else:
                    yield from _found(value, here)
        case _:
            yield _placeholder(place, str(content))


def _placeholder(place: _Place, example: str) -> Placeholder:
    is_label = place.path.startswith("labels.")
    return Placeholder(
        path=place.path,
        name=place.name,
        loops=place.loops,
        each=place.each,
        meaning=_LABEL if is_label else _meanings()[place.path],
        example=example,
        is_obligatory=not is_label and place.path not in _OPTIONAL,
    )


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


_LABEL = Wording("Vaste tekst in de taal van het document", "Fixed text in the document's language")


@cache
def _meanings() -> dict[str, Wording]:
    text = resources.files("questionnaires").joinpath("placeholders.toml").read_text("utf-8")
    return {path: Wording(**words) for path, words in tomllib.loads(text).items()}
