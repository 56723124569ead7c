"""The page of answers says the same to every supplier, whoever asks or comes late (I8, M1)."""

from factories.world import NOW


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
