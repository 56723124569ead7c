"""This file says what reading a catalogue gives, how a file is refused, and within which limits."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from questionnaires.catalogue import Catalogue
from questionnaires.errors import Message, UnreadableFileError, UnsafeTextError, translatable
from questionnaires.wording import safe

MAXIMUM_FILE_MEGABYTES = 25
MAXIMUM_FILE = MAXIMUM_FILE_MEGABYTES * 1_000_000
MAXIMUM_MEASURES = 20_000
MAXIMUM_TEXT = 20_000
MAXIMUM_LENGTH = 25_000_000  # of all texts together
MAXIMUM_TITLE = 500
MAXIMUM_NORM = 40
MAXIMUM_EDITION = 20
MAXIMUM_KEY = 40
_SHOWN_LENGTH = 60

# What ``wording.safe`` refuses, as one pattern: a whole norm character by character takes seconds.
_ENDS_OF_PLANES = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_PERHAPS_UNSAFE = re.compile(
    f"[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_ENDS_OF_PLANES}]"
)
_TOO_LONG = translatable("this text is longer than %(limit)s characters.")
_UNSAFE = translatable("character %(position)s (code %(code)s) cannot be stored. Remove it.")


class UnreadableWholeError(UnreadableFileError):
    """A file cannot be read, wherever one looks in it."""

    message = translatable("This file cannot be read: %(reason)s")


class UnreadableElementError(UnreadableFileError):
    """An element of a JSON file cannot be read; says where by its JSON pointer."""

    message = translatable("At %(pointer)s: %(reason)s")


class UnreadableCellError(UnreadableFileError):
    """A cell of a sheet cannot be read; says where by its address."""

    message = translatable("Cell %(cell)s: %(reason)s")


class UnreadableRowError(UnreadableFileError):
    """A row of a sheet cannot be read; says where by its number."""

    message = translatable("Row %(row)s: %(reason)s")


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something odd that did not stop the reading; ``facts`` fill in ``message``, as in errors."""

    message: str
    facts: Mapping[str, object]

    def __str__(self) -> str:
        return self.told()

    @property
    def line(self) -> int:
        """The line it is about, in a format that has lines."""
        line = self.facts["line"]
        return line if isinstance(line, int) else 0

    def told(self, translate: Callable[[str], str] = str) -> str:
        """Give the message in the reader's language."""
        facts = {
            name: translate(fact) % self.facts if isinstance(fact, Message) else fact
            for name, fact in self.facts.items()
        }
        return translate(self.message) % facts


@dataclass(frozen=True, slots=True)
class Reading:
    """A catalogue as read from a file, with what was odd about that file."""

    catalogue: Catalogue
    warnings: tuple[ReadingWarning, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file: refuses and warns in the words of its format."""

    error: type[UnreadableFileError]
    facts: Mapping[str, object]

    def refuse(self, reason: Message, **facts: object) -> UnreadableFileError:
        """Make the refusal of what stands here."""
        return self.error(**self.facts, reason=reason, **facts)

    def warn(self, reason: Message, **facts: object) -> ReadingWarning:
        """Make a warning about what stands here."""
        return ReadingWarning(self.error.message, {**self.facts, **facts, "reason": reason})

    def keep(self, text: str, limit: int = MAXIMUM_TEXT) -> str:
        """Give a text as it may be kept, or refuse it for its length or a character."""
        if len(text) > limit:
            raise self.refuse(_TOO_LONG, limit=limit)
        if _PERHAPS_UNSAFE.search(text) is None:
            return text
        try:
            return safe(text)
        except UnsafeTextError as error:
            raise self.refuse(_UNSAFE, **error.facts) from error


def at_line(line: int) -> Place:
    """A line of a file of text."""
    return Place(UnreadableFileError, {"line": line})


def at_pointer(pointer: str) -> Place:
    """An element of a JSON file, by its JSON pointer; the whole has an empty one."""
    return Place(UnreadableElementError, {"pointer": pointer or "/"})


def at_cell(cell: str) -> Place:
    """A cell of a sheet, such as B3."""
    return Place(UnreadableCellError, {"cell": cell})


def at_row(row: int) -> Place:
    """A row of a sheet, counted from 1."""
    return Place(UnreadableRowError, {"row": row})


def shown(text: str) -> str:
    """Give what a file says as it may stand in a message: short, and safe for any screen."""
    start = _PERHAPS_UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text[:_SHOWN_LENGTH])
    return f"{start}…" if len(text) > _SHOWN_LENGTH else start


def refuse_large(content: bytes, megabytes: int = MAXIMUM_FILE_MEGABYTES) -> None:
    """Refuse a file that holds more than any norm does."""
    if len(content) > megabytes * 1_000_000:
        raise UnreadableWholeError(
            reason=translatable("it is larger than %(megabytes)s MB."), megabytes=megabytes
        )
