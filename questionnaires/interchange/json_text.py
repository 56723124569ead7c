"""This file turns untrusted JSON into plain data, or refuses it with the place and the reason."""

import json
import math
from collections import Counter
from typing import Any

from questionnaires.errors import UnreadableFileError, translatable
from questionnaires.interchange.reading import (
    UnreadableWholeError,
    at_line,
    at_pointer,
    refuse_large,
    shown,
)

MAXIMUM_DEPTH = 60
MAXIMUM_DIGITS = 30
MAXIMUM_SIGNS = 2_000_000

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class _Doubled(dict[str, Any]):
    """An object in which a key stands twice."""

    key: str


class _NoNumberError(ValueError):
    """A number that JSON does not know, or that is longer than any norm needs."""


def checked_json(content: bytes) -> Any:  # noqa: ANN401 - whatever the file holds
    """Read JSON; raises UnreadableFileError for what is too large, too deep or ambiguous."""
    refuse_large(content)
    _refuse_many(content)
    doubled: list[_Doubled] = []

    def make(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) == len(pairs):
            return made
        found = _Doubled(made)
        found.key, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        doubled.append(found)
        return found

    try:
        data = json.loads(
            _text(content),
            object_pairs_hook=make,
            parse_int=_integer,
            parse_float=_fraction,
            parse_constant=_constant,
        )
    except RecursionError as error:
        raise _too_deep() from error
    except json.JSONDecodeError as error:
        raise at_line(error.lineno).refuse(
            translatable("column %(column)s: this is not JSON."), column=error.colno
        ) from error
    except _NoNumberError as error:
        raise UnreadableWholeError(
            reason=translatable("it holds a number that cannot be read: %(number)s."),
            number=shown(str(error)),
        ) from error
    _refuse_deep(data)
    if doubled:
        _refuse_doubled(data, ())
    return data


def pointer(path: tuple[str | int, ...]) -> str:
    """Write a path as a JSON pointer (RFC 6901)."""
    return "".join(f"/{shown(str(part)).replace('~', '~0').replace('/', '~1')}" for part in path)


def _refuse_many(content: bytes) -> None:
    """Refuse what would fill the memory: an object takes 2 bytes in a file, and 70 once read."""
    # By their signs, also those within texts: once there are values to count it is too late.
    if sum(map(content.count, (b"{", b"[", b":", b","))) > MAXIMUM_SIGNS:
        raise at_pointer("").refuse(translatable("this file holds too much, or nests too deeply."))


def _text(content: bytes) -> str:
    try:
        return content.removeprefix(_BYTE_ORDER_MARK).decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise at_line(line).refuse(translatable("this is not text in UTF-8.")) from error


def _integer(written: str) -> int:
    if len(written) > MAXIMUM_DIGITS:
        raise _NoNumberError(written)
    return int(written)


def _fraction(written: str) -> float:
    if len(written) > MAXIMUM_DIGITS or math.isinf(float(written)):
        raise _NoNumberError(written)
    return float(written)


def _constant(written: str) -> float:
    raise _NoNumberError(written)


def _refuse_deep(data: object) -> None:
    """Walk level by level: recursion would end where the interpreter does."""
    level = [data]
    for _ in range(MAXIMUM_DEPTH):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else _members(outer))
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise _too_deep()


def _members(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _refuse_doubled(value: object, path: tuple[str | int, ...]) -> None:
    if isinstance(value, _Doubled):
        raise at_pointer(pointer(path)).refuse(
            translatable("“%(key)s” stands here twice."), key=shown(value.key)
        )
    named = value.items() if isinstance(value, dict) else enumerate(_members(value))
    for name, inner in named:
        _refuse_doubled(inner, (*path, name))


def _too_deep() -> UnreadableFileError:
    return UnreadableWholeError(
        reason=translatable("it is nested more than %(depth)s deep."), depth=MAXIMUM_DEPTH
    )
