"""This file checks how the tags of a part stand to each other: which words, in pairs, alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from questionnaires.errors import translatable
from questionnaires.template_problems import excerpt
from supplier_portal.documents.inspection.package import Package
from supplier_portal.documents.inspection.paragraphs import WORD, Tag, text_of

_STATEMENT = re.compile(r"\{%(p|tr|tc|r)?\s+(for|if|elif|else|endfor|endif)\b(.*?)%\}", re.DOTALL)
_VALUE = re.compile(r"\{\{(?!(?:p|tr|tc|r)\s)[^-+].*?\}\}", re.DOTALL)
_ENDS = {"endfor": "for", "endif": "if"}
_ALONE_IN = {"tr": f"{WORD}tr", "tc": f"{WORD}tc"}


@dataclass(frozen=True, slots=True)
class Statement:
    """A tag that decides what is printed: its word, and what goes with it (``p``, ``tr`` …)."""

    tag: Tag
    reach: str
    word: str


def is_sound(package: Package, tags: Sequence[Tag]) -> bool:
    """Tell whether the tags of a part are ones that can be, and fit; tell each that is not."""
    before = len(package.problems)
    statements = []
    for tag in tags:
        if tag.written.startswith("{{"):
            if not _VALUE.fullmatch(tag.written):
                package.find(
                    translatable(
                        "“%(tag)s” is not a placeholder: write {{ name }}, with nothing before it."
                    ),
                    tag.place,
                    tag=excerpt(tag.written),
                )
            continue
        found = _STATEMENT.fullmatch(tag.written)
        if found is None or tag.within.tag != f"{WORD}p":
            package.find(
                translatable(
                    "“%(tag)s” is not accepted: only for, if, elif, else, endfor and endif are."
                ),
                tag.place,
                tag=excerpt(tag.written),
            )
            continue
        statements.append(Statement(tag, found[1] or "", found[2]))
    if len(package.problems) == before:
        _pair(package, statements)
    for statement in statements:
        _look_around(package, statement)
    return len(package.problems) == before


def _pair(package: Package, statements: Sequence[Statement]) -> None:
    open_ones: list[Statement] = []
    for statement in statements:
        if statement.word in {"for", "if"}:
            open_ones.append(statement)
            continue
        opener = open_ones[-1] if open_ones else None
        if opener is None or not _belongs(statement.word, opener.word):
            package.find(
                translatable("“%(tag)s” ends or continues nothing that was opened before it."),
                statement.tag.place,
                tag=excerpt(statement.tag.written),
            )
            return
        if statement.reach != opener.reach:
            package.find(
                translatable("“%(tag)s” must be of the same kind as “%(opener)s”."),
                statement.tag.place,
                tag=excerpt(statement.tag.written),
                opener=excerpt(opener.tag.written),
            )
        if statement.word in _ENDS:
            open_ones.pop()
    for opener in open_ones:
        package.find(
            translatable("“%(tag)s” is never closed in this part."),
            opener.tag.place,
            tag=excerpt(opener.tag.written),
        )


def _belongs(word: str, opener: str) -> bool:
    if word in _ENDS:
        return _ENDS[word] == opener
    return word == "else" or opener == "if"


def _look_around(package: Package, statement: Statement) -> None:
    """A tag for a paragraph, row or cell takes the place of it: whatever else is there goes."""
    tag = statement.tag
    if statement.reach == "p":
        around = tag.around
    elif statement.reach in _ALONE_IN:
        within = next(tag.within.iterancestors(_ALONE_IN[statement.reach]), None)
        if within is None:
            package.find(
                translatable("“%(tag)s” stands in no table."), tag.place, tag=excerpt(tag.written)
            )
            return
        around = "".join(text_of(paragraph) for paragraph in within.iter(f"{WORD}p"))
    else:
        return
    if around.replace(tag.written, "", 1).strip():
        package.find(
            translatable(
                "“%(tag)s” must stand alone in its paragraph, row or cell: all else in it is lost."
            ),
            tag.place,
            tag=excerpt(tag.written),
        )
