"""This file issues receipts: numbered without a gap, signed, and mailed to who handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from questionnaires.interchange import receipt as receipt_document
from questionnaires.interchange import response as response_document
from questionnaires.receipts import Receipt, ReceiptFile, ReceiptKind, Signature
from supplier_portal.receipt_keys import ReceiptKey
from supplier_portal.records.receipts import (
    ReceiptCounterRecord,
    ReceiptKeyRecord,
    ReceiptRecord,
)
from supplier_portal.records.responses import ResponseRecord, SubmissionRecord
from supplier_portal.services.errors import NotFoundError

Issued: TypeAlias = ReceiptRecord
Key: TypeAlias = ReceiptKeyRecord
_ONLY = 1


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs receipts: the name of the installation and its key.

    ``page`` is the public address where a supplier finds the receipt again.
    """

    name: str
    key: ReceiptKey
    page: str


def issue(
    session: Session,
    response: ResponseRecord,
    submission: SubmissionRecord,
    issuer: Issuer,
    *,
    kind: ReceiptKind,
    at: datetime,
) -> ReceiptRecord:
    """Write and sign a receipt, in the transaction of what it is of.

    The number is taken under a lock that lasts until that transaction ends, so that one which is
    rolled back leaves no gap.
    """
    _remember(session, issuer.key, at)
    document = receipt_document.to_document(
        _receipt(response, submission, issuer, _next_number(session), kind=kind, at=at)
    )
    issued = ReceiptRecord(
        number=receipt_document.from_document(document).number,
        submission_id=submission.id,
        kind=kind.value,
        document=document,
        key_id=issuer.key.key_id,
        signature=issuer.key.sign(document),
    )
    session.add(issued)
    session.flush()
    return issued


def _receipt(
    response: ResponseRecord,
    submission: SubmissionRecord,
    issuer: Issuer,
    number: int,
    *,
    kind: ReceiptKind,
    at: datetime,
) -> Receipt:
    procurement = response.procurement
    document = response_document.from_document(submission.document)
    return Receipt(
        kind=kind,
        number=number,
        issuer=issuer.name,
        buyer=procurement.organisation.name,
        reference=procurement.reference,
        title=procurement.title,
        supplier=document.supplier,
        response=str(response.id),
        round=submission.round,
        revision_digest=document.revision_digest,
        deadline=procurement.deadline_at or at,
        received_at=at,
        digest=submission.digest,
        files=tuple(
            ReceiptFile(file.requirement, file.name, file.size, file.digest)
            for file in document.evidence
        ),
    )


def all_of(session: Session, response: ResponseRecord) -> Sequence[ReceiptRecord]:
    """The receipts of a response, the newest first."""
    return session.scalars(
        select(ReceiptRecord)
        .join(SubmissionRecord, SubmissionRecord.id == ReceiptRecord.submission_id)
        .where(SubmissionRecord.response_id == response.id)
        .order_by(ReceiptRecord.number.desc())
    ).all()


def numbered(session: Session, response: ResponseRecord, number: int) -> ReceiptRecord:
    """One receipt of a response; raises NotFoundError."""
    for found in all_of(session, response):
        if found.number == number:
            return found
    raise NotFoundError


def submission_of(session: Session, issued: ReceiptRecord) -> SubmissionRecord:
    """What a receipt is of."""
    return session.get_one(SubmissionRecord, issued.submission_id)


def value_of(issued: ReceiptRecord) -> Receipt:
    """What a receipt tells."""
    return receipt_document.from_document(issued.document)


def signature_of(issued: ReceiptRecord) -> Signature:
    """The signature under a receipt."""
    return Signature(issued.key_id, issued.key.public_key, issued.signature)


def signed(issued: ReceiptRecord) -> bytes:
    """A receipt with its signature, as a file that anybody can check."""
    return receipt_document.to_signed(issued.document, signature_of(issued))


def keys(session: Session) -> Sequence[ReceiptKeyRecord]:
    """Every key that ever signed a receipt here, the newest first."""
    newest_first = (ReceiptKeyRecord.first_used_at.desc(), ReceiptKeyRecord.key_id)
    return session.scalars(select(ReceiptKeyRecord).order_by(*newest_first)).all()


def _next_number(session: Session) -> int:
    _insert_new(session, ReceiptCounterRecord, id=_ONLY, last=0)
    counter = session.execute(
        select(ReceiptCounterRecord)
        .where(ReceiptCounterRecord.id == _ONLY)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one()
    counter.last += 1
    session.flush()
    return counter.last


def _remember(session: Session, key: ReceiptKey, at: datetime) -> None:
    _insert_new(
        session,
        ReceiptKeyRecord,
        key_id=key.key_id,
        public_key=key.public_key,
        first_used_at=at,
    )


def _insert_new(
    session: Session,
    record: type[ReceiptCounterRecord | ReceiptKeyRecord],
    **values: object,
) -> None:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(record).values(**values).on_conflict_do_nothing())
