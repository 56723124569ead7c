"""This file tests that a Word document holds every text of its content, as docxtpl prints it."""

import io
import zipfile
from random import Random

import docx
import jinja2
import pytest
from documents.programs import converted
from docxtpl import DocxTemplate
from factories.annexes import EN, contents, hostile_contents
from factories.strategies import nasty
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from questionnaires.annexes import AnnexKind, content_hash
from supplier_portal.documents import prepared, word
from supplier_portal.services.annexes import template_of

KINDS = [kind.value for kind in AnnexKind]
TRIALS = 25


def rendered(content):
    return word.render(template_of(AnnexKind(content["kind"])), content)


def plain(template, content):
    """What docxtpl itself makes of a template."""
    document = DocxTemplate(io.BytesIO(template))
    sandbox = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    document.render(content, sandbox, autoescape=True)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def markup(document):
    """The markup of everything that a reader reads, in its canonical form."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {
            name: etree.tostring(etree.fromstring(archive.read(name)), method="c14n2")
            for name in archive.namelist()
            if name.startswith(("word/document", "word/footer", "word/header"))
        }


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_is_to_the_letter_what_docxtpl_makes_of_the_template(kind):
    for trial in range(TRIALS):
        content = hostile_contents("docxtpl", trial)[kind]
        template = template_of(AnnexKind(kind))
        assert markup(word.render(template, content)) == markup(plain(template, content))


BODIES = {
    "breaks": "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{{ text }}</w:t></w:r></w:p>",
    "after a tab": "<w:p><w:r><w:tab/><w:t>x {{ text }} y {{ text }}</w:t></w:r></w:p>",
    "split over runs": "<w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>{ te</w:t></w:r>"
    "<w:r><w:t>xt }}</w:t></w:r></w:p>",
    "runs": "<w:p><w:r><w:t>{%r if text %}</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>{{ text }}"
    "</w:t></w:r><w:r><w:t>{%r endif %}</w:t></w:r></w:p>",
    "inner condition": "<w:p><w:r><w:t>{% if text %}A{{ text }}{% else %}B{% endif %}</w:t></w:r>"
    "</w:p>",
    "escaped braces": "<w:p><w:r><w:t>{_{ x }_} {_% y %_} {{ text }}</w:t></w:r></w:p>",
    "attribute": "<w:tbl><w:tblPr><w:tblCaption w:val='{{ text }}'/></w:tblPr><w:tblGrid>"
    "<w:gridCol w:w='100'/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "cells": "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='100'/></w:tblGrid><w:tr><w:tc><w:p><w:r>"
    "<w:t>{%tc for item in items %}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{{ item }}</w:t>"
    "</w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{%tc endfor %}</w:t></w:r></w:p></w:tc></w:tr>"
    "</w:tbl>",
    "rows": "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='100'/><w:gridCol w:w='50'/></w:tblGrid>"
    "<w:tr><w:tc><w:p><w:r><w:t>{%tr for item in items %}</w:t></w:r></w:p></w:tc></w:tr><w:tr>"
    "<w:tc><w:p><w:r><w:t>{{ item }}</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr><w:tr>"
    "<w:tc><w:p><w:r><w:t>{%tr endfor %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
}


def template_with(body):
    """One of our templates with another body."""
    with zipfile.ZipFile(io.BytesIO(template_of(AnnexKind.PROGRAMME))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    start, rest = parts["word/document.xml"].split(b"<w:body>")
    end = rest[rest.index(b"<w:sectPr>") :]
    parts["word/document.xml"] = b"".join((start, b"<w:body>", body.encode(), end))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return written.getvalue()


def with_footnote(template, text):
    """The same template with a footnote."""
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["word/footnotes.xml"] = (
        f"<w:footnotes {namespace}><w:footnote w:id='2'><w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        "</w:footnote></w:footnotes>"
    )
    for name, end, more in (
        (
            "[Content_Types].xml",
            "</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/>',
        ),
        (
            "word/_rels/document.xml.rels",
            "</Relationships>",
            f'<Relationship Id="notes" Type="{relation}" Target="footnotes.xml"/>',
        ),
    ):
        parts[name] = parts[name].replace(end, f"{more}{end}")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return written.getvalue()


def test_a_footnote_is_filled_in_as_well_and_counts_as_read():
    body = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    content = {**contents()["programme"], "text": "a < b\nc"}
    document = word.fill(with_footnote(template_with(body), "Noot: {{ text }}"), content)
    assert "Noot: a < b\nc" in word.text_of(document)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_every_way_to_write_a_placeholder_comes_out_as_docxtpl_does_it(body):
    template = template_with(body)
    random = Random(body)
    for count in range(TRIALS):
        content = contents()["programme"] | {
            "text": nasty(random),
            "items": [nasty(random) for _ in range(count % 4)],
        }
        assert markup(word.fill(template, content)) == markup(plain(template, content))


def test_what_docxtpl_takes_for_an_escaped_brace_stays_as_it_was_typed():
    content = contents()["programme"]
    content["introduction"] = ["{_{ a }_} en {_% b %_}"]
    assert "{_{ a }_} en {_% b %_}" in word.text_of(rendered(content))


@pytest.mark.parametrize("kind", KINDS)
def test_each_template_asks_only_what_its_content_offers(kind):
    document = DocxTemplate(io.BytesIO(template_of(AnnexKind(kind))))
    content = contents()[kind]
    asked = document.get_undeclared_template_variables(SandboxedEnvironment())
    assert asked
    assert asked <= content.keys()
    assert set(content) - asked <= {"kind", "language"}


def test_the_same_content_gives_the_same_bytes():
    first, second = rendered(contents()["programme"]), rendered(contents()["programme"])
    assert first == second


def test_what_a_document_says_of_itself_is_that_of_its_content():
    content = contents(language=EN)["contract_annex"]
    properties = docx.Document(io.BytesIO(rendered(content))).core_properties
    assert properties.title == "Information-security annex to the contract – Zaaksysteem"
    assert properties.language == "en-GB"
    assert properties.author == "Gemeente Voorbeeld"
    assert properties.keywords == f"{content['digest']} {content_hash(content)}"


@pytest.mark.parametrize(("language", "tag"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_a_document_is_read_out_in_its_language(language, tag):
    content = contents(language=EN if language == "en" else contents.__defaults__[1])["programme"]
    with zipfile.ZipFile(io.BytesIO(rendered(content))) as archive:
        styles = etree.fromstring(archive.read("word/styles.xml"))
    [found] = styles.iterfind(".//{*}rPrDefault//{*}lang")
    assert found.get(f"{{{styles.nsmap['w']}}}val") == tag


def without_escaping(monkeypatch):
    environment = prepared._Sandbox(autoescape=False, undefined=StrictUndefined)
    environment.filters["one_line"] = prepared._one_line
    monkeypatch.setattr(prepared, "_ENVIRONMENT", environment)
    prepared.prepare.cache_clear()


@pytest.fixture(autouse=True)
def _prepare_anew():
    yield
    prepared.prepare.cache_clear()


@pytest.mark.parametrize("text", ["a < b", "R&D", "<w:p/> en verder", "a</w:t><w:t>b"])
def test_a_document_that_lost_text_is_not_given_out(text, monkeypatch):
    content = contents()["programme"]
    content["themes"][0]["requirements"][0]["text"] = text
    assert text in word.text_of(rendered(content))
    without_escaping(monkeypatch)
    with pytest.raises(word.LostTextError):
        rendered(content)


HALF_A_TABLE = (
    "<w:p><w:r><w:t>{% if text %}</w:t></w:r></w:p><w:tbl><w:tblPr/><w:tblGrid>"
    "<w:gridCol w:w='100'/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>{% endif %}</w:t></w:r></w:p>"
    "</w:tc></w:tr></w:tbl>"
)


@pytest.mark.parametrize("more", ["", BODIES["cells"]], ids=["steady tables", "other tables"])
def test_a_document_that_its_own_template_breaks_is_not_given_out(more):
    content = {**contents()["programme"], "text": "", "items": []}
    with pytest.raises(word.LostTextError, match="well-formed"):
        word.render(template_with(HALF_A_TABLE + more), content)


def test_a_document_that_a_forgiving_reader_mended_is_not_given_out(monkeypatch):
    content = contents()["programme"]
    content["themes"][0]["requirements"][0]["text"] = "a < b en verder"
    without_escaping(monkeypatch)
    real = prepared.FilledPart.fill

    def mended(part, content):
        forgiving = etree.XMLParser(recover=True)
        return etree.tostring(etree.fromstring(real(part, content), forgiving))

    monkeypatch.setattr(prepared.FilledPart, "fill", mended)
    with pytest.raises(word.LostTextError):
        rendered(content)


@pytest.mark.parametrize("text", ["\ud800", "\x0b", "\x00", "\ufffe"])
def test_a_character_that_no_document_can_hold_never_ends_up_in_one(text):
    content = contents()["programme"]
    content["themes"][0]["requirements"][0]["text"] = f"voor{text}na"
    with pytest.raises((word.LostTextError, UnicodeEncodeError)):
        rendered(content)


def test_a_template_that_asks_for_something_else_fails_loudly():
    content = contents()["programme"]
    del content["catalogue"]
    with pytest.raises(jinja2.UndefinedError):
        rendered(content)


def test_text_that_looks_like_a_template_is_only_text():
    content = contents()["programme"]
    content["themes"][0]["requirements"][0]["text"] = "{{ 7*7 }} {% if x %}"
    assert "{{ 7*7 }} {% if x %}" in word.text_of(rendered(content))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_libreoffice_opens_each_kind_without_repair(kind, tmp_path):
    content = contents()[kind]
    content["catalogue"] = "a < b & R&D, “aanhaling”\ntweede regel"
    [made] = converted(rendered(content), "annex.docx", "txt:Text (encoded):UTF8", tmp_path)
    text = made.read_text(encoding="utf-8-sig")
    assert "a < b & R&D, “aanhaling”" in text
    assert "tweede regel" in text
    assert content["digest"] in text
