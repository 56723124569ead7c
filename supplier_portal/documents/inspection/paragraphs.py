"""This file walks through a template: it finds the tags with their places, and what may not be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from questionnaires.errors import translatable
from questionnaires.template_problems import Part, Place, excerpt
from supplier_portal.documents.inspection.package import BODY, EXTERNAL, Package, is_address

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FILLED = re.compile(r"word/(document|header|footer|footnotes)(\d*)\.xml")
_PARTS = {
    "document": Part.BODY,
    "header": Part.HEADER,
    "footer": Part.FOOTER,
    "footnotes": Part.FOOTNOTES,
}
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LOOSE = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_HIDDEN_TAG = re.compile(r"\{\{|\{%|\{#")
_VALUE = f"{WORD}val"
# What is read out of a table instead of shown: a text in an attribute.
_TOLD_ASIDE = (f"{WORD}tblCaption", f"{WORD}tblDescription")
_TRACKED = {f"{WORD}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
_BOUND = ("dataBinding", "altChunk", "object", "control", "OLEObject", "mailMerge", "subDoc")
_VANISHED = {f"{WORD}vanish", f"{WORD}specVanish"}
_NO = {"0", "false", "off"}
_LEADING = {"href", "src", "althref"}
_FIELDS = frozenset(
    {
        "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "TOC", "PAGEREF", "REF", "STYLEREF", "SEQ",
        "DATE", "TIME", "NOTEREF",
    }
)  # fmt: skip
_INTERNAL_LINK = re.compile(r'HYPERLINK\s+\\l\s+"?[\w.-]+"?(?:\s+\\h)?', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it is written, with its place, and what it stands in with which text around it."""

    written: str
    place: Place
    within: Any
    around: str


@dataclass(slots=True)
class _Counters:
    heading: str = ""
    tables: int = 0


def filled_parts(package: Package) -> list[str]:
    """The parts that are filled in, the text itself first."""
    found = [name for name in package.parts if FILLED.fullmatch(name)]
    return sorted(found, key=lambda name: (name != BODY, name))


def tags_of(package: Package, name: str) -> list[Tag]:
    """The tags of one part in their order; those that are not whole are told as problems."""
    root = package.parts[name]
    order = {element: count for count, element in enumerate(root.iter(f"{WORD}t", *_TOLD_ASIDE))}
    found: list[tuple[int, Tag]] = []
    for element, place in _paragraphs(name, root):
        pieces = _pieces(element)
        text = "".join(piece for _, piece in pieces)
        loose = _LOOSE.search(_TAG.sub("", text))
        if loose:
            package.find(
                translatable("“%(sign)s” opens or closes nothing here."), place, sign=loose.group()
            )
        for match in _TAG.finditer(text):
            start = order[_holder(pieces, match.start())]
            found.append((start, Tag(match.group(), place, element, text)))
    return [tag for _, tag in sorted(found, key=lambda item: item[0])]


def look_at_rest(package: Package) -> None:
    """Tell what is hidden, fetched, bound or filled in where nobody sees it, in every part."""
    for name, root in package.parts.items():
        place = Place(*part_of(name))
        is_filled = FILLED.fullmatch(name) is not None
        if _is_tag_hidden(root, is_filled=is_filled):
            package.find(
                translatable("a placeholder stands where nothing is filled in. Take it out."), place
            )
        _look_at_elements(package, root, place)
        for element, there in _paragraphs(name, root):
            _look_at_fields(package, element, there)


def text_of(paragraph: Any) -> str:  # noqa: ANN401 - an element of lxml
    """The text of a paragraph itself, without that of boxes in it."""
    return "".join(text for _, text in _pieces(paragraph))


def _pieces(element: Any) -> list[tuple[Any, str]]:  # noqa: ANN401 - an element of lxml
    """The elements that hold the text of a paragraph; of what is told of a table, itself."""
    if element.tag != f"{WORD}p":
        return [(element, element.get(_VALUE, ""))]
    return [
        (piece, piece.text or "")
        for piece in element.iter(f"{WORD}t")
        if next(piece.iterancestors(f"{WORD}p"), None) is element
    ]


def _holder(pieces: Sequence[tuple[Any, str]], place: int) -> Any:  # noqa: ANN401 - an element of lxml
    """The element that holds the character at a place of a text."""
    for element, text in pieces:
        if place < len(text):
            return element
        place -= len(text)
    raise IndexError(place)


def part_of(name: str) -> tuple[Part, str]:
    """Which part of the document a file in it is, and its number or name."""
    found = FILLED.fullmatch(name)
    return (_PARTS[found[1]], found[2]) if found else (Part.OTHER, excerpt(name))


def _paragraphs(name: str, root: Any) -> Iterator[tuple[Any, Place]]:  # noqa: ANN401 - an element of lxml
    counters = _Counters()
    tables: dict[Any, int] = {}
    for element in root.iter(f"{WORD}p", f"{WORD}tbl", *_TOLD_ASIDE):
        if element.tag == f"{WORD}tbl":
            counters.tables += 1
            tables[element] = counters.tables
            continue
        yield element, _place(name, element, tables, counters.heading)
        if _is_heading(element):
            counters.heading = excerpt(text_of(element))


def _place(name: str, paragraph: Any, tables: dict[Any, int], heading: str) -> Place:  # noqa: ANN401 - an element of lxml
    cell = next(paragraph.iterancestors(f"{WORD}tc"), None)
    row = next(paragraph.iterancestors(f"{WORD}tr"), None)
    table = next(paragraph.iterancestors(f"{WORD}tbl"), None)
    is_in_cell = cell is not None and row is not None and table is not None
    return Place(
        *part_of(name),
        heading=heading,
        table=tables[table] if is_in_cell else 0,
        row=_count_before(row, "tr") if is_in_cell else 0,
        column=_count_before(cell, "tc") if is_in_cell else 0,
        text=excerpt(text_of(paragraph)),
    )


def _count_before(element: Any, tag: str) -> int:  # noqa: ANN401 - an element of lxml
    return 1 + sum(1 for _ in element.itersiblings(f"{WORD}{tag}", preceding=True))


def _is_heading(paragraph: Any) -> bool:  # noqa: ANN401 - an element of lxml
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    named = "" if style is None else style.get(_VALUE, "").lower()
    return named.startswith(("heading", "kop", "title", "titel"))


def _is_tag_hidden(root: Any, *, is_filled: bool) -> bool:  # noqa: ANN401 - an element of lxml
    for element in root.iter("{*}*"):
        is_shown = is_filled and element.tag == f"{WORD}t"
        is_told = is_filled and element.tag in _TOLD_ASIDE
        texts = [element.tail]
        if not is_shown:
            texts.append(element.text)
        texts += [text for name, text in element.items() if not is_told or name != _VALUE]
        if any(text and _HIDDEN_TAG.search(text) for text in texts):
            return True
    return False


def _look_at_elements(package: Package, root: Any, place: Place) -> None:  # noqa: ANN401 - an element of lxml
    for address in _addresses(root):
        package.find(EXTERNAL, place, target=excerpt(address))
    if next(root.iter(*_TRACKED), None) is not None:
        package.find(
            translatable("changes are tracked here. Accept or reject all changes first."), place
        )
    if next(root.iter(*(f"{{*}}{name}" for name in _BOUND)), None) is not None:
        package.find(
            translatable("a field is bound to data, or an object is embedded. Take it out."), place
        )
    if any(element.get(_VALUE, "1") not in _NO for element in root.iter(*_VANISHED)):
        package.find(translatable("text is hidden here. Show it or delete it."), place)


def _addresses(root: Any) -> Iterator[str]:  # noqa: ANN401 - an element of lxml
    """What old drawings name to be fetched or followed, without a relation that tells it."""
    for element in root.iter("{*}*"):
        for name, value in element.items():
            if name.rpartition("}")[2] in _LEADING and is_address(value):
                yield value


def _look_at_fields(package: Package, paragraph: Any, place: Place) -> None:  # noqa: ANN401 - an element of lxml
    simple = [element.get(f"{WORD}instr", "") for element in paragraph.iter(f"{WORD}fldSimple")]
    for code in (*simple, *_codes(paragraph)):
        words = code.split()
        is_known = not words or words[0].upper() in _FIELDS
        if not is_known and not _INTERNAL_LINK.fullmatch(" ".join(words)):
            package.find(
                translatable("the field “%(field)s” is not accepted: it may fetch something."),
                place,
                field=excerpt(code),
            )


def _codes(paragraph: Any) -> Iterator[str]:  # noqa: ANN401 - an element of lxml
    """The codes of the fields in a paragraph; whatever begins no field is one by itself."""
    code: list[str] = []
    for element in paragraph.iter(f"{WORD}fldChar", f"{WORD}instrText"):
        if element.tag == f"{WORD}instrText":
            code.append(element.text or "")
        elif code:
            yield "".join(code)
            code = []
    if code:
        yield "".join(code)
