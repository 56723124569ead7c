"""This file fills in the questionnaire on a sheet, by page: what is shown, and what is kept."""

from io import BytesIO

import pytest
from factories.sheets import Filled

from questionnaires.answers import Choice, Choices, NotApplicable, OpenText
from questionnaires.filled_rows import labels
from supplier_portal.services import responses

SINGLE, OPEN = "BIO2-8.08.01.q1", "BIO2-5.20.05.q3"


@pytest.fixture
def visitor(scene, in_english):
    return in_english(scene.supplier)


@pytest.fixture
def address(scene):
    return f"/supplier/{scene.response_id}/offline"


@pytest.fixture
def sheet(scene, visitor, address):
    """Downloads the questionnaire as it is now."""

    def download() -> Filled:
        return Filled(visitor.client.get(f"{address}.xlsx").get_data())

    return download


@pytest.fixture
def upload(visitor, address):
    def run(filled):
        content = filled if isinstance(filled, bytes) else filled.content
        visitor.get(address)
        return visitor.submit("/offline", {"file": (BytesIO(content), "antwoorden.xlsx")})

    return run


def label(scene, item, key):
    with scene.database.reading() as session:
        found = responses.questionnaire_of(scene._response(session)).items[item].question
    return labels(found, "nl")[key]


def option(scene, item, place=0):
    with scene.database.reading() as session:
        found = responses.questionnaire_of(scene._response(session)).items[item].question
    return found.options[place].key


def test_what_is_filled_in_is_shown_first_and_stored_only_then(scene, visitor, sheet, upload):
    filled = sheet()
    filled.write(OPEN, "text", "Wij melden binnen een uur.")
    page = upload(filled)
    assert "1 answer to be saved" in page.text
    assert scene.stored(OPEN).entry is None
    visitor.submit("/take")
    assert scene.stored(OPEN).entry == OpenText("Wij melden binnen een uur.")


def test_a_choice_is_taken_by_its_label_and_other_rows_stay(scene, visitor, sheet, upload):
    scene.save(OPEN, OpenText("Blijft."))
    filled = sheet()
    key = option(scene, SINGLE)
    filled.write(SINGLE, "choice", label(scene, SINGLE, key))
    filled.write(SINGLE, "text", "=1+1")
    upload(filled)
    visitor.submit("/take")
    assert scene.stored(SINGLE).entry == Choice(key, "=1+1")
    assert scene.stored(OPEN).version == 1


def test_rows_are_known_by_their_item_and_not_by_their_order(scene, visitor, sheet, upload):
    filled = sheet()
    filled.write(OPEN, "text", "Op de goede plaats.")
    filled.reorder()
    upload(filled)
    visitor.submit("/take")
    assert scene.stored(OPEN).entry == OpenText("Op de goede plaats.")
    assert {row.item for row in scene.versions()} == {OPEN}


def test_a_refused_row_names_its_cell_and_the_others_are_taken(scene, visitor, sheet, upload):
    filled = sheet()
    cell = filled.write(SINGLE, "choice", "Misschien")
    filled.write(OPEN, "text", "Wel goed.")
    page = upload(filled)
    assert f"Vragen!{cell}" in page.text
    assert "“Misschien” is not in the list. Choose from the list." in page.text
    visitor.submit("/take")
    assert scene.stored(SINGLE).entry is None
    assert scene.stored(OPEN).entry == OpenText("Wel goed.")


@pytest.mark.parametrize("is_ticked", [False, True])
def test_what_a_colleague_changed_stays_unless_it_is_chosen(
    scene, visitor, sheet, upload, is_ticked
):
    scene.save(OPEN, OpenText("Eerst."))
    filled = sheet()
    filled.write(OPEN, "text", "Van het blad.")
    scene.save(OPEN, OpenText("Van de collega."), 1, by=scene.colleague())
    page = upload(filled)
    assert "Van het blad." in page.text
    assert "Van de collega." in page.text
    visitor.submit("/take", {"take": OPEN} if is_ticked else {})
    wanted = "Van het blad." if is_ticked else "Van de collega."
    assert scene.stored(OPEN).entry == OpenText(wanted)


@pytest.mark.parametrize("is_ticked", [False, True])
def test_an_emptied_answer_goes_only_when_that_is_said(scene, visitor, sheet, upload, is_ticked):
    scene.save(OPEN, OpenText("Er was een antwoord."))
    filled = sheet()
    filled.write(OPEN, "text", None)
    page = upload(filled)
    assert "1 answer is empty in the file" in page.text
    visitor.submit("/take", {"take": OPEN} if is_ticked else {})
    assert (scene.stored(OPEN).entry is None) is is_ticked


def test_an_answer_that_changes_after_the_report_is_shown_first(scene, visitor, sheet, upload):
    scene.save(OPEN, OpenText("Eerst."))
    filled = sheet()
    filled.write(OPEN, "text", "Van het blad.")
    upload(filled)
    scene.save(OPEN, OpenText("Nog net."), 1, by=scene.colleague())
    page = visitor.submit("/take")
    assert page.status == 409
    assert "Nog net." in page.text
    assert scene.stored(OPEN).entry == OpenText("Nog net.")
    visitor.submit("/take", {"take": OPEN})
    assert scene.stored(OPEN).entry == OpenText("Van het blad.")


def test_a_sheet_of_another_revision_gives_nothing_by_itself(
    scene, visitor, sheet, upload, world, address
):
    filled = sheet()
    filled.write(OPEN, "text", "Nog goed.")
    filled.write(SINGLE, "choice", label(scene, SINGLE, option(scene, SINGLE)))
    world.amended(scene.buyer, scene.procurement_id)
    world.take_up(scene.supplier, scene.response_id, 2)
    page = upload(filled)
    assert "made for revision 1" in page.text
    assert "Save these answers" not in page.text
    page = visitor.follow("Show what still fits")
    visitor.submit("/take")
    assert scene.stored(OPEN).entry == OpenText("Nog goed.")
    assert scene.stored(SINGLE).entry is None


def test_a_sheet_of_another_procurement_is_refused(scene, world, visit, upload):
    other = world.published(scene.buyer, reference="ANDER")
    person, response_id = world.supplier(scene.buyer, other, name="Ander")
    theirs = visit(person).get(f"/supplier/{response_id}/offline.xlsx")
    page = upload(theirs.get_data())
    assert page.status == 400
    assert "ANDER" in page.text


def test_pressing_twice_saves_once(scene, visitor, sheet, upload):
    filled = sheet()
    filled.write(OPEN, "text", "Eenmaal.")
    page = upload(filled)
    form = page.form("/take")
    data = {control["name"]: control.get("value", "") for control in form.select("input[name]")}
    for _ in range(2):
        visitor.post(form["action"], data)
    assert len(scene.versions(OPEN)) == 1


def test_a_file_that_is_no_questionnaire_is_refused(scene, upload, everything):
    before = everything("answer_upload")
    page = upload(b"geen werkmap")
    assert page.status == 400
    assert "cannot be read" in page.text
    assert everything("answer_upload") == before


def test_a_colleague_does_not_find_the_sheet_of_another(scene, sheet, upload, visit):
    filled = sheet()
    filled.write(OPEN, "text", "Van mij.")
    page = upload(filled)
    assert visit(scene.colleague()).get(page.url).status_code == 404


def test_extra_columns_are_passed_over_and_told(scene, sheet, upload):
    filled = sheet()
    filled.add_column("Wie doet dit?", "Anna")
    page = upload(filled)
    assert "wie doet dit?" in page.text.lower()
    assert "There is nothing to save" in page.text


def test_the_journal_names_the_file_and_never_the_answer(scene, visitor, sheet, upload):
    filled = sheet()
    filled.write(OPEN, "text", "KANARIE")
    upload(filled)
    visitor.submit("/take")
    *_, saved, taken = scene.journal()
    assert (saved.action, taken.action) == ("save_answer", "take_sheet")
    assert taken.facts["answers"] == 1
    assert "KANARIE" not in str(scene.journal())


def test_a_claim_and_several_options_come_back(scene, visitor, sheet, upload, world):
    with scene.database.reading() as session:
        items = responses.questionnaire_of(scene._response(session)).items
    multi = next(
        (item for item in items.values() if item.question and item.question.kind == "multi_choice"),
        None,
    )
    claim = next((item for item in items.values() if item.question is None), None)
    filled = sheet()
    if multi:
        called = list(labels(multi.question, "nl").items())
        filled.write(multi.key, "choice", called[1][1], place=0)
        filled.write(multi.key, "choice", called[0][1], place=1)
    if claim:
        filled.write(claim.key, "claim", "ja")
        filled.write(claim.key, "text", "Wij doen dit niet.")
    assert multi or claim
    upload(filled)
    visitor.submit("/take")
    if multi:
        assert scene.stored(multi.key).entry == Choices((called[0][0], called[1][0]))
    if claim:
        assert scene.stored(claim.key).entry == NotApplicable("Wij doen dit niet.")
