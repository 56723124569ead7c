"""A supplier reads what changed, goes on with it, confirms and hands in again, by page."""

import io
from datetime import timedelta

import pytest
from factories.world import NOW, REASON

from supplier_portal.services import requirement_sets

REQUIREMENT = "BIO2-8.08.01"
FIRST = f"{REQUIREMENT}.q1"


@pytest.fixture
def amended(scene):
    """A complete response, after which a requirement changed."""
    scene.world.answer(scene.supplier, scene.response_id)
    scene.world.amended(scene.buyer, scene.procurement_id)
    return scene


@pytest.fixture
def address(scene):
    return f"/supplier/{scene.response_id}"


@pytest.fixture
def supplier(scene, in_english):
    return in_english(scene.supplier)


def confirm(supplier, address):
    """Save each answer that is to be confirmed, as it is."""
    page = supplier.get(f"{address}/themes/8")
    items = [
        form["action"]
        for form in page.soup.select("form.question")
        if "save it again" in form.get_text()
    ]
    for item in items:
        supplier.get(f"{address}/themes/8")
        supplier.submit(item.rpartition("/supplier")[2])
    return items


def test_the_start_page_leads_to_what_changed(amended, supplier, address):
    page = supplier.get("/supplier/")
    assert "the requirements changed" in page.words
    page = supplier.follow("the requirements changed")
    assert page.heading == "What changed"
    assert REASON in page.words
    assert [item.get_text() for item in page.soup.select("main ins")] == ["Anders gevraagd."]


def test_going_on_keeps_the_answers_and_asks_again_what_changed(amended, supplier, address):
    supplier.get(f"{address}/changes")
    page = supplier.submit("/changes")
    assert page.message == "You go on with revision 2."
    assert "Look at your earlier answers again" in page.words
    page = supplier.get(f"{address}/submit")
    missing = [item.get_text() for item in page.soup.select("#missing ~ ul a")]
    assert missing
    assert all(item.startswith(REQUIREMENT) for item in missing)
    assert confirm(supplier, address)
    page = supplier.get(f"{address}/submit")
    assert not page.soup.select("#missing")
    page = supplier.submit("/submit", {"is_true": "y", "signer": "Anna Jansen"})
    assert page.heading == "Receipt"


def test_who_handed_in_hears_that_it_must_be_handed_in_again(scene, supplier, address):
    scene.hand_in()
    scene.world.amended(scene.buyer, scene.procurement_id)
    page = supplier.get("/supplier/")
    assert "the requirements changed" in page.words
    page = supplier.get(address)
    assert "You handed in under revision 1." in page.words
    page = supplier.get(f"{address}/receipt")
    assert "The buyer changed the requirements since." in page.words
    supplier.get(f"{address}/changes")
    page = supplier.submit("/changes")
    assert "counts as not confirmed until you hand in again" in page.words
    confirm(supplier, address)
    supplier.get(f"{address}/submit")
    page = supplier.submit("/submit", {"is_true": "y", "signer": "Anna Jansen"})
    assert page.heading == "Receipt"
    assert "changed the requirements since" not in page.words


def test_under_the_old_revision_the_button_to_hand_in_is_not_there(amended, supplier, address):
    page = supplier.get(f"{address}/submit")
    assert "You can hand in once you go on with revision 2." in page.words
    assert not page.soup.select("form.notice")


def test_a_page_of_the_old_revision_is_told_so_and_keeps_what_was_typed(
    amended, supplier, in_english, address
):
    colleague = in_english(amended.colleague())
    supplier.get(f"{address}/themes/8")
    colleague.get(f"{address}/changes")
    colleague.submit("/changes")
    before = amended.stored(FIRST)
    page = supplier.submit(f"/answers/{FIRST}", {"text": "Nog een toelichting."})
    assert page.status == 409
    assert "there is a revision 2 now" in page.words
    assert amended.stored(FIRST) == before


def test_without_a_change_there_is_no_such_page(scene, supplier, address):
    page = supplier.get(f"{address}/changes")
    assert page.url.endswith(address)


def test_a_change_meanwhile_is_shown_before_it_is_taken_up(amended, supplier, address):
    supplier.get(f"{address}/changes")
    amended.world.amended(amended.buyer, amended.procurement_id, text="Nog eens anders.")
    page = supplier.submit("/changes")
    assert "The requirements changed once more." in page.words
    assert "Nog eens anders." in page.words
    page = supplier.submit("/changes")
    assert page.message == "You go on with revision 3."


def test_a_reviewer_sees_which_response_was_not_confirmed(scene, in_english):
    scene.hand_in()
    scene.world.amended(scene.buyer, scene.procurement_id)
    scene.world.opened(
        scene.reviewer, scene.procurement_id, at=scene.deadline + timedelta(minutes=2)
    )
    page = in_english(scene.reviewer).get(f"/review/{scene.procurement_id}")
    assert "Handed in for revision 1, not confirmed for revision 2." in page.words


def test_the_receipt_stays_when_a_new_round_begins_and_after_the_deadline(
    scene, supplier, address, alter
):
    scene.hand_in()
    scene.world.amended(scene.buyer, scene.procurement_id)
    scene.world.take_up(scene.supplier, scene.response_id, 2)
    page = supplier.get(f"{address}/receipt")
    assert page.heading == "Receipt"
    assert "Revision 1, digest" in page.words
    page = supplier.get(address)
    assert "The receipt of what you handed in for revision 1" in page.words
    alter("UPDATE procurement SET deadline_at = '2020-01-01 00:00:00'")
    page = supplier.get("/supplier/")
    assert "handed in, not confirmed" in page.words
    assert "not handed in" not in page.words


def test_with_a_third_revision_the_page_still_names_the_one_that_was_handed_in(
    scene, supplier, address
):
    scene.hand_in()
    scene.world.amended(scene.buyer, scene.procurement_id)
    scene.world.take_up(scene.supplier, scene.response_id, 2)
    scene.world.amended(scene.buyer, scene.procurement_id, number="5.20.05")
    assert "You handed in under revision 1." in supplier.get(address).words


def test_a_page_with_a_question_that_is_gone_hears_of_the_change(scene, supplier, address):
    supplier.get(f"{address}/themes/8")
    form = {"text": "Nog.", "revision": "1", "version": "0"}
    scene.world.amend(scene.buyer, scene.procurement_id)
    _drop(scene)
    scene.world.publish(scene.buyer, scene.procurement_id)
    scene.world.take_up(scene.supplier, scene.response_id, 2)
    page = supplier.submit(f"/answers/{FIRST}", form)
    assert page.status == 409
    assert "there is a revision 2 now" in page.words


def test_a_file_of_a_requirement_that_is_gone_can_be_removed_from_an_old_page(
    scene, supplier, address
):
    supplier.get(f"{address}/requirements/{REQUIREMENT}/evidence")
    supplier.submit(
        "/evidence", {"file": (io.BytesIO(b"beleid"), "beleid.txt"), "levels": "design"}
    )
    supplier.get(f"{address}/themes/8")
    scene.world.amend(scene.buyer, scene.procurement_id)
    _drop(scene)
    scene.world.publish(scene.buyer, scene.procurement_id)
    scene.world.take_up(scene.supplier, scene.response_id, 2)
    page = supplier.submit("/remove")
    assert page.message == "beleid.txt is removed. It stays in your vault."


def _drop(scene):
    with scene.database.writing.begin() as session:
        found = scene.procurement(session)
        version = next(
            line.version
            for line in requirement_sets.lines(session, found)
            if line.requirement.identifier == REQUIREMENT
        )
        requirement_sets.drop(
            session, scene.buyer.actor, found, REQUIREMENT, version=version, at=NOW
        )


def test_after_the_deadline_nobody_is_told_to_answer_what_is_missing(
    scene, supplier, address, alter
):
    alter("UPDATE procurement SET deadline_at = '2020-01-01 00:00:00'")
    page = supplier.get(f"{address}/submit")
    assert "The deadline has passed." in page.words
    assert "answers are missing" not in page.words
