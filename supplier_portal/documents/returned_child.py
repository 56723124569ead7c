"""This file reads a document that came back, in a process of its own, within limits.

Whoever sends a document may have made it to do harm: what goes wrong ends this process alone, which
starts no other and writes no file. It says in JSON what the document names and says.
"""

import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from supplier_portal.documents import sheet_text, word_text

SECONDS = 20
MEGABYTES = 600
LONGEST_TEXT = 20_000_000
_MOST_PARTS = 500
_MOST_UNPACKED = 100_000_000
_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_MOST_DIGESTS = 200
_DOCUMENT_TYPE = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_PROPERTIES = {"docProps/core.xml", "meta.xml"}
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
_SPACES = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t", f"{_TEXT}s": " "}


class HostileError(Exception):
    """A document holds more, or something else, than one of ours would."""


def main() -> None:
    """Read a document of the kind that the first argument names, from standard input."""
    read = _READERS[sys.argv[1]]
    limit()
    properties, text = read(sys.stdin.buffer.read())
    if len(text) > LONGEST_TEXT:
        raise HostileError
    names = [*_DIGEST.findall(properties), *_DIGEST.findall(text)]
    told = {"digests": list(dict.fromkeys(names))[:_MOST_DIGESTS], "lines": text.split("\n")}
    json.dump(told, sys.stdout)


def limit() -> None:
    """Give up what reading does not need: memory, time, and to write anything anywhere."""
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 1_000_000,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS,) * 2)
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _word(document: bytes) -> tuple[str, str]:
    properties = _unpacked_properties(document)
    return properties, word_text.texts_of_parts(document)[0]


def _open_text(document: bytes) -> tuple[str, str]:
    properties = _unpacked_properties(document)
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        content = etree.fromstring(archive.read("content.xml"), _PARSER)
    paragraphs = content.iter(f"{_TEXT}p", f"{_TEXT}h")
    return properties, "\n".join("".join(_pieces(paragraph)) for paragraph in paragraphs)


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    yield paragraph.text or ""
    for child in paragraph:
        yield _SPACES.get(child.tag, "")
        yield from _pieces(child)
        yield child.tail or ""


def _workbook(document: bytes) -> tuple[str, str]:
    properties = _unpacked_properties(document)
    sheets = sheet_text.texts_of_foreign_sheets(document)
    return properties, "\n".join(text for rows in sheets for row in rows for text in row)


def _pdf(document: bytes) -> tuple[str, str]:
    from supplier_portal.documents import tagged_text  # noqa: PLC0415 - pikepdf is an extra

    return tagged_text.properties_of(document), tagged_text.text_of(document)


def _unpacked_properties(document: bytes) -> str:
    """The properties of a package, after it was found to be no larger than one of ours."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_PARTS or sum(e.file_size for e in entries) > _MOST_UNPACKED:
            raise HostileError
        parts = {entry.filename: archive.read(entry) for entry in entries}
    if len(parts) < len(entries) or any(map(_declares_type, parts.values())):
        raise HostileError
    told = (part.decode("utf-8", "replace") for name, part in parts.items() if name in _PROPERTIES)
    return "\n".join(told)


def _declares_type(part: bytes) -> bool:
    return any(mark in part for mark in _DOCUMENT_TYPE)


_READERS: Mapping[str, Callable[[bytes], tuple[str, str]]] = {
    "docx": _word,
    "odt": _open_text,
    "pdf": _pdf,
    "xlsx": _workbook,
}

if __name__ == "__main__":
    main()
