"""This file fills a Word template with the content of an annex, and proves that nothing was lost.

docxtpl by default drops text that looks like markup and leaves unknown placeholders empty; both
are unacceptable in a contract, hence the environment below (assurance, findings 1 to 5).
"""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from questionnaires.annexes import AnnexContent, texts_of

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}tab": "\t"}
_BUILD_TIME = (1980, 1, 1, 0, 0, 0)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)


class LostTextError(Exception):
    """A rendered document does not hold all text of its content, so it is not given out."""


def render(template: Path, content: AnnexContent) -> bytes:
    """Fill a template; the same template and content give the same bytes.

    Raises LostTextError when a text of the content does not come back out of the document, and
    jinja2.UndefinedError when the template asks for something that the content does not offer.
    """
    document = DocxTemplate(template)
    document.render(
        content, SandboxedEnvironment(autoescape=True, undefined=StrictUndefined), autoescape=True
    )
    _describe(document.docx.core_properties, content)
    written = io.BytesIO()
    document.save(written)
    rendered = _without_times(written.getvalue())
    _refuse_loss(rendered, content)
    return rendered


def text_of(document: bytes) -> str:
    """The text of a Word document as a reader sees it, footers and headers last."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        parts = sorted((name for name in archive.namelist() if _holds_text(name)), key=_body_first)
        return "\n".join(_text_of_part(archive.read(name)) for name in parts)


def _holds_text(name: str) -> bool:
    return name == "word/document.xml" or name.startswith(("word/header", "word/footer"))


def _body_first(name: str) -> tuple[bool, str]:
    return name != "word/document.xml", name


def _text_of_part(xml: bytes) -> str:
    root = etree.fromstring(xml, _PARSER)
    paragraphs = []
    for paragraph in root.iter(f"{_WORD}p"):
        pieces = [
            _BREAKS.get(element.tag, element.text or "" if element.tag == f"{_WORD}t" else "")
            for element in paragraph.iter(f"{_WORD}t", *_BREAKS)
            if element.getparent().tag == f"{_WORD}r"
        ]
        paragraphs.append("".join(pieces))
    return "\n".join(paragraphs)


def _describe(properties: Any, content: Mapping[str, Any]) -> None:  # noqa: ANN401 - python-docx
    properties.title = f"{content['labels']['heading']} – {content['procurement']['title']}"[:255]
    properties.language = content["language"]
    properties.author = content["procurement"]["buyer"][:255]
    properties.created = properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    properties.revision = 1


def _without_times(document: bytes) -> bytes:
    """The same archive with fixed times, so that equal content is equal bytes (assurance F3)."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as source,
        zipfile.ZipFile(written, "w") as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _BUILD_TIME)
            target.writestr(entry, source.read(name), compress_type=zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _refuse_loss(document: bytes, content: AnnexContent) -> None:
    found = text_of(document)
    printed = {key: part for key, part in content.items() if key not in {"labels", "language"}}
    for text in texts_of(printed):
        if text not in found:
            message = f"The document lost this text: {text[:80]!r}"
            raise LostTextError(message)
