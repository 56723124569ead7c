"""This file uses the vault by its pages: adding, replacing, correcting, withdrawing, attaching."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from factories.files import pdf
from factories.world import NOW

from supplier_portal.app import create_app
from supplier_portal.evidence_settings import EvidenceSettings, Quota, ScannerAddress
from supplier_portal.records.vault import VaultVersionRecord
from supplier_portal.services import verdicts

REQUIREMENT = "BIO2-8.08.01"
REPORT = {
    "title": "ISAE 3402 type II",
    "proof_type": "assurance_report",
    "issuer": "Kantoor Proefwaarde",
    "scope": "Hosting in Nederland",
    "covers_from": "2026-01-01",
    "covers_until": "2026-12-31",
    "valid_until": "2099-12-31",
}


def file(text="rapport", name="rapport.pdf"):
    return {"file": (io.BytesIO(pdf(text)), name)}


@pytest.fixture
def supplier(in_english, scene):
    return in_english(scene.supplier)


@pytest.fixture
def attaching(scene):
    return f"/supplier/{scene.response_id}/requirements/{REQUIREMENT}/evidence"


def add(supplier, text="rapport", **told):
    supplier.get("/supplier/vault/add")
    return supplier.submit("/vault/add", {**REPORT, **told, **file(text)})


def stored(settings):
    return sorted(path.name for path in settings.evidence_folder.iterdir())


def versions(scene):
    with scene.database.reading() as session:
        return session.query(VaultVersionRecord).order_by(VaultVersionRecord.number).all()


def test_what_is_added_is_told_on_its_page_and_in_the_list(supplier):
    page = add(supplier)
    assert page.message == "ISAE 3402 type II is in your vault."
    for told in ("ISAE 3402 or SOC 2 type II", "Kantoor Proefwaarde", "31 December 2099"):
        assert told in page.words
    assert "1 January 2026 to 31 December 2026" in page.words
    assert "not scanned for malware" in page.words
    page = supplier.get("/supplier/vault")
    assert "ISAE 3402 type II" in page.words
    assert "nobody has set up a scanner" in page.words


def test_without_a_title_the_name_of_the_file_is_one(supplier):
    assert add(supplier, title="").heading == "rapport.pdf"


def test_the_list_shows_one_type_or_one_validity(supplier):
    add(supplier, "1", title="Oud", valid_until="2020-01-01")
    add(supplier, "2", title="Nieuw", proof_type="policy")
    add(supplier, "3", title="Anders", proof_type="", valid_until="")
    for question, expected in {
        "": {"Oud", "Nieuw", "Anders"},
        "?type=policy": {"Nieuw"},
        "?type=other": {"Anders"},
        "?validity=expired": {"Oud"},
        "?validity=untold": {"Anders"},
        "?type=policy&validity=expired": set(),
        "?type=nonsense": set(),
    }.items():
        page = supplier.get(f"/supplier/vault{question}")
        names = {link.get_text(strip=True) for link in page.soup.select(".task__name a")}
        assert names == expected, question
    assert "Nothing in your vault" in page.words


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"valid_until": "31-12-2027"}, "Enter a day as year-month-day"),
        ({"valid_until": "2027-02-30"}, "Enter a day as year-month-day"),
        ({"covers_until": "2025-01-01"}, "The period ends before it begins."),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"scope": "x" * 1001}, "at most 1000 characters"),
    ],
    ids=["not a day", "no such day", "backwards", "long title", "long scope"],
)
def test_what_cannot_be_told_is_said_at_its_field_and_nothing_is_stored(
    supplier, scene, settings, told, problem
):
    page = add(supplier, **told)
    assert problem in page.soup.select_one(".error-summary").get_text()
    assert versions(scene) == []
    assert stored(settings) == []


def test_a_file_that_is_not_accepted_leaves_nothing(supplier, scene, settings):
    supplier.get("/supplier/vault/add")
    page = supplier.submit("/vault/add", {"file": (io.BytesIO(b"MZ"), "setup.exe")})
    assert page.status == 400
    assert "Files of this kind are not accepted" in page.words
    assert (versions(scene), stored(settings)) == ([], [])


def test_the_same_file_once_more_is_told_and_not_stored_twice(supplier, settings):
    add(supplier)
    before = stored(settings)
    page = add(supplier, title="Nog eens")
    assert page.status == 400
    assert "in your vault already, as “ISAE 3402 type II”" in page.words
    assert stored(settings) == before


def test_a_correction_is_a_version_and_a_second_one_can_follow_on_it(supplier, scene):
    page = add(supplier)
    place = page.url
    supplier.get(f"{place}/correct")
    older = supplier.page
    supplier.submit("/correct", {"issuer": "Kantoor Anders"})
    assert "is corrected" in supplier.page.message
    assert "Kantoor Anders" in supplier.page.words
    supplier.page = older
    page = supplier.submit("/correct", {"issuer": "Kantoor Later"})
    assert page.status == 409
    assert "Kantoor Anders" in page.soup.select_one("[aria-labelledby=overtaken]").get_text()
    assert page.soup.select_one("[name=issuer]")["value"] == "Kantoor Later"
    page = supplier.submit("/correct")
    assert "is corrected" in page.message
    assert [version.issuer for version in versions(scene)] == [
        "Kantoor Proefwaarde",
        "Kantoor Anders",
        "Kantoor Later",
    ]


def test_a_new_file_takes_the_place_and_both_can_be_had(supplier, scene):
    place = add(supplier).url
    supplier.get(f"{place}/replace")
    page = supplier.submit("/replace", {**REPORT, **file("nieuw", "nieuw.pdf")})
    assert "has a new file" in page.message
    assert [version.name for version in versions(scene)] == ["rapport.pdf", "nieuw.pdf"]
    for number, text in ((1, "rapport"), (2, "nieuw")):
        answer = supplier.client.get(f"{place}/versions/{number}")
        assert answer.get_data() == pdf(text)
        assert answer.headers["Content-Disposition"].startswith("attachment")


def test_what_was_withdrawn_is_gone_from_the_list_and_no_longer_changes(supplier, scene):
    place = add(supplier).url
    supplier.get(place)
    page = supplier.submit("/withdraw")
    assert "is withdrawn" in page.message
    assert "Your vault is empty" in page.words
    assert "This was withdrawn on" in supplier.get(place).words
    for change in ("correct", "replace"):
        assert supplier.get(f"{place}/{change}").status == 404
    assert len(versions(scene)) == 1


def test_a_file_from_the_vault_is_attached_with_the_levels_it_shows(supplier, attaching):
    item = add(supplier).url.rpartition("/")[2]
    page = supplier.get(attaching)
    assert "Choose from your vault" in page.words
    page = supplier.submit(
        "/from-vault", {"chosen-item": f"{item}.1", "chosen-levels": ["design", "existence"]}
    )
    assert page.message == "rapport.pdf is attached."
    page = supplier.get(f"/supplier/vault/{item}")
    assert "design, existence" in page.words


def test_what_is_asked_and_what_is_stale_is_told_beforehand(supplier, attaching, scene):
    soon = (scene.deadline - timedelta(days=2)).date().isoformat()
    add(supplier, "1", title="A expired", valid_until="2020-01-01")
    add(supplier, "2", title="B too early", valid_until=soon)
    add(supplier, "3", title="C holds", proof_type="")
    page = supplier.get(attaching)
    told = {
        option.label.get_text(strip=True): option.p.get_text(" ", strip=True)
        for option in page.soup.select("#chosen-item .option")
    }
    assert "expired" in told["A expired"]
    assert "expires before the deadline" in told["B too early"]
    assert "expire" not in told["C holds"]
    assert "at most 25 MB" in page.words
    assert "0 of at most 20 files" in page.words
    assert "not part of your response" in page.words


def test_what_fits_the_types_that_are_asked_comes_first(supplier, attaching, scene):
    with scene.database.reading() as session:
        revision = scene._response(session).revision.document.decode()
    assert '"existence_types"' in revision
    add(supplier, "1", title="A something else", proof_type="")
    for kind in ("policy", "penetration_test", "audit_report", "own_statement", "certificate"):
        add(supplier, kind, title=f"B {kind}", proof_type=kind)
    options = supplier.get(attaching).soup.select("#chosen-item .option")
    fits = ["of a type that is asked" in option.get_text() for option in options]
    assert fits == sorted(fits, reverse=True)
    assert any(fits)
    assert not fits[-1]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"chosen-levels": ["design"]}, "Choose what you attach."),
        ({"chosen-item": "item", "chosen-levels": []}, "Choose at least one level"),
    ],
    ids=["no item", "no level"],
)
def test_choosing_too_little_is_told_at_its_field(supplier, attaching, values, problem):
    item = add(supplier).url.rpartition("/")[2]
    supplier.get(attaching)
    chosen = {key: f"{item}.1" if value == "item" else value for key, value in values.items()}
    page = supplier.submit("/from-vault", chosen)
    assert page.status == 400
    assert problem in page.soup.select_one(".error-summary").get_text()


def test_a_version_that_was_replaced_meanwhile_is_not_attached(supplier, attaching):
    place = add(supplier).url
    supplier.get(attaching)
    shown = supplier.page
    supplier.get(f"{place}/replace")
    supplier.submit("/replace", {**REPORT, **file("nieuw")})
    supplier.page = shown
    item = place.rpartition("/")[2]
    page = supplier.submit("/from-vault", {"chosen-item": f"{item}.1", "chosen-levels": ["design"]})
    assert page.status == 400
    assert "Somebody else changed this" in page.words
    page = supplier.submit("/from-vault", {"chosen-item": f"{item}.2", "chosen-levels": ["design"]})
    assert "is attached" in page.message


def test_a_new_file_is_attached_and_kept_in_one_go(supplier, attaching):
    supplier.get(attaching)
    page = supplier.submit("/evidence", {**REPORT, **file(), "levels": ["operation"]})
    assert page.message == "rapport.pdf is attached."
    assert "ISAE 3402 type II" in supplier.get("/supplier/vault").words


def test_a_file_that_is_there_already_is_chosen_for_the_supplier(supplier, attaching, settings):
    item = add(supplier).url.rpartition("/")[2]
    before = stored(settings)
    supplier.get(attaching)
    page = supplier.submit("/evidence", {**file(), "levels": ["existence"]})
    assert page.status == 400
    assert "It is chosen for you below." in page.words
    assert stored(settings) == before
    checked = [box["value"] for box in page.soup.select("#from-vault ~ form [checked]")]
    assert checked == [f"{item}.1", "existence"]
    assert "is attached" in supplier.submit("/from-vault").message


def test_a_script_is_told_where_to_go_on(visit, scene, attaching, settings):
    visitor = visit(scene.supplier)
    by_script = {"X-Upload": "script"}
    answer = visitor.upload(attaching, "a.pdf", pdf(), headers=by_script)
    assert (answer.status_code, answer.headers["Location"]) == (
        201,
        f"/supplier/{scene.response_id}/themes/8#{REQUIREMENT}",
    )
    answer = visitor.upload(attaching, "a.exe", b"MZ", headers=by_script)
    assert answer.status_code == 400
    assert len(stored(settings)) == 1


def test_a_file_that_arrives_after_the_deadline_leaves_nothing(visit, scene, attaching, settings):
    with time_machine.travel(scene.deadline + timedelta(seconds=1), tick=False):
        visitor = visit(scene.supplier)
        visitor.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        answer = visitor.upload(attaching, "a.pdf", pdf())
    assert answer.status_code == 409
    words = BeautifulSoup(answer.get_data(as_text=True), "html5lib").get_text()
    assert "is not part of your response" in words
    assert (versions(scene), stored(settings)) == ([], [])


@pytest.fixture
def narrow(settings):
    limits = EvidenceSettings(quota=Quota(1, 5, 1), scanner=ScannerAddress(host="x", port=1))
    return create_app(replace(settings, evidence=limits))


def test_the_quota_of_the_installation_counts(narrow, in_english, scene, attaching, browser):
    supplier = type(in_english(scene.supplier))(narrow)
    supplier.sign_in(scene.supplier)
    supplier.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert "0 of at most 1 files" in supplier.get(attaching).words
    supplier.submit("/evidence", {**file(), "levels": ["design"]})
    supplier.get(attaching)
    page = supplier.submit("/evidence", {**file("meer"), "levels": ["design"]})
    assert page.status == 400
    assert "This requirement has its 1 files." in page.words
    narrow.extensions["supplier_portal.database"].engine.dispose()


def test_with_a_scanner_no_file_is_given_before_its_verdict(narrow, scene, browser, supplier):
    place = add(supplier).url
    [version] = versions(scene)
    visitor = type(supplier)(narrow)
    visitor.sign_in(scene.supplier)
    visitor.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert "being scanned for malware" in visitor.get(place).words
    expected = {None: 409, "Eicar": 409, "": 200}
    for finding, status in expected.items():
        if finding is not None:
            with scene.database.writing.begin() as session:
                at = NOW + timedelta(minutes=not finding)
                verdicts.note(session, version.stored_as, finding, at=at)
        answer = visitor.client.get(f"{place}/versions/1")
        assert answer.status_code == status, finding
        assert (answer.get_data() == pdf("rapport")) is (status == 200)
        if finding == "Eicar":
            assert "malware found: held back" in visitor.get(place).words
    narrow.extensions["supplier_portal.database"].engine.dispose()
