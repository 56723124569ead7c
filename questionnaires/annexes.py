"""This file says exactly what an annex may print: plain lists and texts, nothing with behaviour."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from questionnaires.catalogue import Theme
from questionnaires.questionnaire import Questionnaire
from questionnaires.requirement_sets import Requirement, RequirementKind
from questionnaires.revisions import Revision
from questionnaires.scoring import rounded
from questionnaires.wording import Wording

AnnexContent = dict[str, Any]

_KINDS = {
    RequirementKind.KNOCK_OUT: Wording("Eis", "Mandatory"),
    RequirementKind.SCORED: Wording("Wens", "Scored"),
    RequirementKind.INFORMATIVE: Wording("Informatie", "Information"),
}
THEMES = {
    Theme.ORGANISATIONAL: Wording("Organisatie", "Organisation"),
    Theme.PEOPLE: Wording("Mensen", "People"),
    Theme.PHYSICAL: Wording("Fysieke beveiliging", "Physical security"),
    Theme.TECHNOLOGICAL: Wording("Technologie", "Technology"),
}
_LABELS = {
    "heading": Wording(
        "Bijlage informatiebeveiligingseisen", "Annex: information-security requirements"
    ),
    "procurement": Wording("Inkooptraject", "Procurement"),
    "buyer": Wording("Opdrachtgever", "Buyer"),
    "revision": Wording("Versie", "Revision"),
    "catalogue": Wording("Normenkader", "Catalogue"),
    "published": Wording("Gepubliceerd", "Published"),
    "digest": Wording("Digest (SHA-256)", "Digest (SHA-256)"),
    "number": Wording("Nummer", "Number"),
    "requirement": Wording("Eis", "Requirement"),
    "kind": Wording("Soort", "Kind"),
    "weight": Wording("Punten", "Points"),
    "proof": Wording("Gevraagd bewijs", "Proof asked"),
    "contents": Wording("Gegevens", "Particulars"),
}
_PROOF_LEVELS = {
    "design": Wording("Opzet", "Design"),
    "existence": Wording("Bestaan", "Existence"),
    "operation": Wording("Werking", "Operation"),
}


@dataclass(frozen=True, slots=True)
class Publication:
    """The facts about a revision that are not part of it: its digest and when it came out."""

    digest: str
    published_at: datetime


def security_annex(revision: Revision, publication: Publication, language: str) -> AnnexContent:
    """Give the content of the annex with security requirements, in one language."""
    return {
        "labels": {name: _say(label, language) for name, label in _LABELS.items()},
        "language": "en-GB" if language == "en" else "nl-NL",
        "procurement": {
            "reference": revision.purchase.reference,
            "title": revision.purchase.title,
            "buyer": revision.purchase.buyer,
        },
        "revision": str(revision.number),
        "catalogue": revision.catalogue,
        "published": publication.published_at.strftime("%Y-%m-%d %H:%M UTC"),
        "digest": publication.digest,
        "themes": [
            {
                "title": _say(THEMES[section.theme], language),
                "requirements": [_line(item, language) for item in section.requirements],
            }
            for section in Questionnaire(revision).sections
        ],
    }


def texts_of(content: object) -> list[str]:
    """Every text of a content, in order, so that a document can be checked to hold them all."""
    if isinstance(content, str):
        return [content]
    if isinstance(content, dict):
        return [text for part in content.values() for text in texts_of(part)]
    if isinstance(content, list):
        return [text for part in content for text in texts_of(part)]
    return []


def _line(requirement: Requirement, language: str) -> dict[str, Any]:
    is_scored = requirement.kind is RequirementKind.SCORED
    return {
        "identifier": requirement.identifier,
        "reference": str(requirement.reference),
        "title": _say(requirement.title, language),
        "text": _say(requirement.text, language),
        "kind": _say(_KINDS[requirement.kind], language),
        "weight": str(rounded(requirement.weight)).replace(".", ",") if is_scored else "",
        "proof": [
            {"level": _say(label, language), "text": text}
            for level, label in _PROOF_LEVELS.items()
            if (text := _say(getattr(requirement.proof, level), language))
        ],
    }


def _say(wording: Wording, language: str) -> str:
    return wording.choose(language).text
