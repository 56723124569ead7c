"""This file holds our form fields, with messages that say what to do."""

import re
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    DateTimeLocalField,
    Field,
    IntegerField,
    PasswordField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Regexp, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from questionnaires.errors import UnsafeTextError
from questionnaires.numbers import number_from
from questionnaires.wording import safe
from supplier_portal.services.accounts import SHORTEST_PASSWORD
from supplier_portal.web import option_lines
from supplier_portal.web.formatting import told

EMAIL = Regexp(
    r"^[^@\s]+@[^@\s]+\.[^@\s.]+$", message=_l("Enter a mail address, such as name@example.nl.")
)

_MOST_POINTS = 1000
_MOST_DIGITS = 9  # an integer of PostgreSQL has 31 bits
_BETWEEN_THOUSANDS = re.compile(r"(?<=[0-9])[. ](?=[0-9]{3}(?![0-9]))")
_WHOLE = re.compile(r"[0-9]{1,12}")
_DAY = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_LOCAL_TIME = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?")


def required(message: str) -> DataRequired:
    """A field that may not be empty, with what to do about it."""
    return DataRequired(message=message)


def at_most(length: int) -> Length:
    """A text no longer than this."""
    return Length(max=length, message=_l("Use at most %(max)d characters."))


def can_be_kept(_form: object, field: Field) -> None:
    """Refuse characters that no document can hold, where the visitor can still mend them."""
    try:
        safe(field.data or "")
    except UnsafeTextError as error:
        raise ValidationError(told(error)) from error


def is_one_line(_form: object, field: Field) -> None:
    """Refuse line ends and tabs, which no name, title or header can hold."""
    if any(character in (field.data or "") for character in "\r\n\t"):
        raise ValidationError(_l("Write this on one line."))


class InOneLanguage:
    """Refuse a text in Dutch that is empty while the same in English, in ``other``, is too."""

    def __init__(self, other: str, message: str) -> None:
        self.other = other
        self.message = message

    def __call__(self, form: Any, field: Field) -> None:  # noqa: ANN401
        """Raise ValidationError when neither has words."""
        if not ((field.data or "").strip() or (form[self.other].data or "").strip()):
            raise ValidationError(self.message)


def _trimmed(text: str | None) -> str | None:
    return text.strip(" ") if text else text


class ShortText(StringField):  # type: ignore[misc]
    """One line of text."""

    def __init__(self, label: str, *validators: Any, longest: int = 200, **kwargs: Any) -> None:  # noqa: ANN401
        rules = [*validators, at_most(longest), is_one_line, can_be_kept]
        super().__init__(label, rules, filters=[_trimmed], **kwargs)


class LongText(TextAreaField):  # type: ignore[misc]
    """Lines of text."""

    def __init__(self, label: str, *validators: Any, longest: int = 20_000, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(label, [*validators, at_most(longest), can_be_kept], **kwargs)


class NewPassword(PasswordField):  # type: ignore[misc]
    """A password that somebody chooses."""

    def __init__(self, label: str, **kwargs: Any) -> None:  # noqa: ANN401
        rules = [
            required(_l("Choose a password.")),
            Length(
                min=SHORTEST_PASSWORD,
                message=_l("Use at least %(min)d characters, for example four words."),
            ),
            at_most(500),
        ]
        super().__init__(label, rules, render_kw={"autocomplete": "new-password"}, **kwargs)


class WholeNumber(IntegerField):  # type: ignore[misc]
    """A number that a column of the database holds."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Refuse a number that is too large as what is none, in the same words."""
        taken = ["" if len(value) > _MOST_DIGITS else value for value in valuelist]
        super().process_formdata(taken)


class VersionField(WholeNumber):
    """The version of a thing that the page showed, which a change must name (assurance A5)."""

    widget = HiddenInput()

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(validators=[InputRequired()], **kwargs)

    def renew(self, version: int) -> None:
        """Go on from a newer version, once the visitor was shown it."""
        self.process(MultiDict({self.name: str(version)}))


class Checkboxes(SelectMultipleField):  # type: ignore[misc]
    """Any number of choices, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class OptionLines(LongText):
    """The options of a question, one a line."""

    def pre_validate(self, form: object) -> None:
        """Refuse a line that is no option, where the visitor can still mend it."""
        super().pre_validate(form)
        try:
            option_lines.read(self.data or "")
        except option_lines.OptionLineError as error:
            raise ValidationError(str(error)) from error


class WeightField(StringField):  # type: ignore[misc]
    """A number of points, zero or more, with a comma or a point."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else format(self.data, "f").replace(".", ",")

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; empty is zero."""
        typed = (valuelist[0] if valuelist else "").strip() or "0"
        number = number_from(typed)
        is_fit = number is not None and 0 <= number <= _MOST_POINTS and number == round(number, 2)
        self.data = number if is_fit else None
        if self.data is None:
            raise ValueError(_l("Enter a number from 0 to 1000 with at most two decimals."))


class WholeNumberField(StringField):  # type: ignore[misc]
    """A whole number, with or without points or spaces between the thousands; None when empty."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        typed = _BETWEEN_THOUSANDS.sub("", (valuelist[0] if valuelist else "").strip())
        self.data = int(typed) if _WHOLE.fullmatch(typed) else None
        if typed and self.data is None:
            raise ValueError(_l("Enter a whole number, such as 24."))


class DayField(DateField):  # type: ignore[misc]
    """A day, or none; years far away are slips of the keyboard."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what the browser's own control sends, or what was typed like that."""
        typed = (valuelist[0] if valuelist else "").strip()
        self.data = None
        if not typed:
            return
        try:
            day = date.fromisoformat(typed) if _DAY.fullmatch(typed) else None
        except ValueError:
            day = None
        if day is None:
            raise ValueError(_l("Enter a day as year-month-day, such as 2027-12-31."))
        self.data = day


class LocalTimeField(DateTimeLocalField):  # type: ignore[misc]
    """A date and time as the clock on the wall shows it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what the browser's own control sends."""
        self.data = None
        for typed in valuelist:
            if _LOCAL_TIME.fullmatch(typed.strip()) is None:
                raise ValueError(_l("Enter a date and a time."))
            try:
                self.data = datetime.fromisoformat(typed.strip())
            except ValueError as problem:
                raise ValueError(_l("Enter a date and a time.")) from problem
