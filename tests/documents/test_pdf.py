"""This file tests that a PDF holds every text, or that it is said which letter it cannot hold."""

import io
import re
import resource
import subprocess
from pathlib import Path

import pikepdf
import pytest
from documents.contents import KINDS, content_of
from documents.programs import required
from factories.annexes import hostile_contents
from factories.strategies import hostile_texts
from hypothesis import HealthCheck, given, settings

from questionnaires.errors import UnprintableTextError
from supplier_portal import resources
from supplier_portal.documents import pdf
from supplier_portal.documents.printing import normalised, printed_texts
from supplier_portal.documents.proof import LostTextError
from supplier_portal.documents.tagged_text import UntaggedError, text_of

MARGIN, PAPER = 62.3, 595.3


def with_text(text, kind="contract_annex"):
    content = content_of(kind)
    content["themes"][0]["requirements"][0]["text"] = text
    return content


@pytest.mark.parametrize("kind", KINDS)
def test_a_pdf_holds_every_text_in_order(kind):
    content = content_of(kind)
    found, place = normalised(text_of(pdf.render(content))), 0
    for text in printed_texts(content):
        place = found.index(normalised(text), place)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_content_gives_the_same_pdf(kind):
    first = pdf.render(content_of(kind))
    pdf.render(content_of("programme"))
    assert first == pdf.render(content_of(kind))


def test_a_pdf_is_dated_by_its_publication():
    with pikepdf.open(io.BytesIO(pdf.render(content_of("programme")))) as document:
        assert str(document.docinfo.CreationDate).startswith("D:20261123")


def test_a_pdf_names_its_revision_in_its_properties_and_on_every_page():
    content = with_text("Een lange eis. " * 700)
    with pikepdf.open(io.BytesIO(pdf.render(content))) as document:
        assert content["digest"] in str(document.docinfo.Keywords)
        assert str(document.docinfo.Title).endswith(content["procurement"]["title"])
        number_of_pages = len(document.pages)
    shown = shown_on_pages(pdf.render(content))
    assert number_of_pages > 2
    for number, page in enumerate(shown, start=1):
        assert content["digest"] in page
        assert f"Page {number} Of {number_of_pages}" in page


def test_a_long_table_repeats_its_heading_on_every_page():
    content = content_of("applicability")
    content["rows"] = content["rows"] * 60
    pages = shown_on_pages(pdf.render(content))
    assert len(pages) > 2
    assert all("Applicable" in page for page in pages)


def test_a_pdf_is_set_in_the_font_that_comes_with_the_service():
    with pikepdf.open(io.BytesIO(pdf.render(content_of("contract_annex")))) as document:
        fonts = {
            str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values()
        }
    assert fonts
    assert all("SourceSansPro" in font for font in fonts)


def test_text_that_looks_like_source_is_only_text():
    text = '#set page(fill: red) #read("frame.typ") $x^2$ *vet* _schuin_ `code` \\ // <label> @bron'
    assert text in text_of(pdf.render(with_text(text)))


def test_what_looks_like_a_ligature_or_a_space_stays_what_it_is():
    text = "eﬃciënt ﬁ fi   drie\u00a0spaties\ttab\nregel e\u0301 a\u0308\u0323"
    assert normalised(text) in normalised(text_of(pdf.render(with_text(text))))


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("prijs in 中", "中"),
        ("klaar 😀", "😀"),
        ("de prijs: א", "א"),
        ("tekst\u202eomgekeerd", "\u202e"),
        ("म", "म"),
        ("de letter a\u20d0", "a\u20d0"),
    ],
    ids=["chinese", "emoji", "hebrew", "override", "devanagari", "loose mark"],
)
def test_a_letter_that_cannot_be_set_is_named_and_word_is_advised(text, letter):
    with pytest.raises(UnprintableTextError, match="Choose Word") as refused:
        pdf.render(with_text(text))
    assert refused.value.facts["character"] == letter


@given(text=hostile_texts())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_printed_whole_or_refused_by_the_letter(text):
    content = with_text(text, "questionnaire")
    try:
        printed = text_of(pdf.render(content))
    except UnprintableTextError as error:
        printed = error.facts["character"]
        text = printed if printed in text else "a letter that is not there"
    assert normalised(text) in normalised(printed)


def test_a_template_that_leaves_a_text_out_gives_no_document(tmp_path, monkeypatch):
    spoil(tmp_path, monkeypatch, "labelled(labels.guidance, requirement.guidance)", "")
    with pytest.raises(LostTextError, match="onafhankelijke partij"):
        pdf.render(content_of("contract_annex"))


def test_a_template_that_leaves_out_one_of_two_equal_texts_gives_no_document(tmp_path, monkeypatch):
    content = content_of("programme")
    content["scoring"] = ["Zie hieronder."] * 2
    assert pdf.render(content)
    spoil(tmp_path, monkeypatch, "for text in texts", "for text in texts.dedup()")
    with pytest.raises(LostTextError, match="Zie hieronder"):
        pdf.render(content)


def test_a_text_that_no_template_knows_of_gives_no_document():
    content = content_of("contract_annex") | {"small_print": "Dit staat nergens."}
    with pytest.raises(LostTextError, match="Dit staat nergens"):
        pdf.render(content)


def test_a_word_of_ten_thousand_letters_stays_within_the_margins():
    content = with_text("onderbreek" * 1000)
    content["procurement"]["title"] = "Zaaksysteem" * 30
    document = pdf.render(content)
    ends = [float(end) for end in re.findall(r'xMax="([\d.]+)"', boxes_of(document))]
    assert max(ends) < PAPER - MARGIN + 1


def test_the_text_of_a_pdf_without_structure_has_no_order():
    with pikepdf.open(io.BytesIO(pdf.render(content_of("programme")))) as document:
        del document.Root["/StructTreeRoot"]
        written = io.BytesIO()
        document.save(written)
    with pytest.raises(UntaggedError):
        text_of(written.getvalue())


def spoil(folder, monkeypatch, old, new):
    """Take a text of the templates away, as somebody may by mistake."""
    changed = 0
    for template in resources.ANNEXES.glob("*.typ"):
        text = template.read_text(encoding="utf-8")
        changed += old in text
        (folder / template.name).write_text(text.replace(old, new), encoding="utf-8")
    assert changed == 1
    monkeypatch.setattr(pdf.resources, "ANNEXES", folder)


def shown_on_pages(document):
    return run_pdftotext(document, "-layout").decode().split("\f")[:-1]


def boxes_of(document):
    return run_pdftotext(document, "-bbox").decode()


def run_pdftotext(document, *options):
    program = required("pdftotext", "poppler-utils")
    return subprocess.run(  # noqa: S603 - our own file, a program found on this machine
        [program, *options, "-", "-"], input=document, capture_output=True, check=True
    ).stdout


@pytest.mark.slow
def test_setting_one_document_after_the_other_takes_no_more_memory():
    content = with_text("De leverancier legt dit vast. " * 5_000)
    pdf.typeset(content)
    before = resident_megabytes()
    for number in range(10):
        content["revision"] = str(number)
        content["themes"][0]["requirements"][0]["text"] += f" {number}"
        pdf.typeset(content)
    assert resident_megabytes() - before < 100


def resident_megabytes():
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() // 1_000_000


def test_what_typst_cannot_set_for_another_reason_gives_no_document(tmp_path, monkeypatch):
    spoil(tmp_path, monkeypatch, "labels.rank", "labels.unknown")
    with pytest.raises(LostTextError, match="cannot set this document"):
        pdf.render(content_of("contract_annex"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_contents_of_these_tests_have_the_names_of_the_real_ones(kind):
    real = {name for trial in range(20) for name in names(hostile_contents(1, trial)[kind])}
    assert set(names(content_of(kind))) == real


def names(part, place=""):
    """The names in a content, each with where it is."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield f"{place}/{key}"
            yield from names(value, f"{place}/{key}")
    elif isinstance(part, list):
        for value in part:
            yield from names(value, place)
