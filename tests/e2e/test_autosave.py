"""Answers that are saved as they are given: said quietly, never lost, never overwritten."""

import re
from contextlib import nullcontext
from datetime import UTC, datetime

import pytest
from e2e.pages import Supplier, expect
from factories.world import PASSWORD

from supplier_portal.records.responses import AnswerVersionRecord
from supplier_portal.services import accounts

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
OPEN = "BIO2-5.20.05.q3"
CHOICE = "BIO2-8.31.01.q1"
FOLLOWING = "BIO2-8.31.01.q2"
NUMBERS = ("5.20.05", "8.31.01")
FIELD = r'name="(\w+)"\r\n\r\n(.*?)\r\n'
WRONG = re.compile("question__state--wrong")


@pytest.fixture
def offer(world):
    """A supplier with an empty response to a published procurement."""
    buyer = world.person("procurement")
    return world.supplier(buyer, world.published(buyer, numbers=NUMBERS))


@pytest.fixture
def at_work(offer, visit):
    """Opens a theme of the response in a new window, for the supplier or a colleague."""
    person, response_id = offer

    def open_theme(theme: str, somebody=person) -> Supplier:
        supplier = Supplier(visit(somebody))
        supplier.response = f"/supplier/{response_id}"
        supplier.section(theme)
        return supplier

    return open_theme


@pytest.fixture
def asked():
    """What browsers asked before leaving a page; everybody stays."""
    return []


def _stay(supplier, asked) -> None:
    def on_dialog(dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    supplier.page.on("dialog", on_dialog)


def _hold_back(supplier) -> None:
    """Let the server receive no answer until the page is unrouted."""
    supplier.page.route("**/answers/*", lambda _: None)


def _leave(supplier) -> None:
    """Click the link back to the overview without waiting for where it leads."""
    link = supplier.page.locator(f".action-bar a[href='{supplier.response}']")
    link.click(no_wait_after=True)


def _stop_the_clock(supplier) -> None:
    """Let time pass for this page only when the test says so."""
    supplier.page.clock.install(time=0)
    supplier.page.clock.pause_at(60_000)
    supplier.page.reload()


def _listen(supplier) -> None:
    """Keep from now on what the page says to who listens: quietly, and at once."""
    supplier.page.evaluate(
        """() => { window.heard = {status: [], alert: []};
        for (const region of document.querySelectorAll("[data-announcer], [data-alarm]")) {
            new MutationObserver(() => region.textContent
                && heard[region.getAttribute("role")].push(region.textContent)
            ).observe(region, {childList: true, characterData: true, subtree: true});
        } }"""
    )


def _heard(supplier, role: str) -> list[str]:
    return supplier.page.evaluate("role => heard[role]", role)


def _versions(world, item: str = OPEN) -> list[str]:
    """The texts that the server kept of one answer, one after the other."""
    with world.database.reading() as session:
        found = session.query(AnswerVersionRecord).filter_by(item=item)
        rows = found.order_by(AnswerVersionRecord.version).all()
        return [row.document["text"].strip() for row in rows]


def _sent(supplier) -> list[dict[str, str]]:
    """What the page sends from now on, field by field."""
    found = []

    def note(request) -> None:
        if "/answers/" in request.url:
            found.append(dict(re.findall(FIELD, request.post_data)))

    supplier.page.on("request", note)
    return found


def test_an_answer_is_kept_without_a_click_and_said_quietly(at_work):
    supplier = at_work("5")
    _listen(supplier)
    question = supplier.question(OPEN)
    before = question.state.inner_text()
    question.text.press_sequentially("Wij melden elk datalek.")
    question.expect_saved()
    said = question.state.inner_text()
    assert said != before
    assert question.state.get_attribute("role") is None, "what is seen is not said as well"
    assert len(_heard(supplier, "status")) == 1
    assert _heard(supplier, "alert") == []
    expect(question.text).to_be_focused()
    expect(supplier.page.locator("[data-progress] progress")).to_have_attribute("value", "1")
    supplier.page.reload()
    expect(question.text).to_have_value("Wij melden elk datalek.")
    expect(question.state).to_have_text(said)


def test_the_caret_stays_where_one_types(at_work):
    supplier = at_work("5")
    question = supplier.question(OPEN)
    question.text.fill("Wij melden datalekken.")
    question.expect_saved()
    question.text.evaluate("text => text.setSelectionRange(11, 11)")
    supplier.page.keyboard.type("alle ")
    question.expect_saved("1")
    supplier.page.keyboard.type("grote ")
    question.expect_saved("2")
    expect(question.text).to_have_value("Wij melden alle grote datalekken.")


def test_five_minutes_of_typing_are_told_at_most_ten_times(at_work):
    supplier = at_work("5")
    _stop_the_clock(supplier)
    _listen(supplier)
    sent = _sent(supplier)
    texts = [supplier.question(item).text for item in supplier.open_items()]
    for item in supplier.open_items():
        with supplier.page.expect_response("**/answers/*"):
            supplier.give(item)
            supplier.page.clock.run_for(700)
    for second in range(0, 292, 4):
        with supplier.page.expect_response("**/answers/*"):
            texts[second // 4 % len(texts)].press_sequentially("x")
            supplier.page.clock.run_for(700)
        supplier.page.clock.run_for(3_300)
    assert len(sent) >= 75
    heard = _heard(supplier, "status")
    assert 5 <= len(heard) <= 10
    assert any(re.search("[2-9]", text) for text in heard), "what is saved meanwhile is summed up"
    assert _heard(supplier, "alert") == []


def test_a_reply_that_got_lost_costs_nothing_and_is_asked_for_again(world, at_work):
    supplier = at_work("5")
    supplier.visitor.forgive("ERR_FAILED")
    sent = _sent(supplier)

    def lose_the_reply(route) -> None:
        route.fetch()
        route.abort()

    supplier.page.route("**/answers/*", lose_the_reply, times=1)
    question = supplier.question(OPEN)
    question.text.fill("Eens en voor al.")
    question.expect_saved()
    expect(question.version).to_have_value("1")
    assert [write["sequence"] for write in sent] == ["1", "1"]
    assert len({write["editor"] for write in sent}) == 1
    assert _versions(world) == ["Eens en voor al."]
    question.text.fill("Nu anders.")
    question.expect_saved("1")
    assert sent[-1]["sequence"] == "2"
    assert _versions(world) == ["Eens en voor al.", "Nu anders."]


def test_what_is_taken_back_after_a_lost_reply_is_taken_back_on_the_server(world, at_work):
    supplier = at_work("5")
    supplier.visitor.forgive("ERR_FAILED")
    question = supplier.question(OPEN)
    question.text.fill("Zoals het was.")
    question.expect_saved()

    def lose_the_reply(route) -> None:
        route.fetch()
        question.text.evaluate("text => { text.value = 'Zoals het was.' }")
        route.abort()

    supplier.page.route("**/answers/*", lose_the_reply, times=1)
    question.text.fill("Toch niet.")
    question.expect_saved("1")
    assert _versions(world) == ["Zoals het was.", "Toch niet.", "Zoals het was."]


def test_a_network_that_is_gone_is_tried_less_and_less_often_and_told_once(at_work):
    supplier = at_work("5")
    supplier.visitor.forgive("ERR_FAILED")
    _stop_the_clock(supplier)
    _listen(supplier)
    sent = _sent(supplier)
    supplier.page.route("**/answers/*", lambda route: route.abort())
    question = supplier.question(OPEN)
    question.text.fill("Houd vol")
    for wait in (700, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000):
        count = len(sent)
        supplier.page.clock.run_for(wait - 1)
        assert len(sent) == count
        with supplier.page.expect_event("requestfailed"):
            supplier.page.clock.run_for(1)
        question.expect_alarm()
    assert {write["sequence"] for write in sent} == {"1"}
    assert _heard(supplier, "alert") == [question.form.get_attribute("data-failed")]


def test_a_network_that_is_back_is_used_at_once(at_work):
    supplier = at_work("5")
    supplier.visitor.forgive("ERR_INTERNET_DISCONNECTED")
    _stop_the_clock(supplier)
    question = supplier.question(OPEN)
    supplier.visitor.context.set_offline(True)
    question.text.fill("Daar zijn we weer")
    supplier.page.clock.run_for(700)
    question.expect_alarm()
    supplier.visitor.context.set_offline(False)
    supplier.page.clock.run_for(1)
    question.expect_saved()


def test_a_fault_of_the_server_is_told_and_tried_again(at_work):
    supplier = at_work("5")
    supplier.visitor.forgive("status of 503")
    supplier.page.route(
        "**/answers/*", lambda route: route.fulfill(status=503, body="Even niet"), times=1
    )
    _listen(supplier)
    question = supplier.question(OPEN)
    question.text.fill("Nog eens")
    question.expect_saved()
    assert _heard(supplier, "alert") == [question.form.get_attribute("data-faulty")]


@pytest.mark.parametrize("body", ["", '{"message": "Dat mag niet."}'])
def test_a_refusal_is_told_and_not_tried_again(at_work, body):
    supplier = at_work("5")
    supplier.visitor.forgive("status of 413")
    _stop_the_clock(supplier)
    sent = _sent(supplier)
    kind = "application/json" if body else "text/html"
    supplier.page.route(
        "**/answers/*", lambda route: route.fulfill(status=413, body=body, content_type=kind)
    )
    question = supplier.question(OPEN)
    question.text.fill("Te groot")
    supplier.page.clock.run_for(700)
    question.expect_alarm()
    told = "Dat mag niet." if body else question.form.get_attribute("data-refused")
    expect(question.state).to_have_text(told)
    supplier.page.clock.run_for(120_000)
    assert len(sent) == 1


def test_a_failure_alarms_and_nothing_is_lost_when_the_network_comes_back(at_work):
    supplier = at_work("5")
    supplier.visitor.forgive("ERR_INTERNET_DISCONNECTED")
    question = supplier.question(OPEN)
    supplier.visitor.context.set_offline(True)
    question.text.fill("Eerst dit")
    question.expect_alarm()
    expect(question.state).to_have_text(question.form.get_attribute("data-failed"))
    question.text.press_sequentially(", en daarna dat.")
    question.expect_alarm()
    supplier.visitor.context.set_offline(False)
    question.expect_saved()
    expect(question.state).not_to_have_class(WRONG)
    supplier.page.reload()
    expect(question.text).to_have_value("Eerst dit, en daarna dat.")


def test_what_is_typed_while_the_server_is_slow_is_saved_as_well(at_work):
    supplier = at_work("5")
    _hold_back(supplier)
    question = supplier.question(OPEN)
    with supplier.page.expect_request("**/answers/*"):
        question.text.fill("Eerst dit")
    question.text.fill("Eerst dit, en daarna dat.")
    supplier.page.unroute("**/answers/*")
    question.expect_saved()
    expect(question.version).to_have_value("2")
    supplier.page.reload()
    expect(question.text).to_have_value("Eerst dit, en daarna dat.")


def test_a_follow_up_question_appears_and_focus_stays(at_work):
    supplier = at_work("8")
    supplier.page.evaluate("window.isSamePage = true")
    question, following = supplier.question(CHOICE), supplier.question(FOLLOWING)
    expect(following.form).to_be_hidden()
    question.option("only_approved").focus()
    supplier.page.keyboard.press("Space")
    expect(following.form).to_be_visible()
    expect(question.option("only_approved")).to_be_focused()
    supplier.page.keyboard.press("ArrowUp")
    expect(following.form).to_be_hidden()
    expect(question.option("never")).to_be_focused()
    assert supplier.page.evaluate("window.isSamePage")


@pytest.fixture
def conflict(world, offer, at_work):
    """Two colleagues at one question: the first saved, the second has another text."""

    def disagree(item: str, first: dict[str, str], second: dict[str, str]):
        theme = item.removeprefix("BIO2-")[0]
        colleague = at_work(theme)
        supplier = at_work(theme, world.person("supplier", organisation=offer[0]))
        supplier.visitor.forgive("status of 409")
        _listen(supplier)
        _fill(colleague.question(item), first)
        colleague.question(item).expect_saved()
        _fill(supplier.question(item), second)
        supplier.question(item).expect_alarm()
        return colleague, supplier

    return disagree


def _fill(question, values: dict[str, str]) -> None:
    if "option" in values:
        question.option(values["option"]).check()
        question.expect_saved() if "text" in values else None
    if "text" in values:
        question.text.fill(values["text"])


def test_two_colleagues_see_both_texts_and_lose_none(conflict):
    first, second = conflict(OPEN, {"text": "Van de eerste"}, {"text": "Van de tweede"})
    question = second.question(OPEN)
    expect(question.text).to_have_value("Van de tweede")
    second.send(question.form)
    assert "Van de eerste" in second.page.locator("[aria-labelledby=theirs]").inner_text()
    mine = second.page.locator("#mine-text")
    expect(mine).to_have_value("Van de tweede")
    mine.fill("Van de eerste en van de tweede")
    second.send(second.form(f"/answers/{OPEN}"))
    expect(second.question(OPEN).text).to_have_value("Van de eerste en van de tweede")
    expect(first.question(OPEN).text).to_have_value("Van de eerste")


def test_a_conflict_shows_both_texts_under_the_question_and_is_told_once(conflict):
    _, supplier = conflict(OPEN, {"text": "Van de <i>eerste</i>"}, {"text": "Van de tweede"})
    question = supplier.question(OPEN)
    expect(question.text).to_be_focused()
    expect(question.stored).to_have_text("Van de <i>eerste</i>")
    expect(question.given).to_have_text("Van de tweede")
    with supplier.page.expect_response("**/answers/*"):
        question.text.press_sequentially(" persoon")
    expect(question.given).to_have_text("Van de tweede persoon")
    expect(question.text).to_be_focused()
    assert len(_heard(supplier, "alert")) == 1
    assert _heard(supplier, "status") == []


def test_a_conflict_ends_by_keeping_the_stored_answer(world, conflict, asked):
    _, supplier = conflict(OPEN, {"text": "Van de eerste"}, {"text": "Van de tweede"})
    _stay(supplier, asked)
    question = supplier.question(OPEN)
    question.keep("stored").click()
    expect(question.text).to_have_value("Van de eerste")
    expect(question.text).to_be_focused()
    expect(question.keep("stored")).to_have_count(0)
    expect(question.state).to_have_attribute("data-state", "saved")
    question.text.fill("Van ons beiden")
    question.expect_saved("1")
    assert _versions(world) == ["Van de eerste", "Van ons beiden"]
    with supplier.page.expect_navigation():
        _leave(supplier)
    assert asked == []


def test_a_conflict_ends_by_keeping_ones_own_answer(world, conflict):
    _, supplier = conflict(OPEN, {"text": "Van de eerste"}, {"text": "Van de tweede"})
    question = supplier.question(OPEN)
    question.keep("mine").focus()
    supplier.page.keyboard.press("Enter")
    question.expect_saved("1")
    expect(question.keep("mine")).to_have_count(0)
    expect(question.text).to_be_focused()
    expect(question.text).to_have_value("Van de tweede")
    assert _versions(world) == ["Van de eerste", "Van de tweede"]


def test_a_conflict_over_a_choice_shows_and_takes_over_options_and_text(conflict):
    _, supplier = conflict(CHOICE, {"option": "only_approved"}, {"option": "never"})
    question, following = supplier.question(CHOICE), supplier.question(FOLLOWING)
    label = question.form.locator("label", has=supplier.page.locator("xpath=.")).all_inner_texts()
    assert question.stored.inner_text() in label
    assert question.given.inner_text() in label
    assert question.stored.inner_text() != question.given.inner_text()
    question.keep("stored").click()
    expect(question.option("only_approved")).to_be_checked()
    expect(question.option("only_approved")).to_be_focused()
    expect(following.form).to_be_visible()


@pytest.mark.parametrize("moment", ["typed", "under_way", "refused"])
def test_leaving_with_an_unsaved_answer_asks(world, offer, at_work, asked, moment):
    supplier = at_work("5")
    _stay(supplier, asked)
    question = supplier.question(OPEN)
    if moment == "refused":
        supplier.visitor.forgive("status of 409")
        colleague = at_work("5", world.person("supplier", organisation=offer[0]))
        colleague.question(OPEN).text.fill("Van de collega")
        colleague.question(OPEN).expect_saved()
        question.text.press_sequentially("Half een zin")
        question.expect_alarm()
    else:
        _hold_back(supplier)
        with (
            supplier.page.expect_request("**/answers/*") if moment == "under_way" else nullcontext()
        ):
            question.text.press_sequentially("Half een zin")
    _leave(supplier)
    expect(question.text).to_have_value("Half een zin")
    assert asked == ["beforeunload"]


def test_leaving_with_everything_saved_does_not_ask(at_work, asked):
    supplier = at_work("5")
    _stay(supplier, asked)
    supplier.question(OPEN).text.press_sequentially("Een hele zin.")
    supplier.question(OPEN).expect_saved()
    with supplier.page.expect_navigation():
        _leave(supplier)
    assert asked == []


def test_a_session_that_ended_is_told_in_words_and_the_text_stays(at_work):
    supplier = at_work("5")
    supplier.visitor.forgive("status of 401")
    _end_session(supplier.visitor)
    question = supplier.question(OPEN)
    question.text.fill("Nog niet bewaard")
    question.expect_alarm()
    assert len(question.state.inner_text().split()) > 5
    expect(question.text).to_have_value("Nog niet bewaard")


def test_after_signing_in_again_elsewhere_one_goes_on_as_the_message_says(at_work, offer):
    supplier = at_work("5")
    _end_session(supplier.visitor)
    question = supplier.question(OPEN)
    with supplier.page.expect_response("**/answers/*"):
        question.text.fill("Nog niet bewaard")
    _sign_in_elsewhere(supplier, offer[0])
    with supplier.page.expect_response("**/answers/*") as answered:
        question.text.press_sequentially(", nu wel.")
    supplier.visitor.forgive("status of 4")
    assert answered.value.ok


def _end_session(visitor) -> None:
    database = visitor.server.app.extensions["supplier_portal.database"]
    with database.writing.begin() as session:
        accounts.sign_out(session, visitor.token, at=datetime.now(UTC), origin="test")


def _sign_in_elsewhere(supplier, person) -> None:
    """Sign in again in another tab of the same browser, as the message says."""
    tab = supplier.visitor.context.new_page()
    tab.goto(f"{supplier.visitor.server.url}/sign-in")
    tab.fill("[name=email]", person.email)
    tab.fill("[name=password]", PASSWORD)
    with tab.expect_navigation():
        tab.press("[name=password]", "Enter")
    tab.close()
