"""This file writes the annex that tells what changed between two revisions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from questionnaires.annexes import AnnexContent, AnnexKind, Publication
from questionnaires.annexes.labels import (
    CHANGES,
    LANGUAGES,
    NO,
    PARTS,
    PROOF_LEVELS,
    PROOF_TYPES,
    RELATIONS,
    REQUIREMENT_KINDS,
    YES,
    say,
)
from questionnaires.annexes.lines import figure, particulars
from questionnaires.annexes.moments import moment
from questionnaires.equivalences import Relation
from questionnaires.requirement_sets import ProofType, Requirement, RequirementKind
from questionnaires.revision_changes import (
    CODED,
    LEVELS,
    Part,
    PartChange,
    RequirementChange,
    RequirementChangeKind,
    changes,
)
from questionnaires.revisions import Revision
from questionnaires.word_difference import Piece, PieceKind
from questionnaires.wording import Language

_MARKS = {PieceKind.SAME: "kept", PieceKind.ADDED: "added", PieceKind.REMOVED: "removed"}


@dataclass(frozen=True, slots=True)
class Earlier:
    """The revision that was there before, with its digest and when it came out."""

    revision: Revision
    digest: str
    published_at: datetime


def change_annex(
    revision: Revision,
    publication: Publication,
    language: Language,
    earlier: Earlier,
    reason: str = "",
) -> AnnexContent:
    """Give the content of the change annex: every requirement that came, went or changed."""
    return {
        **particulars(AnnexKind.CHANGE_ANNEX, revision, publication, language),
        "earlier": {
            "revision": str(earlier.revision.number),
            "digest": earlier.digest,
            "published": moment(earlier.published_at, publication.time_zone, language),
        },
        "reason": reason,
        "changes": [
            {
                "identifier": change.identifier,
                "title": say(change.requirement.title, language),
                "what": say(CHANGES[change.kind], language),
                "fields": [_field(part, language) for part in _parts(change, language)],
            }
            for change in changes(earlier.revision, revision)
        ],
    }


def _parts(change: RequirementChange, language: Language) -> list[PartChange]:
    """What differs in the language of the document, or else in the other one."""
    if change.kind is not RequirementChangeKind.CHANGED:
        return list(_whole(change, language))
    told = [part for part in change.parts if part.language in {None, language}]
    return told or list(change.parts)


def _whole(change: RequirementChange, language: Language) -> Iterator[PartChange]:
    """A requirement that came or went, as if it grew out of nothing or shrank to it."""
    requirement, is_added = change.requirement, change.before is None
    for part, text in _facts(requirement, language):
        of_text = None if part in CODED else language
        before, after = ("", text) if is_added else (text, "")
        yield PartChange(part, before, after, language=of_text)


def _facts(requirement: Requirement, language: Language) -> Iterator[tuple[Part, str]]:
    yield Part.KIND, requirement.kind.value
    if requirement.kind is RequirementKind.SCORED:
        yield Part.WEIGHT, str(requirement.weight)
    yield Part.TEXT, say(requirement.text, language)


def _field(change: PartChange, language: Language) -> dict[str, Any]:
    is_text = change.language is not None
    return {
        "label": _label(change, language),
        "before": change.before if is_text else _value(change.part, change.before, language),
        "after": change.after if is_text else _value(change.part, change.after, language),
        "pieces": [_piece(piece) for piece in change.pieces] if is_text else [],
    }


def _piece(piece: Piece) -> dict[str, str]:
    mark = _MARKS[piece.kind]
    before = piece.before if mark == "kept" else piece.before or " "
    return {"mark": mark, "text": f"{before}{piece.text}"}


def _label(change: PartChange, language: Language) -> str:
    label = say(PARTS[change.part], language)
    if change.key in LEVELS:
        label = f"{label}: {say(PROOF_LEVELS[change.key], language)}"
    elif change.key:
        label = f"{label} {change.key}"
    if change.language in {None, language}:
        return label
    return f"{label} ({say(LANGUAGES[Language(change.language or '')], language)})"


def _value(part: Part, coded: str, language: Language) -> str:
    """A value in words."""
    if not coded:
        return ""
    match part:
        case Part.KIND:
            return say(REQUIREMENT_KINDS[RequirementKind(coded)], language)
        case Part.WEIGHT:
            return figure(Decimal(coded), language)
        case Part.NOT_APPLICABLE:
            return say(YES if coded == "yes" else NO, language)
        case Part.RELATION:
            return say(RELATIONS[Relation(coded)], language)
        case _:
            return ", ".join(
                say(PROOF_TYPES[ProofType(code)], language) for code in coded.split(",")
            )
