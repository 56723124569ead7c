"""This file puts a catalogue together from what a reader finds, and refuses what cannot be one."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from questionnaires.catalogue import (
    ANY_NUMBER,
    Catalogue,
    Category,
    Control,
    Group,
    Measure,
    Source,
    Theme,
    theme_of,
)
from questionnaires.errors import translatable
from questionnaires.interchange.reading import (
    MAXIMUM_EDITION,
    MAXIMUM_LENGTH,
    MAXIMUM_MEASURES,
    MAXIMUM_NORM,
    Place,
    Reading,
    ReadingWarning,
    shown,
)

CATEGORIES = {
    "basishygiëne": Category.BASIC_HYGIENE,
    "ketenhygiëne": Category.CHAIN_HYGIENE,
    "overheidsrisico": Category.GOVERNMENT_RISK,
}

_CUT = re.compile(r"\s+\S*$")
_NOT_IN_A_NUMBER = re.compile(r"[^A-Za-z0-9.()-]+")
_BEGINNINGS = {
    Theme.ORGANISATIONAL: ("organisat", "organizat"),
    Theme.PEOPLE: ("people", "person", "mens"),
    Theme.PHYSICAL: ("physical", "fysiek"),
    Theme.TECHNOLOGICAL: ("technolog",),
}


@dataclass
class Draft:
    """What was read so far; ``norm`` and ``edition`` are shortened to what can be kept."""

    groups: dict[str, Group] = field(default_factory=dict)
    controls: dict[str, Control] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    warnings: list[ReadingWarning] = field(default_factory=list)
    length: int = 0

    def add_group(self, group: Group) -> None:
        """Take a group in; the first one with a key stays."""
        self.groups.setdefault(group.key, group)

    def add_control(self, control: Control) -> None:
        """Take a control in; the first one with a number stays, the first title is its title."""
        known = self.controls.setdefault(control.number, control)
        if not known.title and control.title:
            self.controls[control.number] = replace(known, title=control.title)

    def add_measure(self, measure: Measure, place: Place) -> None:
        """Take a measure in; raises UnreadableFileError for a number that is there already."""
        if measure.number in self.measures:
            raise place.refuse(
                translatable("number %(number)s is in the file twice."), number=measure.number
            )
        if len(self.measures) == MAXIMUM_MEASURES:
            raise place.refuse(
                translatable("a catalogue has at most %(most)s measures."), most=MAXIMUM_MEASURES
            )
        self.length += len(measure.text.nl) + len(measure.text.en)
        if self.length > MAXIMUM_LENGTH:
            raise place.refuse(
                translatable("the texts are longer together than %(most)s characters."),
                most=MAXIMUM_LENGTH,
            )
        derived = Measure(measure.number, measure.status).control
        if theme_of(measure.number) and measure.control_number == derived:
            measure = replace(measure, control_number=None)
        self.measures[measure.number] = measure
        self.places[measure.number] = place

    def reading(self, norm: str, edition: str, place: Place) -> Reading:
        """Give the catalogue with all warnings; raises UnreadableFileError for an empty one."""
        if not self.measures:
            raise place.refuse(translatable("there is no measure here."))
        catalogue = Catalogue(
            norm=self._short(norm, MAXIMUM_NORM, place),
            edition=self._short(edition, MAXIMUM_EDITION, place),
            source=Source.OFFICIAL,
            controls=tuple(self.controls.values()),
            measures=tuple(self.measures.values()),
            groups=tuple(self.groups.values()),
        )
        dangling = [
            self.places[measure.number].warn(
                translatable("%(number)s points to %(target)s, which is not in this file."),
                number=measure.number,
                target=measure.target,
            )
            for measure in catalogue.dangling()
        ]
        return Reading(catalogue, (*self.warnings, *dangling))

    def _short(self, name: str, limit: int, place: Place) -> str:
        name = " ".join(place.keep(name).split())
        if not name:
            raise place.refuse(translatable("the norm and its edition must have a name."))
        if len(name) <= limit:
            return name
        short = _CUT.sub("", name[: limit + 1])[:limit].strip()
        self.warnings.append(
            place.warn(
                translatable("“%(name)s” is too long a name and became “%(short)s”."),
                name=shown(name),
                short=short,
            )
        )
        return short


def number_from(candidates: Iterable[str], place: Place) -> str:
    """Give the first of some texts that is a number, or can be made one by leaving signs out."""
    written = [text.strip() for text in candidates if text.strip()]
    for number in (*written, *(_NOT_IN_A_NUMBER.sub("-", text).strip("-") for text in written)):
        if ANY_NUMBER.fullmatch(number):
            return number
    raise place.refuse(
        translatable(
            "a number is missing here: at most 20 letters, digits, points, dashes and brackets."
        )
    )


def category_named(name: str) -> Category | None:
    """The category with a Dutch name, in whatever case or form of ë, if there is one."""
    return CATEGORIES.get(unicodedata.normalize("NFC", name.strip()).casefold())


def theme_named(title: str) -> Theme | None:
    """The theme that a title names in Dutch or English, if it names one."""
    start = title.strip().casefold()
    for theme, beginnings in _BEGINNINGS.items():
        if start == theme.value or start.startswith(beginnings):
            return theme
    return None
