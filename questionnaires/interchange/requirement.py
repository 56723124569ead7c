"""This file writes requirements and their questions as plain data, and reads them back."""

import json
from functools import lru_cache
from typing import Any

from marshmallow import fields, post_load, validate

from questionnaires.catalogue import Theme
from questionnaires.equivalences import Equivalence, Relation
from questionnaires.interchange.schemas import Number, ValueSchema
from questionnaires.questions import Condition, Option, Question, QuestionKind, Severity
from questionnaires.requirement_sets import (
    Proof,
    ProofType,
    Reference,
    Requirement,
    RequirementKind,
)
from questionnaires.wording import Wording


class WordingSchema(ValueSchema):
    """A text in Dutch and English."""

    value = Wording
    nl = fields.String(load_default="")
    en = fields.String(load_default="")


class OptionSchema(ValueSchema):
    """An option with the fraction it earns."""

    value = Option
    added_later = frozenset({"hint"})
    key = fields.String(required=True, validate=validate.Length(min=1))
    label = fields.Nested(WordingSchema, required=True)
    fraction = Number(required=True)
    hint = fields.Nested(WordingSchema, load_default=Wording())
    severity = fields.Enum(Severity, by_value=True, load_default=None)


class ConditionSchema(ValueSchema):
    """When a question is shown."""

    value = Condition
    question = fields.String(required=True)
    any_of = fields.List(fields.String(), required=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> Condition:
        return Condition(data["question"], tuple(data["any_of"]))


class QuestionSchema(ValueSchema):
    """A question of any kind."""

    value = Question
    key = fields.String(required=True, validate=validate.Length(min=1))
    kind = fields.Enum(QuestionKind, by_value=True, required=True)
    wording = fields.Nested(WordingSchema, required=True)
    guidance = fields.Nested(WordingSchema, load_default=Wording())
    weight = Number(required=True)
    options = fields.List(fields.Nested(OptionSchema), load_default=())
    minimum = Number(load_default=None)
    maximum = Number(load_default=None)
    unit = fields.Nested(WordingSchema, load_default=Wording())
    shown_when = fields.Nested(ConditionSchema, load_default=None)
    longest_words = fields.Integer(strict=True, load_default=None)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> Question:
        return Question(**{**data, "options": tuple(data["options"])})


class ProofSchema(ValueSchema):
    """The proof expected in opzet, bestaan en werking."""

    value = Proof
    added_later = frozenset({"design_types", "existence_types", "operation_types"})
    design = fields.Nested(WordingSchema, load_default=Wording())
    existence = fields.Nested(WordingSchema, load_default=Wording())
    operation = fields.Nested(WordingSchema, load_default=Wording())
    design_types = fields.List(fields.Enum(ProofType, by_value=True), load_default=())
    existence_types = fields.List(fields.Enum(ProofType, by_value=True), load_default=())
    operation_types = fields.List(fields.Enum(ProofType, by_value=True), load_default=())

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> Proof:
        return Proof(**{**data, **{key: tuple(data[key]) for key in self.added_later}})


class ReferenceSchema(ValueSchema):
    """Norm, edition and number."""

    value = Reference
    norm = fields.String(required=True)
    edition = fields.String(required=True)
    number = fields.String(required=True)


class EquivalenceSchema(ValueSchema):
    """The measure of another norm that a requirement replaces or is combined with."""

    value = Equivalence
    norm = fields.String(required=True)
    edition = fields.String(required=True)
    number = fields.String(required=True)
    relation = fields.Enum(Relation, by_value=True, required=True)
    reason = fields.Nested(WordingSchema, required=True)


class RequirementSchema(ValueSchema):
    """A requirement, whole."""

    value = Requirement
    added_later = frozenset({"guidance"})
    identifier = fields.String(required=True, validate=validate.Length(min=1))
    reference = fields.Nested(ReferenceSchema, required=True)
    title = fields.Nested(WordingSchema, required=True)
    text = fields.Nested(WordingSchema, required=True)
    kind = fields.Enum(RequirementKind, by_value=True, required=True)
    weight = Number(required=True)
    not_applicable_allowed = fields.Boolean(required=True)
    proof = fields.Nested(ProofSchema, load_default=Proof())
    guidance = fields.Nested(WordingSchema, load_default=Wording())
    explicit_theme = fields.Enum(Theme, by_value=True, data_key="theme", load_default=None)
    equivalence = fields.Nested(EquivalenceSchema, load_default=None)
    questions = fields.List(fields.Nested(QuestionSchema), required=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> Requirement:
        return Requirement(**{**data, "questions": tuple(data["questions"])})


def to_data(requirement: Requirement) -> dict[str, Any]:
    """Give a requirement as plain data, ready for JSON."""
    data: dict[str, Any] = RequirementSchema().dump(requirement)
    return data


def from_data(data: dict[str, Any]) -> Requirement:
    """Read a requirement back; raises marshmallow.ValidationError for anything else."""
    requirement: Requirement = RequirementSchema().load(data)
    return requirement


def remembered(data: dict[str, Any]) -> Requirement:
    """Read a requirement as ``from_data`` does; equal data is read once, as that takes a while."""
    return from_text(json.dumps(data, sort_keys=True))


@lru_cache(maxsize=2048)
def from_text(written: str) -> Requirement:
    """Read a requirement from JSON, once for equal texts; raises as ``from_data``."""
    return from_data(json.loads(written))
