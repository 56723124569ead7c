"""This file writes a risk profile as plain data, and reads it back."""

from typing import Any

from marshmallow import fields, post_load

from questionnaires.interchange.schemas import Number, ValueSchema
from questionnaires.risk_profile import Information, Level, RiskProfile, Storage


class RiskProfileSchema(ValueSchema):
    """What a buyer answered about a purchase; what is not answered is left out."""

    value = RiskProfile
    segments = fields.List(fields.String(), load_default=())
    information = fields.List(fields.Enum(Information, by_value=True), load_default=())
    availability = fields.Enum(Level, by_value=True, load_default=None)
    integrity = fields.Enum(Level, by_value=True, load_default=None)
    confidentiality = fields.Enum(Level, by_value=True, load_default=None)
    internet_facing = fields.Boolean(load_default=None)
    network_access = fields.Boolean(load_default=None)
    premises_access = fields.Boolean(load_default=None)
    storage = fields.Enum(Storage, by_value=True, load_default=None)
    development = fields.Boolean(load_default=None)
    ot = fields.Boolean(load_default=None)
    care = fields.Boolean(load_default=None)
    chain_role = fields.Boolean(load_default=None)
    sub_suppliers = fields.Boolean(load_default=None)
    term_in_months = fields.Integer(load_default=None)
    value_in_euro = Number(load_default=None)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> RiskProfile:
        chosen = {key: frozenset(data[key]) for key in ("segments", "information")}
        return RiskProfile(**{**data, **chosen})


def to_data(profile: RiskProfile) -> dict[str, Any]:
    """Give a profile as plain data, ready for JSON; equal profiles give equal data."""
    data: dict[str, Any] = RiskProfileSchema().dump(profile)
    return {**data, **{key: sorted(data[key]) for key in ("segments", "information")}}


def from_data(data: dict[str, Any]) -> RiskProfile:
    """Read a profile back; raises marshmallow.ValidationError for anything else."""
    profile: RiskProfile = RiskProfileSchema().load(data)
    return profile
