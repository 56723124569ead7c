"""This file prepares what the page shows of a set that would come along into another."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from questionnaires.carrying_over import Carried, CarryOver, Fate
from questionnaires.requirement_sets import Requirement


@dataclass(frozen=True, slots=True)
class Brought:
    """What comes along, and what does not with the reason, by what a visitor must look at."""

    count: int
    left_out: Sequence[tuple[Requirement, str]]
    moved: Sequence[Carried]
    reworded: Sequence[Carried]
    as_before: Sequence[Requirement]
    untranslated: Sequence[Requirement]


def brought(found: CarryOver, *, edition: str, language: str) -> Brought:
    """Put what comes along in the order of the page; ``edition`` is that of the new set."""
    told = {item.before.identifier for item in (*found.moved, *found.reworded, *found.left_out)}
    return Brought(
        count=len(found.requirements),
        left_out=[(item.before, reason(item, edition)) for item in found.left_out],
        moved=found.moved,
        reworded=[item for item in found.reworded if item.fate is not Fate.MOVED],
        as_before=[item.before for item in found.items if item.before.identifier not in told],
        untranslated=found.untranslated(language),
    )


def reason(item: Carried, edition: str) -> str:
    """Why a requirement does not come along, in a sentence."""
    target = item.target or str(gettext("another number"))
    match item.fate:
        case Fate.WITHDRAWN:
            said = gettext("%(edition)s withdrew this measure.", edition=edition)
        case Fate.REFERRED:
            said = gettext(
                "%(edition)s refers to %(target)s instead. Pick that if you want to ask it.",
                edition=edition,
                target=target,
            )
        case Fate.NOWHERE:
            said = gettext(
                "%(edition)s moved it to %(target)s, but that is no measure in force.",
                edition=edition,
                target=target,
            )
        case _:
            said = gettext("%(edition)s no longer has this number.", edition=edition)
    return str(said)
