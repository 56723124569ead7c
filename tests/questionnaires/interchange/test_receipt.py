"""This file writes receipts and reads them back: one receipt is one sequence of bytes."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from questionnaires.interchange import receipt as receipt_document
from questionnaires.interchange.canonical import canonical
from questionnaires.interchange.schemas import UnreadableDocumentError
from questionnaires.receipts import Receipt, ReceiptFile, ReceiptKind, Signature

AT = datetime(2026, 7, 1, 12, 0, 0, 1, tzinfo=UTC)
RECEIPT = Receipt(
    kind=ReceiptKind.HANDED_IN,
    number=7,
    issuer="Portaal",
    buyer="Gemeente",
    reference="R-1",
    title='Zaak "é" <b>',
    supplier="Leverancier",
    response="een",
    round=2,
    revision_digest="ab" * 32,
    deadline=AT + timedelta(days=1),
    received_at=AT,
    digest="cd" * 32,
    files=(ReceiptFile("BIO2-8.08.01", "beleid.pdf", 12, "ef" * 32),),
)
SIGNATURE = Signature("01" * 8, "23" * 32, "45" * 64)


def signed() -> bytes:
    return receipt_document.to_signed(receipt_document.to_document(RECEIPT), SIGNATURE)


def test_a_receipt_comes_back_as_it_was_with_its_signature():
    document, signature = receipt_document.from_signed(signed())
    assert receipt_document.from_document(document) == RECEIPT
    assert signature == SIGNATURE


def test_a_moment_is_written_in_utc_to_the_microsecond():
    elsewhere = AT.astimezone(timezone(timedelta(hours=2)))
    assert receipt_document.to_document(RECEIPT) == receipt_document.to_document(
        Receipt(
            **{name: getattr(RECEIPT, name) for name in Receipt.__slots__}
            | {"received_at": elsewhere}
        )
    )
    assert b'"received_at":"2026-07-01T12:00:00.000001+00:00"' in signed()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b'"number":7', b'"number": 7'),
        lambda text: text.replace(b'"number":7', b'"number":7.0'),
        lambda text: text + b"\n",
        lambda text: text.replace(b"ab" * 32, b"ab" * 31 + b"aB") + b" ",
        lambda text: text.replace(b"23" * 32, b"2g" * 32),
        lambda text: text.replace(b'"value":"45', b'"value":"4\\u0035'),
        lambda text: text.replace(b'"algorithm"', b'"algorithm":"Ed25519","algorithm"'),
        lambda text: json.dumps(json.loads(text)).encode(),
        lambda text: text.replace(b"00:00.000001+00:00", b"00:00.000001Z"),
        lambda text: text.replace(b"Ed25519", b"none"),
        lambda _: b"{}",
        lambda _: b"\xff\xfe",
        lambda _: b"",
    ],
    ids=range(13),
)
def test_what_is_not_a_receipt_to_the_last_byte_is_refused(change):
    assert change(signed()) != signed()
    with pytest.raises(UnreadableDocumentError):
        receipt_document.from_signed(change(signed()))


def test_a_key_in_capitals_is_not_the_same_receipt():
    capital = signed().replace(b'"value":"', b'"value":"AB')
    with pytest.raises(UnreadableDocumentError):
        receipt_document.from_signed(capital)


def test_the_signed_bytes_are_canonical():
    document, _ = receipt_document.from_signed(signed())
    assert canonical(json.loads(document)) == document
