"""This file prepares a Word template once, so that filling it costs little more than writing it.

What docxtpl does to a template before rendering does not depend on the content: it is done once,
compiled and kept. What docxtpl does to the result (line ends, tabs, the grid of tables, the ids of
drawings) is done where a text is written, or left out where a template cannot need it.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from docx.opc.part import Part
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from questionnaires.annexes import AnnexContent

_KEPT_TEMPLATES = 32
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
_RUN_PROPERTIES = re.compile(r"<w:rPr>.*?</w:rPr>")
_TAG = re.compile(r"<[^<>]*>")
_VALUE = re.compile(r"\{\{(-?)(.*?)(-?)\}\}", re.DOTALL)
_STATEMENT = re.compile(r"\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}", re.DOTALL)
_DRAWING_ID = re.compile(r'(<wp:docPr\b[^>]*?\bid=")[^"]*(?=")')
_FIRST_DRAWING = 1001  # as docxtpl counts
_UNKNOWN = -1
_SPACES = {ord("\n"): " ", ord("\t"): " "}
_LINE_END = '</w:t><w:br/><w:t xml:space="preserve">'
_BRACES = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}


class _Sandbox(SandboxedEnvironment):
    """Looks a name up among the keys first: a content is tables, their methods are no business."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as jinja2 declares it
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def _one_line(value: object) -> Markup:
    """A value within an attribute, where white space of any kind counts as a space."""
    return escape(str(value).translate(_SPACES) if isinstance(value, str) else value)


_ENVIRONMENT = _Sandbox(autoescape=True, undefined=StrictUndefined)
_ENVIRONMENT.filters["one_line"] = _one_line


@dataclass(frozen=True, slots=True)
class FilledPart:
    """A part that holds placeholders: what stands before and after what is filled in."""

    before: str
    template: Template
    after: str
    has_drawings: bool
    has_steady_tables: bool

    def fill(self, content: AnnexContent) -> bytes:
        """The part as XML; raises jinja2.UndefinedError for what the content does not offer."""
        xml = _with_breaks(self.template.render(content))
        if self.has_drawings:
            numbers = iter(range(_FIRST_DRAWING, _FIRST_DRAWING + xml.count("<wp:docPr")))
            xml = _DRAWING_ID.sub(lambda match: f"{match[1]}{next(numbers)}", xml)
        if not self.has_steady_tables:
            xml = _with_fitted_tables(xml)
        return f"{self.before}{xml}{self.after}".encode()


@dataclass(frozen=True, slots=True)
class PreparedTemplate:
    """A template with its placeholders compiled; ``fixed`` holds the parts that stay as they are.

    ``properties`` and ``styles`` are the names of the parts that describe the document.
    """

    fixed: Mapping[str, bytes]
    filled: Mapping[str, FilledPart]
    properties: str
    styles: str


@lru_cache(maxsize=_KEPT_TEMPLATES)
def prepare(template: bytes) -> PreparedTemplate:
    """Take a Word template apart, and compile what is filled in.

    Raises jinja2.TemplateSyntaxError where a placeholder cannot be read.
    """
    document = DocxTemplate(io.BytesIO(template))
    document.render_init()
    filled = dict(_filled_parts(document))
    part = document.docx.part
    # python-docx adds either where there is none; neither has another name.
    properties, styles = part.package._core_properties_part, part._styles_part  # noqa: SLF001
    written = io.BytesIO()
    document.docx.save(written)
    with zipfile.ZipFile(written) as archive:
        fixed = {name: archive.read(name) for name in archive.namelist() if name not in filled}
    return PreparedTemplate(
        fixed=fixed,
        filled=filled,
        properties=_name(properties),
        styles=_name(styles),
    )


def _filled_parts(document: DocxTemplate) -> Iterator[tuple[str, FilledPart]]:
    part = document.docx.part
    before, after = _around_body(part.element)
    yield _name(part), _part(document, before, document.get_xml(), after, is_body=True)
    for kind in (document.HEADER_URI, document.FOOTER_URI):
        for _, beside in document.get_headers_footers(kind):
            xml = document.get_part_xml(beside)
            yield _name(beside), _part(document, _DECLARATION, xml, "")
    for other in part.package.parts:
        if other.content_type.endswith("wordprocessingml.footnotes+xml"):
            yield _name(other), _part(document, "", other.blob.decode(), "")


def _part(
    document: DocxTemplate, before: str, xml: str, after: str, *, is_body: bool = False
) -> FilledPart:
    patched = document.resolve_listing(document.patch_xml(xml))
    for escaped, meant in _BRACES.items():
        patched = patched.replace(escaped, f"{{{{ {json.dumps(meant)} }}}}")
    source = _without_breaks(_TAG.sub(_with_one_line, patched))
    return FilledPart(
        before=before,
        template=_ENVIRONMENT.from_string(source),
        after=after,
        # docxtpl mends the body only.
        has_drawings=is_body and "<wp:docPr" in source,
        has_steady_tables=not is_body or _has_steady_tables(patched),
    )


def _with_one_line(tag: re.Match[str]) -> str:
    return _VALUE.sub(r"{{\1 (\2) | one_line \3}}", tag[0])


def _without_breaks(source: str) -> str:
    """A template without line ends and tabs of its own: any in the result come from a value."""
    pieces = _STATEMENT.split(source)
    statements = [*_STATEMENT.findall(source), ""]
    return "".join(
        f"{piece.translate(_SPACES)}{statement}"
        for piece, statement in zip(pieces, statements, strict=True)
    )


def _with_breaks(xml: str) -> str:
    """Line ends and tabs of values in the way that docxtpl leaves them."""
    if "\t" in xml:
        xml = "".join(_with_tabs(xml))
    return xml.replace("\n", _LINE_END)


def _with_tabs(xml: str) -> Iterator[str]:
    """A tab is a run of its own, which looks like the run that it parts."""
    start = 0
    for tab in re.finditer("\t", xml):
        run = max(xml.rfind("<w:r>", 0, tab.start()), xml.rfind("<w:r ", 0, tab.start()))
        found = _RUN_PROPERTIES.search(xml, run, tab.start())
        properties = found[0] if found else ""
        yield xml[start : tab.start()]
        yield f"</w:t></w:r><w:r>{properties}<w:tab/></w:r>"
        yield f'<w:r>{properties}<w:t xml:space="preserve">'
        start = tab.end()
    yield xml[start:]


def _around_body(root: Any) -> tuple[str, str]:  # noqa: ANN401 - lxml
    """What stands before and after the body of a document."""
    shell = etree.fromstring(etree.tostring(root), _PARSER)
    body = shell.find(f"{_WORD}body")
    shell.replace(body, etree.Comment("body"))
    before, _, after = etree.tostring(shell, encoding="unicode").partition("<!--body-->")
    return f"{_DECLARATION}{before}", after


def _has_steady_tables(patched: str) -> bool:
    """Whether no content can give a row another number of cells than its table has columns."""
    try:
        plain = _TAG.sub(lambda tag: _STATEMENT.sub("", tag[0]), patched)
        body = etree.fromstring(_STATEMENT.sub("<made/>", plain), _PARSER)
    except etree.XMLSyntaxError:
        return False
    return all(_is_steady(table) for table in body.iter(f"{_WORD}tbl"))


def _is_steady(table: Any) -> bool:  # noqa: ANN401 - lxml
    columns = len(table.findall(f"{_WORD}tblGrid/{_WORD}gridCol"))
    rows = table.findall(f"{_WORD}tr")
    first = next((child.tag for child in table if child.tag in {f"{_WORD}tr", "made"}), "made")
    return first != "made" and all(
        row.find("made") is None and _width(row) == columns for row in rows
    )


def _width(row: Any) -> int:  # noqa: ANN401 - lxml
    spans = [span.get(f"{_WORD}val") for span in row.iterfind(f".//{_WORD}gridSpan")]
    if not all(span.isdigit() for span in spans):
        return _UNKNOWN
    return len(row.findall(f"{_WORD}tc")) + sum(int(span) - 1 for span in spans)


def _with_fitted_tables(xml: str) -> str:
    """The body with the grid of its tables as docxtpl mends it, but never with XML it must guess.

    Raises lxml.etree.XMLSyntaxError.
    """
    etree.fromstring(xml, _PARSER)
    return str(etree.tostring(DocxTemplate(None).fix_tables(xml), encoding="unicode"))


def _name(part: Part) -> str:
    return str(part.partname).lstrip("/")
