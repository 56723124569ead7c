"""This file divides a catalogue into parts: a norm's own groups, or else the four themes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from questionnaires.catalogue import Catalogue, Control, Group, Measure, Theme
from questionnaires.themes import THEMES
from questionnaires.wording import Wording

_WITHOUT_GROUP = Wording("Zonder groep", "Without a group")


class PartKind(StrEnum):
    """What the parts of a catalogue are: themes of ISO/IEC 27002, or groups of the norm itself."""

    THEME = "theme"
    GROUP = "group"


@dataclass(frozen=True)
class Part:
    """A theme or group with its controls, and how many measure numbers stand under them.

    ``key`` is the chapter of a theme, or the key of a group as the norm's file gave it.
    """

    kind: PartKind
    key: str
    title: Wording
    controls: tuple[Control, ...]
    measure_count: int

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return frozenset(control.number for control in self.controls)

    def holds(self, measure: Measure) -> bool:
        """Whether a measure stands under one of its controls."""
        return measure.control in self._numbers


def parts_of(catalogue: Catalogue) -> tuple[Part, ...]:
    """The parts of a catalogue, at least one; every control is in exactly one of them.

    Controls without a group, in a norm that has groups, are together in a part at the end.
    """
    return _groups(catalogue) or tuple(_theme(catalogue, theme) for theme in Theme)


def part_of(parts: Sequence[Part], measure: Measure) -> Part:
    """The part that a measure stands in, or else the first."""
    return next((part for part in parts if part.holds(measure)), parts[0])


def _theme(catalogue: Catalogue, theme: Theme) -> Part:
    title = THEMES[theme]
    numbered = Wording(f"{theme.value} {title.nl}", f"{theme.value} {title.en}")
    controls = [control for control in catalogue.controls if control.theme is theme]
    return _part(catalogue, PartKind.THEME, theme.value, numbered, controls)


def _groups(catalogue: Catalogue) -> tuple[Part, ...]:
    if not catalogue.groups:
        return ()
    keys = {group.key for group in catalogue.groups}
    rest = _key_beside(keys)
    controls: dict[str, list[Control]] = defaultdict(list)
    for control in catalogue.controls:
        controls[control.group if control.group in keys else rest].append(control)
    return tuple(
        _part(
            catalogue,
            PartKind.GROUP,
            group.key,
            group.title or Wording(group.key, group.key),
            controls[group.key],
        )
        for group in (*catalogue.groups, Group(rest, _WITHOUT_GROUP))
        if controls[group.key]
    )


def _part(
    catalogue: Catalogue, kind: PartKind, key: str, title: Wording, controls: Sequence[Control]
) -> Part:
    count = sum(len(catalogue.of_control(control.number)) for control in controls)
    return Part(kind, key, title, tuple(controls), count)


def _key_beside(keys: set[str]) -> str:
    """A key that none of the groups has; theirs come from a file and can be anything."""
    key = "other"
    while key in keys:
        key += "-"
    return key
