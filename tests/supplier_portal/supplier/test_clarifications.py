"""The page of answers says the same to every supplier, whoever asks or comes late (I8, M1)."""

from datetime import timedelta

import pytest
import time_machine
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


@pytest.fixture
def asker(scene, browser):
    """Kadepunt on the page where it can ask, what its buyer reads, and who it is."""
    scene.world.ask_by(scene.buyer, scene.procurement_id)
    one = scene.another("Kadepunt")
    visitor = browser(one.supplier)
    visitor.get(f"/supplier/{one.response_id}/clarifications")
    return visitor, lambda: browser(scene.buyer).get(_waiting(scene)).words, one.supplier


def test_a_name_of_the_asker_is_told_before_it_is_sent_and_is_sent_all_the_same(asker):
    visitor, waiting, _ = asker
    text = "Mag KADEPUNT dat zelf toetsen?"
    page = visitor.submit("/clarifications", {"text": text})
    assert page.status == 200
    [warning] = page.soup.select(".notice--warning")
    assert "Kadepunt" in warning.get_text()
    assert text not in waiting()
    assert "zonder uw naam" in visitor.submit("/clarifications").message
    assert text in waiting()


def test_another_name_that_comes_in_meanwhile_is_told_as_well(asker):
    visitor, waiting, _ = asker
    visitor.submit("/clarifications", {"text": "Mag Kadepunt dat?"})
    page = visitor.submit("/clarifications", {"text": "Mag Kadepunt dat? jo@EXAMPLE.nl"})
    assert "example.nl" in page.soup.select_one(".notice--warning").get_text()
    assert "Kadepunt" not in waiting()


def test_a_question_without_a_name_is_sent_at_once(asker):
    visitor, waiting, _ = asker
    visitor.submit("/clarifications", {"text": "Mag Kadepunt dat?"})
    page = visitor.submit("/clarifications", {"text": "Mag een leverancier dat?"})
    assert page.soup.select(".notice--warning") == []
    assert "Mag een leverancier dat?" in waiting()


def test_who_is_too_late_is_told_that_and_not_to_take_a_name_out(asker):
    visitor, waiting, person = asker
    with time_machine.travel(NOW + timedelta(days=6), tick=False):
        visitor.sign_in(person)
        assert visitor.submit("/clarifications", {"text": "Mag Kadepunt dat?"}).status == 409
    assert "Kadepunt" not in waiting()


def _waiting(scene):
    return f"/procurement/{scene.procurement_id}/clarifications"


def _file(visitor, address):
    answer = visitor.get(address).response
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.get_data()
