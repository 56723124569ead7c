"""This file downloads documents as PDF and as workbook, and reads what cannot be set."""

import pytest

from supplier_portal.documents.sheet_text import texts_of_sheets
from supplier_portal.documents.tagged_text import text_of

EN = {"Accept-Language": "en"}


@pytest.fixture
def buyer(world):
    return world.person("procurement")


def test_a_document_comes_as_pdf_and_as_workbook(world, buyer, browser):
    address = f"/procurement/{world.published(buyer)}/revisions/1/documents"
    visitor = browser(buyer)
    pdf = visitor.get(f"{address}/programme.pdf").response
    workbook = visitor.get(f"{address}/programme.xlsx").response
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert workbook.headers["Content-Disposition"].endswith(".xlsx")
    assert "5.20.03" in text_of(pdf.get_data())
    assert any("5.20.03" in cell for row in texts_of_sheets(workbook.get_data())[1] for cell in row)


def test_a_letter_that_a_pdf_cannot_show_is_told_on_a_page(world, buyer, browser):
    procurement_id = world.draft(buyer, reference="REF-中")
    world.publish(buyer, procurement_id)
    address = f"/procurement/{procurement_id}/revisions/1/documents/programme"
    visitor = browser(buyer)
    page = visitor.get(f"{address}.pdf", headers=EN)
    assert page.response.status_code == 400
    assert "U+4E2D" in page.words
    assert "Choose Word" in page.words
    assert visitor.get(f"{address}.docx").response.status_code == 200
    assert visitor.get(f"{address}.xlsx").response.status_code == 200
