"""This file writes a receipt as the canonical JSON that is signed, and reads it back."""

import json
import re
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from questionnaires.interchange.canonical import canonical
from questionnaires.interchange.schemas import (
    Format,
    Moment,
    UnreadableDocumentError,
    ValueSchema,
    load,
)
from questionnaires.receipts import Receipt, ReceiptFile, ReceiptKind, Signature

FORMAT = "supplier-portal/receipt/1"
SIGNED_FORMAT = "supplier-portal/signed-receipt/1"
ALGORITHM = "Ed25519"
_HEXADECIMAL = validate.Regexp(re.compile(r"(?:[0-9a-f]{2})+\Z"))


class _FileSchema(ValueSchema):
    value = ReceiptFile
    requirement = fields.String(required=True)
    name = fields.String(required=True)
    size = fields.Integer(required=True, strict=True)
    digest = fields.String(required=True)


class _ReceiptSchema(Schema):
    format = Format(FORMAT)
    kind = fields.Enum(ReceiptKind, by_value=True, required=True)
    number = fields.Integer(required=True, strict=True)
    issuer = fields.String(required=True)
    buyer = fields.String(required=True)
    reference = fields.String(required=True)
    title = fields.String(required=True)
    supplier = fields.String(required=True)
    response = fields.String(required=True)
    round = fields.Integer(required=True, strict=True)
    revision_digest = fields.String(required=True)
    deadline = Moment(required=True)
    received_at = Moment(required=True)
    digest = fields.String(required=True)
    files = fields.List(fields.Nested(_FileSchema), required=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> Receipt:
        del data["format"]
        return Receipt(**{**data, "files": tuple(data["files"])})


class _SignatureSchema(ValueSchema):
    value = Signature
    key_id = fields.String(required=True, validate=_HEXADECIMAL)
    public_key = fields.String(required=True, validate=_HEXADECIMAL)
    value_ = fields.String(
        required=True, validate=_HEXADECIMAL, data_key="value", attribute="value"
    )


class _SignedSchema(Schema):
    format = Format(SIGNED_FORMAT)
    algorithm = fields.String(required=True, validate=validate.Equal(ALGORITHM))
    receipt = fields.Dict(required=True)
    signature = fields.Nested(_SignatureSchema, required=True)


def to_document(receipt: Receipt) -> bytes:
    """Write a receipt as canonical JSON: these bytes are what is signed."""
    return canonical(_ReceiptSchema().dump(receipt))


def from_document(document: bytes) -> Receipt:
    """Read a receipt back; raises UnreadableDocumentError for anything else."""
    receipt: Receipt = load(_ReceiptSchema(), document)
    return receipt


def to_signed(document: bytes, signature: Signature) -> bytes:
    """Put a receipt and its signature in one canonical document, as it is given out."""
    signed = {
        "algorithm": ALGORITHM,
        "receipt": json.loads(document),
        "signature": signature,
    }
    return canonical(_SignedSchema().dump(signed))


def from_signed(content: bytes) -> tuple[bytes, Signature]:
    """Take the bytes that were signed, and the signature, out of what was given out.

    Raises UnreadableDocumentError for anything that was not written by ``to_signed`` to the last
    byte: two files that differ are never one receipt.
    """
    found = load(_SignedSchema(), content)
    document = canonical(found["receipt"])
    from_document(document)
    signature: Signature = found["signature"]
    if to_signed(document, signature) != content:
        raise UnreadableDocumentError(reason="It is not in canonical form.")
    return document, signature
