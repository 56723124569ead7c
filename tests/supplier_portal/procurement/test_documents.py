"""This file downloads the documents of a revision by page."""

from dataclasses import replace
from uuid import UUID

import pytest

from supplier_portal.documents import word
from supplier_portal.services import annexes

EN = {"Accept-Language": "en"}


@pytest.fixture
def published(world):
    buyer = world.person("procurement")
    return buyer, f"/procurement/{world.published(buyer)}/revisions/1"


@pytest.fixture
def page(published, browser):
    buyer, address = published
    return browser(buyer).get(f"{address}/documents", headers=EN)


def links(page):
    """The addresses of the Word documents."""
    found = [link["href"] for link in page.soup.select(".card a.button")]
    return [address for address in found if ".docx?" in address]


def test_the_page_offers_each_document_with_what_it_is_for(page):
    names = [heading.get_text() for heading in page.soup.select(".card h3")]
    assert names == [
        "Programme of requirements",
        "Questionnaire to read",
        "Annex to the contract",
        "Statement of applicability",
    ]
    hashes = [item.get_text(strip=True) for item in page.soup.select(".card .digest")]
    assert len({*hashes}) == len(names)
    assert all(len(item) == 64 for item in hashes)


def test_only_the_document_for_the_own_file_is_marked_as_internal(page):
    cards = page.soup.select(".card")
    marked = [card.h3["id"] for card in cards if card.select(".status")]
    assert marked == ["applicability"]


def test_every_link_gives_a_file_to_save(page, published, browser):
    visitor = browser(published[0])
    assert len(links(page)) == 4
    for link in links(page):
        response = visitor.get(link).response
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert "BIO2" in word.text_of(response.get_data())


def test_the_language_and_the_terms_that_are_chosen_are_those_of_the_files(published, browser):
    buyer, address = published
    visitor = browser(buyer)
    page = visitor.get(f"{address}/documents?language=en&terms=arbit", headers=EN)
    chosen = {item["value"] for item in page.soup.select("option[selected]")}
    assert chosen == {"en", "arbit"}
    [link] = [link for link in links(page) if "contract_annex" in link]
    text = word.text_of(visitor.get(link).response.get_data())
    assert "Relation to other terms" in text
    assert "ARBIT" in text


def test_a_choice_that_there_is_not_is_the_usual_one(published, browser):
    buyer, address = published
    page = browser(buyer).get(f"{address}/documents?language=xx&terms=%00", headers=EN)
    assert {item["value"] for item in page.soup.select("option[selected]")} == {"nl", "none"}


@pytest.mark.parametrize("name", ["nothing.docx", "programme.exe", "change_annex.docx", "x.y.z"])
def test_a_document_that_there_is_not_is_not_found(name, published, browser):
    buyer, address = published
    page = browser(buyer).get(f"{address}/documents/{name}")
    assert page.response.status_code == 404


def test_a_document_that_would_lose_a_text_is_not_given_out(published, browser, monkeypatch):
    def losing(_):
        raise word.LostTextError

    faulty = {"docx": replace(annexes.FORMATS["docx"], render=losing)}
    monkeypatch.setattr(annexes, "FORMATS", faulty)
    buyer, address = published
    page = browser(buyer).get(f"{address}/documents/programme.docx", headers=EN)
    assert page.response.status_code == 500
    assert "would lose a text" in page.soup.main.get_text()


def test_the_revision_and_the_procurement_lead_to_its_documents(published, browser):
    buyer, address = published
    visitor = browser(buyer)
    for place in (address, address.removesuffix("/revisions/1")):
        found = {link["href"] for link in visitor.get(place).soup.select("main a")}
        assert f"{address}/documents" in found


def test_without_a_nota_there_is_nothing_of_questions_to_save(page):
    assert page.soup.select("#notas") == []


def test_once_there_are_notas_each_can_be_saved_and_all_together(published, browser, world):
    buyer, address = published
    procurement_id = UUID(address.split("/")[2])
    for answer in ("Eerst dit.", "Toen dat."):
        world.add_clarification(buyer, procurement_id, answer)
        world.nota(buyer, procurement_id)
    visitor = browser(buyer)
    page = visitor.get(f"{address}/documents?language=en", headers=EN)
    names = [item.get_text() for item in page.soup.select("#notas ~ ul.cards")[0].select("h3")]
    assert names == ["Clarifications 1 to 2", "Clarifications 2", "Clarifications 1"]
    texts = [
        word.text_of(visitor.get(link).response.get_data())
        for link in links(page)
        if "/clarifications/" in link
    ]
    assert ["Eerst dit." in text for text in texts] == [True, False, True]
    assert all("The procurement as a whole" in text for text in texts)
