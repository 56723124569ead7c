"""This file reads the text of a tagged PDF in the order in which it is read aloud.

It follows the structure of the document, not the place of letters on a page: a cell that goes on
overleaf is one text, and what stands above and below every page is none. What somebody hears is
thus what is proven to be there.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from supplier_portal.documents.glyphs import boxes
from supplier_portal.documents.proof import LostTextError

_OPERATORS = "BMC BDC EMC Tf Tj TJ"
_CODES_TO_TEXT = re.compile(r"<([0-9A-Fa-f]{2}|[0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
NO_GLYPH = "\ufffd"  # what a font says of the box that it draws for a letter it does not have
_BLOCKS = {"Title", "P", "H1", "H2", "H3", "TH", "TD", "LBody", "Lbl"}
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class _Font:
    """Which text the codes of a font stand for, and how many bytes a code takes."""

    texts: Mapping[int, str]
    width: int


class UntaggedError(LostTextError):
    """A PDF has no structure to follow or tells no letters, so its text is not certain."""


@dataclass(slots=True)
class _Marked:
    """A piece of a page between two marks: which part of the document it is, and its text."""

    part: int | None = None
    instead: str | None = None
    is_reversed: bool = False
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        text = "".join(self.texts)
        if self.instead is not None:
            return NO_GLYPH if NO_GLYPH in text else self.instead
        return text[::-1] if self.is_reversed else text


def text_of(document: bytes) -> str:
    """The text of a tagged PDF, a line for each paragraph, heading and cell.

    A letter for which a box is drawn is U+FFFD, whatever the file says that it is.
    Raises UntaggedError when it has no structure or does not say which letters it shows, and
    pikepdf.PdfError when it is no PDF.
    """
    return texts_of_parts(document)[0]


def texts_of_parts(document: bytes) -> tuple[str, str]:
    """The text as ``text_of`` gives it, and what stands above and below the pages."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        structure = pdf.Root.get("/StructTreeRoot")
        if structure is None or "/K" not in structure:
            raise UntaggedError
        reader = _Reader(structure.get("/RoleMap", {}))
        text = "".join(reader.read(structure["/K"], None, 0)).strip()
        return text, "\n".join(reader.beside)


def properties_of(document: bytes) -> str:
    """What a PDF says of itself: its title, its keywords; raises pikepdf.PdfError for no PDF."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        metadata = pdf.Root.get("/Metadata")
        told = [str(value) for value in pdf.docinfo.values()]
        if isinstance(metadata, pikepdf.Stream):
            told.append(metadata.read_bytes().decode("utf-8", "replace"))
    return "\n".join(told)


class _Reader:
    """Follows the structure, and reads each page once."""

    def __init__(self, roles: Any) -> None:  # noqa: ANN401 - pikepdf
        self.beside: list[str] = []
        named = {str(name)[1:] for name, role in roles.items() if str(role)[1:] in _BLOCKS}
        self._blocks = _BLOCKS | named
        self._pages: dict[tuple[int, int], dict[int, str]] = {}
        self._fonts: dict[tuple[int, int], _Font] = {}

    def read(self, node: Any, page: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 - pikepdf
        if depth > _DEEPEST:
            raise UntaggedError
        if isinstance(node, int):
            yield self._part(page, node)
        elif isinstance(node, pikepdf.Array):
            for child in node.as_list():
                yield from self.read(child, page, depth + 1)
        else:
            yield from self._read_element(node, page, depth)

    def _read_element(self, node: Any, page: Any, depth: int) -> Iterator[str]:  # noqa: ANN401
        page = node.get("/Pg", page)
        if "/MCID" in node:
            yield self._part(page, int(node["/MCID"]))
            return
        if str(node.get("/S", ""))[1:] in self._blocks:
            yield "\n"
        if "/K" in node:
            yield from self.read(node["/K"], page, depth + 1)

    def _part(self, page: Any, part: int) -> str:  # noqa: ANN401 - pikepdf
        if page.objgen not in self._pages:
            self._pages[page.objgen] = self._parts_of(pikepdf.Page(page))
        return self._pages[page.objgen].get(part, "")

    def _parts_of(self, page: pikepdf.Page) -> dict[int, str]:
        fonts = {name: self._read_font(font) for name, font in page.resources["/Font"].items()}
        parts: dict[int, list[str]] = {}
        font = _Font({}, 1)
        open_marks = [_Marked()]
        for instruction in pikepdf.parse_content_stream(page, _OPERATORS):
            operands: Any = instruction.operands
            match str(instruction.operator):
                case "Tf":
                    font = fonts[str(operands[0])]
                case "BMC" | "BDC":
                    open_marks.append(_marked(operands))
                case "EMC":
                    closed = open_marks.pop()
                    if closed.part is not None:
                        parts.setdefault(closed.part, []).append(closed.text)
                    else:
                        open_marks[-1].texts.append(closed.text)
                case _:
                    open_marks[-1].texts.append(_shown(operands[0], font))
        self.beside += open_marks[0].texts
        return {part: "".join(texts) for part, texts in parts.items()}

    def _read_font(self, font: Any) -> _Font:  # noqa: ANN401 - pikepdf
        if font.objgen not in self._fonts:
            listing = font["/ToUnicode"].read_bytes().decode("latin-1")
            texts = {
                int(code, 16): bytes.fromhex(text).decode("utf-16-be", "replace")
                for code, text in _CODES_TO_TEXT.findall(listing)
            }
            is_composite = str(font.get("/Subtype")) == "/Type0"
            if not is_composite:
                texts |= dict.fromkeys(_boxes_of(font), NO_GLYPH)
            self._fonts[font.objgen] = _Font(texts, 2 if is_composite else 1)
        return self._fonts[font.objgen]


def _boxes_of(font: Any) -> frozenset[int]:  # noqa: ANN401 - pikepdf
    file = font.get("/FontDescriptor", {}).get("/FontFile2")
    return frozenset() if file is None else boxes(file.read_bytes())


def _marked(operands: Any) -> _Marked:  # noqa: ANN401 - pikepdf
    properties = operands[1] if len(operands) > 1 else None
    if not isinstance(properties, pikepdf.Dictionary):
        return _Marked(is_reversed=str(operands[0]) == "/ReversedChars")
    return _Marked(
        part=int(properties["/MCID"]) if "/MCID" in properties else None,
        instead=str(properties["/ActualText"]) if "/ActualText" in properties else None,
    )


def _shown(operand: Any, font: _Font) -> str:  # noqa: ANN401 - pikepdf
    pieces = operand.as_list() if isinstance(operand, pikepdf.Array) else [operand]
    shown = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    codes = (
        int.from_bytes(shown[place : place + font.width])
        for place in range(0, len(shown) - font.width + 1, font.width)
    )
    try:
        return "".join(font.texts[code] for code in codes)
    except KeyError as error:
        raise UntaggedError from error
