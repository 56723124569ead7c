"""This file writes a response that was handed in, and its receipt, as content to print.

They are no annexes of a revision, but the same frame prints them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from questionnaires.annexes import AnnexContent
from questionnaires.annexes.handed_in_files import files_of
from questionnaires.annexes.labels import REQUIREMENT_KINDS, say
from questionnaires.annexes.lines import LANGUAGE_TAGS
from questionnaires.annexes.moments import moment
from questionnaires.answers import (
    Amount,
    Answers,
    Choice,
    Choices,
    Entry,
    NotApplicable,
    OpenText,
)
from questionnaires.handing_in import ResponseUse
from questionnaires.interchange.response import SubmittedResponse
from questionnaires.interchange.schemas import plain, written
from questionnaires.questionnaire import Questionnaire, asked
from questionnaires.questions import Question
from questionnaires.receipts import Receipt, ReceiptFile, ReceiptKind, Signature
from questionnaires.requirement_sets import Requirement
from questionnaires.revisions import Revision
from questionnaires.themes import THEMES
from questionnaires.weakness import compensation_of
from questionnaires.wording import Language, Wording

WHOLE_RESPONSE = "whole_response"
RECEIPT = "receipt"
_LABELS = {
    "account": Wording("Account", "Account"),
    "answer": Wording("Antwoord", "Answer"),
    "buyer": Wording("Opdrachtgever", "Buyer"),
    "catalogue": Wording("Normenkader", "Catalogue"),
    "claim": Wording("Niet van toepassing, want", "Not applicable, because"),
    "compensation": Wording("Compenserende maatregel", "Compensating measure"),
    "contents": Wording("Gegevens", "Particulars"),
    "deadline": Wording("Deadline", "Deadline"),
    "declaration": Wording("Verklaring", "Declaration"),
    "declared": Wording("Ondertekend door", "Signed by"),
    "digest": Wording("Digest van de inzending (SHA-256)", "Digest of the response (SHA-256)"),
    "explanation": Wording("Toelichting", "Explanation"),
    "file": Wording("Bestand", "File"),
    "files": Wording("Bewijsstukken", "Files"),
    "issuer": Wording("Afgegeven door", "Issued by"),
    "item": Wording("Gegeven", "Item"),
    "key": Wording("Sleutel van de handtekening", "Key of the signature"),
    "no_files": Wording("Er horen geen bestanden bij.", "No files belong to it."),
    "number": Wording("Nummer van het ontvangstbewijs", "Number of the receipt"),
    "of": Wording("van", "of"),
    "page": Wording("Pagina", "Page"),
    "procurement": Wording("Inkooptraject", "Procurement"),
    "receipt": Wording("Ontvangstbewijs", "Receipt"),
    "received": Wording("Ontvangen (UTC)", "Received (UTC)"),
    "reference": Wording("Kenmerk", "Reference"),
    "requirement": Wording("Eis", "Requirement"),
    "revision": Wording("Versie", "Revision"),
    "revision_digest": Wording(
        "Digest van de versie (SHA-256)", "Digest of the revision (SHA-256)"
    ),
    "sha": Wording("Digest (SHA-256)", "Digest (SHA-256)"),
    "signature": Wording("Handtekening (Ed25519)", "Signature (Ed25519)"),
    "size": Wording("Grootte in bytes", "Size in bytes"),
    "supplier": Wording("Leverancier", "Supplier"),
    "value": Wording("Waarde", "Value"),
}
_RECEIVED = {
    ReceiptKind.HANDED_IN: Wording("Ontvangen", "Received"),
    ReceiptKind.WITHDRAWN: Wording("Ingetrokken", "Withdrawn"),
}
_OFFER = Wording("Inschrijving", "Response")
_OFFER_NOTE = Wording(
    "Dit is alles wat is ingeleverd. De digest op elke bladzijde staat ook in het ontvangstbewijs.",
    "This is everything that was handed in. The digest on every page is also in the receipt.",
)
_PREPARED = Wording("Voorbereide inschrijving", "Prepared response")
_PREPARED_NOTE = Wording(
    "Dit document is nog geen inschrijving: lever het in op het officiële aanbestedingsplatform. "
    "De klok van dat platform bepaalt of het op tijd is.",
    "This document is not yet an offer: hand it in at the official tender platform. "
    "The clock of that platform decides whether it is in time.",
)
_RECEIPT_HEADINGS = {
    ReceiptKind.HANDED_IN: Wording("Ontvangstbewijs", "Receipt"),
    ReceiptKind.WITHDRAWN: Wording("Bewijs van intrekking", "Receipt of withdrawal"),
}
_RECEIPT_NOTE = Wording(
    "Het ondertekende ontvangstbewijs is het JSON-bestand; dit document is om te lezen.",
    "The signed receipt is the JSON file; this document is for reading.",
)


@dataclass(frozen=True, slots=True)
class Proven:
    """A receipt with its signature, and the zone in which its moments are written out."""

    receipt: Receipt
    signature: Signature
    time_zone: str


def receipt_page(revision: Revision, proven: Proven, language: Language) -> AnnexContent:
    """Give the content of a receipt to read."""
    kind = proven.receipt.kind
    return {
        **_particulars(RECEIPT, revision, proven, language),
        "labels": _labels((_RECEIPT_HEADINGS[kind], _RECEIPT_NOTE), kind, language),
        "facts": _facts(proven, language),
        "files": _files(proven.receipt.files),
    }


def whole_response(
    questionnaire: Questionnaire,
    response: SubmittedResponse,
    proven: Proven,
    use: ResponseUse,
    language: Language,
) -> AnnexContent:
    """Give the content of a whole response: every question with its answer, files, declaration."""
    texts = (_PREPARED, _PREPARED_NOTE) if use is ResponseUse.PREPARED else (_OFFER, _OFFER_NOTE)
    revision = questionnaire.revision
    return {
        **_particulars(WHOLE_RESPONSE, revision, proven, language),
        "labels": _labels(texts, ReceiptKind.HANDED_IN, language),
        "facts": _facts(proven, language),
        "declaration": _declaration(response, proven.time_zone, language),
        "themes": [
            {
                "title": say(THEMES[section.theme], language),
                "requirements": [
                    _requirement(requirement, response, proven.receipt.files, language)
                    for requirement in section.requirements
                ],
            }
            for section in questionnaire.sections
        ],
    }


def _particulars(kind: str, revision: Revision, proven: Proven, language: Language) -> AnnexContent:
    receipt = proven.receipt
    return {
        "kind": kind,
        "language": LANGUAGE_TAGS[language],
        "procurement": {
            "reference": receipt.reference,
            "title": receipt.title,
            "buyer": receipt.buyer,
        },
        "revision": str(revision.number),
        "catalogue": revision.catalogue,
        "published": moment(receipt.received_at, proven.time_zone, language),
        "digest": receipt.digest,
    }


def _labels(
    texts: tuple[Wording, Wording], kind: ReceiptKind, language: Language
) -> dict[str, str]:
    heading, note = texts
    named = {"heading": heading, "note": note, "published": _RECEIVED[kind], **_LABELS}
    return {name: say(label, language) for name, label in named.items()}


def _facts(proven: Proven, language: Language) -> list[dict[str, str]]:
    receipt, signature = proven.receipt, proven.signature
    found = {
        "number": str(receipt.number),
        "issuer": receipt.issuer,
        "supplier": receipt.supplier,
        "received": written(receipt.received_at),
        "deadline": moment(receipt.deadline, proven.time_zone, language),
        "revision_digest": receipt.revision_digest,
        "key": signature.key_id,
        "signature": signature.value,
    }
    return [{"name": say(_LABELS[name], language), "value": value} for name, value in found.items()]


def _files(files: tuple[ReceiptFile, ...]) -> list[dict[str, str]]:
    return [
        {
            "requirement": file.requirement,
            "name": file.name,
            "size": str(file.size),
            "digest": file.digest,
        }
        for file in files
    ]


def _declaration(
    response: SubmittedResponse, time_zone: str, language: Language
) -> list[dict[str, str]]:
    found = response.declaration
    if found is None:
        return []
    return [
        {
            "text": say(found.text, language),
            "signer": found.signer,
            "moment": moment(found.declared_at, time_zone, language),
        }
    ]


def _requirement(
    requirement: Requirement,
    response: SubmittedResponse,
    files: tuple[ReceiptFile, ...],
    language: Language,
) -> dict[str, Any]:
    answers = response.answers
    claim = answers.get(requirement.identifier)
    return {
        "identifier": requirement.identifier,
        "title": say(requirement.title, language),
        "kind": say(REQUIREMENT_KINDS[requirement.kind], language),
        "text": say(requirement.text, language),
        "claim": claim.justification if isinstance(claim, NotApplicable) else "",
        "questions": [
            _question(requirement, question, answers, language)
            for question in asked(requirement, answers)
        ],
        "files": files_of(requirement.identifier, files, response.evidence, language),
    }


def _question(
    requirement: Requirement, question: Question, answers: Answers, language: Language
) -> dict[str, Any]:
    item = requirement.item(question)
    entry = answers.get(item)
    return {
        "item": item,
        "text": say(question.wording, language),
        "given": list(_given(question, entry, language)),
        "explanation": getattr(entry, "explanation", ""),
        "compensation": compensation_of(entry),
    }


def _given(question: Question, entry: Entry | None, language: Language) -> Iterator[str]:
    match entry:
        case Choice(option=option):
            yield from _chosen(question, {option}, language)
        case Choices(options=options):
            yield from _chosen(question, set(options), language)
        case Amount(number=number):
            exact = plain(number)
            told = exact if language is Language.ENGLISH else exact.replace(".", ",")
            yield f"{told} {say(question.unit, language)}".rstrip()
        case OpenText(text=text):
            yield text


def _chosen(question: Question, keys: set[str], language: Language) -> Iterator[str]:
    for option in question.options:
        if option.key in keys:
            yield say(option.label, language)
