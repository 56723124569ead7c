"""This file writes answers, and the response they form when it is handed in, as documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields, post_load

from questionnaires.answers import Amount, Answers, Choice, Choices, Entry, NotApplicable, OpenText
from questionnaires.declaration import Declaration
from questionnaires.interchange.canonical import canonical
from questionnaires.interchange.schemas import (
    Format,
    Moment,
    ValueSchema,
    decimal_from,
    load,
    plain,
)

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
    """What a supplier hands in under one revision: answers and references to evidence.

    ``declaration`` is who signed for it; what was handed in before that was asked has none.
    """

    revision_digest: str
    supplier: str
    answers: Answers
    evidence: tuple[EvidenceReference, ...]
    declaration: Declaration | None = None


def answer_to_data(entry: Entry) -> dict[str, Any]:
    """Give one answer as plain data that names its own kind."""
    match entry:
        case Choice(option=option, explanation=text):
            return {"kind": "choice", "option": option, "explanation": text}
        case Choices(options=options, explanation=text):
            return {"kind": "choices", "options": list(options), "explanation": text}
        case Amount(number=number, explanation=text):
            return {"kind": "amount", "number": plain(number), "explanation": text}
        case OpenText(text=text):
            return {"kind": "text", "text": text}
        case NotApplicable(justification=text):
            return {"kind": "not_applicable", "justification": text}


def answer_from_data(data: Mapping[str, Any]) -> Entry:
    """Read one answer back; raises marshmallow.ValidationError for anything else.

    By hand: every page and every save reads all answers of a response, and a schema takes eighty
    times as long for so small a document.
    """
    match data:
        case {"kind": "choice", "option": str(option), **rest}:
            return Choice(option, _explanation(rest))
        case {"kind": "choices", "options": list(options), **rest} if _are_texts(options):
            return Choices(tuple(options), _explanation(rest))
        case {"kind": "amount", "number": str(number), **rest}:
            return Amount(decimal_from(number), _explanation(rest))
        case {"kind": "text", "text": str(text), **rest} if not rest:
            return OpenText(text)
        case {"kind": "not_applicable", "justification": str(text), **rest} if not rest:
            return NotApplicable(text)
        case _:
            raise ValidationError("Not an answer of any kind.")  # noqa: EM101, TRY003


def _are_texts(options: list[Any]) -> bool:
    return all(isinstance(option, str) for option in options)


def _explanation(rest: dict[str, Any]) -> str:
    text = rest.pop("explanation", "")
    if rest or not isinstance(text, str):
        raise ValidationError("Not an explanation.")  # noqa: EM101, TRY003
    return text


class _EvidenceSchema(ValueSchema):
    value = EvidenceReference
    requirement = fields.String(required=True)
    name = fields.String(required=True)
    media_type = fields.String(required=True)
    size = fields.Integer(required=True, strict=True)
    digest = fields.String(required=True)


class _DeclarationSchema(ValueSchema):
    value = Declaration
    signer = fields.String(required=True)
    account = fields.String(required=True)
    declared_at = Moment(required=True)
    version = fields.String(required=True)


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
    declaration = fields.Nested(_DeclarationSchema)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> SubmittedResponse:
        return SubmittedResponse(
            revision_digest=data["revision_digest"],
            supplier=data["supplier"],
            answers=data["answers"],
            evidence=tuple(data["evidence"]),
            declaration=data.get("declaration"),
        )


def to_document(response: SubmittedResponse) -> bytes:
    """Write a response as canonical JSON; its digest is what the receipt names."""
    return canonical(_ResponseSchema().dump(response))


def from_document(document: bytes) -> SubmittedResponse:
    """Read a response back; raises UnreadableDocumentError for anything else."""
    response: SubmittedResponse = load(_ResponseSchema(), document)
    return response
