"""This file describes the parts that several documents share, for marshmallow."""

import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields, post_dump, post_load

from questionnaires.errors import QuestionnaireError, translatable

_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")


class UnreadableDocumentError(QuestionnaireError):
    """A stored document is not what it should be."""

    message = translatable("This document cannot be read: %(reason)s")


class Number(fields.Field[Decimal]):
    """A decimal number as a string in one fixed form: no exponent, no trailing zeros."""

    def _serialize(self, value: Decimal | None, *_: Any, **__: Any) -> str | None:  # noqa: ANN401
        return None if value is None else plain(value)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Decimal:  # noqa: ANN401
        return decimal_from(value)


class Moment(fields.Field[datetime]):
    """A moment in UTC in one fixed form, to the microsecond: 2026-07-01T12:00:00.000000+00:00."""

    def _serialize(self, value: datetime | None, *_: Any, **__: Any) -> str | None:  # noqa: ANN401
        return None if value is None else written(value)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> datetime:  # noqa: ANN401
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is None or moment.tzinfo is None or written(moment) != value:
            raise ValidationError("Not a moment in UTC.")  # noqa: EM101, TRY003
        return moment


class Format(fields.Field[str]):
    """The name and version of a document's form, by which a reader knows it can read it."""

    _CHECK_ATTRIBUTE = False

    def __init__(self, name: str) -> None:
        super().__init__(required=True)
        self._format = name

    def _serialize(self, *_: Any, **__: Any) -> str:  # noqa: ANN401
        return self._format

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:  # noqa: ANN401
        if value != self._format:
            raise ValidationError("Not a form of document that can be read.")  # noqa: EM101, TRY003
        return self._format


def load(schema: Schema, document: bytes) -> Any:  # noqa: ANN401
    """Read a document by its schema; raises UnreadableDocumentError for anything else."""
    try:
        return schema.load(json.loads(document))
    except (ValidationError, QuestionnaireError, RecursionError, TypeError, ValueError) as problem:
        raise UnreadableDocumentError(reason=problem) from problem


def written(moment: datetime) -> str:
    """Write a moment so that equal moments are equal texts."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def decimal_from(written: object) -> Decimal:
    """Read a number as ``plain`` writes it; raises marshmallow.ValidationError for another."""
    if not isinstance(written, str) or _NUMBER.fullmatch(written) is None:
        raise ValidationError("Not a decimal number.")  # noqa: EM101, TRY003
    return Decimal(written)


def plain(number: Decimal) -> str:
    """Write a number so that equal numbers are equal texts: 1, 1.0 and 1E0 are all "1"."""
    written = format(number, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written in {"-0", ""} else written


class ValueSchema(Schema):
    """A schema that makes the value it describes, and leaves out what is not there.

    What ``added_later`` names is left out where it is empty too, so that documents from before it
    keep their bytes.
    """

    value: type
    added_later: ClassVar[frozenset[str]] = frozenset()

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> object:
        return self.value(**data)

    @post_dump(pass_original=True)
    def _drop_absent(self, data: dict[str, Any], original: object, **_: object) -> dict[str, Any]:
        empty = {key for key in self.added_later if not getattr(original, key)}
        return {key: value for key, value in data.items() if value is not None and key not in empty}
