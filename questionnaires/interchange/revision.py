"""This file writes a revision as the one document that annex, answers and scores name."""

from functools import lru_cache
from typing import Any

from marshmallow import Schema, fields, validate

from questionnaires.interchange.canonical import canonical, digest
from questionnaires.interchange.requirement import RequirementSchema, WordingSchema
from questionnaires.interchange.schemas import Format, Number, ValueSchema, load
from questionnaires.revisions import Grade, Purchase, Revision
from questionnaires.wording import Language

FORMAT = "supplier-portal/revision/1"


class _PurchaseSchema(ValueSchema):
    value = Purchase
    reference = fields.String(required=True)
    title = fields.String(required=True)
    buyer = fields.String(required=True)
    language = fields.String(required=True, validate=validate.OneOf(list(Language)))


class _GradeSchema(ValueSchema):
    value = Grade
    fraction = Number(required=True)
    label = fields.Nested(WordingSchema, required=True)


class _RevisionSchema(Schema):
    format = Format(FORMAT)
    purchase = fields.Nested(_PurchaseSchema, required=True)
    number = fields.Integer(required=True, strict=True)
    catalogue = fields.String(required=True)
    catalogue_digest = fields.String(required=True)
    requirements = fields.List(fields.Nested(RequirementSchema), required=True)
    scale = fields.List(fields.Nested(_GradeSchema), required=True)
    formula = fields.String(required=True)


def to_document(revision: Revision) -> bytes:
    """Write a revision as canonical JSON."""
    return canonical(_RevisionSchema().dump(revision))


@lru_cache(maxsize=64)
def from_document(document: bytes) -> Revision:
    """Read a revision back; as a revision never changes, recent ones are remembered.

    Raises UnreadableDocumentError for anything that is no revision.
    """
    data: dict[str, Any] = load(_RevisionSchema(), document)
    del data["format"]
    data["requirements"] = tuple(data["requirements"])
    data["scale"] = tuple(data["scale"])
    return Revision(**data)


def digest_of(revision: Revision) -> str:
    """Give the SHA-256 by which everything that follows from a revision names it."""
    return digest(to_document(revision))
