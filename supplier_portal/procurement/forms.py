"""This file holds the forms of procurement."""

from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectChoice, SelectField

from questionnaires.handing_in import ResponseUse
from questionnaires.requirement_sets import RequirementKind
from questionnaires.wording import Language
from supplier_portal.services.procurements import Procurement
from supplier_portal.services.requirement_sets import Line
from supplier_portal.services.weighing import Weighing
from supplier_portal.web.fields import (
    EMAIL,
    LocalTimeField,
    ShortText,
    VersionField,
    WeightField,
    required,
)

Typed = MultiDict[str, str]
_WEIGHT = "weight-"


class UseField(RadioField):
    """What becomes of the responses."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(
            _l("What becomes of the responses?"),
            choices=[
                SelectChoice(
                    ResponseUse.OFFER.value, _l("Suppliers hand in here: the answers are the offer")
                ),
                SelectChoice(
                    ResponseUse.PREPARED.value,
                    _l(
                        "Suppliers prepare here, and hand in the PDF at the official tender "
                        "platform, whose clock decides"
                    ),
                ),
            ],
            default=ResponseUse.OFFER.value,
            description=_l("Suppliers are told beforehand; after publication it stays so."),
            **kwargs,
        )


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
    use = UseField()


class DeadlineForm(FlaskForm):
    """Up to and including which moment responses are accepted."""

    version = VersionField()
    deadline = LocalTimeField(
        _l("Deadline for responses"),
        [required(_l("Enter a date and a time."))],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    use = UseField()

    @staticmethod
    def shown(procurement: Procurement) -> dict[str, object]:
        """What the form shows at first."""
        moment = procurement.deadline_at
        zone = ZoneInfo(procurement.time_zone)
        local = moment and moment.astimezone(zone).replace(tzinfo=None)
        return {"version": procurement.version, "deadline": local, "use": procurement.use}


class UploadForm(FlaskForm):
    """The file of a catalogue."""

    file = FileField(_l("File with the norm"), [FileRequired(_l("Choose a file."))])


class CheckForm(FlaskForm):
    """A document that came back."""

    file = FileField(_l("Document to check"), [FileRequired(_l("Choose a file."))])


class RowField(WeightField):
    """The points of one requirement; a row that was not sent keeps what is stored."""

    def __init__(self, identifier: str = "", **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.identifier = identifier

    @property
    def shown(self) -> str:
        """What is stored, as the field shows it."""
        return format(self.object_data, "f").replace(".", ",")

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed, if anything was."""
        if valuelist:
            super().process_formdata(valuelist)


class WeighForm(FlaskForm):
    """The points of every scored requirement, in one form; ``weigh_form`` adds the fields."""

    @property
    def rows(self) -> dict[str, RowField]:
        """The fields by the identifier of their requirement."""
        return {field.identifier: field for field in self if isinstance(field, RowField)}

    def changes(self, typed: Typed) -> dict[str, Weighing]:
        """What was touched, with the version that each row showed."""
        return {
            identifier: Weighing(field.data, version_shown(typed, identifier))
            for identifier, field in self.rows.items()
            if field.raw_data and field.data is not None
        }


def weigh_form(lines: Sequence[Line], typed: Typed) -> WeighForm:
    """The form for these requirements, with what was typed in the rows that were touched."""

    class _Form(WeighForm):
        pass

    for line in lines:
        if line.requirement.kind is RequirementKind.SCORED:
            field = RowField(line.requirement.identifier, default=line.requirement.weight)
            setattr(_Form, f"{_WEIGHT}{line.requirement.identifier}", field)
    touched = {f"{_WEIGHT}{identifier}": typed_in for identifier, typed_in in touched_in(typed)}
    return _Form(formdata=MultiDict(touched))


def touched_in(typed: Typed) -> Iterator[tuple[str, str]]:
    """The identifiers of the rows in which something else was typed than they showed, with that."""
    for name, value in typed.items():
        identifier = name.removeprefix(_WEIGHT)
        if name != identifier and value.strip() != typed.get(f"shown-{identifier}"):
            yield identifier, value


def version_shown(typed: Typed, identifier: str) -> int:
    """The version of a requirement that its row showed; 0, which no version is, without one."""
    return typed.get(f"version-{identifier}", type=int, default=0)


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
