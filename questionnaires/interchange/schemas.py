"""This file describes the parts that several documents share, for marshmallow."""

from decimal import Decimal, InvalidOperation
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_dump, post_load


class Number(fields.Field[Decimal]):
    """A decimal number as a string in one fixed form: no exponent, no trailing zeros."""

    def _serialize(self, value: Decimal | None, *_: Any, **__: Any) -> str | None:  # noqa: ANN401
        return None if value is None else plain(value)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Decimal:  # noqa: ANN401
        try:
            number = Decimal(value)
        except (InvalidOperation, TypeError, ValueError) as problem:
            raise ValidationError("Not a decimal number.") from problem  # noqa: EM101, TRY003
        if not number.is_finite():
            raise ValidationError("Not a finite number.")  # noqa: EM101, TRY003
        return number


def plain(number: Decimal) -> str:
    """Write a number so that equal numbers are equal texts: 1, 1.0 and 1E0 are all "1"."""
    written = format(number, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written in {"-0", ""} else written


class ValueSchema(Schema):
    """A schema that makes the value it describes, and leaves out what is not there."""

    value: type

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> object:
        return self.value(**data)

    @post_dump
    def _drop_absent(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        return {key: value for key, value in data.items() if value is not None}
