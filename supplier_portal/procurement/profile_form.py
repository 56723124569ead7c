"""This file holds the form that asks for a risk profile; the knowledge says what it asks."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, SelectChoice

from questionnaires.profile_questions import AnswerKind, ProfileQuestion
from questionnaires.risk_profile import Information, Level, RiskProfile, Storage
from questionnaires.segments import Segment
from supplier_portal.web.fields import Checkboxes, VersionField, WholeNumberField

_YES, _NO = "yes", "no"
_ENUMS: dict[str, type[StrEnum]] = {
    "information": Information,
    "availability": Level,
    "integrity": Level,
    "confidentiality": Level,
    "storage": Storage,
}


class ProfileForm(FlaskForm):  # type: ignore[misc]
    """What is bought and what is at stake; ``profile_form`` adds a field for each question.

    ``seen`` holds what the visitor was shown the consequences of.
    """

    version = VersionField()
    seen = HiddenField()
    questions: Sequence[ProfileQuestion] = ()

    @property
    def asked(self) -> list[Field]:
        """The fields of the questions, in their order."""
        return [self[question.key] for question in self.questions]

    def profile(self) -> RiskProfile:
        """What was answered."""
        return RiskProfile(
            **{question.key: _answered(question, self) for question in self.questions}
        )


def profile_form(
    questions: Sequence[ProfileQuestion],
    segments: Iterable[Segment],
    language: str,
    **kwargs: Any,  # noqa: ANN401
) -> ProfileForm:
    """The form of these questions, with these segments to choose from."""

    class _Form(ProfileForm):
        pass

    offered = tuple(segments)
    for question in questions:
        setattr(_Form, question.key, _field(question, offered, language))
    _Form.questions = questions
    return _Form(**kwargs)


def shown(profile: RiskProfile | None, version: int) -> dict[str, object]:
    """What the form shows at first."""
    if profile is None:
        return {"version": version}
    names = RiskProfile.__dataclass_fields__
    return {"version": version, **{name: _typed(getattr(profile, name)) for name in names}}


def _field(question: ProfileQuestion, segments: Iterable[Segment], language: str) -> Field:
    label = question.wording.choose(language).text
    why = question.why.choose(language).text
    match question.kind:
        case AnswerKind.SEGMENTS:
            offered = [
                SelectChoice(item.key, item.title.choose(language).text) for item in segments
            ]
            return Checkboxes(label, choices=offered, description=why)
        case AnswerKind.MANY:
            return Checkboxes(label, choices=_options(question, language), description=why)
        case AnswerKind.ONE:
            return _one(label, _options(question, language), why)
        case AnswerKind.YES_NO:
            return _one(label, [SelectChoice(_YES, _l("Yes")), SelectChoice(_NO, _l("No"))], why)
        case AnswerKind.MONTHS | AnswerKind.EUROS:
            return WholeNumberField(label, description=why)


def _one(label: str, choices: list[SelectChoice], why: str) -> Field:
    # Not answering is an answer too: the page then says that it counts as no.
    return RadioField(label, choices=choices, description=why, validate_choice=False)


def _options(question: ProfileQuestion, language: str) -> list[SelectChoice]:
    return [
        SelectChoice(option.key, option.label.choose(language).text) for option in question.options
    ]


def _answered(question: ProfileQuestion, form: ProfileForm) -> Any:  # noqa: ANN401 - as each fills in
    data = form[question.key].data
    kind = _ENUMS.get(question.key)
    match question.kind:
        case AnswerKind.SEGMENTS:
            return frozenset(data or ())
        case AnswerKind.MANY:
            return frozenset(kind(item) for item in data or () if kind)
        case AnswerKind.ONE:
            return kind(data) if kind and data in set(kind) else None
        case AnswerKind.YES_NO:
            return {_YES: True, _NO: False}.get(data)
        case AnswerKind.MONTHS:
            return data
        case AnswerKind.EUROS:
            return None if data is None else Decimal(data)


def _typed(value: object) -> object:
    match value:
        case None:
            return None
        case bool():
            return _YES if value else _NO
        case frozenset():
            return sorted(str(item) for item in value)
        case Decimal():
            return int(value)
        case _:
            return value
