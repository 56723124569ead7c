"""This file writes answers, and the response they form when it is handed in, as documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields, post_load

from questionnaires.answers import Amount, Answers, Choice, Choices, Entry, NotApplicable, OpenText
from questionnaires.interchange.canonical import canonical
from questionnaires.interchange.schemas import Format, Number, ValueSchema, load

FORMAT = "supplier-portal/response/1"


@dataclass(frozen=True, slots=True)
class EvidenceReference:
    """A file that goes with a requirement: the name it was given, its size and its SHA-256."""

    requirement: str
    name: str
    media_type: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class SubmittedResponse:
    """What a supplier hands in under one revision: answers and references to evidence."""

    revision_digest: str
    supplier: str
    answers: Answers
    evidence: tuple[EvidenceReference, ...]


class _ChoiceSchema(ValueSchema):
    value = Choice
    option = fields.String(required=True)
    explanation = fields.String(load_default="")


class _ChoicesSchema(ValueSchema):
    value = Choices
    options = fields.List(fields.String(), required=True)
    explanation = fields.String(load_default="")

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> Choices:
        return Choices(tuple(data["options"]), data["explanation"])


class _AmountSchema(ValueSchema):
    value = Amount
    number = Number(required=True)
    explanation = fields.String(load_default="")


class _OpenTextSchema(ValueSchema):
    value = OpenText
    text = fields.String(required=True)


class _NotApplicableSchema(ValueSchema):
    value = NotApplicable
    justification = fields.String(required=True)


_SCHEMAS: Mapping[str, ValueSchema] = {
    "choice": _ChoiceSchema(),
    "choices": _ChoicesSchema(),
    "amount": _AmountSchema(),
    "text": _OpenTextSchema(),
    "not_applicable": _NotApplicableSchema(),
}
_NAMES: Mapping[type, str] = {schema.value: name for name, schema in _SCHEMAS.items()}


def answer_to_data(entry: Entry) -> dict[str, Any]:
    """Give one answer as plain data that names its own kind."""
    name = _NAMES[type(entry)]
    return {"kind": name, **_SCHEMAS[name].dump(entry)}


def answer_from_data(data: Mapping[str, Any]) -> Entry:
    """Read one answer back; raises marshmallow.ValidationError for anything else."""
    content = dict(data) if isinstance(data, Mapping) else {}
    kind = content.pop("kind", None)
    if not isinstance(kind, str) or kind not in _SCHEMAS:
        raise ValidationError("Unknown kind of answer.")  # noqa: EM101, TRY003
    entry: Entry = _SCHEMAS[kind].load(content)
    return entry


class _EvidenceSchema(ValueSchema):
    value = EvidenceReference
    requirement = fields.String(required=True)
    name = fields.String(required=True)
    media_type = fields.String(required=True)
    size = fields.Integer(required=True, strict=True)
    digest = fields.String(required=True)


class _AnswerField(fields.Field[Entry]):
    def _serialize(self, value: Entry | None, *_: Any, **__: Any) -> Any:  # noqa: ANN401
        return None if value is None else answer_to_data(value)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Entry:  # noqa: ANN401
        return answer_from_data(value)


class _ResponseSchema(ValueSchema):
    value = SubmittedResponse
    format = Format(FORMAT)
    revision_digest = fields.String(required=True)
    supplier = fields.String(required=True)
    answers = fields.Dict(keys=fields.String(), values=_AnswerField(), required=True)
    evidence = fields.List(fields.Nested(_EvidenceSchema), required=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> SubmittedResponse:
        return SubmittedResponse(
            revision_digest=data["revision_digest"],
            supplier=data["supplier"],
            answers=data["answers"],
            evidence=tuple(data["evidence"]),
        )


def to_document(response: SubmittedResponse) -> bytes:
    """Write a response as canonical JSON; its digest is what the receipt names."""
    return canonical(_ResponseSchema().dump(response))


def from_document(document: bytes) -> SubmittedResponse:
    """Read a response back; raises UnreadableDocumentError for anything else."""
    response: SubmittedResponse = load(_ResponseSchema(), document)
    return response
