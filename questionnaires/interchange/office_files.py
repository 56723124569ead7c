"""This file says whether a file is an office document without macros or anything hidden in it."""

import re
from collections.abc import Mapping
from xml.parsers import expat

from questionnaires.errors import Message, translatable
from questionnaires.interchange.archives import Archive, HostileArchiveError

_ODF = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_OOXML = r"http://(schemas\.openxmlformats\.org/{0}/2006|purl\.oclc\.org/ooxml/{0})/main {1}"
_CONTENT = re.compile(re.escape(_ODF) + " document-content")
_MAIN: Mapping[str, tuple[str, re.Pattern[str]]] = {
    ".docx": ("word/document.xml", re.compile(_OOXML.format("wordprocessingml", "document"))),
    ".xlsx": ("xl/workbook.xml", re.compile(_OOXML.format("spreadsheetml", "workbook"))),
    ".odt": ("content.xml", _CONTENT),
    ".ods": ("content.xml", _CONTENT),
}
_OPEN_DOCUMENT = {
    ".odt": b"application/vnd.oasis.opendocument.text",
    ".ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
_KINDS, _MANIFEST = "[Content_Types].xml", "META-INF/manifest.xml"
_MACROS = re.compile(
    r"(^|/)(vba(project|data)|basic/|scripts/|macrosheets/|activex|intlmacrosheets/)", re.IGNORECASE
)
_XML = (".xml", ".rels", ".vml", ".rdf")
_NOT_WHAT_IT_SAYS = translatable("The content of the file does not match its name.")
_HAS_MACROS = translatable("The file holds macros. Save it without macros.")
_PROTECTED = translatable("The file is protected with a password. Save it without.")
_DECLARES = translatable("The file declares a document type (DTD), which is never needed.")
_DAMAGED = translatable("The file is damaged. Save it again and try once more.")
_ELSEWHERE = translatable("The file takes its template from elsewhere. Save it without.")
_TOLD_MOST = 4_000_000


class _SeenEnoughError(Exception):
    """The first element is there: no document type can follow."""


def problem_of(suffix: str, content: bytes) -> Message | None:
    """Why it is not what its name says; None when it is; raises HostileArchiveError."""
    archive = Archive(content)
    if not _has_its_parts(suffix, archive):
        return _NOT_WHAT_IT_SAYS
    if any(map(_MACROS.search, archive.names)):
        return _HAS_MACROS
    archive.unpack()
    return _problem_of_starts(suffix, archive) or _problem_of_what_is_told(archive)


def _has_its_parts(suffix: str, archive: Archive) -> bool:
    main, _ = _MAIN[suffix]
    if suffix not in _OPEN_DOCUMENT:
        return {main, _KINDS} <= archive.names
    if not {main, "mimetype"} <= archive.names:
        return False
    return b"".join(archive.chunks("mimetype")).strip() == _OPEN_DOCUMENT[suffix]


def _problem_of_starts(suffix: str, archive: Archive) -> Message | None:
    main, root = _MAIN[suffix]
    for name in sorted(archive.names):
        if not name.lower().endswith(_XML):
            continue
        first, problem = _first_element(archive, name)
        if problem is not None:
            return problem
        if name == main and root.fullmatch(first) is None:
            return _NOT_WHAT_IT_SAYS
    return None


def _problem_of_what_is_told(archive: Archive) -> Message | None:
    """Look at what the parts say of each other, whichever names they have."""
    for name in sorted(archive.names):
        if not (name in {_KINDS, _MANIFEST} or name.lower().endswith(".rels")):
            continue
        for tag, told in _elements(archive, name):
            kind = f"{told.get('Type', '')} {told.get('ContentType', '')}".lower()
            if "vbaproject" in kind or "macroenabled" in kind:
                return _HAS_MACROS
            if "attachedtemplate" in kind and told.get("TargetMode") == "External":
                return _ELSEWHERE
            if tag.endswith("encryption-data"):
                return _PROTECTED
    return None


def _elements(archive: Archive, name: str) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, told: found.append((tag, told))
    read = 0
    for chunk in archive.chunks(name):
        read += len(chunk)
        if read > _TOLD_MOST:
            raise HostileArchiveError(_DAMAGED)
        try:
            parser.Parse(chunk)
        except (expat.ExpatError, ValueError, LookupError) as problem:
            raise HostileArchiveError(_DAMAGED) from problem
    return found


def _first_element(archive: Archive, name: str) -> tuple[str, Message | None]:
    """What a part starts with, and whether it declares a document type, in any encoding."""
    seen: list[str] = []
    declared: list[str] = []

    def start(tag: str, _: object) -> None:
        seen.append(tag)
        raise _SeenEnoughError

    def declare(*_: object) -> None:
        declared.append(name)
        raise _SeenEnoughError

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = start, declare
    try:
        for chunk in archive.chunks(name):
            parser.Parse(chunk)
    except _SeenEnoughError:
        return "".join(seen), _DECLARES if declared else None
    except (expat.ExpatError, ValueError, LookupError):
        return "", _DAMAGED
    return "", _DAMAGED
