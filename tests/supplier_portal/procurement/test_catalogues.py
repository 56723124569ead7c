"""The pages of a catalogue: browsing, searching, one measure, and what changed."""

import pytest

from supplier_portal.services import procurements, requirement_sets

OLDER = """BIO2 versie 1.2

## 5.20.03
De leverancier toont elk jaar aan dat hij voldoet.

Draagt bij aan: Basishygiëne

## 8.08.01
Wij verhelpen kwetsbaarheden snel.
"""
NEWER = """BIO2 versie 1.3

## 5.20.03
De leverancier toont elk half jaar aan dat hij voldoet.

## 8.08.01
Vervallen
"""
GONE = "BIO2 versie 1.4\n\n## 5.20.03\nDe leverancier toont het aan.\n"


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def desk(browser, buyer):
    return browser(buyer)


def address(catalogue_id, rest=""):
    return f"/procurement/catalogues/{catalogue_id}{rest}"


def numbers(page):
    return [found.get_text() for found in page.soup.select(".cards .card h3 .number")]


@pytest.mark.parametrize(
    ("asked", "included", "left_out"),
    [
        ("q=toegangsbevieliging", "8.33.01", "8.13.01"),
        ("q=8.13.01", "8.13.01", "8.13.02"),
        ("category=chain_hygiene", "5.20.03", "5.01.02"),
        ("letter=d", "5.20.03", "8.13.01"),
        ("segment=staffing", "6.01.01", "8.13.01"),
        ("theme=7", "7.04.01", "5.01.01"),
    ],
)
def test_a_measure_is_found_by_what_is_known_of_it(asked, included, left_out, desk, world):
    found = numbers(desk.get(address(world.catalogue(), f"/search?{asked}")))
    assert included in found
    assert left_out not in found


def test_what_is_asked_for_together_must_all_fit(desk, world):
    catalogue_id = world.catalogue()
    broad = numbers(desk.get(address(catalogue_id, "/search?q=incident")))
    narrow = numbers(desk.get(address(catalogue_id, "/search?q=incident&theme=5&letter=b")))
    assert set(narrow) < set(broad)
    assert {number[0] for number in narrow} == {"5"}


def test_before_anything_is_asked_no_list_is_shown_and_nothing_is_said_to_be_missing(desk, world):
    page = desk.get(address(world.catalogue(), "/search"))
    assert not page.soup.select("main .cards, main .empty")
    assert desk.get(address(world.catalogue(), "/search?q=xyzxyz")).soup.select("main .empty")


def test_the_page_of_a_measure_tells_what_is_asked_and_what_shows_it(desk, world):
    page = desk.get(address(world.catalogue(), "/measures/8.08.01"))
    assert page.heading.startswith("8.08.01")
    assert [term.get_text(strip=True) for term in page.soup.select("dl.summary dt")] == [
        "Opzet",
        "Bestaan",
        "Werking",
    ]
    assert "binnen een week" in page.words
    assert "100 %" in page.words


def test_the_page_of_a_measure_that_binds_the_government_alone_says_why(desk, world):
    page = desk.get(address(world.catalogue(), "/measures/5.19.01"))
    [reason] = page.soup.select("main .empty")
    assert len(reason.get_text(" ", strip=True).split()) > 8
    assert not page.soup.select("#questions")


def test_the_official_text_stands_beside_ours_and_is_opened_for_the_same_edition(desk, world):
    world.imported(OLDER)
    world.imported(NEWER)
    page = desk.get(address(world.catalogue(), "/measures/5.20.03"))
    shown = [
        (card.h3.get_text(strip=True).split(",")[0], bool(card.select("details[open]")))
        for card in page.soup.select("section[aria-labelledby=editions] .card")
    ]
    assert shown == [("BIO2 1.3", True), ("BIO2 1.3", False), ("BIO2 1.2", False)]
    assert "elk half jaar" in page.words


def test_a_measure_tells_which_procurements_use_it_but_only_ones_own(desk, world, buyer):
    world.draft(buyer, reference="EIGEN", numbers=("5.20.03",))
    world.draft(world.person("procurement"), reference="VREEMD", numbers=("5.20.03",))
    page = desk.get(address(world.catalogue(), "/measures/5.20.03"))
    used = page.soup.select_one("section[aria-labelledby=used]").get_text(" ")
    assert "EIGEN" in used
    assert "VREEMD" not in used
    assert "EIGEN" not in desk.get(address(world.catalogue(), "/measures/8.08.01")).words


@pytest.mark.parametrize("number", ["5.99.99", "8.08", "x", "5.20.03%00", "' OR 1=1", "a" * 300])
def test_a_number_that_is_no_measure_is_not_found(number, desk, world):
    assert desk.get(address(world.catalogue(), f"/measures/{number}")).status == 404


def test_a_number_that_went_nowhere_leads_nowhere(desk, world):
    page = desk.get(address(world.catalogue(), "/measures/5.26.01"))
    assert "5.25.02" in page.words
    assert not [link for link in page.soup.select("main a") if "5.25.02" in link["href"]]


@pytest.mark.parametrize("theme", ["5", "6", "7", "8"])
def test_every_link_of_a_catalogue_leads_to_a_page(theme, desk, world):
    page = desk.get(address(world.catalogue(), f"?theme={theme}"))
    links = {link["href"] for link in page.soup.select("#measures a")}
    assert len(links) >= 10
    assert {desk.get(link).status for link in links} == {200}


def test_a_comparison_shows_what_went_and_what_came(desk, world):
    page = desk.get(address(world.imported(OLDER), f"/compare/{world.imported(NEWER)}"))
    changed = page.soup.select_one("#change-5\\.20\\.03").parent
    assert changed.ins.get_text() == "half"
    assert not changed.select("del")
    assert "vervallen" in page.soup.select_one("#change-8\\.08\\.01").parent.get_text()


def test_a_catalogue_of_another_norm_is_not_compared_and_that_is_said(desk, world):
    other = "norm;editie;nummer;titel;tekst\nHuis;1;5.01.01;Iets;Wij doen iets.\n"
    page = desk.get(address(world.catalogue(), f"/compare/{world.imported(other, 'huis.csv')}"))
    assert page.status == 400
    assert "BIO2 1.3" in page.words
    assert "Huis 1" in page.words


def test_a_draft_is_told_what_a_newer_edition_did_and_a_published_set_is_not(desk, world, buyer):
    draft = world.draft(buyer, numbers=("5.20.03", "8.08.01"))
    published = world.published(buyer, reference="P", numbers=("8.08.01",))
    assert "newer-edition-title" not in desk.get(f"/procurement/{draft}").text
    world.imported(GONE)
    page = desk.get(f"/procurement/{draft}")
    told = page.soup.select_one("[aria-labelledby=newer-edition-title]")
    assert "8.08.01" in told.get_text()
    for link in told.select("a"):
        assert desk.get(link["href"]).status == 200
    assert "newer-edition-title" not in desk.get(f"/procurement/{published}").text
    with world.database.reading() as session:
        found = procurements.of_organisation(session, buyer.actor.organisation_id, draft)
        kept = [line.requirement for line in requirement_sets.lines(session, found)]
    assert [asked.reference.number for asked in kept] == ["5.20.03", "8.08.01"]
