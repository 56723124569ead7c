"""From what is at stake to a set: the risk profile, the proposal and the exceptions, by page."""

from datetime import timedelta

import pytest
from factories.house import own_measure, own_segment
from factories.profiles import CASE_SYSTEM
from factories.world import NOW

from questionnaires.risk_profile import Information, Level, Storage
from supplier_portal.services import procurements, requirement_sets, risk_profiles

ANSWERS = {
    "segments": ["cloud"],
    "information": ["internal", "special_personal"],
    "integrity": "high",
    "internet_facing": "yes",
    "network_access": "no",
    "storage": "inside_eea",
    "term_in_months": "48",
    "value_in_euro": "600.000",
}
REASON = "De gegevens zijn openbaar; er blijft geen risico over."


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def draft(world, buyer):
    return world.draft(buyer, numbers=())


@pytest.fixture
def desk(browser, buyer, draft):
    """The browser of the buyer, at a page of the draft."""
    visitor = browser(buyer)

    def go(page=""):
        return visitor.get(f"/procurement/{draft}/{page}".rstrip("/"))

    go.submit = visitor.submit
    return go


@pytest.fixture
def kept(world, draft):
    def read():
        with world.database.reading() as session:
            return risk_profiles.current(session, draft)

    return read


@pytest.fixture
def asked(world, buyer, draft):
    """The numbers in the set."""

    def read():
        with world.database.reading() as session:
            found = procurements.of_organisation(session, buyer.actor.organisation_id, draft)
            lines = requirement_sets.lines(session, found)
            return [line.requirement.reference.number for line in lines]

    return read


def answer(desk, **changes):
    desk("profile")
    return desk.submit("/profile", {**ANSWERS, **changes})


def test_answers_become_a_profile_and_lead_to_the_proposal(desk, kept):
    page = answer(desk)
    assert page.url.endswith("/proposal")
    profile = kept().profile
    assert profile.segments == {"cloud"}
    assert profile.information == {Information.INTERNAL, Information.SPECIAL_PERSONAL}
    assert (profile.integrity, profile.availability) == (Level.HIGH, None)
    assert (profile.internet_facing, profile.network_access, profile.ot) == (True, False, None)
    assert profile.storage is Storage.INSIDE_EEA
    assert (profile.term_in_months, profile.value_in_euro) == (48, 600_000)


def test_the_form_shows_what_was_answered_so_that_sending_it_again_changes_nothing(
    desk, kept, world, buyer, draft
):
    world.profile(buyer, draft, CASE_SYSTEM)
    desk("profile")
    page = desk.submit("/profile", {})
    assert page.url.endswith("/proposal")
    assert (kept().profile, kept().version) == (CASE_SYSTEM, 2)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"segments": []}, "segments-0"),
        ({"segments": ["spaceships"]}, "segments-0"),
        ({"segments": ["privacy"]}, "segments-0"),
        ({"term_in_months": "lang"}, "term_in_months"),
        ({"term_in_months": "1.5"}, "term_in_months"),
        ({"value_in_euro": "veel"}, "value_in_euro"),
    ],
    ids=["nothing", "unknown", "supplement alone", "no number", "no whole number", "no amount"],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_kept(changes, field, desk, kept):
    page = answer(desk, **changes)
    assert page.status == 200
    assert page.soup.select_one(f".error-summary a[href='#{field}']")
    assert kept() is None


def test_a_change_first_shows_what_it_would_change_and_then_keeps_it(desk, kept):
    answer(desk)
    page = answer(desk, segments=["staffing"], premises_access="yes")
    changes = page.soup.select_one("section[aria-labelledby=changes-title]")
    assert "7.06.01" in changes.get_text()
    assert "inhuur op locatie" in changes.get_text()
    assert kept().profile.segments == {"cloud"}
    desk.submit("/profile", {})
    assert kept().profile.segments == {"staffing"}


def test_what_was_seen_holds_for_no_other_answer(desk, kept):
    answer(desk)
    answer(desk, segments=["staffing"], premises_access="yes")
    page = desk.submit("/profile", {"segments": ["hardware"]})
    assert page.soup.select_one("section[aria-labelledby=changes-title]")
    assert kept().profile.segments == {"cloud"}


def test_a_colleagues_profile_is_not_overwritten_unseen(desk, kept, world, buyer, draft):
    desk("profile")
    world.profile(buyer, draft, CASE_SYSTEM)
    page = desk.submit("/profile", {**ANSWERS, "segments": ["software"]})
    seen = page.soup.select_one("[name=seen]")["value"]
    page = desk.submit("/profile", {"seen": seen})
    assert page.soup.select_one(".error-summary")
    assert kept().profile == CASE_SYSTEM
    desk.submit("/profile", {})
    assert kept().profile.segments == {"software"}


def test_the_proposal_ticks_what_follows_and_says_why(desk):
    page = answer(desk)
    ticked = page.soup.select("input[name=number][checked]")
    assert len(ticked) > 60
    assert "5.20.03" in {box["value"] for box in ticked}
    why = page.soup.select_one("[id='number-8.08.01-why']").get_text()
    assert "clouddiensten" in why
    others = page.soup.select("details input[name=number]:not([checked])")
    assert "7.06.01" in {box["value"] for box in others}
    assert "5.19.01" not in page.soup.select_one("main").get_text()


def test_taking_it_over_fills_the_set_and_asks_why_something_was_left_out(desk, asked):
    page = answer(desk)
    wanted = [box["value"] for box in page.soup.select("input[name=number][checked]")]
    wanted.remove("8.08.01")
    page = desk.submit("/proposal", {"number": wanted})
    assert asked() == wanted
    assert page.url.endswith("/exceptions")
    [card] = page.soup.select("section[aria-labelledby=opened] .card")
    assert "8.08.01" in card.get_text()


def test_with_everything_taken_over_there_is_nothing_to_explain(desk, asked):
    answer(desk)
    page = desk.submit("/proposal", {})
    assert page.url.endswith("/requirements")
    assert len(asked()) > 60
    assert desk("proposal").soup.select("input[name=number][checked]") == []


def test_own_measures_and_segments_take_part(desk, asked, world, buyer):
    world.keep(buyer, own_segment(is_supplement=False), own_measure(segments=("own_1",)))
    page = answer(desk, segments=["own_1"])
    assert page.soup.select_one("input[name=own][value='GV-01'][checked]")
    assert "vaartuigen" in page.soup.select_one("[id='own-GV-01-why']").get_text()
    desk.submit("/proposal", {})
    assert "GV-01" in asked()


def test_what_an_own_measure_would_do_is_shown_before_the_profile_changes(desk, world, buyer):
    world.keep(buyer, own_measure(segments=("staffing",)))
    answer(desk)
    page = answer(desk, segments=["staffing"], premises_access="yes")
    changes = page.soup.select_one("section[aria-labelledby=changes-title]").get_text()
    assert "GV-01" in changes
    assert "Scheepsjournaal" in changes


def test_an_own_segment_can_be_withdrawn_while_an_own_measure_names_it(desk, world, buyer, browser):
    world.keep(buyer, own_segment(is_supplement=False), own_measure(segments=("own_1",)))
    answer(desk)
    visitor = browser(buyer)
    visitor.get("/procurement/house/segments/own_1")
    visitor.submit("/house/withdraw", {})
    assert desk("proposal").status == 200


def test_what_was_left_out_with_a_reason_is_not_ticked_again(desk):
    answer(desk)
    desk.submit("/proposal", {})
    desk("requirements")
    desk.submit("/BIO2-8.15.01/drop", {})
    assert desk("proposal").soup.select_one("[id='number-8.15.01'][checked]")
    desk("exceptions")
    desk.submit("/exceptions", {"text": REASON})
    assert not desk("proposal").soup.select("input[name=number][checked]")


def test_reasons_can_be_given_while_security_is_asked(desk, world, buyer, draft):
    answer(desk)
    desk.submit("/proposal", {})
    with world.database.writing.begin() as session:
        found = procurements.of_organisation(session, buyer.actor.organisation_id, draft)
        procurements.set_deadline(
            session,
            buyer.actor,
            found,
            local_time=(NOW + timedelta(days=20)).replace(tzinfo=None),
            version=found.version,
            at=NOW,
        )
    world.ask_approval(buyer, draft)
    desk("requirements")
    page = desk.submit("/BIO2-8.15.01/drop", {})
    assert page.soup.select("section[aria-labelledby=opened] textarea")


def test_for_classified_information_nothing_is_ticked_and_the_page_says_why(desk):
    page = answer(desk, information=["classified"])
    assert not page.soup.select("input[name=number][checked]")
    assert page.soup.select_one(".notice--warning")


def test_for_a_norm_that_we_do_not_know_measures_are_picked_by_hand(browser, world, buyer):
    grouped = world.shipped()["IEC 62443-3-3"]
    draft = world.draft(buyer, reference="ot", numbers=(), catalogue_id=grouped)
    world.profile(buyer, draft, CASE_SYSTEM)
    page = browser(buyer).get(f"/procurement/{draft}/proposal")
    assert page.soup.select_one("main .empty a[href$='/requirements/pick']")


def test_without_a_profile_the_proposal_leads_to_its_questions(desk):
    assert desk("proposal").url.endswith("/profile")


def test_dropping_or_weakening_what_was_proposed_leads_to_the_question_why(desk):
    answer(desk)
    desk.submit("/proposal", {})
    desk("requirements/BIO2-8.08.01")
    page = desk.submit("/BIO2-8.08.01", {"kind": "informative", "weight": "0"})
    assert page.url.endswith("/exceptions")
    desk("requirements")
    page = desk.submit("/BIO2-8.15.01/drop", {})
    assert page.url.endswith("/exceptions")
    assert len(page.soup.select("section[aria-labelledby=opened] .card")) == 2


def test_a_reason_is_kept_and_shown_with_who_gave_it(desk):
    answer(desk)
    desk.submit("/proposal", {})
    desk("requirements")
    desk.submit("/BIO2-8.15.01/drop", {})
    page = desk.submit("/exceptions", {"text": REASON})
    assert not page.soup.select("section[aria-labelledby=opened]")
    [card] = page.soup.select("section[aria-labelledby=reasoned] .card")
    assert REASON in card.get_text()
    assert "Persoon procurement" in card.get_text()


def test_a_reason_that_says_too_little_stays_in_its_field_with_what_to_do(desk):
    answer(desk)
    desk.submit("/proposal", {})
    desk("requirements")
    desk.submit("/BIO2-8.15.01/drop", {})
    page = desk.submit("/exceptions", {"text": "Niet nodig."})
    assert page.soup.select_one(".error-summary a[href='#text']")
    assert page.soup.select_one("textarea#text").get_text().strip() == "Niet nodig."
    assert page.soup.select("section[aria-labelledby=opened]")


def test_the_page_of_the_procurement_tells_what_is_still_to_be_done(desk):
    assert desk().soup.select(".task a[href$='/profile']")
    answer(desk)
    desk.submit("/proposal", {})
    assert not desk().soup.select(".task a[href$='/exceptions']")
    desk("requirements")
    desk.submit("/BIO2-8.15.01/drop", {})
    assert desk().soup.select_one(".task a[href$='/exceptions']")
