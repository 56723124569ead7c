"""This file opens the archive of a Word template within limits, and looks at all it is made of."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from questionnaires.errors import Message, translatable
from questionnaires.template_problems import Part, Place, Problem, excerpt

LARGEST_MEGABYTES = 5
_UNPACKED_MEGABYTES = 30
_MOST_ENTRIES = 500
_HIGHEST_RATIO = 50
_ALWAYS_SMALL = 4_000_000
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_SYMBOLIC_LINK, _TYPE = 0o120000, 0o170000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
BODY = "word/document.xml"
CONTENT_TYPES = "[Content_Types].xml"
CORE = "docProps/core.xml"
# By its first bytes, as whoever shows it does. Drawings of Windows (EMF, WMF) hold commands.
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_KNOWN = re.compile(
    r"\[Content_Types\]\.xml|(?:[\w-]+/)*_rels/[\w.-]*\.rels|docProps/\w+\.(?:xml|jpeg|emf|wmf)"
    r"|word/(?:document|header\d*|footer\d*|footnotes|endnotes|styles|stylesWithEffects|settings"
    r"|webSettings|fontTable|numbering|people|intelligence2?)\.xml|docMetadata/LabelInfo\.xml"
    r"|(?:word/)?theme/[\w-]+\.xml|word/media/[\w.-]+|word/fonts/[\w.-]+\.odttf"
    r"|word/glossary/[\w/.-]+\.xml|customXml/[\w.-]+\.xml"
)
_FORBIDDEN = (
    (re.compile(r"vba|macro", re.IGNORECASE), translatable("it holds macros. Save it without.")),
    (
        re.compile(r"activex|embeddings|oleobject|control", re.IGNORECASE),
        translatable("it holds an embedded object or control. Take it out."),
    ),
    (
        re.compile(r"afchunk|\.(?:html?|mht|rtf|docx?|docm)$", re.IGNORECASE),
        translatable("it holds another document. Copy the text into it instead."),
    ),
    (
        re.compile(r"comments", re.IGNORECASE),
        translatable("it holds comments, which would be in every document. Delete them."),
    ),
)
_NO_DOCUMENT = translatable("This is not a Word document (DOCX).")
_ODD_PART = translatable("a template has no part like this. Save it again as a Word document.")
EXTERNAL = translatable(
    "it leads to something outside the document: %(target)s. Take out the link or put it in."
)
TOO_LARGE = Problem(
    translatable("The file is larger than %(megabytes)s MB. Use smaller pictures."),
    facts={"megabytes": LARGEST_MEGABYTES},
)
_MACRO_TYPES = re.compile(r"macroenabled|vbaproject|activex|oleobject|ms-word\.attachedtoolbars")
# What is filled in is known by its name here, and by its relation there: they must agree.
_TARGETS = {
    "officeDocument": re.compile(r"/?word/document\.xml"),
    "header": re.compile(r"(?:/word/)?header\d*\.xml"),
    "footer": re.compile(r"(?:/word/)?footer\d*\.xml"),
    "footnotes": re.compile(r"(?:/word/)?footnotes\.xml"),
}
_EXPOSED = re.compile(
    r"altchunk|afchunk|oleobject|attachedtemplate|vbaproject|/control$|/package$|subdocument"
    r"|mailmerge|frame$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Package:
    """The parts of a template as XML, and what is wrong with it so far."""

    parts: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def find(self, message: Message, place: Place = Place(), **facts: object) -> None:  # noqa: B008 - frozen
        """Note one more problem."""
        self.problems.append(Problem(message, place, facts))


def opened(content: bytes) -> Package:
    """Open a template; without any ``parts`` when there is no point in looking further."""
    package = Package()
    whole = _problem_of_whole(content)
    if whole is not None:
        package.problems.append(whole)
        return package
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            _look_at(package, archive, entry)
    if BODY not in package.parts or CONTENT_TYPES not in package.parts:
        if not package.problems:
            package.find(_NO_DOCUMENT)
        package.parts.clear()
        return package
    _look_at_types(package)
    for name, root in package.parts.items():
        if name.endswith(".rels"):
            _look_at_relations(package, name, root)
    return package


def _problem_of_whole(content: bytes) -> Problem | None:
    if len(content) > LARGEST_MEGABYTES * 1_000_000:
        return TOO_LARGE
    if content.startswith(_OLD_OFFICE):
        return Problem(
            translatable("The file is protected by a password, or of an old kind. Save it as DOCX.")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _problem_of_directory(archive.infolist())
    except Exception:  # noqa: BLE001 - whatever zipfile stumbles over
        return Problem(_NO_DOCUMENT)


def _problem_of_directory(entries: list[zipfile.ZipInfo]) -> Problem | None:
    names = {entry.filename.lower() for entry in entries}
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    is_tight = unpacked > _ALWAYS_SMALL and unpacked > _HIGHEST_RATIO * packed
    if len(entries) > _MOST_ENTRIES or len(names) < len(entries):
        return Problem(translatable("The file has too many parts, or two of one name."))
    if unpacked > _UNPACKED_MEGABYTES * 1_000_000 or is_tight:
        message = translatable("Unpacked, the file is larger than %(megabytes)s MB.")
        return Problem(message, facts={"megabytes": _UNPACKED_MEGABYTES})
    if any(map(_is_odd, entries)):
        return Problem(
            translatable("The file holds a part that is encrypted, a link, or packed unusually.")
        )
    if any(_leaves(entry.filename) for entry in entries):
        return Problem(translatable("The file holds a part with an impossible name."))
    return None


def _is_odd(entry: zipfile.ZipInfo) -> bool:
    is_link = (entry.external_attr >> 16) & _TYPE == _SYMBOLIC_LINK
    return bool(entry.flag_bits & _ENCRYPTED) or is_link or entry.compress_type not in _PACKED


def _leaves(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _look_at(package: Package, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if entry.is_dir():
        return
    place = Place(Part.OTHER, excerpt(name))
    reason = next((why for sign, why in _FORBIDDEN if sign.search(name)), None)
    if reason is None and not _KNOWN.fullmatch(name):
        reason = _ODD_PART
    if reason is not None:
        package.find(reason, place)
        return
    try:
        content = archive.read(entry)
    except Exception:  # noqa: BLE001 - whatever zipfile stumbles over
        package.find(translatable("this part is damaged."), place)
        return
    if name.endswith((".xml", ".rels")):
        _keep_xml(package, place, name, content)
    elif name.startswith("word/media/") and not content.startswith(_PICTURES):
        package.find(
            translatable("this is no picture that is accepted. Use PNG, JPEG or GIF."), place
        )


def _keep_xml(package: Package, place: Place, name: str, content: bytes) -> None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        package.find(translatable("this part is damaged."), place)
        return
    about = root.getroottree().docinfo
    if about.encoding.upper() != "UTF-8":
        package.find(translatable("this part is not written in UTF-8."), place)
        return
    if about.doctype or about.internalDTD is not None:
        package.find(translatable("this part declares a document type (DTD)."), place)
        return
    if root.xpath("//processing-instruction()"):
        package.find(translatable("this part holds an instruction to a program."), place)
        return
    package.parts[name] = root


def _look_at_types(package: Package) -> None:
    types = package.parts[CONTENT_TYPES]
    place = Place(Part.OTHER, CONTENT_TYPES)
    main = ""
    for element in types.iter("{*}Override", "{*}Default"):
        kind = element.get("ContentType", "")
        if element.get("PartName") == f"/{BODY}":
            main = kind
        if _MACRO_TYPES.search(kind.lower()):
            package.find(translatable("it holds macros. Save it without."), place)
    if main != _MAIN:
        package.find(
            translatable("This is no plain Word document. Save it as DOCX, not DOTX or DOCM.")
        )


def _look_at_relations(package: Package, name: str, root: Any) -> None:  # noqa: ANN401 - an element of lxml
    for relation in root.iter("{*}Relationship"):
        target = relation.get("Target", "")
        kind = relation.get("Type", "").rpartition("/")[2]
        place = Place(Part.OTHER, excerpt(name))
        if _is_outside(relation.attrib):
            package.find(EXTERNAL, place, target=excerpt(target))
        elif kind in _TARGETS and not _TARGETS[kind].fullmatch(target):
            package.find(_ODD_PART, place)
        elif _EXPOSED.search(relation.get("Type", "")):
            package.find(
                translatable("it holds an embedded object or another document. Take it out."), place
            )


def _is_outside(relation: Mapping[str, str]) -> bool:
    return relation.get("TargetMode", "Internal") != "Internal" or is_address(
        relation.get("Target", "")
    )


def is_address(text: str) -> bool:
    """Whether a text leads outside the document: an address of the web, a file or a share."""
    return re.match(r"\s*(?:[a-zA-Z][\w+.-]*:|//|\\\\)", text) is not None
