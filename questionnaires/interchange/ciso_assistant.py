"""This file reads a framework from a library of CISO Assistant, in YAML.

What can be assessed becomes a measure. What is above it becomes its group (at the top) and its
control (the nearest with a number), or else the measure is its own control.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from questionnaires.catalogue import (
    ANY_NUMBER,
    MEASURE_NUMBER,
    Category,
    Control,
    Group,
    Measure,
    MeasureStatus,
    Theme,
)
from questionnaires.errors import Message, translatable
from questionnaires.interchange.draft import Draft, category_named, number_from, theme_named
from questionnaires.interchange.reading import MAXIMUM_KEY, MAXIMUM_TITLE, Reading, at_line, shown
from questionnaires.interchange.yaml_text import MAXIMUM_DEPTH, Lines, Value, checked_yaml
from questionnaires.wording import Language, Wording

_NAMES = {"bio2": "BIO2"}
_EDITION = re.compile(
    r"(?:\bversion|\bversie|\bv\.?|\brev(?:ision)?\.?)[ ]?([0-9]{1,4}(?:\.[0-9]{1,4}){0,3})\b",
    re.IGNORECASE,
)
_WHERE_EDITION_STANDS = 500
_NO_TEXT = translatable("“%(key)s” must be text.")


def read(content: bytes) -> Reading:
    """Read the framework of a library, or refuse it with UnreadableFileError."""
    library = _mapping(checked_yaml(content), 1)
    objects = _inner(library, "objects")
    framework = _inner(objects, "framework")
    return _Reader(library, framework).reading()


class _Reader:
    """One framework while it is read."""

    def __init__(self, library: Lines, framework: Lines) -> None:
        self._library = library
        self._framework = framework
        self._draft = Draft()
        self._nodes: dict[str, Lines] = {}
        self._language = (_text(library, "locale") or "en")[:2].casefold()
        self._unknown: set[str] = set()

    def reading(self) -> Reading:
        """Give the catalogue with its warnings."""
        nodes = self._framework.get("requirement_nodes")
        if not isinstance(nodes, list):
            raise self._framework.at("requirement_nodes").refuse(
                translatable("“%(key)s” must be a list."), key="requirement_nodes"
            )
        listed = [_mapping(node, self._framework.line) for node in nodes]
        for node in listed:
            self._learn(node)
        for node in listed:
            if _is_assessable(node):
                self._take(node)
        norm = _text(self._framework, "ref_id") or _text(self._framework, "name")
        norm = _NAMES.get(norm.casefold(), norm) or _text(self._library, "name")
        return self._draft.reading(norm, self._edition(), self._framework.at())

    def _edition(self) -> str:
        """The edition of the norm if a name tells it; the library only numbers itself."""
        for holder in (self._framework, self._library):
            for key in ("name", "description"):
                found = _EDITION.search(_text(holder, key)[:_WHERE_EDITION_STANDS])
                if found:
                    return found[1]
        version = _text(self._library, "version") or "1"
        self._warn(
            self._library,
            translatable("no edition is named; the version of the library, %(version)s, is taken."),
            version=shown(version),
        )
        return version

    def _learn(self, node: Lines) -> None:
        urn = _text(node, "urn")
        if not urn or urn in self._nodes:
            raise node.at("urn").refuse(translatable("“urn” is missing, or there twice."))
        self._nodes[urn] = node

    def _above(self, node: Lines) -> list[Lines]:
        """Give what a node stands under, the highest first."""
        found: list[Lines] = []
        seen = {_text(node, "urn")}
        while parent := _text(node, "parent_urn"):
            if parent not in self._nodes or parent in seen or len(seen) > MAXIMUM_DEPTH:
                raise node.at("parent_urn").refuse(
                    translatable("“parent_urn” leads to nothing, in a circle, or too far up.")
                )
            seen.add(parent)
            node = self._nodes[parent]
            found.insert(0, node)
        return found

    def _take(self, node: Lines) -> None:
        above = self._above(node)
        number = _number_of(node)
        group, theme = self._group(above)
        control, title = self._control(above, number, node)
        self._draft.add_control(Control(control, title, group, theme))
        texts = (self._wording(node, "description"), self._wording(node, "annotation"))
        measure = Measure(
            number=number,
            status=MeasureStatus.ACTIVE,
            title=self._wording(node, "name", MAXIMUM_TITLE),
            text=Wording(_joined(text.nl for text in texts), _joined(text.en for text in texts)),
            categories=self._categories(node),
            control_number=control,
            explicit_theme=theme,
        )
        self._draft.add_measure(measure, node.at("ref_id"))

    def _group(self, above: Sequence[Lines]) -> tuple[str | None, Theme | None]:
        if not above or _is_assessable(above[0]):
            return None, None
        top = above[0]
        title = self._wording(top, "name", MAXIMUM_TITLE)
        tail = _text(top, "urn").rpartition(":")[2]
        key = top.at().keep((_text(top, "ref_id") or tail)[:MAXIMUM_KEY], MAXIMUM_KEY)
        self._draft.add_group(Group(key, title or Wording(key, key)))
        return key, theme_named(title.en) or theme_named(title.nl) or Theme.ORGANISATIONAL

    def _control(self, above: Sequence[Lines], number: str, node: Lines) -> tuple[str, Wording]:
        """The number and title of the control: the nearest above with a number, below the top."""
        inner = above if above and _is_assessable(above[0]) else above[1:]
        for candidate in reversed(inner):
            if ANY_NUMBER.fullmatch(_text(candidate, "ref_id")):
                title = self._wording(candidate, "name", MAXIMUM_TITLE)
                return _text(candidate, "ref_id"), title
        if not above and MEASURE_NUMBER.fullmatch(number):
            return number.rpartition(".")[0], Wording()
        return number, self._wording(node, "name", MAXIMUM_TITLE)

    def _categories(self, node: Lines) -> frozenset[Category]:
        names = node.get("implementation_groups")
        found = set()
        for name in names if isinstance(names, list) else ():
            category = category_named(name) if isinstance(name, str) else None
            if category:
                found.add(category)
            elif str(name) not in self._unknown:
                self._unknown.add(str(name))
                self._warn(
                    node,
                    translatable("implementation group “%(name)s” is not kept."),
                    name=shown(str(name)),
                )
        return frozenset(found)

    def _wording(self, node: Lines, key: str, limit: int = 0) -> Wording:
        """A text in Dutch and English; raises UnreadableFileError if it is in neither."""
        texts = {self._language: _text(node, key)}
        translations = node.get("translations")
        if isinstance(translations, Lines):
            for language, translated in translations.items():
                if isinstance(translated, Lines):
                    texts.setdefault(language[:2].casefold(), _text(translated, key))
        place = node.at(key)
        kept = {
            language.value: place.keep(text.strip(), *([limit] if limit else ()))
            for language in Language
            if (text := texts.get(language, ""))
        }
        if not kept and any(texts.values()):
            raise place.refuse(translatable("this text is neither in Dutch nor in English."))
        return Wording(**kept)

    def _warn(self, node: Lines, reason: Message, **facts: object) -> None:
        self._draft.warnings.append(node.at().warn(reason, **facts))


def _number_of(node: Lines) -> str:
    tail = _text(node, "urn").rpartition(":")[2]
    return number_from((_text(node, "ref_id"), tail), node.at("ref_id"))


def _is_assessable(node: Mapping[str, Any]) -> bool:
    return str(node.get("assessable")).casefold() == "true"


def _mapping(value: Value, line: int) -> Lines:
    if not isinstance(value, Lines):
        raise at_line(line).refuse(translatable("here must be keys with values."))
    return value


def _inner(outer: Lines, key: str) -> Lines:
    value = outer.get(key)
    if not isinstance(value, Lines):
        raise outer.at(key).refuse(translatable("“%(key)s” must hold keys with values."), key=key)
    return value


def _text(node: Lines, key: str) -> str:
    value = node.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise node.at(key).refuse(_NO_TEXT, key=key)
    return value


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(filter(None, texts))
