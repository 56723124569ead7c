"""This file has documents checked that came back, unchanged, touched and forged."""

import io
import zipfile
from uuid import UUID

import pikepdf
import pytest
from documents.programs import converted, libreoffice, saved_again
from factories.returned import repacked, strange_document
from factories.word_templates import paragraph, template
from factories.world import NOW
from openpyxl import load_workbook
from rules.tables import fingerprints

from questionnaires.annexes import AnnexKind
from supplier_portal.services import annex_templates

EN = {"Accept-Language": "en"}
ADDRESS = "/procurement/check"
FORMATS = ("docx", "pdf", "xlsx")


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def published(world, buyer):
    return f"/procurement/{world.published(buyer)}/revisions/1"


@pytest.fixture
def visitor(browser, buyer):
    return browser(buyer)


@pytest.fixture
def give(visitor, published):
    def given(kind="programme", file_format="docx", query=""):
        address = f"{published}/documents/{kind}.{file_format}{query}"
        return visitor.get(address).response.get_data()

    return given


@pytest.fixture
def verdict(visitor):
    """What the page says of a document."""

    def said(document, name):
        return checked(visitor, document, name).soup.select_one("#verdict-title").get_text()

    return said


def checked(visitor, document, name, status=200):
    visitor.get(ADDRESS, headers=EN)
    page = visitor.submit(ADDRESS, {"file": (io.BytesIO(document), name)}, headers=EN)
    assert page.response.status_code == status
    return page


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("kind", ["programme", "questionnaire", "contract_annex", "applicability"])
def test_a_document_that_was_given_out_is_unchanged(kind, file_format, give, verdict):
    document = give(kind, file_format, "?language=en&terms=gibit")
    assert verdict(document, f"x.{file_format}") == "Unchanged"


def test_a_word_file_that_was_saved_anew_says_the_same(give, verdict):
    assert verdict(repacked(give()), "x.docx") == "The text is unchanged"


def test_a_workbook_that_was_saved_anew_says_the_same(give, verdict):
    written = io.BytesIO()
    load_workbook(io.BytesIO(give("programme", "xlsx"))).save(written)
    assert verdict(written.getvalue(), "x.xlsx") == "The text is unchanged"


def test_a_pdf_that_was_saved_anew_says_the_same(give, verdict):
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(give("programme", "pdf"))) as document:
        document.save(written, linearize=True)
    assert verdict(written.getvalue(), "x.pdf") == "The text is unchanged"


@pytest.mark.slow
def test_a_word_file_that_libreoffice_saved_as_odt_says_the_same(give, verdict, tmp_path):
    (saved,) = converted(give(), "x.docx", "odt", tmp_path)
    assert verdict(saved.read_bytes(), "x.odt") == "The text is unchanged"


@pytest.mark.slow
def test_a_word_file_that_libreoffice_saved_again_says_the_same(give, verdict, tmp_path):
    libreoffice()
    assert verdict(saved_again(give(), tmp_path), "x.docx") == "The text is unchanged"


@pytest.mark.slow
def test_an_odt_that_was_given_out_says_the_same(give, verdict):
    libreoffice()
    assert verdict(give("programme", "odt"), "x.odt") in {"Unchanged", "The text is unchanged"}


@pytest.fixture
def nota(world, buyer, published, visitor):
    """Give a file of notas, of which there are two."""
    procurement_id = UUID(published.split("/")[2])
    for answer in ("Eerst dit.", "Toen dat."):
        world.add_clarification(buyer, procurement_id, answer)
        world.nota(buyer, procurement_id)

    def given(name):
        address = f"/procurement/{procurement_id}/clarifications/{name}"
        return visitor.get(address).response.get_data()

    return given


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("span", ["1-1", "2-2", "1-2"])
def test_a_nota_that_was_given_out_is_unchanged(span, file_format, nota, visitor):
    page = checked(visitor, nota(f"{span}.{file_format}"), f"x.{file_format}")
    assert page.soup.select_one("#verdict-title").get_text() == "Unchanged"
    number = {"1-1": "1", "2-2": "2", "1-2": "1 tot en met 2"}[span]
    name = page.soup.select_one("#verdict-title ~ dl dd, .summary dd").get_text(strip=True)
    assert name == f"Nota van inlichtingen {number}"


def test_a_changed_answer_in_a_nota_is_shown(nota, visitor):
    def change(_, part):
        return part.replace(b"Eerst dit.", b"Nooit dit.")

    page = checked(visitor, repacked(nota("1-2.docx"), change), "x.docx")
    assert page.soup.find("del").get_text() == "Eerst"
    assert page.soup.find("ins").get_text() == "Nooit"


def test_a_nota_of_another_organisation_is_unknown(nota, world, browser):
    other = browser(world.person("procurement"))
    page = checked(other, nota("1-1.docx"), "x.docx")
    assert "Not recognised" in page.soup.select_one("main").get_text()


def test_a_document_in_house_style_is_unchanged(world, buyer, give, verdict):
    kind = AnnexKind.PROGRAMME
    own = annex_templates.check(kind, "x.docx", template(kind, more=paragraph("Onze stijl")))
    with world.database.writing.begin() as session:
        annex_templates.keep(session, buyer.actor, own, version=0, at=NOW)
    document = give()
    assert b"Onze stijl" in zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml")
    assert verdict(document, "x.docx") == "Unchanged"


def test_a_changed_word_is_shown_where_it_stands(give, visitor):
    def change(_, part):
        return part.replace(b"leverancier", b"inschrijver", 1)

    page = checked(visitor, repacked(give("contract_annex"), change), "x.docx")
    assert page.soup.select_one("#verdict-title").get_text() == "This document was changed"
    assert "leverancier" in page.soup.find("del").get_text()
    assert "inschrijver" in page.soup.find("ins").get_text()


def test_a_number_typed_over_a_text_is_shown(give, visitor):
    written = io.BytesIO()
    book = load_workbook(io.BytesIO(give("programme", "xlsx")))
    book.worksheets[1]["D2"] = 42
    book.worksheets[1]["D2"].data_type = "n"
    book.save(written)
    page = checked(visitor, written.getvalue(), "x.xlsx")
    assert page.soup.find("ins").get_text() == "42"


def test_a_document_without_its_properties_is_still_recognised(give, verdict):
    def bare(name, part):
        return b"<x/>" if name == "docProps/core.xml" else part

    assert verdict(repacked(give("questionnaire"), bare), "x.docx") == "The text is unchanged"


def test_a_document_of_another_organisation_is_as_unknown_as_any(give, world, browser):
    other = browser(world.person("procurement"))
    theirs = checked(other, give(), "x.docx").soup.select_one("main").get_text()
    unknown = checked(other, strange_document(), "x.docx").soup.select_one("main").get_text()
    assert "Not recognised" in theirs
    assert theirs == unknown


@pytest.mark.parametrize(
    ("document", "name"),
    [
        (b"", "x.docx"),
        (b"PK\3\4 broken", "x.docx"),
        (b"%PDF-1.7 broken", "x.pdf"),
        (b"hello", "x.txt"),
        (b"%PDF-1.7", "x.docx"),
    ],
    ids=["empty", "no package", "no pdf", "another kind", "another start"],
)
def test_what_cannot_be_read_is_told_at_the_field(document, name, visitor):
    page = checked(visitor, document, name, status=400)
    assert page.soup.select_one(".error-summary a")["href"] == "#file"


def test_checking_keeps_nothing(give, visitor, app):
    engine = app.extensions["supplier_portal.database"].engine
    document = give()
    visitor.get(ADDRESS)
    before = fingerprints(engine)
    checked(visitor, document, "x.docx")
    assert fingerprints(engine) == before
