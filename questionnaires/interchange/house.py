"""This file writes what an organisation keeps beside the norms as plain data, and reads it back."""

from typing import Any, cast

from marshmallow import fields, post_load

from questionnaires.catalogue import Theme
from questionnaires.house import Entry, EntryKind, HouseText, OwnMeasure, kind_of
from questionnaires.interchange.requirement import ProofSchema, QuestionSchema, WordingSchema
from questionnaires.interchange.schemas import Number, ValueSchema
from questionnaires.knowledge.proposals import Proposal
from questionnaires.requirement_sets import RequirementKind
from questionnaires.segments import Segment


class HouseTextSchema(ValueSchema):
    """An organisation's own words for a measure of a norm."""

    value = HouseText
    norm = fields.String(required=True)
    number = fields.String(required=True)
    text = fields.Nested(WordingSchema, required=True)
    guidance = fields.Nested(WordingSchema, required=True)


class ProposalSchema(ValueSchema):
    """What is asked for a measure, and when."""

    value = Proposal
    title = fields.Nested(WordingSchema, required=True)
    text = fields.Nested(WordingSchema, required=True)
    guidance = fields.Nested(WordingSchema, required=True)
    kind = fields.Enum(RequirementKind, by_value=True, required=True)
    weight = Number(required=True)
    not_applicable_allowed = fields.Boolean(required=True)
    proof = fields.Nested(ProofSchema, required=True)
    questions = fields.List(fields.Nested(QuestionSchema), required=True)
    segments = fields.List(fields.String(), required=True)
    risk_factors = fields.List(fields.String(), required=True)
    is_always_asked = fields.Boolean(required=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> Proposal:
        lists = ("questions", "segments", "risk_factors")
        return Proposal(**{**data, **{key: tuple(data[key]) for key in lists}})


class OwnMeasureSchema(ValueSchema):
    """A measure of an organisation itself."""

    value = OwnMeasure
    number = fields.String(required=True)
    theme = fields.Enum(Theme, by_value=True, required=True)
    proposal = fields.Nested(ProposalSchema, required=True)


class SegmentSchema(ValueSchema):
    """A segment or supplement of an organisation itself."""

    value = Segment
    key = fields.String(required=True)
    title = fields.Nested(WordingSchema, required=True)
    description = fields.Nested(WordingSchema, required=True)
    is_supplement = fields.Boolean(required=True)
    adds_to_others = fields.Boolean(required=True)
    notice = fields.Nested(WordingSchema, required=True)


_SCHEMAS: dict[EntryKind, type[ValueSchema]] = {
    EntryKind.TEXT: HouseTextSchema,
    EntryKind.MEASURE: OwnMeasureSchema,
    EntryKind.SEGMENT: SegmentSchema,
}


def to_data(entry: Entry) -> dict[str, Any]:
    """Give an entry as plain data, ready for JSON."""
    data: dict[str, Any] = _SCHEMAS[kind_of(entry)]().dump(entry)
    return data


def from_data(kind: EntryKind, data: dict[str, Any]) -> Entry:
    """Read an entry back; raises marshmallow.ValidationError for anything else."""
    return cast("Entry", _SCHEMAS[kind]().load(data))
