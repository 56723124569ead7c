"""This file gives other norms as catalogues: their numbers, under short titles of our own."""

from collections.abc import Sequence
from functools import partial
from importlib.resources import files

from questionnaires.catalogue import (
    Catalogue,
    Control,
    Group,
    Measure,
    MeasureStatus,
    Source,
    Theme,
)
from questionnaires.knowledge.tables import Table, read_file

FILES = ("iec-62443-3-3.toml", "nen-7510-2.toml")


def load(iso_controls: Sequence[Control]) -> tuple[Catalogue, ...]:
    """Read the norms; ``iso_controls`` are those of ISO/IEC 27002 under our own titles."""
    folder = files(__package__)
    texts = {name: folder.joinpath(name).read_text(encoding="utf-8") for name in FILES}
    return tuple(read(name, text, iso_controls) for name, text in texts.items())


def read(name: str, text: str, iso_controls: Sequence[Control]) -> Catalogue:
    """Read one norm; raises InvalidContentError with the file and the number."""
    return read_file(name, text, partial(_norm, iso_controls=iso_controls))


def _norm(table: Table, iso_controls: Sequence[Control]) -> Catalogue:
    groups: tuple[Group, ...] = ()
    controls = tuple(iso_controls) if table.flag("follows_iso_27002", default=False) else ()
    if not controls:
        theme = table.one_of("theme", Theme)
        groups = table.tables("groups", "key", _group)
        keys = {group.key for group in groups}
        controls = table.tables("measures", "number", partial(_control, theme=theme, keys=keys))
    return Catalogue(
        norm=table.text("norm"),
        edition=table.text("edition"),
        source=Source.OWN,
        controls=controls,
        measures=tuple(map(_measure, controls)),
        groups=groups,
    )


def _group(table: Table) -> Group:
    return Group(table.text("key"), table.wording("title"))


def _control(table: Table, theme: Theme, keys: set[str]) -> Control:
    group = table.key_of("group", keys)
    return Control(table.text("number"), table.wording("title"), group, theme)


def _measure(control: Control) -> Measure:
    """What is asked of a control in a norm without measures below it: the control itself."""
    return Measure(
        number=control.number,
        status=MeasureStatus.ACTIVE,
        title=control.title,
        control_number=control.number,
        explicit_theme=control.explicit_theme,
    )
