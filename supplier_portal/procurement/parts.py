"""This file says which part of a catalogue a page shows, and what stands in it."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from questionnaires import knowledge
from questionnaires.catalogue import Catalogue, Control
from questionnaires.parts import Part, parts_of
from supplier_portal.procurement.search import Controls


@dataclass(frozen=True, slots=True)
class Shown:
    """The parts to choose from, the one that is shown, and its controls with their measures."""

    parts: tuple[Part, ...]
    part: Part
    controls: Controls


def shown(catalogue: Catalogue, arguments: MultiDict[str, str]) -> Shown:
    """The part that an address asks for; the first where it names none that there is."""
    parts = parts_of(catalogue)
    part = asked_for(parts, arguments) or parts[0]
    return Shown(parts, part, _with_measures(catalogue, part))


def asked_for(parts: tuple[Part, ...], arguments: MultiDict[str, str]) -> Part | None:
    """The part that an address names, as ``theme`` or as ``group``, if there is one."""
    return next((part for part in parts if arguments.get(part.kind) == part.key), None)


def _with_measures(catalogue: Catalogue, part: Part) -> Controls:
    """The controls of a part, under our own title where the norm gives none, with measures."""
    known = knowledge.load()
    return [
        (
            Control(control.number, control.title or known.title_of_control(control.number)),
            catalogue.of_control(control.number),
        )
        for control in part.controls
    ]
