"""This file writes the files of a response as lines to print, with what is told of each."""

from collections.abc import Iterator
from datetime import date

from questionnaires.annexes.labels import PROOF_LEVELS, PROOF_TYPES, say
from questionnaires.annexes.moments import calendar_day
from questionnaires.evidence import Particulars
from questionnaires.interchange.response import EvidenceReference
from questionnaires.receipts import ReceiptFile
from questionnaires.wording import Language, Wording

_FILE = Wording("Bestand", "File")
_SIZE = Wording("Grootte in bytes", "Size in bytes")
_DIGEST = Wording("Digest (SHA-256)", "Digest (SHA-256)")
_SHOWS = Wording("Toont aan", "Shows")
_TITLE = Wording("Titel", "Title")
_TYPE = Wording("Type", "Type")
_ISSUER = Wording("Uitgegeven door", "Issued by")
_SCOPE = Wording("Reikwijdte", "Scope")
_PERIOD = Wording("Gaat over de periode", "Period covered")
_VALID = Wording("Geldig tot en met", "Valid until")
_ANOTHER = Wording("een ander type", "another type")
_FROM_TO = Wording("{begin} tot en met {end}", "{begin} to {end}")
_FROM = Wording("vanaf {begin}", "from {begin} onwards")
_TO = Wording("tot en met {end}", "up to and including {end}")

Line = dict[str, str]


def files_of(
    requirement: str,
    files: tuple[ReceiptFile, ...],
    told: tuple[EvidenceReference, ...],
    language: Language,
) -> list[dict[str, list[Line]]]:
    """The lines of each file of a requirement: those of its receipt, and what it is told to be."""
    references = {(item.requirement, item.name, item.digest): item for item in told}
    return [
        {
            "facts": [
                {"name": say(label, language), "value": value}
                for label, value in _lines(
                    file, references.get((file.requirement, file.name, file.digest)), language
                )
                if value
            ]
        }
        for file in files
        if file.requirement == requirement
    ]


def _lines(
    file: ReceiptFile, reference: EvidenceReference | None, language: Language
) -> Iterator[tuple[Wording, str]]:
    yield _FILE, file.name
    yield _SIZE, str(file.size)
    yield _DIGEST, file.digest
    if reference is None:
        return
    levels = (say(PROOF_LEVELS[level.value], language) for level in reference.levels)
    yield _SHOWS, ", ".join(levels)
    if reference.particulars is not None:
        yield from _told(reference.particulars, language)


def _told(particulars: Particulars, language: Language) -> Iterator[tuple[Wording, str]]:
    kind = particulars.proof_type
    yield _TITLE, particulars.title
    yield _TYPE, say(PROOF_TYPES[kind] if kind else _ANOTHER, language)
    yield _ISSUER, particulars.issuer
    yield _SCOPE, particulars.scope
    yield _PERIOD, _period(particulars.covers_from, particulars.covers_until, language)
    if particulars.valid_until is not None:
        yield _VALID, calendar_day(particulars.valid_until, language)


def _period(begin: date | None, end: date | None, language: Language) -> str:
    known = {"begin": begin, "end": end}
    days = {name: calendar_day(value, language) for name, value in known.items() if value}
    if not days:
        return ""
    wording = _FROM_TO if len(days) == len(known) else _FROM if "begin" in days else _TO
    return say(wording, language).format(**days)
