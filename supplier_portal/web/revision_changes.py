"""This file tells in words how a revision differs, to whoever composes, approves or answers it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from questionnaires.equivalences import Relation
from questionnaires.requirement_sets import ProofType, Requirement, RequirementKind
from questionnaires.revision_changes import (
    CODED,
    Part,
    PartChange,
    RequirementChange,
    RequirementChangeKind,
)
from questionnaires.wording import Language
from supplier_portal.web.formatting import figure
from supplier_portal.web.names import level_name, name_of

_KINDS = {
    RequirementChangeKind.ADDED: _l("new"),
    RequirementChangeKind.DROPPED: _l("no longer asked"),
    RequirementChangeKind.CHANGED: _l("changed"),
}
_PARTS = {
    Part.TITLE: _l("Title"),
    Part.TEXT: _l("Text"),
    Part.GUIDANCE: _l("Guidance"),
    Part.KIND: _l("Kind"),
    Part.WEIGHT: _l("Points"),
    Part.NOT_APPLICABLE: _l('May be "not applicable"'),
    Part.DESIGN: _l("Proof of design"),
    Part.EXISTENCE: _l("Proof of existence"),
    Part.OPERATION: _l("Proof of operation"),
    Part.QUESTION: _l("Question"),
    Part.EQUIVALENCE: _l("Measure of another norm"),
    Part.PROOF_TYPES: _l("Kinds of proof"),
    Part.RELATION: _l("Measure of another norm"),
    Part.DETAILS: _l("How it is asked or scored"),
}


_LANGUAGES = {Language.DUTCH: _l("in Dutch"), Language.ENGLISH: _l("in English")}


@dataclass(frozen=True, slots=True)
class PartView:
    """One part that differs: a text word by word, or a value as it was and as it is."""

    name: str
    change: PartChange
    before: str = ""
    after: str = ""

    @property
    def is_text(self) -> bool:
        """Whether it is shown word by word."""
        return self.change.part not in CODED


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What happened to one requirement, in words."""

    requirement: Requirement
    kind: RequirementChangeKind
    what: str
    parts: tuple[PartView, ...]


def told_changes(changes: Iterable[RequirementChange], language: str) -> list[ChangeView]:
    """Each change in words, in the order given; a part in another language says in which."""
    return [
        ChangeView(
            change.requirement,
            change.kind,
            str(_KINDS[change.kind]),
            tuple(_part(part, language) for part in change.parts),
        )
        for change in changes
    ]


def _part(change: PartChange, language: str) -> PartView:
    name = str(_PARTS[change.part])
    if change.language is not None and change.language != language:
        name = f"{name} {_LANGUAGES[change.language]}"
    if change.part is Part.PROOF_TYPES:
        name = f"{name}: {level_name(change.key)}"
    if change.part not in CODED:
        return PartView(name, change)
    return PartView(
        name, change, _value(change.part, change.before), _value(change.part, change.after)
    )


def _value(part: Part, code: str) -> str:
    match part:
        case Part.KIND:
            return name_of(RequirementKind(code))
        case Part.WEIGHT:
            return figure(Decimal(code))
        case Part.NOT_APPLICABLE:
            return str(gettext("yes") if code == "yes" else gettext("no"))
        case Part.PROOF_TYPES:
            return ", ".join(name_of(ProofType(item)) for item in code.split(",") if item)
        case Part.RELATION:
            return name_of(Relation(code)) if code else str(gettext("none"))
        case _:
            return ""
