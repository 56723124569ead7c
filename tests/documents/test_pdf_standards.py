"""This file tests that each kind of PDF keeps to PDF/A-2a and PDF/UA-1, as far as can be judged."""

import io

import pikepdf
import pytest
from documents.contents import KINDS, content_of
from documents.pdf_checks import elements, problems_of

from supplier_portal.documents import pdf


@pytest.mark.parametrize("kind", KINDS)
def test_a_pdf_can_be_kept_and_heard(kind, tmp_path):
    assert problems_of(pdf.render(content_of(kind)), tmp_path) == []


def test_an_english_pdf_says_that_it_is_english(tmp_path):
    content = content_of("programme") | {"language": "en-GB"}
    with pikepdf.open(io.BytesIO(pdf.render(content))) as document:
        assert document.Root.Lang == "en-GB"


def without(key):
    def spoil(document):
        del document.Root[key]

    return spoil


def without_font_file(document):
    font = next(iter(document.pages[0].Resources.Font.values()))
    descriptor = font.DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def without_letters(document):
    font = next(iter(document.pages[0].Resources.Font.values()))
    del font["/ToUnicode"]


def skip_a_level(document):
    node = next(node for kind, node in elements(document) if kind == "H2")
    node.S = pikepdf.Name.H4


def data_in_heading_row(document):
    node = next(node for kind, node in elements(document) if kind == "TH")
    node.S = pikepdf.Name.TD


def short_row(document):
    node = [node for kind, node in elements(document) if kind == "TR"][-1]
    del node.K[-1]


def loose_text(document):
    document.pages[0].contents_add(b"BT /f0 10 Tf (\0\1) Tj ET")


def forget_claim(document):
    stream = document.Root.Metadata
    stream.write(stream.read_bytes().replace(b"pdfuaid:part", b"pdfuaid:other"))


FAULTS = {
    "no marks": (without("/MarkInfo"), "tagged"),
    "no language": (without("/Lang"), "language"),
    "no title shown": (without("/ViewerPreferences"), "title is not shown"),
    "no colours": (without("/OutputIntents"), "colour"),
    "no font": (without_font_file, "not embedded"),
    "no letters": (without_letters, "tells no letters"),
    "no claim": (forget_claim, "claims no"),
    "level skipped": (skip_a_level, "levels of headings"),
    "no heading row": (data_in_heading_row, "without a heading row"),
    "short row": (short_row, "differ in length"),
    "loose text": (loose_text, "outside the structure"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_pdf_is_found(fault, tmp_path):
    spoil, told = FAULTS[fault]
    with pikepdf.open(io.BytesIO(pdf.render(content_of("change_annex")))) as document:
        spoil(document)
        written = io.BytesIO()
        document.save(written)
    assert any(told in problem for problem in problems_of(written.getvalue(), tmp_path))
