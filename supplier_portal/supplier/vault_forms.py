"""This file holds the forms in which a supplier tells what a file proves."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired

from questionnaires.evidence import LONGEST_SCOPE, LONGEST_TITLE, Particulars
from questionnaires.proving import LIGHT_TO_HEAVY, Demonstration
from questionnaires.requirement_sets import ProofType
from supplier_portal.web.fields import (
    Checkboxes,
    DayField,
    LongText,
    ShortText,
    VersionField,
    required,
)
from supplier_portal.web.names import level_name, name_of

ANOTHER_TYPE = ""


class ParticularsForm(FlaskForm):  # type: ignore[misc]
    """What a file is; all of it may be left empty."""

    title = ShortText(
        _l("Title"),
        longest=LONGEST_TITLE,
        description=_l("What you call it. Left empty: the name of the file."),
    )
    proof_type = SelectField(_l("Type"))
    issuer = ShortText(
        _l("Issued by"), longest=LONGEST_TITLE, description=_l("Such as the auditor or certifier.")
    )
    scope = LongText(
        _l("Scope"),
        longest=LONGEST_SCOPE,
        description=_l("Which services and places it is about."),
    )
    covers_from = DayField(_l("Covers from"))
    covers_until = DayField(_l("Covers until"))
    valid_until = DayField(_l("Valid until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.proof_type.choices = [
            SelectChoice(ANOTHER_TYPE, _l("another type")),
            *(SelectChoice(kind.value, name_of(kind)) for kind in reversed(LIGHT_TO_HEAVY)),
        ]
        if self.proof_type.data is None:
            self.proof_type.process(None, ANOTHER_TYPE)

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401
        """Refuse a period that ends before it begins, beside the rules of each field."""
        is_fit = bool(super().validate(extra_validators))
        begin, end = self.covers_from.data, self.covers_until.data
        if begin and end and end < begin:
            self.covers_until.errors = [_l("The period ends before it begins.")]
            return False
        return is_fit

    def particulars(self, name: str) -> Particulars:
        """What is told of a file of this name."""
        kind = self.proof_type.data
        return Particulars(
            title=self.title.data or name,
            proof_type=ProofType(kind) if kind else None,
            issuer=self.issuer.data or "",
            scope=self.scope.data or "",
            covers_from=self.covers_from.data,
            covers_until=self.covers_until.data,
            valid_until=self.valid_until.data,
        )


class UploadForm(ParticularsForm):
    """A file with what it is."""

    file = FileField(_l("File"), [FileRequired(_l("Choose a file."))])


class ReplaceForm(UploadForm):
    """A file that takes the place of the version that was shown."""

    version = VersionField()


class CorrectForm(ParticularsForm):
    """What is told otherwise of the version that was shown."""

    version = VersionField()


class WithdrawForm(FlaskForm):  # type: ignore[misc]
    """Which version was shown when it was withdrawn."""

    version = VersionField()


def _levels() -> Checkboxes:
    return Checkboxes(
        _l("What it shows"), [required(_l("Choose at least one level that the file shows."))]
    )


class AttachForm(UploadForm):
    """A new file for a requirement, with the levels that it shows."""

    levels = _levels()

    def offer(self, levels: Iterable[Demonstration]) -> None:
        """Let the levels be chosen that the requirement asks."""
        self.levels.choices = level_choices(levels)


class ChooseForm(FlaskForm):  # type: ignore[misc]
    """What the vault holds already, for a requirement, with the levels that it shows."""

    item = RadioField(
        _l("From your vault"),
        [InputRequired(_l("Choose what you attach."))],
        validate_choice=False,  # what was replaced meanwhile is no longer among them
    )
    levels = _levels()

    def offer(self, items: Iterable[SelectChoice], levels: Iterable[Demonstration]) -> None:
        """Let these things and levels be chosen."""
        self.item.choices = list(items)
        self.levels.choices = level_choices(levels)


def level_choices(levels: Iterable[Demonstration]) -> list[SelectChoice]:
    """Levels to choose, in the words of the field."""
    return [SelectChoice(level.value, level_name(level.value)) for level in levels]


def chosen_levels(field: Checkboxes) -> tuple[Demonstration, ...]:
    """The levels that were ticked."""
    return tuple(Demonstration(value) for value in field.data or ())
