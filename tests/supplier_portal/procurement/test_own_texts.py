"""The pages on which an organisation keeps its own words, measures and segments."""

from decimal import Decimal

import pytest
from factories.house import house_text, own_measure, own_segment

from questionnaires.questions import QuestionKind
from questionnaires.requirement_sets import ProofType
from supplier_portal.services import house

MEASURE = {
    "number": "GV-07",
    "title_nl": "Sleutels",
    "text_nl": "De leverancier legt vast wie sleutels heeft.",
    "weight": "2,5",
    "question_1_nl": "Legt u dat vast?",
    "options_1": "Ja | Yes = 100\nDeels = 33,5 %\n | No = 0",
    "question_2_en": "How?",
    "design_nl": "Het sleutelplan.",
    "design_types": ["policy", "demonstration"],
    "segments": ["hosting", "own_1"],
    "risk_factors": ["premises_access"],
}


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def desk(browser, buyer):
    return browser(buyer)


@pytest.fixture
def current(world, buyer):
    """What counts now for the buyer's organisation."""

    def read():
        with world.database.reading() as session:
            return house.current(session, buyer.actor)

    return read


def own_words(world, number="5.20.03"):
    return f"/procurement/catalogues/{world.catalogue()}/measures/{number}/own"


def test_own_words_start_from_ours_and_are_shown_on_the_page_of_the_measure(desk, current, world):
    page = desk.get(own_words(world))
    ours = page.soup.select_one("#ours + p").get_text(strip=True)
    assert page.soup.select_one("[name=text_nl]").get_text().strip() == ours
    page = desk.submit("/own", {"text_nl": "Zo vragen wij het.", "text_en": ""})
    assert "Zo vragen wij het." in page.words
    assert ours in page.words
    assert current().text_for("BIO2", "5.20.03").text.nl == "Zo vragen wij het."


def test_the_history_tells_who_changed_which_words_and_why(desk, world, buyer):
    world.keep(buyer, house_text("Eerst dit."))
    desk.get(own_words(world))
    desk.submit("/own", {"text_nl": "Nu dit.", "reason": "Het was te kort."})
    page = desk.get(own_words(world))
    newest = page.soup.select_one(".timeline > li")
    assert newest.h3.get_text(strip=True).endswith("2")
    assert "Persoon procurement" in newest.get_text()
    assert "Het was te kort." in newest.get_text()
    assert [found.get_text() for found in newest.select("del, ins")][:2] == ["Eerst", "Nu"]


def test_words_of_a_colleague_in_between_are_not_overwritten(desk, current, world, buyer):
    desk.get(own_words(world))
    world.keep(buyer, house_text("Van een collega."))
    page = desk.submit("/own", {"text_nl": "Van mij."})
    assert page.soup.select_one(".error-summary")
    assert page.soup.select_one("[name=text_nl]").get_text().strip() == "Van mij."
    assert "Van een collega." in page.soup.select_one(".timeline").get_text()
    assert current().text_for("BIO2", "5.20.03").text.nl == "Van een collega."
    desk.submit("/own", {})
    assert current().text_for("BIO2", "5.20.03").text.nl == "Van mij."


@pytest.mark.parametrize("number", ["5.19.01", "5.04.02", "9.99.99"])
def test_there_are_no_own_words_for_what_is_never_asked(number, desk, world):
    assert desk.get(own_words(world, number)).status == 404


def test_own_words_without_words_are_refused_at_their_field(desk, current, world):
    desk.get(own_words(world))
    page = desk.submit("/own", {"text_nl": " ", "text_en": ""})
    assert page.soup.select_one(".error-summary a[href='#text_nl']")
    assert not current().texts


def test_after_withdrawing_our_words_count_again_and_the_own_ones_can_come_back(
    desk, current, world, buyer
):
    world.keep(buyer, house_text())
    desk.get(own_words(world))
    page = desk.submit("/house/withdraw", {})
    assert "BIO2 5.20.03" in page.message
    assert not current().texts
    page = desk.get(own_words(world))
    assert "Onze eigen woorden." in page.soup.select_one(".timeline").get_text()
    desk.submit("/own", {"text_nl": "Weer zelf."})
    assert current().text_for("BIO2", "5.20.03").text.nl == "Weer zelf."


def test_an_own_measure_is_kept_with_all_that_was_written(desk, current, world, buyer):
    world.keep(buyer, own_segment())
    desk.get("/procurement/house/new-measure")
    desk.submit("/new-measure", MEASURE)
    kept = current().measures["GV-07"].measure.proposal
    assert (kept.title.nl, kept.weight) == ("Sleutels", Decimal("2.5"))
    first, second = kept.questions
    assert [(item.label.nl, item.label.en, item.fraction) for item in first.options] == [
        ("Ja", "Yes", 1),
        ("Deels", "", Decimal("0.335")),
        ("", "No", 0),
    ]
    assert (second.kind, second.wording.en) == (QuestionKind.OPEN, "How?")
    assert kept.proof.design_types == (ProofType.POLICY, ProofType.DEMONSTRATION)
    assert (kept.segments, kept.risk_factors) == (("hosting", "own_1"), ("premises_access",))


def test_the_form_of_a_measure_shows_what_it_holds_so_that_saving_changes_nothing(
    desk, current, world, buyer
):
    world.keep(buyer, own_segment())
    desk.get("/procurement/house/new-measure")
    desk.submit("/new-measure", MEASURE)
    before = current().measures["GV-07"]
    desk.get("/procurement/house/measures/GV-07")
    desk.submit("/measures/GV-07", {})
    after = current().measures["GV-07"]
    assert (after.measure, after.version) == (before.measure, 2)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "GV 07"}, "number"),
        ({"title_nl": ""}, "title_nl"),
        ({"text_nl": ""}, "text_nl"),
        ({"question_1_nl": ""}, "question_1_nl"),
        ({"options_1": "Ja"}, "options_1"),
        ({"options_1": "Ja = veel\nNee = 0"}, "options_1"),
        ({"options_1": "Ja = 101\nNee = 0"}, "options_1"),
        ({"options_1": "= 100\nNee = 0"}, "options_1"),
        ({"options_1": "Ja = 100"}, "options_1"),
        ({"options_1": "Ja = 100\nJa = 0"}, "options_1"),
        ({"options_1": "Ja = 90\nNee = 0"}, "options_1"),
        ({"options_3": "Ja = 100\nNee = 0"}, "options_3"),
        ({"weight": "veel"}, "weight"),
        ({"segments": ["spaceships"]}, "segments-0"),
        ({"segments": []}, "segments-0"),
    ],
    ids=lambda value: None if isinstance(value, str) else str(value),
)
def test_what_is_odd_in_a_measure_is_told_at_its_field_and_nothing_is_kept(
    changes, field, desk, current
):
    desk.get("/procurement/house/new-measure")
    page = desk.submit("/new-measure", {**MEASURE, "segments": ["hosting"], **changes})
    assert page.status == 200
    assert page.soup.select_one(f".error-summary a[href='#{field}']")
    assert not current().measures


def test_a_scored_measure_without_points_is_told_at_the_points(desk, current):
    desk.get("/procurement/house/new-measure")
    page = desk.submit("/new-measure", {**MEASURE, "segments": ["hosting"], "weight": "0"})
    assert page.soup.select_one(".error-summary a[href='#weight']")
    assert "GV-07" in page.soup.select_one(".error-summary").get_text()
    assert not current().measures


def test_a_number_is_used_once_also_after_it_was_withdrawn(desk, current, world, buyer):
    world.keep(buyer, own_measure("GV-07"))
    desk.get("/procurement/house/measures/GV-07")
    desk.submit("/house/withdraw", {})
    desk.get("/procurement/house/new-measure")
    page = desk.submit("/new-measure", {**MEASURE, "segments": ["hosting"]})
    assert page.soup.select_one(".error-summary a[href='#number']")
    assert not current().measures


def test_a_segment_is_kept_under_a_key_of_its_own_and_offered_to_measures(desk, current):
    for name, role in (("Schepen", "segment"), ("Sluizen", "supplement")):
        desk.get("/procurement/house/new-segment")
        desk.submit(
            "/new-segment", {"title_nl": name, "description_nl": "Wat vaart.", "role": role}
        )
    assert [(item.key, item.is_supplement) for item in current().segments] == [
        ("own_1", False),
        ("own_2", True),
    ]
    offered = desk.get("/procurement/house/new-measure")
    assert offered.soup.select_one("input[name=segments][value=own_2]")


def test_the_page_of_own_texts_lists_everything_with_its_last_change(desk, world, buyer):
    world.keep(buyer, house_text(), own_measure(), own_segment())
    world.catalogue()
    page = desk.get("/procurement/house")
    assert {link.get_text(" ", strip=True) for link in page.soup.select(".task__name a")} == {
        "BIO2 5.20.03",
        "GV-01 Scheepsjournaal",
        "Vaartuigen",
    }


def test_nobody_sees_what_another_organisation_wrote(browser, world, buyer):
    world.keep(buyer, own_measure(), own_segment(), house_text())
    stranger = browser(world.person("procurement"))
    assert "Scheepsjournaal" not in stranger.get("/procurement/house").text
    assert stranger.get("/procurement/house/measures/GV-01").status == 404
    assert stranger.get("/procurement/house/segments/own_1").status == 404
    assert "Onze eigen woorden." not in stranger.get(own_words(world)).text


def test_an_entry_of_an_unknown_kind_cannot_be_withdrawn(desk, current, world, buyer):
    world.keep(buyer, own_measure())
    desk.get("/procurement/house/measures/GV-01")
    assert desk.submit("/house/withdraw", {"kind": "revision"}).status == 404
    assert current().measures


def test_own_measures_and_own_words_are_there_to_pick(desk, world, buyer):
    world.keep(buyer, house_text(number="5.20.05"), own_measure())
    draft = world.draft(buyer, numbers=("8.08.01",))
    page = desk.get(f"/procurement/{draft}/requirements/pick")
    assert page.soup.select_one("[id='text-5.20.05']").get_text() == "Onze eigen woorden."
    page = desk.submit("/pick", {"number": "5.20.05", "own": "GV-01"})
    assert [row["id"] for row in page.soup.select("tbody tr")] == [
        "BIO2-8.08.01",
        "BIO2-5.20.05",
        "Organisatie-proc-GV-01",
    ]
    again = desk.get(f"/procurement/{draft}/requirements/pick")
    assert not again.soup.select("[name=own]")


def test_a_measure_may_be_called_new_and_the_history_tells_of_a_question_that_went(desk, current):
    desk.get("/procurement/house/new-measure")
    desk.submit("/new-measure", {**MEASURE, "number": " new ", "segments": ["hosting"]})
    page = desk.get("/procurement/house/measures/new")
    assert page.heading.startswith("new")
    desk.submit("/measures/new", {"question_2_en": ""})
    assert len(current().measures["new"].measure.proposal.questions) == 1
    newest = desk.get("/procurement/house/measures/new").soup.select_one(".timeline > li")
    assert "How?" in [found.get_text() for found in newest.select("del")]


def test_own_words_can_be_read_and_withdrawn_after_the_norm_dropped_the_measure(
    desk, current, world, buyer
):
    world.keep(buyer, house_text())
    newer = world.imported("BIO2 versie 1.9\n\n## 5.20.03\nVervallen\n")
    page = desk.get(f"/procurement/catalogues/{newer}/measures/5.20.03/own")
    assert "Onze eigen woorden." in page.words
    desk.submit("/house/withdraw", {})
    assert not current().texts


def test_what_is_wrong_is_told_in_the_order_of_the_page(desk):
    desk.get("/procurement/house/new-measure")
    page = desk.submit("/new-measure", {"segments": []})
    told = [link["href"].removeprefix("#") for link in page.soup.select(".error-summary a")]
    assert told == ["number", "title_nl", "text_nl", "question_1_nl", "segments-0"]
