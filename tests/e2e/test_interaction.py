"""What scripts add to pages: finding as one types, asking first, counting down."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from e2e.pages import Procurement, Review, Supplier, expect
from factories.files import pdf
from factories.world import NOW

from supplier_portal.records.procurements import ProcurementRecord

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
NUMBERS = ("5.20.05", "8.08.01", "8.31.01")
PATIENCE = 700  # milliseconds after the last key before what is found is said
SHOWN = "[data-filter-item]:not([hidden])"


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def at_desk(world, buyer, visit):
    """Opens a page of a draft for the buyer."""
    draft = world.draft(buyer, numbers=NUMBERS)

    def open_page(path: str, **kwargs) -> Procurement:
        desk = Procurement(visit(buyer, **kwargs))
        desk.address = f"/procurement/{draft}"
        desk.goto(path.format(draft=desk.address, catalogue=world.catalogue()))
        return desk

    return open_page


# Finding

PAGES = {
    "pick": "{draft}/requirements/pick?theme=8",
    "catalogue": "/procurement/catalogues/{catalogue}?theme=8",
    "requirements": "{draft}/requirements",
}


@pytest.mark.parametrize("page", PAGES)
def test_what_does_not_match_hides_while_one_types(at_desk, page):
    desk = at_desk(PAGES[page])
    everything = desk.page.locator(SHOWN).count()
    words = desk.page.locator("[data-filter]")
    words.press_sequentially("8.31.01")
    expect(desk.page.locator(SHOWN)).to_have_count(1)
    expect(words).to_be_focused()
    assert "8.31.01" in desk.page.locator(SHOWN).inner_text()
    headings = desk.page.locator("[data-filter-group]:not([hidden])").count()
    assert headings == (0 if page == "requirements" else 1)
    words.press_sequentially(" maar dan anders")
    expect(desk.page.locator(SHOWN)).to_have_count(0)
    expect(desk.page.locator("[data-filter-empty]")).to_be_visible()
    words.fill("")
    expect(desk.page.locator(SHOWN)).to_have_count(everything)
    expect(desk.page.locator("[data-filter-empty]")).to_be_hidden()


def test_case_accents_and_order_do_not_matter_and_the_heading_counts(at_desk):
    desk = at_desk(PAGES["catalogue"])
    heading = desk.page.locator("[data-filter-heading]").first.inner_text().split()
    words = " ".join(reversed(heading)).upper().replace("E", "É")
    desk.page.locator("[data-filter]").fill(words)
    group = desk.page.locator("[data-filter-group]:not([hidden])").first
    expect(group.locator(SHOWN)).to_have_count(group.locator("[data-filter-item]").count())
    assert group.locator(SHOWN).count() >= 1


def test_how_many_are_found_is_said_once_one_stops_typing(at_desk):
    desk = at_desk(PAGES["catalogue"])
    desk.stop_the_clock(NOW)
    desk.page.reload()
    desk.listen()
    desk.page.locator("[data-filter]").press_sequentially("8.31")
    desk.page.clock.run_for(PATIENCE - 1)
    assert desk.heard() == []
    desk.page.clock.run_for(1)
    [said] = desk.heard()
    assert str(desk.page.locator(SHOWN).count()) in said


def test_what_is_ticked_stays_ticked_while_it_is_hidden_and_is_sent(at_desk):
    desk = at_desk(PAGES["pick"])
    words = desk.page.locator("[data-filter]")
    for number in ("8.24.04", "8.28.01"):
        words.fill(number)
        desk.page.locator(f"[name=number][value='{number}']").check()
    words.fill("8.28")
    words.press("Enter")  # which would ask the server, and lose what was ticked
    expect(desk.page.locator("[value='8.24.04']")).to_be_hidden()
    expect(desk.page.locator("[value='8.24.04']")).to_be_checked()
    desk.send(desk.form("/pick"))
    for number in ("8.24.04", "8.28.01"):
        expect(desk.page.locator(f"[id='BIO2-{number}']")).to_be_visible()


@pytest.mark.parametrize("page", ["pick", "catalogue"])
def test_words_are_found_without_a_script_as_well(at_desk, page):
    desk = at_desk(PAGES[page], java_script=False)
    desk.page.locator("[name=q]").fill("8.31.01")
    with desk.page.expect_navigation():
        desk.page.locator("form[role=search] button").click()
    visible = desk.page.locator("[data-filter-item]").locator("visible=true")
    expect(visible).to_have_count(1)
    assert "8.31.01" in visible.inner_text()
    assert "theme=8" in desk.page.url


def test_words_the_server_looked_for_can_be_widened_as_one_types(at_desk):
    desk = at_desk(PAGES["pick"] + "&q=8.31.01")
    expect(desk.page.locator(SHOWN)).to_have_count(1)
    desk.page.locator("[data-filter]").fill("8.31")
    assert desk.page.locator(SHOWN).count() > 1


def test_a_filter_that_needs_a_script_does_not_show_without(at_desk):
    desk = at_desk(PAGES["requirements"], java_script=False)
    expect(desk.page.locator("[data-filter]")).to_be_hidden()


# Asking first


def _drop(desk):
    return desk.page.locator("button[form='drop-BIO2-8.31.01']")


@pytest.mark.parametrize("way", ["escape", "button"])
def test_dropping_asks_first_and_the_safe_answer_has_the_focus(at_desk, way):
    desk = at_desk(PAGES["requirements"])
    _drop(desk).focus()
    desk.page.keyboard.press("Enter")
    dialog = desk.page.locator("dialog[open]")
    expect(dialog.locator("[data-cancel]")).to_be_focused()
    expect(dialog).to_contain_text(_drop(desk).get_attribute("data-confirm"))
    desk.page.keyboard.press("Escape" if way == "escape" else "Enter")
    expect(dialog).to_have_count(0)
    expect(_drop(desk)).to_be_focused()
    desk.page.reload()
    expect(desk.page.locator("tbody tr")).to_have_count(3)


@pytest.mark.parametrize("java_script", [True, False])
def test_dropping_drops_once_it_is_meant(at_desk, java_script):
    desk = at_desk(PAGES["requirements"], java_script=java_script)
    with desk.page.expect_navigation():
        _drop(desk).click()
        if java_script:
            desk.page.locator("dialog [data-agree]").click()
    desk.expect_message()
    expect(desk.page.locator("tbody tr")).to_have_count(2)


def test_every_act_that_cannot_be_undone_asks_first(world, buyer, at_desk, visit, settings):
    desk = at_desk("{draft}")
    world.approve(buyer, UUID(desk.address.rpartition("/")[2]))
    desk.goto(f"{desk.address}/publish")
    asking = [desk.page.locator("[data-confirm]").count()]
    reviewer = world.person("review", organisation=buyer)
    closed = world.published(buyer, reference="C", numbers=NUMBERS, at=NOW - timedelta(days=20))
    review = Review(visit(reviewer))
    review.goto(f"/review/{closed}")
    asking.append(review.page.locator("[data-confirm]").count())
    person, response_id = world.supplier(buyer, world.published(buyer, reference="P"))
    world.answer(person, response_id)
    supplier = Supplier(visit(person))
    supplier.response = f"/supplier/{response_id}"
    supplier.goto(f"{supplier.response}/requirements/BIO2-8.08.01/evidence")
    file = {"name": "Beleid.pdf", "mimeType": "application/pdf", "buffer": pdf("proof")}
    supplier.page.locator("[name=file]").set_input_files(file)
    supplier.page.locator("[name=levels]").first.check()
    supplier.send(supplier.form("/evidence"))
    asking.append(supplier.page.locator("[data-confirm]").count())
    supplier.goto(f"{supplier.response}/submit")
    asking.append(supplier.page.locator("[data-confirm]").count())
    assert asking == [1, 1, 1, 1]
    supplier.page.locator("[data-confirm]").click()
    supplier.page.keyboard.press("Escape")
    assert supplier.page.url.endswith("/submit")


# Counting down


@pytest.fixture
def before_deadline(world, buyer, visit):
    """Opens a page of a supplier, so many minutes before the deadline by both clocks."""
    procurement_id = world.published(buyer, numbers=NUMBERS)
    person, response_id = world.supplier(buyer, procurement_id)

    def open_page(path: str, *, ahead=timedelta(), fast=timedelta(), **kwargs) -> Supplier:
        now = datetime.now(UTC)
        with world.database.writing.begin() as session:
            session.get_one(ProcurementRecord, procurement_id).deadline_at = now + ahead
        supplier = Supplier(visit(person, **kwargs))
        if kwargs.get("java_script", True):
            supplier.stop_the_clock(now + fast)
        supplier.goto(f"/supplier/{response_id}{path}")
        if kwargs.get("java_script", True):
            supplier.listen()
        return supplier

    return open_page


def _left(supplier) -> str:
    return supplier.page.locator(".deadline__left").inner_text()


@pytest.mark.parametrize("path", ["", "/themes/5", "/submit"])
@pytest.mark.parametrize("java_script", [True, False])
def test_the_time_that_is_left_is_told_with_a_script_and_without(
    before_deadline, path, java_script
):
    ahead = timedelta(days=3, hours=23)
    supplier = before_deadline(path, ahead=ahead, java_script=java_script)
    assert re.search(r"\b3\b", _left(supplier))
    switch = supplier.page.locator("[data-warns] input")
    expect(switch).to_be_visible(visible=java_script)


@pytest.mark.parametrize("fast", [timedelta(hours=-7), timedelta(0), timedelta(hours=7)])
def test_the_clock_of_the_server_counts_a_minute_at_a_time(before_deadline, fast):
    supplier = before_deadline("", ahead=timedelta(minutes=90, seconds=30), fast=fast)
    assert "90" in _left(supplier)
    supplier.page.clock.run_for(20_000)
    assert "90" in _left(supplier)
    supplier.page.clock.run_for(20_000)
    assert "89" in _left(supplier)
    assert supplier.heard() == [], "a minute less is no news"
    assert supplier.page.locator(".deadline [aria-live], .deadline [role]").count() == 0


def test_the_end_is_told_an_hour_a_quarter_and_five_minutes_ahead(before_deadline):
    supplier = before_deadline("/themes/5", ahead=timedelta(minutes=61, seconds=30))
    for _ in range(64):
        supplier.page.clock.run_for(60_000)
    heard = supplier.heard()
    assert [re.findall(r"\d+", text) for text in heard] == [["60"], ["15"], ["5"], []]
    assert (
        heard[-1] == _left(supplier) == supplier.page.locator("time").get_attribute("data-passed")
    )
    expect(supplier.page.locator("[data-warns]")).to_be_hidden()


def test_who_does_not_want_to_hear_of_it_hears_only_that_it_is_over(before_deadline):
    supplier = before_deadline("/themes/5", ahead=timedelta(minutes=61, seconds=30))
    tick = supplier.page.locator("[data-warns] input")
    tick.focus()
    assert tick.bounding_box()["width"] >= 24, "it shows itself to who comes by with the keyboard"
    tick.press("Space")
    expect(tick).not_to_be_checked()
    for _ in range(64):
        supplier.page.clock.run_for(60_000)
    assert len(supplier.heard()) == 1


def test_a_deadline_that_has_passed_is_told_in_words(before_deadline):
    supplier = before_deadline("", ahead=timedelta(minutes=-1))
    assert _left(supplier) == supplier.page.locator("time").get_attribute("data-passed")
