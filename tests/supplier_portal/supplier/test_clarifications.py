"""The page of answers says the same to every supplier, whoever asks or comes late (I8, M1)."""

import pytest
from factories.world import NOW

from supplier_portal.documents import word


@pytest.fixture
def asked_twice(scene):
    """The scene with two notas."""
    scene.world.ask_by(scene.buyer, scene.procurement_id)
    for number in range(2):
        question = scene.world.ask(scene.supplier, scene.response_id, f"Vraag {number}?")
        scene.world.draft_answer(scene.buyer, scene.procurement_id, question)
        scene.world.nota(scene.buyer, scene.procurement_id)
    return scene


def _answers(browser, one):
    """What the page tells one supplier of what was answered to all."""
    page = browser(one.supplier).get(f"/supplier/{one.response_id}/clarifications")
    assert page.status == 200
    section = page.soup.select_one("section[aria-labelledby=answers]")
    for own in section.select("form, .status"):
        own.decompose()
    return " ".join(section.get_text(" ").split())


def test_every_supplier_reads_the_same_answers_after_every_act(scene, browser):
    world, seen = scene.world, []
    suppliers = [scene, scene.another("Rivaal")]
    world.ask_by(scene.buyer, scene.procurement_id)

    def look():
        told = {_answers(browser, one) for one in suppliers}
        assert len(told) == 1
        seen.append(told.pop())

    look()
    for number, asker in enumerate(tuple(suppliers)):
        question = world.ask(asker.supplier, asker.response_id, f"Vraag {number}?")
        look()
        world.draft_answer(scene.buyer, scene.procurement_id, question)
        look()
        world.nota(scene.buyer, scene.procurement_id, at=NOW)
        look()
        world.see_nota(asker.supplier, asker.response_id, number + 1)
        suppliers.append(scene.another(f"Later{number}"))
        look()
    assert len(set(seen)) == 3
    assert all(f"Vraag {number}?" in seen[-1] for number in range(2))


def test_every_supplier_saves_the_same_bytes_as_the_buyer(asked_twice, browser):
    one, other = asked_twice, asked_twice.another("B")
    people = [
        (one.supplier, f"/supplier/{one.response_id}"),
        (other.supplier, f"/supplier/{other.response_id}"),
        (one.buyer, f"/procurement/{one.procurement_id}"),
    ]
    for name in ("1-2.docx", "2-2.docx", "1-1.xlsx", "1-2.pdf"):
        files = {_file(browser(who), f"{place}/clarifications/{name}") for who, place in people}
        assert len(files) == 1


def test_the_page_leads_to_a_file_of_each_nota_and_of_all_together(asked_twice, browser):
    visitor = browser(asked_twice.supplier)
    page = visitor.get(f"/supplier/{asked_twice.response_id}/clarifications")
    links = [link["href"] for link in page.soup.select("section[aria-labelledby=answers] a.button")]
    words = [address for address in links if address.endswith(".docx")]
    assert [address.rpartition("/")[2] for address in words] == ["1-2.docx", "2-2.docx", "1-1.docx"]
    for address in words:
        assert "Vraag" in word.text_of(_file(visitor, address))


@pytest.mark.parametrize("name", ["3-3.docx", "1-3.docx", "2-1.docx", "1-1.exe", "0-0.docx"])
def test_a_file_that_there_is_not_is_not_found(name, asked_twice, browser):
    visitor = browser(asked_twice.supplier)
    page = visitor.get(f"/supplier/{asked_twice.response_id}/clarifications/{name}")
    assert page.status == 404


def _file(visitor, address):
    answer = visitor.get(address).response
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.get_data()
