"""This file holds our form fields, with messages that say what to do."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
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


class ShortText(StringField):  # type: ignore[misc]
    """One line of text."""

    def __init__(self, label: str, *validators: Any, longest: int = 200, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(label, [*validators, at_most(longest), can_be_kept], **kwargs)


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
        typed = (valuelist[0] if valuelist else "").strip().replace(",", ".") or "0"
        self.data = _number(typed)
        if self.data is None:
            raise ValueError(_l("Enter a number from 0 to 1000 with at most two decimals."))


class LocalTimeField(DateTimeLocalField):  # type: ignore[misc]
    """A date and time as the clock on the wall shows it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what the browser's own control sends."""
        self.data = None
        for typed in valuelist:
            try:
                self.data = datetime.fromisoformat(typed.strip())
            except ValueError as problem:
                raise ValueError(_l("Enter a date and a time.")) from problem
            if self.data.tzinfo is not None:
                raise ValueError(_l("Enter a date and a time."))


def _number(typed: str) -> Decimal | None:
    try:
        number = Decimal(typed)
    except InvalidOperation:
        return None
    is_fit = number.is_finite() and 0 <= number <= 1000 and number == round(number, 2)  # noqa: PLR2004
    return number if is_fit else None
