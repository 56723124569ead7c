"""This file holds our form fields, with messages that say what to do."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, Field, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Regexp, ValidationError

from questionnaires.errors import UnsafeTextError
from questionnaires.wording import safe
from supplier_portal.web.formatting import told

EMAIL = Regexp(
    r"^[^@\s]+@[^@\s]+\.[^@\s.]+$", message=_l("Enter a mail address, such as name@example.nl.")
)

_MOST_POINTS = 1000
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:[.,](?P<decimals>[0-9]{1,12}))?")
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


class ShortText(StringField):  # type: ignore[misc]
    """One line of text."""

    def __init__(self, label: str, *validators: Any, longest: int = 200, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(label, [*validators, at_most(longest), is_one_line, can_be_kept], **kwargs)


class LongText(TextAreaField):  # type: ignore[misc]
    """Lines of text."""

    def __init__(self, label: str, *validators: Any, longest: int = 20_000, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(label, [*validators, at_most(longest), can_be_kept], **kwargs)


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


def number_from(written: str) -> Decimal | None:
    """A number with a comma or a point; None for anything else, or for a doubtful "1.000"."""
    match = _NUMBER.fullmatch(written.strip())
    if match is None or len(match["decimals"] or "") == len("000"):
        return None
    return Decimal(match[0].replace(",", "."))
