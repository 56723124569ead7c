"""This file gives a receipt, and what it is of, as files: JSON that can be checked, PDF to read."""

from collections.abc import Mapping
from importlib.util import find_spec

from sqlalchemy.orm import Session

from questionnaires.annexes import AnnexContent
from questionnaires.annexes.handed_in import Proven, receipt_page, whole_response
from questionnaires.errors import Message, translatable
from questionnaires.handing_in import ResponseUse
from questionnaires.interchange import response as response_document
from questionnaires.wording import Language
from supplier_portal.documents.proof import LostTextError
from supplier_portal.records.receipts import ReceiptRecord
from supplier_portal.records.responses import ResponseRecord
from supplier_portal.services import receipts, requirement_sets, responses, submissions
from supplier_portal.services.annexes import Made
from supplier_portal.services.errors import NotFoundError, UnfaithfulDocumentError

RECEIPT_JSON, RECEIPT_PDF = "receipt.json", "receipt.pdf"
RESPONSE_JSON, RESPONSE_PDF = "response.json", "response.pdf"
_JSON, _PDF = "application/json", "application/pdf"
CAN_PRINT = find_spec("typst") is not None
"""Whether PDFs can be made: that is an extra."""
_NAMES: Mapping[str, Message] = {
    RECEIPT_JSON: translatable("The signed receipt (JSON), to keep and to check"),
    RECEIPT_PDF: translatable("The receipt to read (PDF)"),
    RESPONSE_JSON: translatable("Everything you handed in (JSON), which the digest names"),
    RESPONSE_PDF: translatable("Everything you handed in, to read (PDF)"),
}
NAMES = {file: name for file, name in _NAMES.items() if CAN_PRINT or not file.endswith(".pdf")}


def make(session: Session, response: ResponseRecord, issued: ReceiptRecord, file: str) -> Made:
    """Make one of the files of a receipt.

    Raises NotFoundError for another file, UnprintableTextError for a letter that no PDF can hold,
    and UnfaithfulDocumentError when it would not hold all that was handed in.
    """
    if file not in NAMES:
        raise NotFoundError
    name = f"{response.procurement.reference}-{issued.number}-{file}"
    if file == RECEIPT_JSON:
        return Made(receipts.signed(issued), name, _JSON)
    if file == RESPONSE_JSON:
        return Made(receipts.submission_of(session, issued).document, name, _JSON)
    return Made(_printed(_content(session, response, issued, file)), name, _PDF)


def _content(
    session: Session, response: ResponseRecord, issued: ReceiptRecord, file: str
) -> AnnexContent:
    procurement = response.procurement
    language = Language(procurement.language)
    submission = receipts.submission_of(session, issued)
    record = submissions.revision_of(session, response, submission)
    proven = Proven(receipts.value_of(issued), receipts.signature_of(issued), procurement.time_zone)
    if file == RECEIPT_PDF:
        return receipt_page(requirement_sets.value_of(record), proven, language)
    return whole_response(
        responses.questionnaire_under(record),
        response_document.from_document(submission.document),
        proven,
        ResponseUse(procurement.use),
        language,
    )


def _printed(content: AnnexContent) -> bytes:
    # What sets PDFs is an extra: without it the service does all but this.
    from supplier_portal.documents import pdf  # noqa: PLC0415

    try:
        return pdf.render(content)
    except LostTextError as error:
        raise UnfaithfulDocumentError from error
