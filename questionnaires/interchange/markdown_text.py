"""This file turns untrusted Markdown into checked lines and plain text, knowing nothing of a norm.

No Markdown library: the published files use a handful of line shapes, all of them named here.
Possessive quantifiers (``*+``) keep each pattern linear on hostile input.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from questionnaires.errors import UnreadableFileError, UnsafeTextError, translatable
from questionnaires.wording import safe

MAXIMUM_MEBIBYTES = 2
MAXIMUM_LINES = 50_000
MAXIMUM_LINE_LENGTH = 20_000

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_HARD_BREAK = "  "

_HEADING = re.compile(r" {0,3}(?P<level>#{1,6})(?:[ \t]+|$|(?=[5-8]\.[0-9]))(?P<title>.*)")
_ADMONITION = re.compile(
    r"(?P<indent> *+)(?:(?:!!!|\?\?\?\+?) ?[\w-]|(?P<quote>>) ?\[!\w++\])",
)
_BREAK = re.compile(r"</?br\b[^<>]*+>", re.IGNORECASE)
_RULE = re.compile(r"-{3,}|\*{3,}|_{3,}")
_LIST_ITEM = re.compile(r"(?:[-*]|(?P<order>[0-9]{1,3})\.)[ \t]+(?P<text>\S.*)")
_LINK = re.compile(r"!?\[([^\[\]]*+)\]\((?:[^()]++|\([^()]*+\))*+\)")
_ITALIC = re.compile(r"(?<!\w)\*(?=[^\s*])([^*]*+)(?<!\s)\*(?!\w)")
_UNDERSCORES_OUTSIDE_WORDS = re.compile(r"(?<!\w)_++|(?<!_)_++(?![^\W_])")
_SPACES = re.compile(r"[ \t]+")
_MANY_BREAKS = re.compile(r"\n{3,}")


class FileTooLargeError(UnreadableFileError):
    """The file holds more than any norm does."""

    message = translatable(
        "This file is too large: at most %(mebibytes)s MiB and %(lines)s lines can be read."
    )


class NotUtf8Error(UnreadableFileError):
    """The bytes are not UTF-8."""

    message = translatable("Line %(line)s: this is not text in UTF-8.")


class LineTooLongError(UnreadableFileError):
    """A line is longer than any sentence of a norm."""

    message = translatable("Line %(line)s: this line is longer than %(limit)s characters.")


class UnsafeCharacterError(UnreadableFileError):
    """A line holds a character that no document can carry unchanged."""

    message = translatable(
        "Line %(line)s: character %(position)s (code %(code)s) cannot be stored. Remove it."
    )


class Line(NamedTuple):
    """A line of the file with its number, counted from 1."""

    number: int
    text: str


class Heading(NamedTuple):
    """A heading with its level (1 to 6) and its text without marks."""

    level: int
    title: str


def checked_lines(content: bytes) -> list[Line]:
    """Give the lines of a file, or refuse it when it is too large, not UTF-8 or unsafe."""
    unified = content.removeprefix(_BYTE_ORDER_MARK).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if len(content) > MAXIMUM_MEBIBYTES << 20 or _count_lines(unified) > MAXIMUM_LINES:
        raise FileTooLargeError(line=1, mebibytes=MAXIMUM_MEBIBYTES, lines=MAXIMUM_LINES)
    lines = _decode(unified).split("\n")
    for number, line in enumerate(lines, start=1):
        if len(line) > MAXIMUM_LINE_LENGTH:
            raise LineTooLongError(line=number, limit=MAXIMUM_LINE_LENGTH)
    _refuse_unsafe(lines)
    return [Line(number, line) for number, line in enumerate(lines, start=1)]


def _count_lines(content: bytes) -> int:
    # A <br> makes a line too, and is cheaper to write a million times.
    return content.count(b"\n") + content.lower().count(b"<br") + 1


def _decode(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise NotUtf8Error(line=content.count(b"\n", 0, error.start) + 1) from error


def _refuse_unsafe(lines: Sequence[str]) -> None:
    # Each different character once: a full file takes safe() most of a second.
    if _is_safe(set().union(*lines)):
        return
    numbered = enumerate(lines, start=1)
    number, line = next(each for each in numbered if not _is_safe(set(each[1])))
    try:
        safe(line)
    except UnsafeTextError as error:
        raise UnsafeCharacterError(line=number, **error.facts) from error


def _is_safe(characters: Iterable[str]) -> bool:
    try:
        safe("".join(characters))
    except UnsafeTextError:
        return False
    return True


def split_front_matter(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """Give the lines of the YAML front matter, if there is any, and all lines after it."""
    if lines[0].text.rstrip() != "---":
        return (), lines
    for index, line in enumerate(lines[1:], start=1):
        if line.text.rstrip() == "---":
            return lines[1:index], lines[index + 1 :]
        if line.text.startswith("## "):
            break  # The first line was a rule: what follows is content, and must not be lost.
    return (), lines


def without_admonitions(lines: Iterable[Line]) -> Iterator[Line]:
    """Leave out admonitions, in the notation of MkDocs and of GitHub, with their bodies."""
    opening: re.Match[str] | None = None
    for line in lines:
        text = line.text.expandtabs(4)
        if opening and _is_body(text, opening):
            continue
        opening = _ADMONITION.match(text)
        # A blank line in its place, because an admonition separates paragraphs.
        yield Line(line.number, "") if opening else line


def _is_body(text: str, opening: re.Match[str]) -> bool:
    if opening["quote"]:
        return text.lstrip().startswith(">")
    return not text.strip() or text.startswith(opening["indent"] + "    ")


def heading_of(line: Line) -> Heading | None:
    """Read a line as a heading, if it is one."""
    match = _HEADING.match(line.text)
    if match is None:
        return None
    return Heading(len(match["level"]), plain_text(segments(match["title"])))


def segments(line: str) -> list[str]:
    """Cut a line at each ``<br>``, and mark the cut as Markdown does: with two spaces."""
    *broken, last = _BREAK.split(line)
    cut = [part + _HARD_BREAK for part in broken]
    return [*cut, last] if last.strip() or not cut else cut


def plain_text(parts: Iterable[str]) -> str:
    """Join segments as Markdown does, into paragraphs, broken lines and list items."""
    pieces = []
    is_broken = False
    for part in parts:
        text = part.strip()
        if not text or _RULE.fullmatch(text):
            pieces.append("\n\n")
            continue
        pieces.append(("\n" if is_broken or _LIST_ITEM.match(text) else " ") + text)
        is_broken = part.endswith(_HARD_BREAK)
    joined = _MANY_BREAKS.sub("\n\n", "".join(pieces))
    plain = "\n".join(map(_plain_line, joined.split("\n")))
    return _MANY_BREAKS.sub("\n\n", plain).strip()


def _plain_line(text: str) -> str:
    item = _LIST_ITEM.match(text.strip())
    if item is None:
        return _without_marks(text)
    marker = f"{item['order']}." if item["order"] else "-"
    return f"{marker} {_without_marks(item['text'])}".rstrip()


def _without_marks(text: str) -> str:
    unmarked = _ITALIC.sub(r"\1", _LINK.sub(r"\1", text).replace("**", ""))
    return _SPACES.sub(" ", _UNDERSCORES_OUTSIDE_WORDS.sub("", unmarked)).strip()
