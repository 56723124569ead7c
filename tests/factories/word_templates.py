"""This file builds small Word templates, good ones and parts to spoil them with."""

import io
import zipfile
from xml.sax.saxutils import escape

from questionnaires.placeholders import placeholders

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BODY = "word/document.xml"
TYPES = "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"


def lines(kind="contract_annex"):
    """The paragraphs of a template that prints all that a kind of document has."""
    written, opened = [], []
    for item in placeholders(kind, "nl"):
        while opened and opened != list(item.loops[: len(opened)]):
            opened.pop()
            written.append("{%p endfor %}")
        for loop in item.loops[len(opened) :]:
            opened.append(loop)
            written.append(f"{{%p {loop} %}}")
        written.append(f"{{{{ {item.name} }}}}")
    return written + ["{%p endfor %}"] * len(opened)


def paragraph(text):
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def body(inner):
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{W}" '
        f'xmlns:r="{R}"><w:body>{inner}<w:sectPr/></w:body></w:document>'
    )


def types(*more):
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in ((BODY, f"{_OFFICE}.document.main+xml"), *more)
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relations(*more):
    found = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{escape(target)}" {mode}/>'
        for key, kind, target, mode in more
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def parts(inner):
    """The parts of a document with this in its body."""
    return {
        TYPES: types(),
        "_rels/.rels": relations(("rId1", "officeDocument", BODY, "")),
        BODY: body(inner),
        RELATIONS: relations(),
    }


def archive(found):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name, content in found.items():
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            target.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED)
    return written.getvalue()


def template(kind="contract_annex", *, more="", **changed):
    """A good template, with ``more`` XML in its body and ``changed`` parts."""
    inner = "".join(map(paragraph, lines(kind))) + more
    return archive({**parts(inner), **changed.get("parts", {})})


def with_header(text, *, part="header1", kind="header"):
    """A good template with a header or footer of this XML."""
    name = f"word/{part}.xml"
    tag = "hdr" if kind == "header" else "ftr"
    xml = f'<w:{tag} xmlns:w="{W}" xmlns:r="{R}">{text}</w:{tag}>'
    used = f'<w:{kind}Reference w:type="default" r:id="rId5"/>'
    reference = f"<w:p><w:pPr><w:sectPr>{used}</w:sectPr></w:pPr></w:p>"
    return template(
        more=reference,
        parts={
            name: xml,
            TYPES: types((name, f"{_OFFICE}.{kind}+xml")),
            RELATIONS: relations(("rId5", kind, f"{part}.xml", "")),
        },
    )
