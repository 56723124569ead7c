"""This file holds the form in which an organisation writes a measure of its own."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectChoice
from wtforms.validators import Regexp, ValidationError

from questionnaires.catalogue import ANY_NUMBER, Theme
from questionnaires.house import House, OwnMeasure
from questionnaires.knowledge import Knowledge
from questionnaires.knowledge.proposals import Proposal
from questionnaires.questions import ONE, Question, QuestionKind
from questionnaires.requirement_sets import Proof, ProofType, RequirementKind
from questionnaires.segments import EVERY_SEGMENT
from questionnaires.wording import safe
from supplier_portal.procurement.house_forms import (
    WRITE_REQUIREMENT,
    HouseForm,
    dutch,
    english,
    pair,
)
from supplier_portal.web import option_lines
from supplier_portal.web.fields import (
    Checkboxes,
    InOneLanguage,
    OptionLines,
    ShortText,
    WeightField,
    required,
)
from supplier_portal.web.names import name_of

LEVELS = ("design", "existence", "operation")
_QUESTIONS = (1, 2, 3)


class OfQuestion:
    """Refuse options without the question that they answer."""

    def __init__(self, question: str) -> None:
        self.question = question

    def __call__(self, form: HouseForm, field: Field) -> None:
        """Raise ValidationError when the question is empty."""
        if (field.data or "").strip() and not form.wording(self.question):
            raise ValidationError(_l("Write the question that goes with these options."))


class ForSomething:
    """Ask for what a measure is needed, unless it is always."""

    def __call__(self, form: HouseForm, field: Field) -> None:
        """Raise ValidationError when nothing is ticked."""
        if not (field.data or form["is_always_asked"].data):
            raise ValidationError(_l("Tick for what it is needed, or that it is always proposed."))


class OwnMeasureForm(HouseForm):
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
    question_1_nl = dutch(
        _l("Question"),
        InOneLanguage("question_1_en", _l("Ask a question in Dutch, in English, or in both.")),
    )
    question_1_en = english(_l("Question"))
    options_1 = OptionLines(_l("Options"))
    question_2_nl = dutch(_l("Second question"))
    question_2_en = english(_l("Second question"))
    options_2 = OptionLines(_l("Options of the second question"), OfQuestion("question_2"))
    question_3_nl = dutch(_l("Third question"))
    question_3_en = english(_l("Third question"))
    options_3 = OptionLines(_l("Options of the third question"), OfQuestion("question_3"))
    design_nl = dutch(_l("What shows that it is designed"))
    design_en = english(_l("What shows that it is designed"))
    design_types = Checkboxes(_l("Kinds of proof of the design"))
    existence_nl = dutch(_l("What shows that it is there"))
    existence_en = english(_l("What shows that it is there"))
    existence_types = Checkboxes(_l("Kinds of proof that it is there"))
    operation_nl = dutch(_l("What shows that it works"))
    operation_en = english(_l("What shows that it works"))
    operation_types = Checkboxes(_l("Kinds of proof that it works"))
    is_always_asked = BooleanField(_l("Always propose it, whatever is bought"))
    segments = Checkboxes(_l("What is bought"), [ForSomething()])
    risk_factors = Checkboxes(_l("What is at stake"))

    def __init__(self, house: House, known: Knowledge, language: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.theme.choices = [SelectChoice(theme.value, name_of(theme)) for theme in Theme]
        self.kind.choices = [SelectChoice(kind.value, name_of(kind)) for kind in RequirementKind]
        for level in LEVELS:
            self[f"{level}_types"].choices = [
                SelectChoice(kind.value, name_of(kind)) for kind in ProofType
            ]
        self.segments.choices = [
            SelectChoice(EVERY_SEGMENT, _l("everything")),
            *_named((*known.segments, *house.segments), language),
        ]
        self.risk_factors.choices = _named(known.risk_factors, language)

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
            **_shown_questions(proposal.questions),
            **_shown_proof(proposal.proof),
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
            proof=self._proof(),
            questions=tuple(self._questions()),
            segments=tuple(self.segments.data or ()),
            risk_factors=tuple(self.risk_factors.data or ()),
            is_always_asked=self.is_always_asked.data,
        )
        return OwnMeasure(number, Theme(self.theme.data), proposal)

    def _proof(self) -> Proof:
        return Proof(
            design=self.wording("design"),
            existence=self.wording("existence"),
            operation=self.wording("operation"),
            design_types=self._types("design"),
            existence_types=self._types("existence"),
            operation_types=self._types("operation"),
        )

    def _types(self, level: str) -> tuple[ProofType, ...]:
        return tuple(map(ProofType, self[f"{level}_types"].data or ()))

    def _questions(self) -> Iterable[Question]:
        for place in _QUESTIONS:
            wording = self.wording(f"question_{place}")
            options = option_lines.read(safe(self[f"options_{place}"].data or ""))
            kind = QuestionKind.SINGLE_CHOICE if options else QuestionKind.OPEN
            if wording:
                yield Question(f"q{place}", kind, wording, options=options)


def _named(items: Iterable[Any], language: str) -> list[SelectChoice]:
    return [SelectChoice(item.key, item.title.choose(language).text) for item in items]


def _shown_questions(questions: Iterable[Question]) -> dict[str, object]:
    shown: dict[str, object] = {}
    for place, question in enumerate(questions, start=1):
        shown.update(pair(f"question_{place}", question.wording))
        shown[f"options_{place}"] = option_lines.write(question.options)
    return shown


def _shown_proof(proof: Proof) -> dict[str, object]:
    shown: dict[str, object] = {}
    for level in LEVELS:
        shown.update(pair(level, getattr(proof, level)))
        shown[f"{level}_types"] = [kind.value for kind in getattr(proof, f"{level}_types")]
    return shown
