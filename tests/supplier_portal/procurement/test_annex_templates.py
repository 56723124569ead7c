"""The pages on which an organisation keeps its own Word templates."""

import io
import zipfile

import pytest
from factories.word_templates import paragraph, template
from factories.world import NOW

from supplier_portal.documents import own
from supplier_portal.services import annex_templates

UNCHANGED = "Ongewijzigd"
PLACE = "/procurement/house/templates"
KIND = f"{PLACE}/contract_annex"


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def desk(browser, buyer):
    return browser(buyer)


@pytest.fixture
def kept(world, buyer):
    """The numbers of the versions that are kept, the newest first."""

    def read():
        with world.database.reading() as session:
            found = annex_templates.history(session, buyer.actor, "contract_annex")
        return [version.number for version in found]

    return read


def upload(content, name="huisstijl.docx"):
    return {"file": (io.BytesIO(content), name)}


def test_a_template_is_kept_and_shown_with_its_version(desk, kept):
    desk.get(KIND)
    page = desk.submit(KIND, {**upload(template()), "act": "keep"})
    assert "Versie 1 is bewaard" in page.message
    assert "huisstijl.docx" in page.words
    assert kept() == [1]
    page = desk.get(PLACE)
    assert "huisstijl.docx , versie 1, " in page.words


def test_everything_that_is_wrong_is_told_with_its_place_and_nothing_is_kept(desk, kept):
    desk.get(KIND)
    bad = template(more=paragraph("{{ nobody }}") + paragraph("{% set x = 1 %}"))
    page = desk.submit(KIND, {**upload(bad), "act": "keep"})
    assert page.status == 400
    rows = page.soup.select("section[aria-labelledby=problems] tbody tr")
    assert [row.th.get_text() for row in rows] == [
        "Tekst, bij “{% set x = 1 %}”",
        "Tekst, bij “{{ nobody }}”",
    ]
    assert kept() == []


def test_a_template_can_be_tried_without_being_kept(desk, kept):
    desk.get(KIND)
    page = desk.submit(KIND, {**upload(template()), "act": "try"})
    assert page.response.mimetype.endswith("wordprocessingml.document")
    with zipfile.ZipFile(io.BytesIO(page.response.data)) as archive:
        assert "Zaaksysteem" in archive.read("word/document.xml").decode()
    assert kept() == []


def test_a_template_that_a_colleague_replaced_is_kept_at_the_second_attempt(
    desk, kept, world, buyer
):
    desk.get(KIND)
    world.house_style(buyer)
    other = template(more=paragraph("Ander slot"))
    page = desk.submit(KIND, {**upload(other), "act": "keep"})
    assert page.status == 409
    assert kept() == [1]
    desk.submit(KIND, {**upload(other), "act": "keep"})
    assert kept() == [2, 1]


def test_one_goes_back_to_the_template_of_the_service(desk, kept, world, buyer):
    world.house_style(buyer)
    desk.get(KIND)
    page = desk.submit("/withdraw")
    assert "terug naar ons sjabloon" in page.words
    assert kept() == [2, 1]


def test_each_version_can_be_downloaded_and_previewed(desk, world, buyer):
    world.house_style(buyer)
    desk.get(KIND)
    assert desk.follow("huisstijl.docx").response.data == template()
    desk.get(KIND)
    page = desk.follow("DOCX")
    assert page.status == 200
    assert desk.get(f"{KIND}/1/preview.exe").status == 404


def test_only_who_looks_after_templates_keeps_tries_or_withdraws_one(world, browser, buyer, kept):
    world.house_style(buyer)
    desk = browser(world.person("procurement", organisation=buyer, rights=()))
    page = desk.get(KIND)
    assert page.status == 200
    assert not page.soup.select("main form")
    token = {"csrf_token": page.soup.select_one("[name=csrf_token]")["value"]}
    for act in ("try", "keep"):
        page = desk.post(KIND, {**upload(template()), "act": act, **token})
        assert (page.status, "het recht heeft om Word-sjablonen te beheren" in page.words) == (
            403,
            True,
        )
    assert desk.post(f"{KIND}/withdraw", {"version": "1", **token}).status == 403
    assert kept() == [1]


def test_a_starter_can_be_uploaded_as_it_is(desk, kept):
    starter = desk.get(f"{KIND}/starter").response.data
    desk.get(KIND)
    desk.submit(KIND, {**upload(starter), "act": "keep"})
    assert kept() == [1]


def test_the_placeholders_are_listed_with_what_must_be_in_it(desk):
    page = desk.get(f"{KIND}/placeholders")
    row = next(row for row in page.soup.select("tr") if "{{ requirement.text }}" in row.get_text())
    assert "moet erin" in row.get_text()
    assert "{%p for requirement in theme.requirements %}" in page.words


def test_an_unknown_kind_is_not_found(desk):
    assert desk.get(f"{PLACE}/letter").status == 404
    assert desk.get(f"{PLACE}/letter/starter").status == 404
    assert desk.get(f"{PLACE}/letter/placeholders").status == 404


def test_nothing_chosen_is_told(desk):
    desk.get(KIND)
    page = desk.submit(KIND, {"act": "keep"})
    assert "Kies een bestand." in page.words


def test_the_page_of_documents_tells_which_template_makes_them(desk, world, buyer):
    documents = f"/procurement/{world.published(buyer)}/revisions/1/documents"
    assert "In uw huisstijl" not in desk.get(documents).words
    world.house_style(buyer)
    page = desk.get(documents)
    assert "In uw huisstijl: huisstijl.docx, versie 1" in page.words
    assert page.words.count("In uw huisstijl") == 1


@pytest.mark.parametrize("is_own", [True, False], ids=["own template", "our template"])
def test_a_document_is_checked_against_the_template_that_made_it(desk, world, buyer, is_own):
    documents = f"/procurement/{world.published(buyer)}/revisions/1/documents"
    if is_own:
        world.house_style(buyer)
    made = desk.get(f"{documents}/contract_annex.docx").response.data
    later = annex_templates.check(
        "contract_annex", "later.docx", template(more=paragraph("Ander slot"))
    )
    with world.database.writing.begin() as session:
        annex_templates.keep(session, buyer.actor, later, version=int(is_own), at=NOW)
    desk.get("/procurement/check")
    page = desk.submit("/procurement/check", upload(made))
    assert page.soup.select_one("#verdict-title").get_text() == UNCHANGED


def test_a_template_that_cannot_be_filled_is_told_on_a_page(desk, world, buyer, monkeypatch):
    address = f"/procurement/{world.published(buyer)}/revisions/1/documents"
    world.house_style(buyer)
    monkeypatch.setattr(own, "obligatory", lambda _: {"kind", "reversed"})
    monkeypatch.setattr(own, "_texts", lambda *_: [("kind", "nergens")])
    page = desk.get(f"{address}/contract_annex.docx")
    assert page.status == 409
    assert "bevat niet alles wat het moet bevatten" in page.words
