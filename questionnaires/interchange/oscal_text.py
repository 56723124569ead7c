"""This file turns the parts of an OSCAL control into one plain text, with its params filled in."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from questionnaires.errors import translatable
from questionnaires.interchange.reading import MAXIMUM_TEXT, Place, shown

_INSERT = re.compile(r"\{\{ *+(?:insert: *+param, *+)?([A-Za-z0-9._-]++) *+\}\}")
_LINK = re.compile(r"\[([^\[\]]*+)\]\([^()\s]*+\)")
_SPACES = re.compile(r"[ \t]+")
_MOST_NESTED = 5
# How an auditor may look into a control is no part of what it asks.
_ASSESSMENT = "assessment"

_TOO_LONG = translatable("this text is longer than %(limit)s characters.")
_NO_CHOICE = translatable("the choices of param %(param)s must be a list of texts.")


class Params:
    """The params of a catalogue by their id, as they are to stand in a text."""

    def __init__(self) -> None:
        self._params: dict[str, Mapping[str, Any]] = {}
        self._shown: dict[str, str] = {}

    def add(self, params: Iterable[Mapping[str, Any]]) -> None:
        """Make params known."""
        self._params.update((param["id"], param) for param in params)

    def fill_in(self, prose: str, place: Place, depth: int = 0) -> str:
        """Put the values, or else the label in brackets, where a text inserts a param."""
        if "{{" not in prose:
            return prose
        pieces, end, length = [], 0, 0
        for found in _INSERT.finditer(prose):
            pieces += [prose[end : found.start()], self._shown_as(found[1], place, depth)]
            end = found.end()
            length += sum(map(len, pieces[-2:]))
            if length > MAXIMUM_TEXT:
                raise place.refuse(_TOO_LONG, limit=MAXIMUM_TEXT)
        return "".join([*pieces, prose[end:]])

    def _shown_as(self, key: str, place: Place, depth: int) -> str:
        if key not in self._shown:
            param = self._params.get(key, {})
            if depth > _MOST_NESTED:
                return f"[{key}]"
            self._shown[key] = self._show(key, param, place, depth)
        return self._shown[key]

    def _show(self, key: str, param: Mapping[str, Any], place: Place, depth: int) -> str:
        if param.get("values"):
            return ", ".join(param["values"])
        select = param.get("select")
        if select:
            choices = select.get("choice", []) if isinstance(select, dict) else None
            if not isinstance(choices, list) or not all(isinstance(one, str) for one in choices):
                raise place.refuse(_NO_CHOICE, param=shown(key))
            if choices:
                joined = " / ".join(choices)
                return f"[{self.fill_in(joined, place, depth + 1)}]"
        return f"[{param.get('label') or key}]"


class Flattener:
    """Writes parts as lines; counts those about assessment, which it leaves out."""

    def __init__(self, params: Params) -> None:
        self._params = params
        self.left_out = 0

    def text_of(self, parts: Iterable[Mapping[str, Any]], place: Place) -> str:
        """Give the text of a control: a paragraph for each part, a line for each of its items."""
        paragraphs, room = [], MAXIMUM_TEXT
        for part in parts:
            if part["name"].startswith(_ASSESSMENT):
                self.left_out += 1
                continue
            lines = []
            for line in filter(None, self._lines(part, place)):
                lines.append(line)
                room -= len(line)
                if room < 0:
                    raise place.refuse(_TOO_LONG, limit=MAXIMUM_TEXT)
            heading = part.get("title") or ""
            if not heading and part["name"] not in {"statement", "item"} and lines:
                heading = part["name"].replace("-", " ").capitalize()
            paragraphs.append("\n".join([f"{heading}:", *lines] if heading else lines))
        return "\n\n".join(filter(None, paragraphs))

    def _lines(self, part: Mapping[str, Any], place: Place) -> Iterator[str]:
        prose = self._params.fill_in(part.get("prose", ""), place)
        first, *more = _plain(prose).split("\n") if prose else [""]
        label = label_of(part) if part["name"] == "item" else ""
        yield f"{label} {first}".strip()
        yield from more
        for inner in part.get("parts", ()):
            if inner["name"].startswith(_ASSESSMENT):
                self.left_out += 1
            else:
                yield from self._lines(inner, place)


def label_of(thing: Mapping[str, Any]) -> str:
    """The label of a part, control or group as people read it, else an empty text."""
    labels = [prop for prop in thing.get("props", ()) if prop["name"] == "label"]
    labels.sort(key=lambda prop: "class" in prop)
    return str(labels[0]["value"]) if labels else ""


def _plain(prose: str) -> str:
    text = _LINK.sub(r"\1", prose) if "](" in prose else prose
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(filter(None, lines))
