"""This file writes answers, and the response they form when it is handed in, as documents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields, post_load

from questionnaires.answers import Amount, Answers, Choice, Choices, Entry, NotApplicable, OpenText
from questionnaires.declaration import Declaration
from questionnaires.evidence import Particulars
from questionnaires.interchange.canonical import canonical
from questionnaires.interchange.schemas import (
    Format,
    Moment,
    ValueSchema,
    decimal_from,
    load,
    plain,
)
from questionnaires.proving import Demonstration
from questionnaires.requirement_sets import ProofType

FORMAT = "supplier-portal/response/1"


@dataclass(frozen=True, slots=True)
class EvidenceReference:
    """A file that goes with a requirement: the name it was given, its size and its SHA-256.

    What the supplier tells of it, and which levels it is to show, are absent from what was handed
    in before these could be told.
    """

    requirement: str
    name: str
    media_type: str
    size: int
    digest: str
    particulars: Particulars | None = None
    levels: tuple[Demonstration, ...] = ()


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
    """Give one answer as plain data that names its own kind.

    A compensating measure is named where there is one, so that documents from before it keep
    their bytes.
    """
    match entry:
        case Choice(option=option):
            return {"kind": "choice", "option": option, **_texts_beside(entry)}
        case Choices(options=options):
            return {"kind": "choices", "options": list(options), **_texts_beside(entry)}
        case Amount(number=number):
            return {"kind": "amount", "number": plain(number), **_texts_beside(entry)}
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
            return Choice(option, *_read_beside(rest))
        case {"kind": "choices", "options": list(options), **rest} if _are_texts(options):
            return Choices(tuple(options), *_read_beside(rest))
        case {"kind": "amount", "number": str(number), **rest}:
            return Amount(decimal_from(number), *_read_beside(rest))
        case {"kind": "text", "text": str(text), **rest} if not rest:
            return OpenText(text)
        case {"kind": "not_applicable", "justification": str(text), **rest} if not rest:
            return NotApplicable(text)
        case _:
            raise ValidationError("Not an answer of any kind.")  # noqa: EM101, TRY003


def _texts_beside(entry: Choice | Choices | Amount) -> dict[str, str]:
    texts = {"explanation": entry.explanation}
    return {**texts, "compensation": entry.compensation} if entry.compensation else texts


def _read_beside(rest: dict[str, Any]) -> tuple[str, str]:
    texts = (rest.pop("explanation", ""), rest.pop("compensation", ""))
    if rest or not _are_texts(texts):
        raise ValidationError("Not the texts beside an answer.")  # noqa: EM101, TRY003
    return texts


def _are_texts(options: Iterable[Any]) -> bool:
    return all(isinstance(option, str) for option in options)


class _ParticularsSchema(ValueSchema):
    value = Particulars
    added_later = frozenset({"issuer", "scope"})
    title = fields.String(required=True)
    proof_type = fields.Enum(ProofType, by_value=True, load_default=None)
    issuer = fields.String(load_default="")
    scope = fields.String(load_default="")
    covers_from = fields.Date(load_default=None)
    covers_until = fields.Date(load_default=None)
    valid_until = fields.Date(load_default=None)


class _EvidenceSchema(ValueSchema):
    value = EvidenceReference
    added_later = frozenset({"particulars", "levels"})
    requirement = fields.String(required=True)
    name = fields.String(required=True)
    media_type = fields.String(required=True)
    size = fields.Integer(required=True, strict=True)
    digest = fields.String(required=True)
    particulars = fields.Nested(_ParticularsSchema, load_default=None)
    levels = fields.List(fields.Enum(Demonstration, by_value=True), load_default=())

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> EvidenceReference:
        return EvidenceReference(**{**data, "levels": tuple(data["levels"])})


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
