"""This file fills a Word template with the content of an annex, and proves that nothing was lost.

docxtpl by default drops text that looks like markup and leaves unknown placeholders empty; both
are unacceptable in a contract, hence the sandbox in ``prepared`` and the proof (assurance, findings
1 to 5).
"""

import io
import re
import zipfile
from xml.sax.saxutils import escape

from lxml import etree

from questionnaires.annexes import AnnexContent, content_hash
from supplier_portal.documents.collecting import held_off
from supplier_portal.documents.prepared import PreparedTemplate, prepare
from supplier_portal.documents.proof import LostTextError, refuse_loss
from supplier_portal.documents.word_text import text_of, texts_of_parts

__all__ = ["LostTextError", "fill", "render", "text_of"]

_BUILD_TIME = (1980, 1, 1, 0, 0, 0)
_LONGEST_PROPERTY = 255
_DEFAULT_LANGUAGE = re.compile(rb'(<w:rPrDefault>.*?<w:lang\b[^>]*?w:val=")[^"]*(?=")', re.DOTALL)
_PROPERTIES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties
  xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
><dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:creator>{creator}</dc:creator
><cp:keywords>{keywords}</cp:keywords><cp:revision>1</cp:revision
><dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created
><dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified
><dc:language>{language}</dc:language></cp:coreProperties>
"""


def render(template: bytes, content: AnnexContent) -> bytes:
    """Fill a template; the same template and content give the same bytes.

    Raises LostTextError when a text of the content does not come back out of the document, and
    jinja2.UndefinedError when the template asks for something that the content does not offer.
    """
    try:
        with held_off():
            rendered = fill(template, content)
            body, *beside = texts_of_parts(rendered)
    except etree.XMLSyntaxError as error:
        message = f"The document is not well-formed: {error}"
        raise LostTextError(message) from error
    refuse_loss(content, body, beside)
    return rendered


def fill(template: bytes, content: AnnexContent) -> bytes:
    """Fill a template without the proof, for who measures what the proof costs."""
    prepared = prepare(template)
    with held_off():
        parts = {name: part.fill(content) for name, part in prepared.filled.items()}
    parts[prepared.properties] = _properties(content)
    parts[prepared.styles] = _in_language(prepared, content["language"])
    return _zipped({**prepared.fixed, **parts})


def _properties(content: AnnexContent) -> bytes:
    """What a reader shows of a document before it is opened: title, language, and what made it."""
    procurement = content["procurement"]
    told = {
        "title": f"{content['labels']['heading']} – {procurement['title']}"[:_LONGEST_PROPERTY],
        "subject": f"{procurement['reference']}, {content['labels']['revision']} "
        f"{content['revision']}"[:_LONGEST_PROPERTY],
        "creator": procurement["buyer"][:_LONGEST_PROPERTY],
        "keywords": f"{content['digest']} {content_hash(content)}",
        "language": content["language"],
    }
    return _PROPERTIES.format_map({name: escape(text) for name, text in told.items()}).encode()


def _in_language(prepared: PreparedTemplate, language: str) -> bytes:
    """The styles with the language of the content, so that it is read out as it should."""
    return _DEFAULT_LANGUAGE.sub(rb"\g<1>" + language.encode(), prepared.fixed[prepared.styles])


def _zipped(parts: dict[str, bytes]) -> bytes:
    """An archive with fixed times, so that equal content is equal bytes (assurance F3)."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _BUILD_TIME)
            target.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED)
    return written.getvalue()
