"""This file hands in as a supplier does: looks first, signs, keeps the receipt, takes it back."""

import json

import pytest
from factories.world import NOW

from questionnaires.answers import Choice
from questionnaires.handing_in import ResponseUse
from questionnaires.interchange import response as response_document
from supplier_portal.receipt_check import check
from supplier_portal.records.jobs import JobRecord
from supplier_portal.services import procurements
from supplier_portal.services.errors import AlreadyPublishedError
from supplier_portal.services.jobs import JobKind
from supplier_portal.services.rights import Right

OPEN = "BIO2-5.20.05.q3"
SIGNED = {"is_true": "y", "signer": "Anna Jansen"}
PAST = "UPDATE procurement SET deadline_at = '2020-01-01 00:00:00'"


@pytest.fixture
def address(scene):
    return f"/supplier/{scene.response_id}"


@pytest.fixture
def supplier(scene, in_english):
    return in_english(scene.supplier)


@pytest.fixture
def colleague(scene, in_english):
    """Somebody of the same supplier who may not hand in."""
    rights = (Right.TEAM,)
    return in_english(scene.world.person("supplier", organisation=scene.supplier, rights=rights))


def complete(scene, *, best=True):
    scene.world.answer(scene.supplier, scene.response_id, best=best)


def mails(scene, kind):
    with scene.database.reading() as session:
        return [job.payload for job in session.query(JobRecord).filter_by(kind=kind.value)]


def test_what_is_missing_leads_to_its_question_and_there_is_no_button(scene, supplier, address):
    complete(scene)
    scene.save(OPEN, None, 1)
    page = supplier.get(f"{address}/submit")
    assert "1 answer is missing" in page.words
    assert page.link(OPEN).endswith(f"/themes/5#{OPEN}")
    assert page.soup.select("main form") == []


def test_a_mandatory_requirement_that_is_not_met_warns_and_does_not_block(scene, supplier, address):
    complete(scene, best=False)
    page = supplier.get(f"{address}/submit")
    assert "You may not meet" in page.words
    assert "leave a risk" in page.words
    assert supplier.submit("/submit", SIGNED).heading == "Receipt"


def test_proof_that_is_asked_and_missing_leads_to_where_it_is_attached(scene, supplier, address):
    complete(scene)
    page = supplier.get(f"{address}/submit")
    assert "have no file yet" in page.words
    assert page.link("BIO2-5.20.05").endswith("/requirements/BIO2-5.20.05/evidence")


def test_the_page_says_the_deadline_and_the_time_of_the_service(scene, supplier, address):
    complete(scene)
    words = supplier.get(f"{address}/submit").words
    assert "It is now, by the clock of this service" in words
    assert words.count("Europe/Amsterdam") >= 2


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({"is_true": None, "signer": "Anna"}, "Tick this to hand in the response."),
        ({"is_true": "y", "signer": " "}, "Type your name under the declaration."),
    ],
)
def test_without_tick_or_name_nothing_is_handed_in(scene, supplier, address, values, asked):
    complete(scene)
    supplier.get(f"{address}/submit")
    assert asked in supplier.submit("/submit", values).words
    assert scene.submissions() == []


def test_what_was_declared_and_by_whom_is_part_of_what_is_handed_in(scene, supplier, address):
    complete(scene)
    supplier.get(f"{address}/submit")
    page = supplier.submit("/submit", SIGNED)
    assert "Anna Jansen" in page.words
    declared = response_document.from_document(scene.submission().document).declaration
    assert (declared.signer, declared.account) == ("Anna Jansen", str(scene.supplier.id))
    assert (declared.declared_at, declared.version) == (scene.submission().received_at, "1")


def test_who_may_not_sign_sees_who_may_and_tells_them_once_an_hour(scene, colleague, address):
    complete(scene)
    page = colleague.get(f"{address}/submit")
    assert "Ask one of these colleagues" in page.words
    assert "Persoon van Leverancier" in page.words
    page = colleague.submit("/ready")
    assert page.message == "Persoon van Leverancier get a mail that the response is ready."
    [mail] = mails(scene, JobKind.READY_MAIL)
    assert mail["to"] == scene.supplier.email
    assert f"{address}/submit" in mail["text"]
    assert "told last on" in page.words
    page = colleague.submit("/ready")
    assert page.status == 409
    assert "less than an hour ago" in page.words
    assert len(mails(scene, JobKind.READY_MAIL)) == 1


def test_who_may_not_sign_cannot_hand_in_or_withdraw_by_hand(scene, colleague, address):
    complete(scene)
    token = colleague.get(f"{address}/submit").soup.select_one("[name=csrf_token]")["value"]
    values = {**SIGNED, "csrf_token": token, "round": "1"}
    assert colleague.post(f"{address}/submit", values).status == 403
    assert scene.submissions() == []
    scene.submit()
    assert colleague.get(f"{address}/withdraw").status == 403


def test_the_receipt_and_what_it_is_of_can_be_kept_and_checked(scene, supplier, address):
    scene.hand_in()
    page = supplier.get(f"{address}/receipt")
    assert "Number of the receipt 1" in page.words
    receipt, response = (
        supplier.client.get(f"{address}/receipts/1/{name}") for name in FILES["json"]
    )
    assert receipt.headers["Content-Disposition"].endswith("REF-1-1-receipt.json")
    assert check(receipt.data, {"response.json": response.data}).holds
    assert response.data == scene.submission().document
    for name in FILES["pdf"]:
        answer = supplier.client.get(f"{address}/receipts/1/{name}")
        assert answer.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF-")


FILES = {"json": ("receipt.json", "response.json"), "pdf": ("receipt.pdf", "response.pdf")}


@pytest.mark.parametrize("path", ["receipts/2", "receipts/1/other.txt", "receipts/2/receipt.json"])
def test_a_receipt_that_is_not_there_is_not_found(scene, supplier, address, path):
    scene.hand_in()
    assert supplier.get(f"{address}/{path}").status == 404


def test_a_response_is_withdrawn_changed_and_handed_in_again(scene, supplier, address):
    scene.hand_in()
    supplier.get(f"{address}/receipt")
    supplier.follow("Withdraw this response")
    page = supplier.submit("/withdraw", {})
    assert "Tick this if you really want to withdraw." in page.words
    page = supplier.submit("/withdraw", {"is_meant": "y"})
    assert page.heading == "Receipt of withdrawal"
    assert page.message == "Your response is withdrawn. You can change it and hand it in again."
    assert "Receipt 1 : handed in on" in page.words
    assert "Your response is withdrawn" in supplier.follow("Change it and hand in again").words
    scene.save("BIO2-5.20.05.q2", Choice("no"), 1)
    supplier.get(f"{address}/submit")
    page = supplier.submit("/submit", SIGNED)
    assert "Number of the receipt 3" in page.words
    assert [mail["subject"][:9] for mail in mails(scene, JobKind.RECEIPT_MAIL)] == [
        "Ontvangst",
        "Ingetrokk",
        "Ontvangst",
    ]


def test_after_the_deadline_the_start_page_does_not_call_a_withdrawn_response_handed_in(
    scene, supplier, alter
):
    scene.hand_in()
    scene.world.withdraw(scene.supplier, scene.response_id)
    alter(PAST)
    assert "deadline passed, not handed in" in supplier.get("/supplier/").words


@pytest.mark.parametrize("act", ["submit", "withdraw"])
def test_what_comes_late_is_told_when_it_came_and_when_the_deadline_was(
    scene, supplier, address, act, alter
):
    complete(scene)
    if act == "withdraw":
        scene.submit()
    supplier.get(f"{address}/{act}")
    alter(PAST)
    page = supplier.submit(f"/{act}", {**SIGNED, "is_meant": "y"})
    assert page.status == 409
    assert "The deadline was Wednesday 1 January 2020" in page.words
    assert "Your request arrived at" in page.words
    [entry] = [entry for entry in scene.journal() if entry.result == "refused_late"]
    assert entry.action == {"submit": "submit", "withdraw": "withdraw_response"}[act]


def test_a_late_form_that_lacks_its_tick_is_written_down_as_well(scene, supplier, address, alter):
    complete(scene)
    supplier.get(f"{address}/submit")
    alter(PAST)
    assert supplier.submit("/submit", {"is_true": None}).status == 409
    assert scene.journal()[-1].result == "refused_late"


@pytest.fixture
def preparing(scene):
    """A procurement in which suppliers only prepare, with a supplier that answered everything."""
    world = scene.world
    draft = world.draft(scene.buyer, reference="V", numbers=("5.20.05", "8.08.01"))
    with world.database.writing.begin() as session:
        home = scene.buyer.actor.organisation_id
        found = procurements.of_organisation(session, home, draft)
        procurements.set_use(session, scene.buyer.actor, found, ResponseUse.PREPARED, at=NOW)
    world.publish(scene.buyer, draft)
    supplier, response_id = world.supplier(scene.buyer, draft, name="Voorbereider")
    world.answer(supplier, response_id)
    return draft, supplier, f"/supplier/{response_id}"


def test_who_only_prepares_hears_which_clock_counts_and_gets_a_pdf(preparing, in_english):
    _, person, address = preparing
    supplier = in_english(person)
    page = supplier.get(f"{address}/submit")
    assert page.heading == "Check and finish"
    assert "not those of this service" in page.words
    page = supplier.submit("/submit", SIGNED)
    assert page.message.startswith("Your response is finished.")
    assert page.link("Download the PDF for the official platform").endswith("response.pdf")


def test_what_becomes_of_responses_stays_as_it_was_published(preparing, scene):
    draft, *_ = preparing
    with pytest.raises(AlreadyPublishedError), scene.database.writing.begin() as session:
        home = scene.buyer.actor.organisation_id
        found = procurements.of_organisation(session, home, draft)
        procurements.set_use(session, scene.buyer.actor, found, ResponseUse.OFFER, at=NOW)


def test_an_approval_does_not_hold_for_another_use(scene):
    world = scene.world
    draft = world.draft(scene.buyer, reference="A")
    before = world.candidate(scene.buyer, draft).basis
    with world.database.writing.begin() as session:
        home = scene.buyer.actor.organisation_id
        found = procurements.of_organisation(session, home, draft)
        procurements.set_use(session, scene.buyer.actor, found, ResponseUse.PREPARED, at=NOW)
    assert world.candidate(scene.buyer, draft).basis != before


def test_the_buyer_chooses_it_at_the_start_and_with_the_deadline(scene, in_english):
    buyer = in_english(scene.buyer)
    draft = scene.world.draft(scene.buyer, reference="K")
    buyer.get(f"/procurement/{draft}/deadline")
    buyer.submit("/deadline", {"use": "prepared"})
    with scene.database.reading() as session:
        found = procurements.of_organisation(session, scene.buyer.actor.organisation_id, draft)
        assert found.use == ResponseUse.PREPARED
    page = buyer.get(f"/procurement/{scene.procurement_id}/deadline")
    assert "Suppliers hand in here" in page.words
    assert page.soup.select("[name=use]") == []


def test_the_public_keys_are_there_for_everybody(scene, browser):
    key = scene.world.settings.receipt_key
    found = json.loads(browser().client.get("/.well-known/receipt-key").data)
    assert found["current"] == key.key_id
    assert [item["public_key"] for item in found["keys"]] == [key.public_key]
    scene.hand_in()
    found = json.loads(browser().client.get("/.well-known/receipt-key").data)
    assert [item["first_used_at"][:10] for item in found["keys"]] == [NOW.date().isoformat()]
