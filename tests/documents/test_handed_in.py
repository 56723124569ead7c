"""This file prints receipts and whole responses, and misses nothing that was handed in."""

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from documents.pdf_checks import problems_of
from factories.answered import answered, questionnaire

from questionnaires.annexes.handed_in import Proven, receipt_page, whole_response
from questionnaires.answers import Amount, Choice, NotApplicable, OpenText
from questionnaires.declaration import TEXTS, Declaration
from questionnaires.errors import UnprintableTextError
from questionnaires.evidence import Particulars
from questionnaires.handing_in import ResponseUse
from questionnaires.interchange.response import EvidenceReference, SubmittedResponse
from questionnaires.proving import Demonstration
from questionnaires.questions import QuestionKind
from questionnaires.receipts import Receipt, ReceiptFile, ReceiptKind, Signature
from questionnaires.requirement_sets import ProofType
from questionnaires.wording import Language
from supplier_portal.documents import pdf
from supplier_portal.documents.printing import normalised
from supplier_portal.documents.proof import LostTextError
from supplier_portal.documents.tagged_text import text_of

AT = datetime(2026, 7, 1, 12, 0, 0, 1, tzinfo=UTC)
ASKED = questionnaire()
FILE = ReceiptFile("BIO2-8.08.01", "Beleid, definitief.pdf", 1024, "ef" * 32)
RECEIPT = Receipt(
    kind=ReceiptKind.HANDED_IN,
    number=7,
    issuer="Portaal",
    buyer="Gemeente Oost & West",
    reference="R-1",
    title="Zaak <b> é",
    supplier="Leverancier BV",
    response="een",
    round=2,
    revision_digest="ab" * 32,
    deadline=AT,
    received_at=AT,
    digest="cd" * 32,
    files=(FILE,),
)
PROVEN = Proven(RECEIPT, Signature("01" * 8, "23" * 32, "45" * 64), "Europe/Amsterdam")


def response(**others) -> SubmittedResponse:
    """Everything answered, but for what is answered otherwise."""
    given = {**answered(ASKED, best=True), **others}
    return SubmittedResponse(
        RECEIPT.revision_digest, "Leverancier BV", given, (), Declaration("Anna Jansen", "id", AT)
    )


def printed(found, *, use=ResponseUse.OFFER, language=Language.DUTCH) -> bytes:
    return pdf.render(whole_response(ASKED, found, PROVEN, use, language))


def told(document: bytes) -> str:
    return normalised(text_of(document))


def an_open_question() -> str:
    return next(key for key, entry in response().answers.items() if isinstance(entry, OpenText))


def test_every_answer_file_and_signature_is_on_paper():
    found = response(**{an_open_question(): OpenText("Regel een.\n=1+1 {{ 7*7 }} <w:p> #read")})
    text = told(printed(found))
    for entry in found.answers.values():
        if isinstance(entry, OpenText):
            assert normalised(entry.text) in text
        if isinstance(entry, Choice):
            assert normalised(entry.explanation) in text
    for wanted in ("Anna Jansen", FILE.name, FILE.digest, "45" * 64, RECEIPT.revision_digest):
        assert wanted in text
    assert normalised(TEXTS["1"].nl) in text


TOLD = Particulars(
    title="Rapport over 2026 & later",
    proof_type=ProofType.ASSURANCE_REPORT,
    issuer="Kantoor Proefwaarde",
    scope="Hosting in Nederland.\nGeen kantoren.",
    covers_from=date(2026, 1, 1),
    covers_until=date(2026, 12, 31),
    valid_until=date(2027, 12, 31),
)
LEVELS = (Demonstration.DESIGN, Demonstration.OPERATION)


def proven_by(particulars: Particulars | None, levels=()) -> SubmittedResponse:
    """Everything answered, and one file that this is told of."""
    told = EvidenceReference(
        FILE.requirement, FILE.name, "application/pdf", FILE.size, FILE.digest, particulars, levels
    )
    return replace(response(), evidence=(told,))


def test_each_file_is_printed_with_what_is_told_of_it():
    text = told(printed(proven_by(TOLD, LEVELS)))
    for wanted in (
        *(FILE.name, FILE.digest, TOLD.title, TOLD.issuer, normalised(TOLD.scope)),
        *("Opzet, Werking", "een assurancerapport (ISAE 3402 of SOC 2 type II)"),
        *("1 januari 2026 tot en met 31 december 2026", "31 december 2027"),
    ):
        assert wanted in text
    english = told(printed(proven_by(TOLD, LEVELS), language=Language.ENGLISH))
    assert "1 January 2026 to 31 December 2026" in english
    assert "Design, Operation" in english


@pytest.mark.parametrize(
    ("covers", "words"),
    [
        ({"covers_from": date(2026, 1, 1)}, "vanaf 1 januari 2026"),
        ({"covers_until": date(2026, 12, 31)}, "tot en met 31 december 2026"),
    ],
    ids=["begin", "end"],
)
def test_a_period_may_have_one_end(covers, words):
    text = told(printed(proven_by(Particulars("Rapport", **covers))))
    assert words in text
    assert "een ander type" in text


def test_of_a_file_from_before_it_could_be_told_only_name_size_and_digest_are_printed():
    text = told(printed(proven_by(None)))
    assert FILE.digest in text
    for word in ("Toont aan", "Titel", "Reikwijdte", "Geldig tot en met"):
        assert word not in text


def test_a_compensating_measure_is_printed_with_its_answer():
    key, option = next(
        (key, item.question.options[-1].key)
        for key, item in ASKED.items.items()
        if item.question and item.question.kind is QuestionKind.SINGLE_CHOICE
    )
    text = told(
        printed(response(**{key: Choice(option, "Nog niet.", "Een bewaker telt elke dag.")}))
    )
    assert "Compenserende maatregel: Een bewaker telt elke dag." in text


def test_a_number_is_printed_exactly_and_a_claim_with_its_reason():
    key, question = next(
        (key, item.question)
        for key, item in ASKED.items.items()
        if item.question and item.question.minimum is not None
    )
    assert question.maximum is not None
    text = told(printed(response(**{key: Amount(Decimal("12.125"))})))
    assert "12,125" in text
    claimed = response(**{"BIO2-8.08.01": NotApplicable("Wij leveren geen software.")})
    assert "Wij leveren geen software." in told(printed(claimed))


def test_the_digest_of_the_response_is_on_every_page(tmp_path):
    if not (program := shutil.which("pdftotext")):
        pytest.skip("pdftotext is not installed (Debian: poppler-utils)")
    file = tmp_path / "response.pdf"
    file.write_bytes(printed(response(**{an_open_question(): OpenText("Woorden. " * 2000)})))
    text = subprocess.run([program, file, "-"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    pages = text.removesuffix("\f").split("\f")
    assert len(pages) > 3
    assert all(RECEIPT.digest in page for page in pages)


def test_what_is_only_prepared_says_so_in_both_languages():
    for language, words in (
        (Language.DUTCH, "nog geen inschrijving"),
        (Language.ENGLISH, "not yet"),
    ):
        text = told(printed(response(), use=ResponseUse.PREPARED, language=language))
        assert words in text
        assert words not in told(printed(response(), language=language))


@pytest.mark.parametrize("kind", list(ReceiptKind))
@pytest.mark.parametrize("language", list(Language))
def test_both_keep_to_the_standards(kind, language, tmp_path):
    proven = replace(PROVEN, receipt=replace(RECEIPT, kind=kind))
    receipt = pdf.render(receipt_page(ASKED.revision, proven, language))
    assert problems_of(receipt, tmp_path) == []
    assert problems_of(printed(response(), language=language), tmp_path) == []


def test_a_receipt_without_files_says_so():
    proven = replace(PROVEN, receipt=replace(RECEIPT, files=()))
    text = told(pdf.render(receipt_page(ASKED.revision, proven, Language.ENGLISH)))
    assert "No files belong to it." in text
    assert "45" * 64 in text


def test_a_letter_that_no_font_has_is_named():
    with pytest.raises(UnprintableTextError, match="😀"):
        printed(response(**{an_open_question(): OpenText("Goed 😀")}))


def test_an_answer_that_the_template_forgets_is_missed():
    """The fault that is planted: the content says more than the page."""
    content = whole_response(ASKED, response(), PROVEN, ResponseUse.OFFER, Language.DUTCH)
    content["themes"][0]["requirements"][0]["forgotten"] = "Dit staat nergens."
    with pytest.raises(LostTextError, match="Dit staat nergens"):
        pdf.render(content)
