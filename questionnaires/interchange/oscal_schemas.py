"""This file describes an OSCAL catalogue in JSON: what must be there, of which type, and what may.

Written from the catalogue model of OSCAL 1.1 and 1.2. A norm has tens of thousands of parts and
properties, for which a marshmallow schema each takes seconds: ``Objects`` checks those by a table.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from questionnaires.errors import Message, translatable

Path = tuple[str | int, ...]

_MISSING = translatable("this is missing, or empty.")
_NO_TEXT = translatable("this must be text.")
_NO_LIST = translatable("this must be a list.")
_NO_OBJECT = translatable("this must be an object.")
_MESSAGES: dict[str, Any] = {
    "required": _MISSING,
    "null": _MISSING,
    "invalid": _NO_TEXT,
    "type": _NO_OBJECT,
}


@dataclass(frozen=True)
class Shape:
    """What an object may hold: texts, lists of texts, lists of objects, and what we pass over."""

    texts: frozenset[str]
    lists: frozenset[str] = frozenset()
    passed_over: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    objects: Mapping[str, "Shape"] = field(default_factory=dict)

    def find_wrong(self, value: object, path: Path) -> tuple[Path, Message] | None:
        """Give the first thing in an object that is missing or of a wrong type."""
        if type(value) is not dict:
            return path, _NO_OBJECT
        for key in self.required - {key for key, part in value.items() if part}:
            return (*path, key), _MISSING
        for key, part in value.items():
            if key in self.objects:
                found = self.objects[key].find_wrong_of(part, (*path, key))
                if found:
                    return found
            elif key in self.texts and type(part) is not str:
                return (*path, key), _NO_TEXT
            elif key in self.lists and not _are_texts(part):
                return (*path, key), _NO_LIST
        return None

    def find_wrong_of(self, values: object, path: Path) -> tuple[Path, Message] | None:
        """Give the first thing in a list of objects that is missing or of a wrong type."""
        if type(values) is not list:
            return path, _NO_LIST
        for index, value in enumerate(values):
            found = self.find_wrong(value, (*path, index))
            if found:
                return found
        return None

    def unknown(self, value: Mapping[str, Any], path: Path) -> Iterator[Path]:
        """Name what the model does not know, in an object and all within it."""
        known = self.texts | self.lists | self.passed_over
        for key, part in value.items():
            if key in self.objects:
                for index, inner in enumerate(part):
                    yield from self.objects[key].unknown(inner, (*path, key, index))
            elif key not in known:
                yield (*path, key)


def _are_texts(value: object) -> bool:
    return type(value) is list and all(type(item) is str for item in value)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PROP = Shape(_words("uuid name ns value class group remarks"), required=_words("name value"))
_LINK = Shape(_words("href rel media-type resource-fragment text"), required=_words("href"))
_PARAM = Shape(
    _words("id class depends-on label usage remarks"),
    lists=_words("values"),
    passed_over=_words("constraints guidelines select"),
    required=_words("id"),
    objects={"props": _PROP, "links": _LINK},
)
_PART = Shape(
    _words("id name ns class title prose"),
    required=_words("name"),
    objects=(_in_part := {"props": _PROP, "links": _LINK}),
)
_in_part["parts"] = _PART
_CONTROL = Shape(
    _words("id class title"),
    required=_words("id title"),
    objects=(_in_control := {**_in_part, "params": _PARAM}),
)
_in_control["controls"] = _CONTROL
_GROUP = Shape(
    _words("id class title"),
    required=_words("title"),
    objects=(_in_group := {**_in_control}),
)
_in_group["groups"] = _GROUP
_METADATA = Shape(
    _words("title published last-modified version oscal-version remarks"),
    passed_over=_words(
        "revisions document-ids roles locations parties responsible-parties actions"
    ),
    objects={"props": _PROP, "links": _LINK},
)
_CATALOG = Shape(
    _words("uuid"),
    passed_over=_words("metadata back-matter"),
    objects={"params": _PARAM, "groups": _GROUP, "controls": _CONTROL},
)


class Objects(fields.Field[list[dict[str, Any]]]):
    """A list of objects of one shape, however deep they nest."""

    def __init__(self, shape: Shape) -> None:
        super().__init__(load_default=list, error_messages=_MESSAGES)
        self._shape = shape

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        wrong = self._shape.find_wrong_of(value, ())
        if wrong is None:
            found: list[dict[str, Any]] = value
            return found
        path, reason = wrong
        messages: Any = [reason]
        for part in reversed(path):
            messages = {part: messages}
        raise ValidationError(messages)


class _Open(Schema):
    """A schema that leaves alone what it does not know."""

    error_messages = _MESSAGES

    class Meta:
        unknown = EXCLUDE


def _text(*, required: bool = False) -> fields.String:
    return fields.String(required=required, error_messages=_MESSAGES)


class _MetadataSchema(_Open):
    title = _text(required=True)
    version = _text(required=True)
    oscal_version = _text(required=True)
    last_modified = _text(required=True)
    props = Objects(_PROP)
    links = Objects(_LINK)

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Name the fields as JSON does."""
        field_obj.data_key = field_name.replace("_", "-")


class _CatalogSchema(_Open):
    uuid = _text(required=True)
    metadata = fields.Nested(_MetadataSchema, required=True, error_messages=_MESSAGES)
    params = Objects(_PARAM)
    groups = Objects(_GROUP)
    controls = Objects(_CONTROL)


class DocumentSchema(_Open):
    """A file with an OSCAL catalogue."""

    catalog = fields.Nested(_CatalogSchema, required=True, error_messages=_MESSAGES)


def unknown_fields(document: Mapping[str, Any]) -> Iterator[Path]:
    """Name what a catalogue that was read holds besides what the model knows."""
    catalog = document["catalog"]
    yield from ((key,) for key in document if key not in {"catalog", "$schema"})
    yield from _CATALOG.unknown(catalog, ("catalog",))
    yield from _METADATA.unknown(catalog["metadata"], ("catalog", "metadata"))


def first_error(error: ValidationError) -> tuple[Path, str]:
    """Give the place and the reason of the first thing that a schema refused."""
    messages: Any = error.messages
    path: Path = ()
    while isinstance(messages, dict):
        key, messages = next(iter(messages.items()))
        path = path if key == "_schema" else (*path, key)
    return path, messages[0]
