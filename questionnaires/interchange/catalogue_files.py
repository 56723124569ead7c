"""This file recognises what kind of catalogue a file holds by its content, and has it read."""

import re

from questionnaires.errors import translatable
from questionnaires.interchange import bio2_markdown, ciso_assistant, oscal, spreadsheet
from questionnaires.interchange.reading import Reading, UnreadableWholeError, refuse_large
from questionnaires.interchange.sheet_columns import Field

_START = 20_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_URN = re.compile(rb"^urn\s*:\s*\S", re.MULTILINE)
_MARKDOWN_HEADING = re.compile(rb"^ {0,3}#{1,6} ", re.MULTILINE)
_NUMBER_COLUMN = re.compile(
    rb'(?:^|[;,\t"])[ ]*' + Field.NUMBER.encode() + rb'[ ]*(?:[;,\t"\r]|$)', re.IGNORECASE
)


def read_any(name: str, content: bytes) -> Reading:
    """Read a catalogue of whatever kind; raises UnreadableFileError with the place and reason.

    The ``name`` only decides between kinds of text that look alike.
    """
    refuse_large(content)
    start = content[:_START].removeprefix(_BYTE_ORDER_MARK)
    if start.startswith(_ZIP):
        return spreadsheet.read_xlsx(content)
    if start.startswith(_OLD_OFFICE):
        raise UnreadableWholeError(
            reason=translatable(
                "it is an old kind of Excel file, or has a password. Save it as XLSX without one."
            )
        )
    return _read_text(name.casefold(), start, content)


def _read_text(name: str, start: bytes, content: bytes) -> Reading:
    if start.lstrip().startswith(b"{"):
        return oscal.read(content)
    if start.lstrip().startswith(b"<"):
        raise UnreadableWholeError(
            reason=translatable("it is XML. Of OSCAL the form in JSON can be read.")
        )
    if name.endswith(".csv") or _NUMBER_COLUMN.search(start.partition(b"\n")[0]):
        return spreadsheet.read_csv(content)
    if name.endswith((".yaml", ".yml")) or _is_library(start):
        return ciso_assistant.read(content)
    return bio2_markdown.read(content)


def _is_library(start: bytes) -> bool:
    """A library names itself by a URN; the Markdown of a norm has headings."""
    return bool(_URN.search(start)) and not _MARKDOWN_HEADING.search(start)
