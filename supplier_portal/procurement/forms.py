"""This file holds the forms of procurement."""

from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from questionnaires.requirement_sets import RequirementKind
from questionnaires.wording import Language
from supplier_portal.services.procurements import Procurement
from supplier_portal.services.requirement_sets import Line
from supplier_portal.web.fields import (
    EMAIL,
    LocalTimeField,
    LongText,
    ShortText,
    WeightField,
    required,
)
from supplier_portal.web.formatting import name_of


def _version() -> IntegerField:
    return IntegerField(validators=[InputRequired()], widget=HiddenInput())


class StartForm(FlaskForm):
    """What is bought, under which reference, from which catalogue."""

    title = ShortText(
        _l("What do you buy?"),
        required(_l("Enter what you buy.")),
        description=_l("For example: case management system as a service."),
    )
    reference = ShortText(
        _l("Reference"),
        required(_l("Enter the reference of the procurement.")),
        longest=40,
        description=_l("The number under which your organisation keeps this procurement."),
    )
    catalogue = SelectField(
        _l("Catalogue"),
        description=_l("The requirements are chosen from this edition, also when a newer appears."),
    )
    language = RadioField(
        _l("Language of the procurement"),
        choices=[
            SelectChoice(Language.DUTCH.value, "Nederlands"),
            SelectChoice(Language.ENGLISH.value, "English"),
        ],
        default=Language.DUTCH.value,
    )


class DeadlineForm(FlaskForm):
    """Up to and including which moment responses are accepted."""

    version = _version()
    deadline = LocalTimeField(
        _l("Deadline for responses"),
        [required(_l("Enter a date and a time."))],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )

    @staticmethod
    def shown(procurement: Procurement) -> dict[str, object]:
        """What the form shows at first."""
        moment = procurement.deadline_at
        zone = ZoneInfo(procurement.time_zone)
        local = moment and moment.astimezone(zone).replace(tzinfo=None)
        return {"version": procurement.version, "deadline": local}


class TailorForm(FlaskForm):
    """What a buyer decides about one requirement."""

    version = _version()
    text = LongText(_l("Requirement"), required(_l("Write what you require.")))
    kind = RadioField(_l("Kind"))
    weight = WeightField(
        _l("Points"), description=_l("Only a scored requirement has points; else enter 0.")
    )
    not_applicable_allowed = BooleanField(
        _l('A supplier may answer "not applicable", with a reason')
    )

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.kind.choices = [SelectChoice(kind.value, name_of(kind)) for kind in RequirementKind]

    @staticmethod
    def shown(line: Line, language: str) -> dict[str, object]:
        """What the form shows at first."""
        requirement = line.requirement
        return {
            "version": line.version,
            "text": getattr(requirement.text, language),
            "kind": requirement.kind.value,
            "weight": requirement.weight,
            "not_applicable_allowed": requirement.not_applicable_allowed,
        }


class DropForm(FlaskForm):
    """Which version of a requirement is dropped."""

    version = _version()


class PublishForm(FlaskForm):
    """Only the button."""


class InviteForm(FlaskForm):
    """Whom to invite."""

    email = ShortText(
        _l("Mail address of the supplier"),
        required(_l("Enter a mail address.")),
        EMAIL,
        longest=254,
        render_kw={"type": "email", "autocomplete": "off"},
    )
