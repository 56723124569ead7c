"""The pages on which a set is started from an earlier one, or kept as a template."""

import pytest
from bs4 import BeautifulSoup

from questionnaires.risk_profile import RiskProfile
from supplier_portal.services import (
    procurements,
    requirement_sets,
    risk_profiles,
    set_templates,
)

KEPT, REWORDED, MOVED, DOUBLE, WITHDRAWN = "5.20.02", "5.20.05", "8.08.01", "8.08.02", "8.28.01"
NUMBERS = (KEPT, REWORDED, MOVED, DOUBLE, WITHDRAWN)
OLD = "BIO2 versie 1.2\n" + "".join(f"\n## {number}\nDoe dit elk jaar.\n" for number in NUMBERS)
NEW = f"""BIO2 versie 1.3

## {KEPT}
Doe dit elk jaar.

## {REWORDED}
Doe dit elke maand.

## {MOVED}
Verplaatst naar {DOUBLE}

## {DOUBLE}
Doe dit elk jaar.

## {WITHDRAWN}
Vervallen
"""


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def desk(browser, buyer):
    """A browser that reads English."""
    visitor = browser(buyer)
    visitor.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return visitor


@pytest.fixture
def colleague(browser, world, buyer):
    return browser(world.person("procurement", organisation=buyer))


@pytest.fixture
def source(world, buyer):
    return world.draft(buyer, reference="EERDER", numbers=NUMBERS, catalogue_id=world.imported(OLD))


@pytest.fixture
def target(world, buyer):
    return world.draft(buyer, reference="NIEUW", numbers=(), catalogue_id=world.imported(NEW))


@pytest.fixture
def asked(world, buyer):
    """The numbers of a set as it is now."""

    def read(procurement_id):
        with world.database.reading() as session:
            found = procurements.of_organisation(
                session, buyer.actor.organisation_id, procurement_id
            )
            lines = requirement_sets.lines(session, found)
            return [line.requirement.reference.number for line in lines]

    return read


@pytest.fixture
def templates(world, buyer):
    def read():
        with world.database.reading() as session:
            return [(item.name, item.count) for item in set_templates.all_of(session, buyer.actor)]

    return read


def choose(desk, target, source):
    return desk.get(f"/procurement/{target}/copy?from={source}")


def offered(page):
    return [label.get_text(strip=True) for label in page.soup.select(".option label")]


def listed(page, section):
    """What stands in a section of the preview, one text a requirement."""
    inside = f"section[aria-labelledby={section}]"
    found = page.soup.select(f"{inside} > ul > li, {inside} > section")
    return [" ".join(item.get_text(" ").split()) for item in found]


def test_an_empty_draft_leads_to_the_sets_to_start_from(desk, source, target):
    desk.get(f"/procurement/{target}")
    page = desk.follow("Start from an earlier set")
    assert offered(page) == ["EERDER · Zaaksysteem als dienst"]
    assert "5 requirements, BIO2 1.2" in page.words
    checked = page.soup.select_one("input[type=radio][checked]")
    assert checked["value"] == str(source)
    assert page.soup.select_one("form#sets")["method"] == "get"


def test_a_draft_with_requirements_does_not_offer_it(desk, source):
    page = desk.get(f"/procurement/{source}")
    assert "Start from an earlier set" not in page.words
    assert "Start from an earlier set" not in desk.get(f"/procurement/{source}/requirements").words
    assert desk.get(f"/procurement/{source}/copy").status == 409


def test_the_requirements_page_of_an_empty_draft_offers_it_too(desk, target):
    page = desk.get(f"/procurement/{target}/requirements")
    assert page.link("Start from an earlier set").endswith(f"/{target}/copy")
    assert "Keep as a template" not in page.words


def test_who_has_no_other_set_is_led_to_the_catalogue(desk, target):
    page = desk.get(f"/procurement/{target}/copy")
    assert not page.soup.select("input[type=radio]")
    assert page.link("Pick measures from the catalogue").endswith(f"/{target}/requirements/pick")


def test_the_preview_says_what_comes_what_moved_and_what_is_left_out_and_why(
    desk, source, target, asked
):
    page = choose(desk, target, source)
    facts = [" ".join(fact.get_text(" ").split()) for fact in page.soup.select("dl.summary dd")]
    assert facts == ["BIO2 1.2 → BIO2 1.3", "4 requirements", "1", "1"]
    [left_out] = listed(page, "left-out")
    assert left_out.startswith(WITHDRAWN)
    assert left_out.endswith("BIO2 1.3 withdrew this measure.")
    [moved] = listed(page, "moved")
    assert moved.startswith(f"{MOVED} → {DOUBLE}")
    assert f"{DOUBLE} is asked twice now." in moved
    assert asked(target) == []


def test_the_preview_shows_the_words_of_the_norm_one_by_one(desk, source, target):
    page = choose(desk, target, source)
    section = page.soup.select_one("section[aria-labelledby=reworded]")
    assert [found.get_text() for found in section.select("del, ins")] == [
        "elk jaar.",
        "elke maand.",
    ]
    as_it_is = page.soup.select_one("details").get_text(" ")
    assert KEPT in as_it_is
    assert REWORDED not in as_it_is


def test_what_was_looked_at_is_carried_over(desk, source, target, asked):
    choose(desk, target, source)
    page = desk.submit("/copy", {})
    assert page.url.endswith(f"/{target}/requirements")
    assert page.message == "4 requirements added."
    assert asked(target) == [KEPT, REWORDED, DOUBLE, DOUBLE]
    assert {row["id"] for row in page.soup.select("tbody tr")} >= {
        f"BIO2-{DOUBLE}",
        f"BIO2-{DOUBLE}-2",
    }


@pytest.mark.parametrize("is_ticked", [True, False])
def test_a_risk_profile_comes_along_only_when_that_is_ticked(
    desk, source, target, world, buyer, is_ticked
):
    world.profile(buyer, source, RiskProfile(segments=frozenset({"cloud"})))
    page = desk.get(f"/procurement/{target}/copy?from={source}")
    assert "Its risk profile was kept by Persoon procurement" in page.words
    assert desk.submit("/copy", {"with_profile": "y"} if is_ticked else {}).status == 200
    with world.database.reading() as session:
        kept = risk_profiles.current(session, target)
    assert (kept.profile.segments if kept else None) == ({"cloud"} if is_ticked else None)


def test_a_risk_profile_does_not_take_the_place_of_one_that_is_there(
    desk, source, target, world, buyer
):
    for procurement_id in (source, target):
        world.profile(buyer, procurement_id, RiskProfile(segments=frozenset({"cloud"})))
    page = desk.get(f"/procurement/{target}/copy?from={source}")
    assert not page.soup.select("[name=with_profile]")
    page = desk.submit("/copy", {"with_profile": "y"})
    assert "Somebody else changed this" in page.words
    with world.database.reading() as session:
        found = procurements.of_organisation(session, buyer.actor.organisation_id, target)
        assert requirement_sets.lines(session, found) == []


def test_a_set_that_changed_after_it_was_shown_is_shown_again_first(
    desk, source, target, world, buyer, asked
):
    choose(desk, target, source)
    world.tailor(buyer, source, KEPT, text="Van een collega.")
    page = desk.submit("/copy", {})
    assert page.soup.select_one(".error-summary")
    assert asked(target) == []
    desk.submit("/copy", {})
    assert len(asked(target)) == 4


def test_a_set_that_a_colleague_filled_meanwhile_is_not_copied_into(
    desk, colleague, source, target, asked
):
    for visitor in (desk, colleague):
        choose(visitor, target, source)
    assert colleague.submit("/copy", {}).url.endswith("/requirements")
    before = asked(target)
    assert desk.submit("/copy", {}).status == 409
    assert asked(target) == before


@pytest.mark.parametrize("wanted", ["onzin", "00000000-0000-0000-0000-000000000000", "%00"])
def test_a_set_that_is_not_there_is_not_found(desk, target, wanted):
    assert choose(desk, target, wanted).status == 404


def test_a_request_that_names_no_set_is_not_found(desk, source, target, asked):
    choose(desk, target, source)
    assert desk.submit("/copy", {"from": None}).status == 404
    assert asked(target) == []


def test_the_set_of_another_organisation_is_not_offered_and_not_found(desk, target, world):
    stranger = world.person("procurement")
    foreign = world.draft(stranger, reference="VREEMD", numbers=(KEPT,))
    template = world.template(stranger, foreign, name="Vreemd")
    assert "vreemd" not in desk.get(f"/procurement/{target}/copy").words.casefold()
    for unknown in (foreign, template):
        assert choose(desk, target, unknown).status == 404


def test_a_set_of_which_nothing_comes_along_has_no_button(desk, world, buyer, target):
    gone = world.draft(
        buyer, reference="WEG", numbers=(WITHDRAWN,), catalogue_id=world.imported(OLD)
    )
    page = choose(desk, target, gone)
    assert "Nothing of this set comes along" in page.words
    assert not page.soup.select("main button")


def test_words_that_are_missing_in_the_language_of_the_procurement_are_named(
    desk, source, target, world, buyer
):
    world.tailor(buyer, source, KEPT, text="Alleen Nederlands.")
    assert not choose(desk, target, source).soup.select("#untranslated-title")
    with world.database.writing.begin() as session:
        found = procurements.of_organisation(session, buyer.actor.organisation_id, target)
        found.language = "en"
    page = choose(desk, target, source)
    notice = page.soup.select_one("[aria-labelledby=untranslated-title]")
    assert [item.get_text(" ", strip=True).split()[0] for item in notice.select("li")] == [KEPT]


def test_a_set_is_kept_as_a_template_and_started_from(desk, source, target, templates, asked):
    desk.get(f"/procurement/{source}/requirements")
    page = desk.follow("Keep as a template")
    assert "5 requirements" in page.words
    page = desk.submit("/template", {"name": "Wolk", "purpose": "Voor clouddiensten"})
    assert page.message == "The set is kept as the template Wolk."
    assert templates() == [("Wolk", 5)]
    page = desk.get(f"/procurement/{target}/copy")
    assert offered(page)[0] == "Wolk"
    assert "Voor clouddiensten" in page.words
    choose(desk, target, page.soup.select_one("input[type=radio]")["value"])
    desk.submit("/copy", {})
    assert asked(target) == [KEPT, REWORDED, DOUBLE, DOUBLE]


def test_a_published_set_can_be_kept_as_a_template(desk, world, buyer, templates):
    published = world.published(buyer, numbers=(KEPT,))
    desk.get(f"/procurement/{published}/requirements")
    desk.follow("Keep as a template")
    desk.submit("/template", {"name": "Vast"})
    assert templates() == [("Vast", 1)]


def test_a_name_in_use_is_asked_about_first_and_then_replaced(
    desk, source, world, buyer, templates
):
    other = world.draft(buyer, reference="ANDER", numbers=(KEPT,))
    world.template(buyer, other, name="Wolk")
    desk.get(f"/procurement/{source}/template")
    page = desk.submit("/template", {"name": "Wolk"})
    assert page.soup.select_one(".error-summary a[href='#name']")
    assert "“Wolk”" in page.soup.select_one(".error-summary").get_text()
    assert page.soup.select_one("form[action$='/template'] button").get_text() == (
        "Replace the template"
    )
    assert templates() == [("Wolk", 1)]
    desk.submit("/template", {})
    assert templates() == [("Wolk", 5)]


def test_a_template_that_changed_between_question_and_answer_is_asked_about_again(
    desk, source, world, buyer, templates
):
    other = world.draft(buyer, reference="ANDER", numbers=(KEPT,))
    first = world.template(buyer, other, name="Wolk")
    desk.get(f"/procurement/{source}/template")
    desk.submit("/template", {"name": "Wolk"})
    world.template(buyer, other, name="Wolk", purpose="Nieuw", replaces=[first])
    page = desk.submit("/template", {})
    assert page.soup.select_one(".error-summary")
    assert templates() == [("Wolk", 1)]
    desk.submit("/template", {})
    assert templates() == [("Wolk", 5)]


def test_the_page_of_a_set_that_is_a_template_shows_under_which_name(desk, source, world, buyer):
    world.template(buyer, source, name="Wolk", purpose="Voor alles")
    page = desk.get(f"/procurement/{source}/template")
    assert page.soup.select_one("[name=name]")["value"] == "Wolk"
    assert page.soup.select_one("[name=purpose]").get_text().strip() == "Voor alles"
    assert "This set was kept as the template Wolk" in page.words


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"name": "n" * 81}, "name"),
        ({"name": "Wolk\tgroot"}, "name"),
        ({"name": "Wolk", "purpose": "p" * 501}, "purpose"),
    ],
    ids=["empty", "blank", "long", "tab", "long purpose"],
)
def test_what_is_odd_in_a_template_is_told_at_its_field_and_nothing_is_kept(
    desk, source, templates, changes, field
):
    desk.get(f"/procurement/{source}/template")
    page = desk.submit("/template", changes)
    assert page.soup.select_one(f".error-summary a[href='#{field}']")
    assert templates() == []


def test_an_answer_that_names_no_templates_counts_as_none(desk, source, templates, world, buyer):
    world.template(buyer, source, name="Wolk")
    desk.get(f"/procurement/{source}/template")
    page = desk.submit("/template", {"replaces": "onzin"})
    assert page.soup.select_one(".error-summary")
    assert templates() == [("Wolk", 5)]


def test_a_template_can_be_removed_where_one_chooses_and_where_one_keeps(
    desk, source, target, templates, world, buyer
):
    world.template(buyer, source, name="Wolk")
    desk.get(f"/procurement/{target}/copy")
    page = desk.submit("/remove", {})
    assert page.message == "The template Wolk is removed."
    assert page.url.endswith(f"/{target}/copy")
    assert templates() == []
    world.template(buyer, source, name="Wolk")
    desk.get(f"/procurement/{source}/template")
    assert desk.submit("/remove", {}).url.endswith(f"/{source}/template")
    assert templates() == []


def test_an_empty_set_cannot_be_kept_as_a_template(desk, target):
    assert desk.get(f"/procurement/{target}/template").status == 409


def test_a_name_with_signs_is_shown_as_it_was_written(desk, source, target, world, buyer):
    world.template(buyer, source, name="<b>Wolk</b> & 100 %", purpose="<script>")
    page = desk.get(f"/procurement/{target}/copy")
    assert offered(page)[0] == "<b>Wolk</b> & 100 %"
    found = BeautifulSoup(page.text, "html5lib").select_one("main")
    assert not found.select("b, script")
    question = found.select_one("[data-confirm]")["data-confirm"]
    assert "<b>Wolk</b> & 100 %" in question


def test_what_people_and_norms_wrote_is_not_linked_to_the_glossary(desk, world, buyer, target):
    sheet = "norm;editie;nummer;titel;tekst;status\nDeadline;{};A-1;Deadline;Bewijs.;{}\n"
    editions = [
        world.imported(sheet.format(*each), "norm.csv") for each in (("1", ""), ("2", "vervallen"))
    ]
    source, gone = (
        world.draft(buyer, reference=name, numbers=numbers, catalogue_id=catalogue)
        for name, numbers, catalogue in (("Punten", ["A-1"], editions[0]), ("X", [], editions[1]))
    )
    world.template(buyer, source, name="Deadline", purpose="Eisenset")
    desk.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "nl"
    addresses = (
        f"{target}/copy",
        f"{gone}/copy",
        f"{target}/copy?from={source}",
        f"{gone}/copy?from={source}",
        f"{source}/template",
    )
    for address in addresses:
        page = desk.get(f"/procurement/{address}")
        linked = {link.get_text() for link in page.soup.select("a.term")}
        assert linked.isdisjoint({"Deadline", "Eisenset", "Bewijs"}), address
