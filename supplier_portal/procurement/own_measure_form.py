"""This file holds the form in which an organisation writes a measure of its own."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectChoice
from wtforms.validators import Regexp, ValidationError

from questionnaires.catalogue import ANY_NUMBER, Theme
from questionnaires.house import House, OwnMeasure
from questionnaires.knowledge import Knowledge
from questionnaires.knowledge.proposals import Proposal
from questionnaires.questions import ONE
from questionnaires.requirement_sets import RequirementKind
from questionnaires.segments import EVERY_SEGMENT
from supplier_portal.procurement.asked_form import AskedForm
from supplier_portal.procurement.house_forms import (
    WRITE_REQUIREMENT,
    HouseForm,
    dutch,
    english,
    pair,
)
from supplier_portal.web.fields import (
    Checkboxes,
    InOneLanguage,
    ShortText,
    WeightField,
    required,
)
from supplier_portal.web.names import name_of

_BEFORE_THE_QUESTIONS = (
    *("number", "title_nl", "title_en", "text_nl", "text_en", "guidance_nl", "guidance_en"),
    *("theme", "kind", "weight", "not_applicable_allowed"),
)


class ForSomething:
    """Ask for what a measure is needed, unless it is always."""

    def __call__(self, form: HouseForm, field: Field) -> None:
        """Raise ValidationError when nothing is ticked."""
        if not (field.data or form["is_always_asked"].data):
            raise ValidationError(_l("Tick for what it is needed, or that it is always proposed."))


class OwnMeasureForm(HouseForm, AskedForm):
    """A measure of the organisation itself: what it asks, what shows it, and when it is asked."""

    number = ShortText(
        _l("Number"),
        required(_l("Give it a number, such as GV-01.")),
        Regexp(
            rf"(?:{ANY_NUMBER.pattern})\Z",
            message=_l("Use at most 20 letters, digits, points, dashes and brackets."),
        ),
        description=_l("Under this number you keep it, such as GV-01. It cannot change later."),
    )
    theme = RadioField(_l("Theme"), default=Theme.ORGANISATIONAL.value)
    title_nl = dutch(
        _l("Title"),
        InOneLanguage("title_en", _l("Give it a title in Dutch, in English, or in both.")),
        kind=ShortText,
    )
    title_en = english(_l("Title"), kind=ShortText)
    text_nl = dutch(_l("Requirement"), InOneLanguage("text_en", WRITE_REQUIREMENT))
    text_en = english(_l("Requirement"))
    guidance_nl = dutch(_l("Help for the supplier"))
    guidance_en = english(_l("Help for the supplier"))
    kind = RadioField(_l("Kind"), default=RequirementKind.SCORED.value)
    weight = WeightField(
        _l("Points"),
        default=ONE,
        description=_l("Only a scored requirement has points; else enter 0."),
    )
    not_applicable_allowed = BooleanField(
        _l('A supplier may answer "not applicable", with a reason')
    )
    is_always_asked = BooleanField(_l("Always propose it, whatever is bought"))
    segments = Checkboxes(_l("What is bought"), [ForSomething()])
    risk_factors = Checkboxes(_l("What is at stake"))

    def __init__(self, house: House, known: Knowledge, language: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.theme.choices = [SelectChoice(theme.value, name_of(theme)) for theme in Theme]
        self.kind.choices = [SelectChoice(kind.value, name_of(kind)) for kind in RequirementKind]
        self.segments.choices = [
            SelectChoice(EVERY_SEGMENT, _l("everything")),
            *_named((*known.segments, *house.segments), language),
        ]
        self.risk_factors.choices = _named(known.risk_factors, language)

    def __iter__(self) -> Iterator[Field]:
        """The fields in the order of the page, by which what is wrong is told (WCAG 1.3.2)."""
        first = [self[name] for name in _BEFORE_THE_QUESTIONS if name in self]
        last = [field for field in super().__iter__() if field not in first]
        return iter((*first, *last))

    @staticmethod
    def shown(measure: OwnMeasure | None, version: int) -> dict[str, object]:
        """What the form shows at first."""
        if measure is None:
            return {"version": version, "segments": [EVERY_SEGMENT]}
        proposal = measure.proposal
        texts = {**pair("title", proposal.title), **pair("text", proposal.text)}
        return {
            "version": version,
            "number": measure.number,
            "theme": measure.theme.value,
            **texts,
            **pair("guidance", proposal.guidance),
            "kind": proposal.kind.value,
            "weight": proposal.weight,
            "not_applicable_allowed": proposal.not_applicable_allowed,
            **AskedForm.shown_asked(proposal.questions, proposal.proof),
            "is_always_asked": proposal.is_always_asked,
            "segments": list(proposal.segments),
            "risk_factors": list(proposal.risk_factors),
        }

    def entry(self, number: str) -> OwnMeasure:
        """What was written; raises InvalidEntryError, InvalidRequirementError."""
        kind = RequirementKind(self.kind.data)
        proposal = Proposal(
            title=self.wording("title"),
            text=self.wording("text"),
            guidance=self.wording("guidance"),
            kind=kind,
            weight=self.weight.data if self.weight.data is not None else Decimal(0),
            not_applicable_allowed=self.not_applicable_allowed.data,
            proof=self.proof(),
            questions=self.asked(),
            segments=tuple(self.segments.data or ()),
            risk_factors=tuple(self.risk_factors.data or ()),
            is_always_asked=self.is_always_asked.data,
        )
        return OwnMeasure(number, Theme(self.theme.data), proposal)


def _named(items: Iterable[Any], language: str) -> list[SelectChoice]:
    return [SelectChoice(item.key, item.title.choose(language).text) for item in items]
