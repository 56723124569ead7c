"""Who buys sees what a supplier will see, tries answers on it, and leaves nothing behind."""

from decimal import Decimal

import pytest
from factories.house import own_measure
from factories.world import NOW
from rules.tables import files, fingerprints
from sqlalchemy import text

from questionnaires.answers import Choice, OpenText
from questionnaires.questionnaire import Questionnaire
from questionnaires.scoring import rounded, score
from questionnaires.wording import Wording
from supplier_portal.services import picking, procurements, publication, requirement_sets

NUMBERS = ("5.20.02", "5.20.05", "8.08.01", "8.28.01")
ENGLISH = {"headers": {"Accept-Language": "en"}}
FIRST, FOLLOW_UP = "BIO2-5.20.02.q1", "BIO2-5.20.02.q2"
OPEN = "BIO2-5.20.05.q3"
AMOUNT = "BIO2-8.08.01.q2"
CLAIM = "BIO2-8.28.01"
UNHURT = "Dit blijft staan."


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def draft(world, buyer):
    return world.draft(buyer, numbers=NUMBERS)


@pytest.fixture
def desk(browser, buyer):
    return browser(buyer)


@pytest.fixture
def tried(desk, draft):
    """Opens a theme of the draft, sends these answers, and gives the page that shows them."""

    def send(theme="5", pressed="", **answers):
        desk.get(f"/procurement/{draft}/trial/{theme}", **ENGLISH)
        return again(theme, pressed, **answers)

    def again(theme="5", pressed="", **answers):
        return desk.submit(f"/trial/{theme}", answers, pressed=pressed, **ENGLISH)

    send.again = again
    return send


@pytest.fixture
def card(world, buyer, draft):
    """What the domain itself says that answers score in the draft as it is now."""

    def of(answers):
        with world.database.reading() as session:
            found = procurements.of_organisation(session, buyer.actor.organisation_id, draft)
            return score(publication.previewed(session, found), answers, {})

    return of


@pytest.fixture
def kept_now(database, settings):
    """A fingerprint of every row and every file there is."""
    return lambda: (fingerprints(database.engine), files(settings.evidence_folder))


def option(item, value):
    return {f"{item}-option": value}


def question(page, item):
    return page.soup.find(id=item)


def percentages(interval):
    figures = (interval.low,) if interval.is_settled else (interval.low, interval.high)
    return " – ".join(str(rounded(figure)) for figure in figures) + " %"


def total(page):
    return page.soup.select_one(".total-score .score__figure").get_text(strip=True)


def earned(page, requirement):
    section = page.soup.find(id=f"{requirement}-section")
    return section.select_one(".outcome--earned").get_text(strip=True)


READ = (
    "h2, .requirement__text, legend, .field__description, label, summary, dt, dd, .status, .tag, h3"
)


def read_in(page):
    """What each requirement of a page says, in order, and which questions are not seen yet."""
    return [
        (
            [
                part.get_text(" ", strip=True)
                for part in section.select(READ)
                if part.find_parent(class_="notes") is None  # which colleagues write to each other
            ],
            [part["id"] for part in section.select(".question[hidden]")],
        )
        for section in page.soup.select("section.requirement")
    ]


@pytest.mark.parametrize("theme", ["5", "8"])
def test_the_preview_says_what_the_page_of_a_supplier_says(theme, world, buyer, browser):
    procurement_id = world.published(buyer, numbers=NUMBERS)
    person, response_id = world.supplier(buyer, procurement_id)
    theirs = browser(person).get(f"/supplier/{response_id}/themes/{theme}")
    preview = browser(buyer).get(f"/procurement/{procurement_id}/trial/{theme}")
    assert len(read_in(theirs)) == 2
    assert read_in(preview) == read_in(theirs)
    for common in (".progress", ".deadline time"):
        assert (
            preview.soup.select_one(common).get_text() == theirs.soup.select_one(common).get_text()
        )


def test_the_preview_of_a_draft_starts_at_the_first_theme(desk, draft):
    page = desk.get(f"/procurement/{draft}/trial")
    assert page.url.endswith("/trial/5")


def test_a_theme_that_asks_nothing_has_no_preview(desk, draft):
    assert desk.get(f"/procurement/{draft}/trial/7").status == 404


def test_every_page_of_the_preview_says_that_nothing_is_kept(desk, draft, tried):
    pages = [desk.get(f"/procurement/{draft}/trial/{theme}", **ENGLISH) for theme in "58"]
    pages += [tried(**option(FIRST, "partly")), tried.again(pressed="/trial/8")]
    for page in pages:
        assert "nothing is kept" in page.soup.select_one(".notice").get_text()


def test_a_follow_up_opens_after_the_answer_that_asks_for_it(desk, draft, tried):
    before = desk.get(f"/procurement/{draft}/trial/5")
    assert question(before, FOLLOW_UP).has_attr("hidden")
    after = tried(**option(FIRST, "partly"))
    assert not question(after, FOLLOW_UP).has_attr("hidden")
    assert question(tried.again(**option(FIRST, "yes")), FOLLOW_UP).has_attr("hidden")


def test_who_tries_an_answer_comes_back_to_its_button_and_goes_on_from_there(tried):
    page = tried(at=FIRST, **option(FIRST, "partly"))
    [button] = page.soup.select("[autofocus]")
    assert button.find_parent(class_="question")["id"] == FIRST
    assert "Fraction 0.50" in page.soup.find(id=button["aria-describedby"]).get_text()
    assert question(page, FIRST).select_one("a")["href"] == f"#{FOLLOW_UP}"


def test_what_is_wrong_goes_before_the_button_that_was_pressed(tried):
    page = tried(at=FIRST, **{f"{FIRST}-text": UNHURT})
    assert page.soup.select(".error-summary[data-focus]")
    assert not page.soup.select("[autofocus]")


def test_an_answer_that_leaves_a_risk_shows_the_hint_and_how_severe_it_is(tried):
    page = tried(**option(FIRST, "partly"))
    weakness = question(page, FIRST).select_one("[data-weakness]")
    assert "Medium risk" in weakness.get_text()
    assert weakness.select_one("textarea")
    best = tried.again(**option(FIRST, "yes"))
    assert question(best, FIRST).select_one("[data-weakness]") is None


def test_the_score_is_the_one_that_the_domain_computes(tried, card):
    page = tried(**option(FIRST, "partly"))
    expected = card({FIRST: Choice("partly")})
    assert total(page) == percentages(expected.total.percentage)
    points = rounded(expected.total.points.low)
    assert points > 0
    assert str(points) in earned(page, "BIO2-5.20.02")


def test_more_points_for_a_requirement_show_in_the_total(tried, world, buyer, draft, card):
    before = total(tried(**option(FIRST, "partly")))
    world.tailor(buyer, draft, "5.20.02", weight=Decimal(40))
    after = total(tried(**option(FIRST, "partly")))
    assert before != after
    assert after == percentages(card({FIRST: Choice("partly")}).total.percentage)


def test_what_a_reviewer_must_judge_is_shown_as_two_figures(tried, card):
    page = tried(**{f"{OPEN}-text": "Wij melden alles."})
    expected = card({OPEN: OpenText("Wij melden alles.")}).total
    assert not expected.points.is_settled
    assert total(page) == percentages(expected.percentage)
    assert "waits for a reviewer" in question(page, OPEN).get_text()


def test_a_claim_hides_the_questions_and_waits_for_a_reviewer(tried):
    page = tried("8", **{f"{CLAIM}-claimed": "yes", f"{CLAIM}-text": "Wij schrijven geen code."})
    assert page.status == 200
    asked = page.soup.find(id=f"{CLAIM}-section")
    assert all(item.has_attr("hidden") for item in asked.select("div.question:not(details *)"))
    assert (
        asked.select_one("details[open] textarea").get_text().strip() == "Wij schrijven geen code."
    )


def test_test_answers_go_along_to_the_next_theme_and_back(tried, card):
    other = "BIO2-5.20.05.q1"
    several = ["vulnerabilities", "breaches"]
    tried(**option(FIRST, "partly"))
    page = tried.again(pressed="/trial/8", **option(other, several))
    assert page.url.endswith("/trial/8")
    page = tried.again("8", pressed="/trial/5", **option("BIO2-8.08.01.q1", "within_week"))
    chosen = [box["value"] for box in question(page, other).select("[checked]")]
    assert chosen == several
    assert question(page, FIRST).select_one("[checked]")["value"] == "partly"
    assert total(page) != percentages(card({FIRST: Choice("partly")}).total.percentage)


def test_starting_again_shows_the_page_without_any_answer(desk, tried):
    tried(**option(FIRST, "partly"))
    page = desk.get(desk.page.link("Throw away"), **ENGLISH)
    assert not page.soup.select("[checked]:not(.deadline *)")
    assert not page.soup.select(".total-score, .outcome")


@pytest.mark.parametrize(
    ("theme", "typed", "field"),
    [
        ("8", {f"{AMOUNT}-number": "acht", f"{AMOUNT}-text": UNHURT}, f"{AMOUNT}-number"),
        ("5", {f"{FIRST}-text": UNHURT}, f"{FIRST}-yes"),
        ("8", {f"{CLAIM}-text": UNHURT}, f"{CLAIM}-reason"),
        ("5", {f"{OPEN}-text": f"{UNHURT}{'x' * 20_000}"}, f"{OPEN}-text"),
        ("5", {**option(FIRST, "verzonnen"), f"{FIRST}-text": UNHURT}, f"{FIRST}-yes"),
    ],
    ids=["no number", "no answer", "no tick", "too long", "no such option"],
)
def test_an_answer_that_a_supplier_could_not_give_is_told_at_its_field(theme, typed, field, tried):
    page = tried(theme, **typed)
    assert page.status == 400
    [link] = page.soup.select(".error-summary a")
    assert link["href"] == f"#{field}"
    place = page.soup.find(id=field).find_parent(class_="question")
    message = place.select_one(".field__error").get_text(strip=True).removeprefix("Error:").strip()
    assert message in link.get_text()
    assert UNHURT in place.select_one("textarea").get_text()
    assert total(page) == "0.00 %"


def test_a_sign_that_no_document_can_carry_is_told(desk, draft):
    page = desk.get(f"/procurement/{draft}/trial/5")
    token = page.soup.select_one("#trial [name=csrf_token]")["value"]
    values = {"csrf_token": token, f"{OPEN}-text": f"{UNHURT}\x0b"}
    reply = desk.client.post(f"/procurement/{draft}/trial/5", data=values)
    assert reply.status_code == 400
    assert "U+000B" in reply.text
    assert UNHURT in reply.text


def test_a_mistake_is_still_told_on_the_page_of_another_theme_and_leads_back(tried):
    tried("8")
    page = tried.again("8", pressed="/trial/5", **{f"{AMOUNT}-number": "acht"})
    assert page.status == 400
    assert page.url.endswith("/trial/5")
    assert not page.soup.select(".error-summary a")
    button = page.soup.select_one(".error-summary button[form=trial]")
    assert button["formaction"].endswith("/trial/8")


def test_what_is_wrong_with_a_question_that_is_no_longer_asked_harms_nobody(tried):
    page = tried(**{**option(FIRST, "partly"), f"{FOLLOW_UP}-text": "x" * 20_001})
    assert page.status == 400
    page = tried.again(**option(FIRST, "yes"))
    assert page.status == 200
    assert not page.soup.select(".error-summary")


def test_an_answer_to_what_left_the_set_meanwhile_is_forgotten(tried, world, buyer, draft):
    page = tried(**{"BIO2-9.99.99.q1-option": "yes", f"{FIRST}-sequence": "1"})
    assert page.status == 200
    names = {field["name"] for field in page.soup.select("#trial [name]")}
    assert not any("9.99.99" in name or name.endswith("sequence") for name in names)


def test_an_empty_set_says_what_is_missing_and_where_to_add_it(desk, world, buyer):
    bare = f"/procurement/{world.draft(buyer, numbers=())}"
    for address in ("trial", "trial/5"):
        page = desk.get(f"{bare}/{address}", **ENGLISH)
        assert page.status == 200
        assert "Add at least one requirement." in page.soup.select_one(".empty").get_text()
        assert page.link("To the requirements").endswith(f"{bare}/requirements")


def test_a_text_that_is_missing_in_the_language_of_the_procurement_is_named(
    desk, world, buyer, draft
):
    world.keep(buyer, own_measure(text=Wording(en="Only in English.")))
    with world.database.writing.begin() as session:
        found = procurements.of_organisation(session, buyer.actor.organisation_id, draft)
        picking.pick(session, buyer.actor, found, numbers=(), own_numbers=["GV-01"], at=NOW)
    page = desk.get(f"/procurement/{draft}/trial/5", **ENGLISH)
    assert "GV-01" in page.soup.select_one(".empty").get_text()


def test_the_set_and_the_procurement_lead_to_the_preview(desk, world, buyer, draft):
    published = world.published(buyer, reference="P", numbers=NUMBERS)
    for procurement_id in (draft, published):
        for page in ("", "/requirements"):
            address = f"/procurement/{procurement_id}"
            shown = desk.get(f"{address}{page}", **ENGLISH)
            assert shown.link("Preview as a supplier").endswith(f"{address}/trial")


@pytest.mark.parametrize("is_published", [False, True], ids=["draft", "published"])
def test_trying_answers_changes_no_row_no_file_and_no_cookie(
    is_published, desk, world, buyer, kept_now
):
    make = world.published if is_published else world.draft
    desk.get(f"/procurement/{make(buyer, numbers=NUMBERS)}/trial/5")
    cookie = desk.client.get_cookie("session").value
    before = kept_now()
    for answers in (
        option("BIO2-5.20.05.q2", "partly"),
        {f"{OPEN}-text": "Wij melden alles."},
        {f"{AMOUNT}-number": "acht"},
        {f"{CLAIM}-claimed": "yes", f"{CLAIM}-text": "Wij schrijven geen code."},
    ):
        for theme in "58":
            page = desk.submit("/trial/" + desk.page.url[-1], answers, pressed=f"/trial/{theme}")
            assert page.soup.select("#trial"), page.url
            assert "Set-Cookie" not in page.response.headers
            assert desk.client.get_cookie("session").value == cookie
            assert kept_now() == before


def test_what_is_published_is_previewed_from_its_revision_alone(desk, world, buyer, alter):
    address = f"/procurement/{world.published(buyer, numbers=NUMBERS)}/trial/5"
    before = read_in(desk.get(address))
    alter("DELETE FROM requirement")
    assert read_in(desk.get(address)) == before != []


def test_answers_can_be_tried_while_somebody_else_writes(world, tried):
    tried()
    with world.database.writing.begin() as session:
        session.execute(text("UPDATE organisation SET name = name"))
        assert tried.again(**option(FIRST, "partly")).status == 200


def test_the_set_can_be_published_as_it_was_tried(world, buyer, draft, tried):
    tried(**option(FIRST, "partly"))
    with world.database.writing.begin() as session:
        found = procurements.of_organisation(session, buyer.actor.organisation_id, draft)
        preview = publication.previewed(session, found)
    record = world.publish(buyer, draft)
    assert requirement_sets.value_of(record) == preview
    with world.database.reading() as session:
        found = procurements.of_organisation(session, buyer.actor.organisation_id, draft)
        assert publication.previewed(session, found) == preview
    assert Questionnaire(preview).sections
