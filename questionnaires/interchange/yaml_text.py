"""This file turns untrusted YAML into texts, lists and mappings with lines, or refuses it.

Only the events of PyYAML's safe parser are used, never its constructors: no tag makes an object, no
alias multiplies, and 5.10 stays the text it is.
"""

from collections.abc import Iterable
from typing import Any

import yaml

from questionnaires.errors import translatable
from questionnaires.interchange.reading import Place, at_line, refuse_large, shown

MAXIMUM_YAML_MEGABYTES = 10
MAXIMUM_DEPTH = 40
MAXIMUM_NODES = 500_000

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the fast one, where libyaml is built in
_NO_SIGN = (ValueError, OverflowError)  # what the slow one makes of "\UFFFFFFFF"
_NOTHING = {"", "~", "null", "Null", "NULL"}
_ENDS = (yaml.SequenceEndEvent, yaml.MappingEndEvent)

Value = str | None | list[Any] | dict[str, Any]


class Lines(dict[str, Value]):
    """A mapping with the line on which it begins, and the line of each key."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def at(self, key: str = "") -> Place:
        """The line of a key, or of the mapping itself."""
        return at_line(self.lines.get(key, self.line))


def checked_yaml(content: bytes) -> Value:
    """Read one YAML document; raises UnreadableFileError for what is large, deep or clever."""
    refuse_large(content, MAXIMUM_YAML_MEGABYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise at_line(line).refuse(translatable("this is not text in UTF-8.")) from error
    try:
        return _build(yaml.parse(text, Loader=_PARSER))
    except (yaml.YAMLError, *_NO_SIGN) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise at_line(line).refuse(translatable("this is not YAML.")) from error


def _build(events: Iterable[yaml.Event]) -> Value:
    """Put the values together one by one, without recursion."""
    top: list[Value] = []
    around: list[_Open] = [_Open(top)]
    for count, event in enumerate(events):
        place = at_line(event.start_mark.line + 1)
        _refuse_clever(event, place)
        if count > MAXIMUM_NODES or len(around) > MAXIMUM_DEPTH:
            raise place.refuse(translatable("this file holds too much, or nests too deeply."))
        if isinstance(event, _ENDS):
            around.pop()
        elif isinstance(event, yaml.ScalarEvent):
            around[-1].take(_scalar(event), place)
        elif isinstance(event, yaml.CollectionStartEvent):
            is_list = isinstance(event, yaml.SequenceStartEvent)
            inner: list[Value] | Lines = [] if is_list else Lines(event.start_mark.line + 1)
            around[-1].take(inner, place)
            around.append(_Open(inner))
        elif isinstance(event, yaml.DocumentStartEvent) and top:
            raise place.refuse(translatable("a second document begins here."))
    return top[0] if top else None


def _refuse_clever(event: yaml.Event, place: Place) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
        raise place.refuse(translatable("anchors and aliases are not read. Write it out."))
    if getattr(event, "tag", None) is not None:
        raise place.refuse(translatable("tags such as “%(tag)s” are not read."), tag=_tag(event))


def _tag(event: yaml.Event) -> str:
    return shown(str(event.tag))


def _scalar(event: yaml.ScalarEvent) -> str | None:
    is_plain = event.style is None or event.style == ""
    return None if is_plain and event.value in _NOTHING else str(event.value)


class _Open:
    """A list or mapping to which values are still added; a mapping takes a key, then a value."""

    def __init__(self, value: list[Value] | Lines) -> None:
        self._value = value
        self._key: str | None = None

    def take(self, value: Value, place: Place) -> None:
        """Add what comes next."""
        if isinstance(self._value, list):
            self._value.append(value)
        elif self._key is None:
            self._key = self._checked_key(value, place)
            self._value.lines[self._key] = place.facts["line"]  # type: ignore[assignment]
        else:
            self._value[self._key] = value
            self._key = None

    def _checked_key(self, value: Value, place: Place) -> str:
        if not isinstance(value, str):
            raise place.refuse(translatable("a key must be text."))
        if value in self._value:
            raise place.refuse(translatable("“%(key)s” stands here twice."), key=shown(value))
        return value
