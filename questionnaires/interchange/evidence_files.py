"""This file says whether a file may be kept as proof: its name, its first bytes and its structure.

What a browser says of a file is never asked (assurance E1).
"""

import unicodedata
from collections.abc import Callable, Mapping
from pathlib import PurePath

from questionnaires.errors import Message, translatable
from questionnaires.interchange import archives, image_files, office_files, pdf_files, text_files
from questionnaires.interchange.archives import HostileArchiveError
from questionnaires.wording import safe

LARGEST_MEGABYTES = 25
LONGEST_NAME = 200
_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
MEDIA_TYPES: Mapping[str, str] = {
    ".pdf": "application/pdf",
    ".docx": f"{_OOXML}.wordprocessingml.document",
    ".xlsx": f"{_OOXML}.spreadsheetml.sheet",
    ".odt": f"{_ODF}.text",
    ".ods": f"{_ODF}.spreadsheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".txt": "text/plain",
    ".csv": "text/csv",
}
FACTS = {
    "kinds": ", ".join(sorted(MEDIA_TYPES)),
    "limit": LARGEST_MEGABYTES,
    "longest": LONGEST_NAME,
    **archives.FACTS,
}
"""What the messages about files name."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NOT_WHAT_IT_SAYS = translatable("The content of the file does not match its name.")
_PROTECTED = translatable(
    "The file is protected with a password, or of an old kind. Save it without, as DOCX or XLSX."
)
_OFFICE = frozenset({".docx", ".xlsx", ".odt", ".ods"})
_CHECKS: Mapping[str, Callable[[bytes], bool]] = {
    ".pdf": pdf_files.is_whole,
    ".png": image_files.is_whole_png,
    ".jpg": image_files.is_whole_jpeg,
    ".jpeg": image_files.is_whole_jpeg,
    ".txt": text_files.is_plain,
    ".csv": text_files.is_plain,
}


def kept_name(given: str) -> str:
    """The name of a file without the folders it was in; raises UnsafeTextError."""
    name = safe(PurePath(given.replace("\\", "/")).name)
    return unicodedata.normalize("NFC", name.replace("\n", " ").replace("\t", " ")).strip()


def media_type(name: str) -> str:
    """What kind of file this is, by its name; it was found to be so."""
    return MEDIA_TYPES[PurePath(name).suffix.lower()]


def problem_of(name: str, content: bytes) -> Message | None:
    """Why a file cannot be kept, to be filled in with FACTS; None when it can."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in MEDIA_TYPES:
        return translatable("Files of this kind are not accepted. Use one of: %(kinds)s.")
    if len(name) > LONGEST_NAME:
        return translatable("The name of the file is longer than %(longest)s characters.")
    if any(character in _DIRECTIONS for character in name):
        return translatable("The name of the file turns the direction of writing. Rename it.")
    if not content:
        return translatable("The file is empty.")
    if len(content) > LARGEST_MEGABYTES * 1_000_000:
        return translatable("The file is larger than %(limit)s MB.")
    return _problem_of_content(suffix, content)


def _problem_of_content(suffix: str, content: bytes) -> Message | None:
    if suffix in _OFFICE:
        if content.startswith(_OLD_OFFICE):
            return _PROTECTED
        try:
            return office_files.problem_of(suffix, content)
        except HostileArchiveError as error:
            return error.problem
    is_fit = _CHECKS[suffix](content) and not archives.has_archive_at_end(content)
    return None if is_fit else _NOT_WHAT_IT_SAYS
