"""This file reads a table of a content file strictly: what is missing, odd or unread is refused."""

import tomllib
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar, cast

from questionnaires.errors import QuestionnaireError, translatable
from questionnaires.wording import Wording

_Choice = TypeVar("_Choice", bound=StrEnum)
_Value = TypeVar("_Value")


class InvalidContentError(QuestionnaireError):
    """A content file of the project, or of who edited it, says something that cannot be."""

    message = translatable("%(file)s, %(place)s: %(problem)s")


class Table:
    """One table of a content file, with the file and the number by which people find it."""

    def __init__(self, file: str, place: str, content: Mapping[str, Any]) -> None:
        self._file = file
        self._place = place or file
        self._left = dict(content)

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def refused(self, *problem: object) -> InvalidContentError:
        """The error that says what is wrong, and where in which file."""
        told = " ".join(map(str, problem))
        return InvalidContentError(file=self._file, place=self._place, problem=told)

    def text(self, key: str, default: str | None = None) -> str:
        """A text that must be there, unless there is a default."""
        return cast("str", self._take(key, str, default))

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """A yes or no that must be there, unless there is a default."""
        return cast("bool", self._take(key, bool, default))

    def whole(self, key: str) -> int:
        """A whole number."""
        return cast("int", self._take(key, int, None))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(map(str, self._take(key, list, None)))

    def number(self, key: str, default: str | None = None) -> Decimal:
        """A number, written as text so that it stays exact."""
        written = self.text(key, default)
        try:
            return Decimal(written)
        except InvalidOperation as error:
            raise self.refused(key, "is no number", written) from error

    def wording(self, key: str) -> Wording:
        """A text that must be there in both languages."""
        found = self.table(key, _languages)
        if not (found.nl and found.en):
            raise self.refused(key, "lacks a text in one of the languages")
        return found

    def one_of(self, key: str, choices: type[_Choice]) -> _Choice:
        """One of the values that a field can have."""
        return choices(self.key_of(key, set(choices)))

    def key_of(self, key: str, known: Collection[str]) -> str:
        """One known key."""
        written = self.text(key)
        if written not in known:
            raise self.refused(key, "is unknown", written)
        return written

    def keys_of(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        """A list of known keys, each once."""
        written = self._take(key, list, None)
        for member in written:
            if member not in known:
                raise self.refused(key, "is unknown", member)
        if len(set(written)) < len(written):
            raise self.refused(key, "names something twice")
        return tuple(written)

    def table(self, key: str, read: Callable[["Table"], _Value]) -> _Value:
        """A table in this one, read whole."""
        content = self._take(key, dict, None)
        return read_table(self._file, self._place_of(key), content, read)

    def tables(
        self, key: str, named_by: str, read: Callable[["Table"], _Value]
    ) -> tuple[_Value, ...]:
        """The tables of a list in this one, each read whole and named by one of its values."""
        return tuple(
            read_table(self._file, self._place_of(content.get(named_by, key)), content, read)
            for content in self._take(key, list, None)
        )

    def rest(self) -> list[str]:
        """The keys that nobody has read yet."""
        return list(self._left)

    def _place_of(self, name: str) -> str:
        return name if self._place == self._file else f"{self._place}, {name}"

    def _take(self, key: str, kind: type, default: object) -> Any:  # noqa: ANN401 - checked here
        found = self._left.pop(key, default)
        if found is None:
            raise self.refused(key, "is missing")
        if not isinstance(found, kind):
            raise self.refused(key, "is not of the right kind")
        return found


def read_file(file: str, text: str, read: Callable[[Table], _Value]) -> _Value:
    """Read a content file whole; raises InvalidContentError."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidContentError(file=file, place="TOML", problem=error) from error
    return read_table(file, "", content, read)


def read_table(
    file: str, place: str, content: Mapping[str, Any], read: Callable[[Table], _Value]
) -> _Value:
    """Read a table whole; raises InvalidContentError, also for a rule of the domain it breaks."""
    table = Table(file, place, content)
    try:
        found = read(table)
    except InvalidContentError:
        raise
    except QuestionnaireError as error:
        raise table.refused(error.told()) from error
    if table.rest():
        raise table.refused(", ".join(table.rest()), "is not known here")
    return found


def _languages(table: Table) -> Wording:
    return Wording(table.text("nl").strip(), table.text("en").strip())
