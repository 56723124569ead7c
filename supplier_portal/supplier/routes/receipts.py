"""This file shows a supplier the receipts of what it handed in, and gives them as files."""

from collections.abc import Sequence
from uuid import UUID

from flask import render_template
from werkzeug.wrappers import Response

from questionnaires.handing_in import ResponseUse
from questionnaires.interchange import response as response_document
from questionnaires.receipts import ReceiptKind
from supplier_portal.services import (
    receipt_files,
    receipts,
    requirement_sets,
    responses,
    submissions,
)
from supplier_portal.services.errors import NotFoundError
from supplier_portal.services.rights import Right
from supplier_portal.supplier.blueprint import pages
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.addresses import public_address
from supplier_portal.web.downloads import attachment


@pages.get("/<uuid:response_id>/receipt")
def receipt(response_id: UUID) -> str:
    """The newest receipt: what was handed in or withdrawn, when, and under which digests."""
    session = transaction.session()
    response = responses.of_supplier(session, actor(), response_id)
    issued = receipts.all_of(session, response)
    if not issued:
        raise NotFoundError
    return _page(response, issued[0], issued[1:])


@pages.get("/<uuid:response_id>/receipts/<int:number>")
def earlier_receipt(response_id: UUID, number: int) -> str:
    """A receipt by its number."""
    session = transaction.session()
    response = responses.of_supplier(session, actor(), response_id)
    found = receipts.numbered(session, response, number)
    others = [item for item in receipts.all_of(session, response) if item.number != number]
    return _page(response, found, others)


@pages.get("/<uuid:response_id>/receipts/<int:number>/<file>")
def receipt_file(response_id: UUID, number: int, file: str) -> Response:
    """The receipt, or what it is of, as a file: JSON that can be checked, or PDF to read."""
    session = transaction.session()
    response = responses.of_supplier(session, actor(), response_id)
    issued = receipts.numbered(session, response, number)
    made = receipt_files.make(session, response, issued, file)
    return attachment(made.content, name=made.name, media_type=made.media_type)


def _page(
    response: responses.Response, issued: receipts.Issued, others: Sequence[receipts.Issued]
) -> str:
    session, now = transaction.session(), transaction.received_at()
    submission = receipts.submission_of(session, issued)
    last = submissions.last_of(session, response)
    is_last = last is not None and last.id == submission.id
    return render_template(
        "supplier/receipt.html",
        response=response,
        receipt=receipts.value_of(issued),
        signature=receipts.signature_of(issued),
        is_withdrawn=issued.kind == ReceiptKind.WITHDRAWN,
        is_prepared=response.procurement.use == ResponseUse.PREPARED,
        revision=submissions.revision_of(session, response, submission).number,
        newest=requirement_sets.newest_number(session, response.procurement_id),
        document=response_document.from_document(submission.document),
        files=receipt_files.NAMES,
        others=[receipts.value_of(item) for item in others],
        is_late=responses.is_late(response, now),
        can_withdraw=is_last
        and issued.kind == ReceiptKind.HANDED_IN
        and not responses.is_late(response, now),
        may_sign=actor().may(Right.SIGN),
        key_address=public_address("information.receipt_keys"),
    )
