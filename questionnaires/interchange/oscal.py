"""This file reads OSCAL catalogues, 1.1 and 1.2, in JSON: each control and enhancement a measure.

What the model does not know is counted and reported, what is missing or of a wrong type refuses
the file with a JSON pointer.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from marshmallow import ValidationError

from questionnaires.catalogue import Control, Group, Measure, MeasureStatus, Theme
from questionnaires.errors import Message, translatable
from questionnaires.interchange.draft import Draft, number_from, theme_named
from questionnaires.interchange.json_text import checked_json, pointer
from questionnaires.interchange.oscal_schemas import (
    DocumentSchema,
    Path,
    first_error,
    unknown_fields,
)
from questionnaires.interchange.oscal_text import Flattener, Params, label_of
from questionnaires.interchange.reading import (
    MAXIMUM_KEY,
    MAXIMUM_TITLE,
    Place,
    Reading,
    UnreadableWholeError,
    at_pointer,
)
from questionnaires.wording import Wording

_VERSION = re.compile(r"v?1\.[0-9]{1,3}(?:[.-].{0,40})?")
_KNOWN_VERSION = re.compile(r"v?1\.[12](?:[.-].*)?")
_SHOWN_FIELDS = 5
_SCHEMA = DocumentSchema()


def read(content: bytes) -> Reading:
    """Read an OSCAL catalogue, or refuse it with UnreadableFileError."""
    document = checked_json(content)
    try:
        catalog = _SCHEMA.load(document)["catalog"]
    except ValidationError as error:
        path, reason = first_error(error)
        raise at_pointer(pointer(path)).refuse(Message(reason)) from error
    except RecursionError as error:
        raise UnreadableWholeError(reason=translatable("it is nested too deeply.")) from error
    return _Reader(catalog, document).reading()


class _Reader:
    """One catalogue while it is read."""

    def __init__(self, catalog: Mapping[str, Any], document: Mapping[str, Any]) -> None:
        self._catalog = catalog
        self._document = document
        self._metadata = catalog["metadata"]
        self._draft = Draft()
        self._params = Params()
        self._flattener = Flattener(self._params)
        self._numbers: dict[str, str] = {}
        self._language = _language_of(self._metadata)

    def reading(self) -> Reading:
        """Give the catalogue with its warnings."""
        self._check_version()
        controls = list(_controls_of(self._catalog, ("catalog",), ()))
        self._params.add(self._catalog["params"])
        for path, _, control in controls:
            self._learn(control, at_pointer(pointer(path)))
        for path, groups, control in controls:
            self._take_control(control, path, groups)
        self._report()
        place = at_pointer("/catalog/metadata")
        return self._draft.reading(self._metadata["title"], self._metadata["version"], place)

    def _check_version(self) -> None:
        version = self._metadata["oscal_version"]
        place = at_pointer("/catalog/metadata/oscal-version")
        if not _VERSION.fullmatch(version):
            raise place.refuse(translatable("only versions 1.1 and 1.2 of OSCAL can be read."))
        if not _KNOWN_VERSION.fullmatch(version):
            self._warn(place, translatable("this is read as if it were version 1.1 or 1.2."))

    def _learn(self, control: Mapping[str, Any], place: Place) -> None:
        """Learn the numbers and params of a control and of all within it: others refer to them."""
        sort_ids = [prop["value"] for prop in control.get("props", ()) if prop["name"] == "sort-id"]
        candidates = (label_of(control), *sort_ids, control["id"].upper(), control["id"])
        number = number_from(candidates, place)
        self._numbers[control["id"]] = number
        self._params.add(control.get("params", ()))
        waiting = list(control.get("parts", ()))
        while waiting:
            part = waiting.pop()
            self._numbers.setdefault(part.get("id", ""), number)
            waiting += part.get("parts", ())
        for inner in control.get("controls", ()):
            self._learn(inner, place)

    def _take_control(
        self, control: Mapping[str, Any], path: Path, groups: tuple[Mapping[str, Any], ...]
    ) -> None:
        key = self._take_group(groups, path)
        title = groups[0]["title"] if groups else ""
        theme = (theme_named(title) or Theme.ORGANISATIONAL) if groups else None
        number = self._numbers[control["id"]]
        place = at_pointer(pointer((*path, "title")))
        title_of_control = self._wording(place.keep(control["title"], MAXIMUM_TITLE))
        self._draft.add_control(Control(number, title_of_control, key, theme))
        self._take_measures(control, path, number, theme)

    def _take_group(self, groups: tuple[Mapping[str, Any], ...], path: Path) -> str | None:
        if not groups:
            return None
        innermost = groups[-1]
        place = at_pointer(pointer(path[:-2]))
        title = place.keep(" – ".join(group["title"] for group in groups), MAXIMUM_TITLE)
        key = place.keep(innermost.get("id") or label_of(innermost) or title[:MAXIMUM_KEY])
        self._draft.add_group(Group(key[:MAXIMUM_KEY], self._wording(title)))
        return key[:MAXIMUM_KEY]

    def _take_measures(
        self, control: Mapping[str, Any], path: Path, above: str, theme: Theme | None
    ) -> None:
        place = at_pointer(pointer(path))
        is_withdrawn = any(
            prop["name"] == "status" and prop["value"].casefold() == "withdrawn"
            for prop in control.get("props", ())
        )
        text = self._flattener.text_of(control.get("parts", ()), place)
        measure = Measure(
            number=self._numbers[control["id"]],
            status=MeasureStatus.WITHDRAWN if is_withdrawn else MeasureStatus.ACTIVE,
            title=self._wording(place.keep(control["title"], MAXIMUM_TITLE)),
            text=self._wording(place.keep(text)),
            target=self._target(control, place) if is_withdrawn else None,
            control_number=above,
            explicit_theme=theme,
        )
        self._draft.add_measure(measure, place)
        for index, inner in enumerate(control.get("controls", ())):
            self._take_measures(inner, (*path, "controls", index), above, theme)

    def _target(self, control: Mapping[str, Any], place: Place) -> str | None:
        found = [
            self._numbers.get(link["href"].removeprefix("#"))
            for link in control.get("links", ())
            if link.get("rel") in {"moved-to", "incorporated-into"}
        ]
        targets = list(dict.fromkeys(filter(None, found)))
        if len(targets) < len(found):
            self._warn(place, translatable("a link leads to something that is not in this file."))
        if len(targets) > 1:
            others = ", ".join(targets[1:])
            self._warn(place, translatable("it also went to %(others)s."), others=others)
        return targets[0] if targets else None

    def _report(self) -> None:
        unknown = unknown_fields(self._document)
        for path in islice(unknown, _SHOWN_FIELDS):
            self._warn(at_pointer(pointer(path)), translatable("this field is not known."))
        more = sum(1 for _ in unknown)
        if more:
            message = translatable("%(count)s more fields are not known.")
            self._warn(at_pointer("/catalog"), message, count=more)
        if self._flattener.left_out:
            message = translatable("%(count)s parts about assessment were left out.")
            self._warn(at_pointer("/catalog"), message, count=self._flattener.left_out)

    def _warn(self, place: Place, reason: Message, **facts: object) -> None:
        self._draft.warnings.append(place.warn(reason, **facts))

    def _wording(self, text: str) -> Wording:
        return Wording(**{self._language: text})


def _controls_of(
    holder: Mapping[str, Any], path: Path, groups: tuple[Mapping[str, Any], ...]
) -> Iterator[tuple[Path, tuple[Mapping[str, Any], ...], Mapping[str, Any]]]:
    """Give the controls that are no enhancement, with their place and the groups around them."""
    for index, control in enumerate(holder.get("controls", ())):
        yield (*path, "controls", index), groups, control
    for index, group in enumerate(holder.get("groups", ())):
        yield from _controls_of(group, (*path, "groups", index), (*groups, group))


def _language_of(metadata: Mapping[str, Any]) -> str:
    """OSCAL knows no language; a property may tell, and most catalogues are in English."""
    told = [prop["value"] for prop in metadata["props"] if prop["name"] in {"language", "lang"}]
    return "nl" if told and told[0].casefold().startswith("nl") else "en"
