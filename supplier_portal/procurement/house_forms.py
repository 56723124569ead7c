"""This file holds the forms in which an organisation writes what it adds to the norms."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectChoice
from wtforms.validators import InputRequired

from questionnaires.house import EntryKind, HouseText
from questionnaires.requirement_sets import Requirement
from questionnaires.segments import Segment
from questionnaires.wording import Language, Wording, safe
from supplier_portal.web.fields import InOneLanguage, LongText, ShortText, VersionField

WRITE_REQUIREMENT = _l("Write the requirement in Dutch, in English, or in both.")


def _reason() -> ShortText:
    return ShortText(
        _l("Why do you change it?"),
        longest=500,
        description=_l("It stays in the history. You may leave it empty."),
    )


def dutch(label: str, *validators: Any, kind: type[Field] = LongText) -> Field:  # noqa: ANN401
    """A text in Dutch, beside the same in English."""
    return kind(_l("%(what)s, in Dutch", what=label), *validators, render_kw={"lang": "nl"})


def english(label: str, *, kind: type[Field] = LongText) -> Field:
    """A text in English, beside the same in Dutch."""
    return kind(_l("%(what)s, in English", what=label), render_kw={"lang": "en"})


class WordedForm(FlaskForm):  # type: ignore[misc]
    """A form with texts in two languages."""

    def wording(self, name: str) -> Wording:
        """What was written under a name, in both languages."""
        texts = (self[f"{name}_{language}"].data or "" for language in Language)
        return Wording(*(safe(text).strip() for text in texts))


class HouseForm(WordedForm):
    """What the forms share: the version that the change is made from, and why."""

    version = VersionField()
    reason = _reason()


class HouseTextForm(HouseForm):
    """How the organisation itself words what it asks for a measure."""

    text_nl = dutch(_l("Requirement"), InOneLanguage("text_en", WRITE_REQUIREMENT))
    text_en = english(_l("Requirement"))
    guidance_nl = dutch(_l("Help for the supplier"))
    guidance_en = english(_l("Help for the supplier"))

    @staticmethod
    def shown(text: HouseText | Requirement, version: int) -> dict[str, object]:
        """What the form shows at first: the own words, or else ours to start from."""
        texts = {**pair("text", text.text), **pair("guidance", text.guidance)}
        return {"version": version, **texts}

    def entry(self, norm: str, number: str) -> HouseText:
        """What was written; raises InvalidEntryError."""
        return HouseText(norm, number, self.wording("text"), self.wording("guidance"))


class SegmentForm(HouseForm):
    """Something that the organisation buys, or that adds to what it buys."""

    title_nl = dutch(
        _l("Name"),
        InOneLanguage("title_en", _l("Give it a name in Dutch, in English, or in both.")),
        kind=ShortText,
    )
    title_en = english(_l("Name"), kind=ShortText)
    description_nl = dutch(
        _l("What it covers"),
        InOneLanguage("description_en", _l("Say what it covers in Dutch, in English, or in both.")),
    )
    description_en = english(_l("What it covers"))
    role = RadioField(
        _l("How is it chosen?"),
        choices=[
            SelectChoice("segment", _l("A segment: something that is bought")),
            SelectChoice("supplement", _l("A supplement: it adds to what is bought")),
        ],
        default="segment",
    )
    notice_nl = dutch(_l("What a buyer must know when choosing it"))
    notice_en = english(_l("What a buyer must know when choosing it"))

    @staticmethod
    def shown(segment: Segment | None, version: int) -> dict[str, object]:
        """What the form shows at first."""
        if segment is None:
            return {"version": version}
        names = ("title", "description", "notice")
        texts = [pair(name, getattr(segment, name)) for name in names]
        return {
            "version": version,
            "role": "supplement" if segment.is_supplement else "segment",
            **{key: value for pair in texts for key, value in pair.items()},
        }

    def entry(self, key: str) -> Segment:
        """What was written."""
        return Segment(
            key=key,
            title=self.wording("title"),
            description=self.wording("description"),
            is_supplement=self.role.data == "supplement",
            notice=self.wording("notice"),
        )


class WithdrawForm(FlaskForm):  # type: ignore[misc]
    """Which version of which entry no longer counts."""

    kind = RadioField(choices=[SelectChoice(kind.value, kind.value) for kind in EntryKind])
    key = ShortText("", InputRequired(), longest=80)
    version = VersionField()


def pair(name: str, wording: Wording) -> dict[str, object]:
    """What the two fields of a text show."""
    return {f"{name}_nl": wording.nl, f"{name}_en": wording.en}
