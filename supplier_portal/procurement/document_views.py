"""This file prepares what is shown of the documents of a revision: names, purposes and choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from questionnaires.annexes import AnnexKind, Terms
from questionnaires.wording import Language

_NAMES = {
    AnnexKind.PROGRAMME: _l("Programme of requirements"),
    AnnexKind.QUESTIONNAIRE: _l("Questionnaire to read"),
    AnnexKind.CONTRACT_ANNEX: _l("Annex to the contract"),
    AnnexKind.CHANGE_ANNEX: _l("What changed"),
    AnnexKind.APPLICABILITY: _l("Statement of applicability"),
    AnnexKind.CLARIFICATIONS: _l("Questions and answers"),
}
_PURPOSES = {
    AnnexKind.PROGRAMME: _l(
        "For the tender documents. All requirements with the proof that is asked, and how answers "
        "are scored."
    ),
    AnnexKind.QUESTIONNAIRE: _l(
        "For suppliers who want to read all questions at once. They answer on the pages of this "
        "service."
    ),
    AnnexKind.CONTRACT_ANNEX: _l(
        "For the contract. The clauses that BIO2 asks for, and the requirements that they make "
        "binding. Have a lawyer read it before you sign."
    ),
    AnnexKind.CHANGE_ANNEX: _l(
        "For everyone who knows the earlier revision. Every requirement that came, went or "
        "changed, word by word."
    ),
    AnnexKind.APPLICABILITY: _l(
        "Of every measure whether it is asked and why, with the exceptions as they are today. It "
        "tells what is at stake, so keep it inside your organisation."
    ),
    AnnexKind.CLARIFICATIONS: _l(
        "For the tender documents. What suppliers asked and what was answered, to all at once."
    ),
}
_TERMS = {
    Terms.NONE: _l("No general terms, or others"),
    Terms.ARBIT: _l("ARBIT, the State's terms for IT"),
    Terms.GIBIT: _l("GIBIT, the municipalities' terms for IT"),
    Terms.ARVODI: _l("ARVODI, the State's terms for services"),
}
_LANGUAGES = {Language.DUTCH: "Nederlands", Language.ENGLISH: "English"}
_INTERNAL = {AnnexKind.APPLICABILITY}


@dataclass(frozen=True, slots=True)
class Card:
    """A document on offer: what it is for, and the hash of what it says."""

    kind: str
    name: str
    purpose: str
    is_internal: bool
    content_hash: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose from a list."""

    value: str
    name: str
    is_chosen: bool


def name_of(kind: AnnexKind) -> str:
    """What a kind of document is called on a page."""
    return str(_NAMES[kind])


def purpose_of(kind: AnnexKind) -> str:
    """What a kind of document is for."""
    return str(_PURPOSES[kind])


def cards(hashes: Mapping[AnnexKind, str]) -> list[Card]:
    """The documents of a revision, those for suppliers first."""
    return [
        Card(kind.value, str(name), str(_PURPOSES[kind]), kind in _INTERNAL, hashes[kind])
        for kind, name in _NAMES.items()
        if kind in hashes
    ]


def choices(language: Language, terms: Terms) -> Mapping[str, Sequence[Choice]]:
    """The languages and the general terms to choose from, with what is chosen now."""
    return {
        "language": [Choice(item, name, item is language) for item, name in _LANGUAGES.items()],
        "terms": [Choice(item, str(name), item is terms) for item, name in _TERMS.items()],
    }
