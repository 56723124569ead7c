"""This file holds the forms in which a buyer tailors a requirement, drops one, or says why."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
)
from wtforms.validators import InputRequired, NumberRange, ValidationError

from questionnaires.equivalences import Equivalence, Relation
from questionnaires.questions import ZERO
from questionnaires.requirement_sets import RequirementKind
from questionnaires.wording import Wording, safe
from supplier_portal.services.requirement_sets import Line, Tailoring
from supplier_portal.web.fields import (
    LongText,
    ShortText,
    VersionField,
    WeightField,
    WholeNumber,
    required,
)
from supplier_portal.web.names import name_of


class OfNorm:
    """Ask for what belongs to another norm, once such a norm is chosen."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Raise ValidationError when a norm is chosen and the field is empty."""
        if form.other_norm.data and not (field.data or "").strip():
            raise ValidationError(_l("Fill this in as well, or choose no other norm."))


class TailorForm(FlaskForm):  # type: ignore[misc]
    """What a buyer decides about one requirement."""

    version = VersionField()
    text = LongText(_l("Requirement"), required(_l("Write what you require.")))
    kind = RadioField(_l("Kind"))
    weight = WeightField(
        _l("Points"), description=_l("Only a scored requirement has points; else enter 0.")
    )
    not_applicable_allowed = BooleanField(
        _l('A supplier may answer "not applicable", with a reason')
    )
    other_norm = SelectField(_l("Norm"))
    other_number = ShortText(_l("Number in that norm"), OfNorm(), longest=20)
    relation = RadioField(_l("What does it do?"), default=Relation.COMBINED_WITH.value)
    equivalence_reason = LongText(_l("Why is it equivalent, or why both?"), OfNorm(), longest=5000)

    def __init__(self, norms: Sequence[str], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.kind.choices = [SelectChoice(kind.value, name_of(kind)) for kind in RequirementKind]
        self.relation.choices = [SelectChoice(item.value, name_of(item)) for item in Relation]
        self.other_norm.choices = [
            SelectChoice("", _l("no other norm")),
            *(SelectChoice(norm, norm) for norm in norms),
        ]

    @staticmethod
    def shown(line: Line, language: str) -> dict[str, object]:
        """What the form shows at first."""
        requirement = line.requirement
        other = requirement.equivalence
        return {
            "version": line.version,
            "text": getattr(requirement.text, language),
            "kind": requirement.kind.value,
            "weight": requirement.weight,
            "not_applicable_allowed": requirement.not_applicable_allowed,
            "other_norm": other.name if other else "",
            "other_number": other.number if other else "",
            "relation": (other.relation if other else Relation.COMBINED_WITH).value,
            "equivalence_reason": other.reason.choose(language).text if other else "",
        }

    def tailoring(
        self,
        norms: Mapping[str, tuple[str, str]],
        language: str,
        before: Equivalence | None,
    ) -> Tailoring:
        """What was decided; ``norms`` gives norm and edition by the name that was chosen.

        A reason that reads as it did ``before`` keeps its translation.
        """
        wanted = self._equivalence(norms, language)
        if before and wanted and wanted.reason.choose(language) == before.reason.choose(language):
            wanted = replace(wanted, reason=before.reason)
        return Tailoring(
            kind=RequirementKind(self.kind.data),
            weight=self.weight.data if self.weight.data is not None else ZERO,
            text=self.text.data,
            not_applicable_allowed=self.not_applicable_allowed.data,
            equivalence=wanted,
        )

    def _equivalence(
        self, norms: Mapping[str, tuple[str, str]], language: str
    ) -> Equivalence | None:
        if not self.other_norm.data:
            return None
        norm, edition = norms[self.other_norm.data]
        return Equivalence(
            norm=norm,
            edition=edition,
            number=self.other_number.data.strip(),
            relation=Relation(self.relation.data),
            reason=Wording(**{language: safe(self.equivalence_reason.data).strip()}),
        )


class DropForm(FlaskForm):  # type: ignore[misc]
    """Which version of a requirement is dropped."""

    version = VersionField()


class MoveForm(FlaskForm):  # type: ignore[misc]
    """In which place of the set a requirement goes, counted from 1."""

    place = WholeNumber(validators=[InputRequired(), NumberRange(1, 10_000)])


class ReasonForm(FlaskForm):  # type: ignore[misc]
    """Why a set departs from the proposal in one measure."""

    version = VersionField()
    subject = HiddenField(validators=[InputRequired()])
    kind = HiddenField(validators=[InputRequired()])
    text = LongText(_l("Reason"), required(_l("Write the reason.")), longest=5000)
