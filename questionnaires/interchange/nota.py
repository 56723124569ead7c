"""This file writes a nota van inlichtingen as a document, and reads it back."""

from typing import Any

from marshmallow import fields, post_load

from questionnaires.clarifications import Clarification, Nota
from questionnaires.interchange.canonical import canonical
from questionnaires.interchange.schemas import Format, ValueSchema, load

FORMAT = "supplier-portal/nota/1"


class _ClarificationSchema(ValueSchema):
    value = Clarification
    requirement = fields.String(required=True)
    question = fields.String(required=True)
    answer = fields.String(required=True)


class _NotaSchema(ValueSchema):
    value = Nota
    format = Format(FORMAT)
    number = fields.Integer(required=True, strict=True)
    revision_digest = fields.String(required=True)
    clarifications = fields.List(fields.Nested(_ClarificationSchema), required=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> Nota:
        return Nota(
            number=data["number"],
            revision_digest=data["revision_digest"],
            clarifications=tuple(data["clarifications"]),
        )


def to_document(nota: Nota) -> bytes:
    """Write a nota as canonical JSON."""
    return canonical(_NotaSchema().dump(nota))


def from_document(document: bytes) -> Nota:
    """Read a nota back; raises UnreadableDocumentError for anything else."""
    nota: Nota = load(_NotaSchema(), document)
    return nota
