"""This file builds Word templates that attack who fills them, each by the name of its trick."""

import io
import struct
import zipfile

from factories.word_templates import (
    BODY,
    RELATIONS,
    TYPES,
    W,
    archive,
    body,
    lines,
    paragraph,
    parts,
    relations,
    template,
    types,
    with_header,
)

# What a tag could say that is more than a name; each is put in a paragraph of a good template.
SAID = {
    "climb from a text to its class": "{{ digest.__class__.__mro__ }}",
    "climb by subscript": "{{ digest['__class__'] }}",
    "climb by joined names": "{{ digest['__cla' ~ 'ss__'] }}",
    "climb by the attr filter": "{{ digest | attr('__class__') }}",
    "climb by format string": "{{ '{0.__class__}'.format(digest) }}",
    "climb by format_map": "{{ '{x.__class__}'.format_map(procurement) }}",
    "climb by percent format": "{{ '%s' % digest }}",
    "globals of cycler": "{{ cycler.__init__.__globals__ }}",
    "globals of joiner": "{{ joiner.__init__.__globals__ }}",
    "globals of namespace": "{{ namespace.__init__.__globals__ }}",
    "globals of lipsum": "{{ lipsum.__globals__ }}",
    "make a namespace": "{{ namespace(a=1).a }}",
    "make much text": "{{ lipsum(n=100000) }}",
    "call dict": "{{ dict(a=1) }}",
    "self": "{{ self }}",
    "self of the template": "{{ self.__init__ }}",
    "caller": "{{ caller() }}",
    "a method of a text": "{{ digest.upper() }}",
    "a method of a list": "{{ themes.clear() }}",
    "a method of a group": "{{ procurement.pop('title') }}",
    "a method without a call": "{{ procurement.items }}",
    "a private name": "{{ procurement._title }}",
    "a name in letters that look alike": "{{ ｄｉｇｅｓｔ }}",
    "a name in another script": "{{ dіgest }}",
    "a filter": "{{ digest | upper }}",
    "map to an attribute": "{{ themes | map(attribute='__class__') | list }}",
    "a filter on a number": "{{ 'x' | center(300000000) }}",
    "a test": "{{ digest is defined }}",
    "a conditional value": "{{ digest if digest else revision }}",
    "a sum": "{{ 7*7 }}",
    "a power": "{{ 9**9**9 }}",
    "a text of 300 MB": "{{ 'x' * 300000000 }}",
    "a joined text": "{{ digest ~ revision }}",
    "a slice": "{{ digest[::-1] }}",
    "a list": "{{ [1, 2] }}",
    "a group": "{{ {'a': digest} }}",
    "a number": "{{ 1 }}",
    "a literal": "{{ 'x' }}",
    "several names": "{{ digest, revision }}",
    "a loop over a range": "{% for x in range(1000000000) %}{% endfor %}",
    "a loop over a literal": "{% for x in 'abc' %}{% endfor %}",
    "a loop in itself": "{% for t in themes recursive %}{{ loop(themes) }}{% endfor %}",
    "a loop with a filter": "{% for t in themes if digest %}{% endfor %}",
    "a loop with two names": "{% for a, b in themes %}{% endfor %}",
    "a loop that hides a name": "{% for digest in themes %}{% endfor %}",
    "a loop that hides itself": "{% for loop in themes %}{% endfor %}",
    "a loop that changes": "{% for t in themes %}{{ loop.cycle('a') }}{% endfor %}",
    "a loop in a loop in a loop": "{% for a in themes %}" * 14 + "{% endfor %}" * 14,
    "a comparison of size": "{% if digest < revision %}{% endif %}",
    "membership": "{% if 'a' in digest %}{% endif %}",
    "a call in a condition": "{% if digest.startswith('a') %}{% endif %}",
    "brackets without end": "{{ " + "(" * 400 + "digest" + ")" * 400 + " }}",
    "names without end": "{{ " + ".".join(["a"] * 3000) + " }}",
    "conditions without end": "{% if " + "not " * 3000 + "digest %}{% endif %}",
    "set": "{% set x = digest %}",
    "a block of set": "{% set x %}a{% endset %}",
    "macro": "{% macro m() %}{{ m() }}{% endmacro %}",
    "call": "{% call m() %}{% endcall %}",
    "import": "{% import 'a' as b %}",
    "from import": "{% from 'a' import b %}",
    "include": "{% include '/etc/passwd' %}",
    "extends": "{% extends 'a' %}",
    "block": "{% block a %}{% endblock %}",
    "filter block": "{% filter upper %}a{% endfilter %}",
    "raw": "{% raw %}{{ x }}{% endraw %}",
    "do": "{% do digest.x() %}",
    "with": "{% with x = digest %}{{ x }}{% endwith %}",
    "autoescape off": "{% autoescape false %}{{ digest }}{% endautoescape %}",
    "debug": "{% debug %}",
    "a comment": "{# x #}",
    "a span of cells": "{% colspan digest %}",
    "a colour of a cell": "{% cellbg digest %}",
    "a merged cell": "{% vm %}",
    "a rich text": "{{r digest }}",
    "a paragraph as value": "{{p digest }}",
    "a trimmed tag": "{%- if digest -%}{%- endif -%}",
}


def _runs(*pieces):
    return "<w:p>" + "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in pieces) + "</w:p>"


def _field(*codes):
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    inner = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    return f"<w:p>{begin}{inner}{end}</w:p>"


def _related(kind, target, mode=""):
    return template(parts={RELATIONS: relations(("rId9", kind, target, mode))})


def _outside(kind, target):
    return _related(kind, target, 'TargetMode="External"')


def _with_part(name, content="<a/>"):
    return template(parts={name: content})


def _doctype(text):
    whole = body("".join(map(paragraph, lines())))
    head, _, rest = whole.partition("?>")
    return template(parts={BODY: f"{head}?>{text}{rest}"})


def _in_utf_16():
    whole = body("".join(map(paragraph, lines()))).replace("UTF-8", "UTF-16")
    return template(parts={BODY: whole.encode("utf-16")})


def _core(field, text):
    xml = f"""<cp:coreProperties
        xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><{field}>{text}</{field}></cp:coreProperties>"""
    return template(parts={"docProps/core.xml": xml})


def _twice():
    written = io.BytesIO(template())
    with zipfile.ZipFile(written, "a") as target:
        target.writestr(BODY.upper(), body(paragraph("{{ 7*7 }}")))
    return written.getvalue()


def _encrypted():
    content = bytearray(template())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(sign)
        while start >= 0:
            struct.pack_into("<H", content, start + place, 1)
            start = content.find(sign, start + 4)
    return bytes(content)


def _link():
    written = io.BytesIO(template())
    entry = zipfile.ZipInfo("word/media/image1.png")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(written, "a") as target:
        target.writestr(entry, "/etc/passwd")
    return written.getvalue()


def _many():
    return template(parts={f"word/media/image{count}.png": b"" for count in range(600)})


def _elsewhere(kind, target):
    """Another part takes the place of one that is looked at."""
    hidden = body(paragraph("{{ 7*7 }}"))
    return template(
        parts={
            target: hidden,
            RELATIONS: relations(("rId9", kind, target.removeprefix("word/"), "")),
        }
    )


def _other_main():
    found = {**parts(""), "word/styles.xml": body(paragraph("{{ 7*7 }}"))}
    found[BODY] = body("".join(map(paragraph, lines())))
    return archive(
        {**found, "_rels/.rels": relations(("rId1", "officeDocument", "word/styles.xml", ""))}
    )


_HIDDEN = paragraph("{{ 7*7 }}")
_BOX = f"<w:p><w:r><w:pict><w:txbxContent>{_HIDDEN}</w:txbxContent></w:pict></w:r></w:p>"
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"

MADE = {
    "a tag in pieces": lambda: template(more=_runs("{", "{ 7", "*7 }", "}")),
    "a statement in pieces": lambda: template(more=_runs("{", "% set x", " = 1 %", "}")),
    "a tag over two paragraphs": lambda: template(more=_runs("{{ 7*7") + _runs("}}")),
    "brackets in two paragraphs": lambda: template(more=_runs("{") + _runs("{ 7*7 }}")),
    "a tag of which no paragraph has a sign": lambda: template(
        more=_runs("{") + _runs("{ 7*7 }") + _runs("}")
    ),
    "a statement of which no paragraph has a sign": lambda: template(
        more=_runs("{") + _runs("% set x = 1 %") + _runs("}")
    ),
    "a tag behind a deleted text": lambda: template(
        more="<w:p><w:r><w:delText>{{ 7*7 }}</w:delText></w:r></w:p>"
    ),
    "a tag with written entities": lambda: template(more=_runs("&#123;&#123; 7*7 }}")),
    "a tag with curly quotes": lambda: template(more=_runs("{{ ‘x’ }}")),
    "a tag in a box": lambda: template(more=_BOX),
    "a tag in an attribute": lambda: template(more='<w:p w:rsidR="{{ 7*7 }}"/>'),
    "a tag in the name of a bookmark": lambda: template(
        more='<w:p><w:bookmarkStart w:id="1" w:name="{% set x = 1 %}"/></w:p>'
    ),
    "a statement in the caption of a table": lambda: template(
        more='<w:tbl><w:tblPr><w:tblCaption w:val="{% for t in themes %}{% endfor %}"/></w:tblPr>'
        "<w:tblGrid/></w:tbl>"
    ),
    "a tag in a formula": lambda: template(more='<w:p><m:t xmlns:m="urn:m">{{ 7*7 }}</m:t></w:p>'),
    "a tag in a header": lambda: with_header(_HIDDEN),
    "a tag in a footer": lambda: with_header(_HIDDEN, part="footer1", kind="footer"),
    "a tag in a field in a header": lambda: with_header(_field("{{ 7*7 }}")),
    "a tag in the footnotes": lambda: _with_part(
        "word/footnotes.xml", f'<w:footnotes xmlns:w="{W}">{_HIDDEN}</w:footnotes>'
    ),
    "a tag in the endnotes": lambda: _with_part("word/endnotes.xml", body(_HIDDEN)),
    "a tag in the comments": lambda: _with_part("word/comments.xml", body(_HIDDEN)),
    "a tag in the styles": lambda: _with_part("word/styles.xml", body(_HIDDEN)),
    "a tag in the title": lambda: _core("dc:title", "{{ 7*7 }}"),
    "a tag in the author": lambda: _core("dc:creator", "{{ cycler }}"),
    "a tag in custom data": lambda: _with_part("customXml/item1.xml", "<a>{{ 7*7 }}</a>"),
    "a tag in the target of a link": lambda: _related("hyperlink", "#{{ digest }}"),
    "a document that is filled in": lambda: _core("cp:keywords", "5f2c" * 16),
    "a field that runs a program": lambda: template(more=_field('DDEAUTO c:\\\\a "b"')),
    "a field in pieces": lambda: template(more=_field("DD", "E a b")),
    "a field that includes a text": lambda: template(more=_field("INCLUDETEXT /etc/passwd")),
    "a field that includes a picture": lambda: template(more=_field("INCLUDEPICTURE http://x/")),
    "a simple field that links": lambda: template(
        more='<w:p><w:fldSimple w:instr="LINK a b"/></w:p>'
    ),
    "a field that asks a database": lambda: template(more=_field("DATABASE")),
    "a field with a button": lambda: template(more=_field("MACROBUTTON a")),
    "a field within a field": lambda: template(
        more=_field("IF ").replace("</w:p>", "") + _field("PAGE").removeprefix("<w:p>")
    ),
    "a field in the endnotes": lambda: _with_part("word/endnotes.xml", body(_field("DDE a b"))),
    "a field in the building blocks": lambda: _with_part(
        "word/glossary/document.xml", body(_field("INCLUDETEXT a"))
    ),
    "a field in a box": lambda: template(more=_BOX.replace(_HIDDEN, _field("DDE a b"))),
    "a drawing that leads outside": lambda: template(
        more='<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" '
        'href="https://x/"/></w:pict></w:r></w:p>'
    ),
    "a drawing that fetches": lambda: template(
        more='<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" '
        'src="\\\\host\\a.png"/></w:pict></w:r></w:p>'
    ),
    "a picture with commands": lambda: _with_part("word/media/a.png", b"\x01\0\0\0EMF"),
    "a field that leads outside": lambda: template(more=_field('HYPERLINK "http://x/"')),
    "a template of a template": lambda: _outside("attachedTemplate", "http://x/a.dotm"),
    "a picture from outside": lambda: _outside("image", "http://x/a.png"),
    "a link outside": lambda: _outside("hyperlink", "https://example.nl/"),
    "a share outside": lambda: _related("image", "\\\\host\\share"),
    "a frame outside": lambda: _outside("frame", "http://x/"),
    "an address that does not say it is outside": lambda: _related("image", "file:///etc/passwd"),
    "a header from another part": lambda: _elsewhere("header", "word/styles.xml"),
    "another part as the text": _other_main,
    "macros": lambda: _with_part("word/vbaProject.bin", b"x"),
    "macros by their kind": lambda: template(
        parts={
            TYPES: types().replace(
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                _MACROS,
            )
        }
    ),
    "an embedded object": lambda: _with_part("word/embeddings/oleObject1.bin", b"x"),
    "a control": lambda: _with_part("word/activeX/activeX1.xml"),
    "another document within": lambda: _with_part("word/afchunk.html", "<p>x</p>"),
    "a piece of another document": lambda: template(more='<w:altChunk r:id="rId9"/>'),
    "data bound to a control": lambda: template(
        more='<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr></w:sdt>'
    ),
    "a part of an unknown kind": lambda: _with_part("word/unknown.xml"),
    "a picture that is a program": lambda: _with_part("word/media/a.svg", "<svg/>"),
    "an external entity": lambda: _doctype(
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "a parameter entity": lambda: _doctype('<!DOCTYPE a [<!ENTITY % x SYSTEM "http://x/">%x;]>'),
    "an entity bomb": lambda: _doctype(f'<!DOCTYPE a [<!ENTITY l0 "ha">{_LAUGHS}]>'),
    "a document type without anything": lambda: _doctype('<!DOCTYPE a SYSTEM "http://x/a.dtd">'),
    "an instruction to a program": lambda: _doctype('<?xml-stylesheet href="http://x/"?>'),
    "another encoding": _in_utf_16,
    "a bomb": lambda: template(parts={"word/media/image1.png": b"\0" * 40_000_000}),
    "a large file": lambda: b"PK" + b"\0" * 6_000_000,
    "many parts": _many,
    "a part twice": _twice,
    "a part above its folder": lambda: _with_part("word/../../x.xml"),
    "a part of the machine": lambda: _with_part("/etc/x.xml"),
    "a part of another drive": lambda: _with_part("c:x.xml"),
    "an encrypted part": _encrypted,
    "a link as a part": _link,
    "an old document": lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "no archive": lambda: b"%PDF-1.7",
    "no document": lambda: archive({"a.txt": "x"}),
}
HOSTILE = {
    **{name: (lambda text=text: template(more=paragraph(text))) for name, text in SAID.items()},
    **MADE,
}

# Pushed straight at who fills in, past all that looks at a template first.
EXHAUSTING = {
    "two loops of 99,999": "{% for a in range(99999) %}{% for b in range(99999) %}"
    "{% endfor %}{% endfor %}",
    "a text of 300 MB": "{{ 'x' * 300000000 }}",
    "a text that doubles": "{% set ns = namespace(x='ab') %}{% for i in range(40) %}"
    "{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}",
    "a power": "{{ (9 ** 9999999) % 7 }}",
    "a shift of digits": "{{ 10 ** 100000000 > 1 }}",
    "a wide text": "{{ 'x' | center(2000000000) }}",
    "a list of lists": "{{ ([[0] * 9999] * 9999) | sum(start=[]) | length }}",
    "a macro that calls itself": "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}",
    "much printed": "{% for a in range(9999) %}{% for b in range(9999) %}{{ digest }}"
    "{% endfor %}{% endfor %}",
    "a sorting without end": "{% for a in range(99999) %}{{ range(99999) | sort | length }}"
    "{% endfor %}",
    "names made of names": "{{ lipsum(n=5000, html=false) * 2000 }}",
}
