"""This file writes what several kinds of annex share: their particulars and their requirements."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from questionnaires.annexes import AnnexContent, AnnexKind, Publication
from questionnaires.annexes.labels import (
    MOMENTS,
    PROOF_LEVELS,
    PROOF_TYPES,
    RELATIONS,
    REQUIREMENT_KINDS,
    labels,
    say,
)
from questionnaires.annexes.moments import moment
from questionnaires.equivalences import Equivalence
from questionnaires.proving import steps_of
from questionnaires.questionnaire import sections_of
from questionnaires.requirement_sets import Proof, Requirement, RequirementKind
from questionnaires.revisions import Revision
from questionnaires.scoring import rounded
from questionnaires.themes import THEMES
from questionnaires.wording import Language

LANGUAGE_TAGS = {Language.DUTCH: "nl-NL", Language.ENGLISH: "en-GB"}


def particulars(
    kind: AnnexKind, revision: Revision, publication: Publication, language: Language
) -> AnnexContent:
    """What every annex says of itself: of which procurement and which revision it is."""
    purchase = revision.purchase
    return {
        "kind": kind.value,
        "language": LANGUAGE_TAGS[language],
        "labels": labels(kind, language),
        "procurement": {
            "reference": purchase.reference,
            "title": purchase.title,
            "buyer": purchase.buyer,
        },
        "revision": str(revision.number),
        "catalogue": revision.catalogue,
        "published": moment(publication.published_at, publication.time_zone, language),
        "digest": publication.digest,
    }


def in_time(publication: Publication, language: Language) -> dict[str, str]:
    """Until when one can offer, and ask; empty where that was not set."""
    moments = {"deadline": publication.deadline_at, "ask_by": publication.ask_by_at}
    return {
        name: moment(until, publication.time_zone, language) if until else ""
        for name, until in moments.items()
    }


def themes(requirements: Iterable[Requirement], language: Language) -> list[dict[str, Any]]:
    """The requirements by theme, in the order of the set; empty themes are left out."""
    return [
        {
            "title": say(THEMES[section.theme], language),
            "requirements": [line(item, language) for item in section.requirements],
        }
        for section in sections_of(tuple(requirements))
    ]


def line(requirement: Requirement, language: Language) -> dict[str, Any]:
    """One requirement, with the proof that is asked for it."""
    is_scored = requirement.kind is RequirementKind.SCORED
    return {
        "identifier": requirement.identifier,
        "reference": str(requirement.reference),
        "title": say(requirement.title, language),
        "text": say(requirement.text, language),
        "guidance": say(requirement.guidance, language),
        "kind": say(REQUIREMENT_KINDS[requirement.kind], language),
        "weight": figure(requirement.weight, language) if is_scored else "",
        "proof": [
            {"level": say(label, language), "text": text}
            for level, label in PROOF_LEVELS.items()
            if (text := say(getattr(requirement.proof, level), language))
        ],
        "evidence": _evidence(requirement.proof, language),
        "equivalence": _equivalence(requirement.equivalence, language),
    }


def figure(value: Decimal | Fraction, language: Language) -> str:
    """A figure with two decimals at most, as the language writes it."""
    written = f"{rounded(value):f}"
    plain = written.rstrip("0").rstrip(".") if "." in written else written
    return plain if language is Language.ENGLISH else plain.replace(".", ",")


def _evidence(proof: Proof, language: Language) -> str:
    """The lightest proof that is enough, level by level, and when it is asked."""
    return "; ".join(
        f"{say(PROOF_LEVELS[step.level], language)}: {say(PROOF_TYPES[step.proof_type], language)}"
        f", {say(MOMENTS[step.moment], language)}"
        for step in steps_of(proof)
    )


def _equivalence(other: Equivalence | None, language: Language) -> str:
    if other is None:
        return ""
    return f"{say(RELATIONS[other.relation], language)} {other}: {say(other.reason, language)}"
