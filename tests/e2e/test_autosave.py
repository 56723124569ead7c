"""Answers that are saved as they are given: said quietly, never lost, never overwritten."""

import re
from contextlib import nullcontext
from datetime import UTC, datetime

import pytest
from e2e.pages import expect
from factories.world import PASSWORD

from supplier_portal.services import accounts

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
OPEN = "BIO2-5.20.05.q3"
CHOICE = "BIO2-8.31.01.q1"
FOLLOWING = "BIO2-8.31.01.q2"
EPOCH = datetime.fromtimestamp(0, UTC)
FIELD = r'name="(\w+)"\r\n\r\n(.*?)\r\n'
WRONG = re.compile("question__state--wrong")


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
    supplier.listen()
    question = supplier.question(OPEN)
    before = question.state.inner_text()
    question.text.press_sequentially("Wij melden elk datalek.")
    question.expect_saved()
    said = question.state.inner_text()
    assert said != before
    assert question.state.get_attribute("role") is None, "what is seen is not said as well"
    assert len(supplier.heard()) == 1
    assert supplier.heard("alert") == []
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
    supplier.stop_the_clock(EPOCH)
    supplier.page.reload()
    supplier.listen()
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
    heard = supplier.heard()
    assert 5 <= len(heard) <= 10
    assert any(re.search("[2-9]", text) for text in heard), "what is saved meanwhile is summed up"
    assert supplier.heard("alert") == []


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
    assert world.kept(OPEN) == ["Eens en voor al."]
    question.text.fill("Nu anders.")
    question.expect_saved("1")
    assert sent[-1]["sequence"] == "2"
    assert world.kept(OPEN) == ["Eens en voor al.", "Nu anders."]


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
    assert world.kept(OPEN) == ["Zoals het was.", "Toch niet.", "Zoals het was."]


def test_a_network_that_is_gone_is_tried_less_and_less_often_and_told_once(at_work):
    supplier = at_work("5")
    supplier.visitor.forgive("ERR_FAILED")
    supplier.stop_the_clock(EPOCH)
    supplier.page.reload()
    supplier.listen()
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
    assert supplier.heard("alert") == [question.form.get_attribute("data-failed")]


def test_a_network_that_is_back_is_used_at_once(at_work):
    supplier = at_work("5")
    supplier.visitor.forgive("ERR_INTERNET_DISCONNECTED")
    supplier.stop_the_clock(EPOCH)
    supplier.page.reload()
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
    supplier.listen()
    question = supplier.question(OPEN)
    question.text.fill("Nog eens")
    question.expect_saved()
    assert supplier.heard("alert") == [question.form.get_attribute("data-faulty")]


@pytest.mark.parametrize("body", ["", '{"message": "Dat mag niet."}'])
def test_a_refusal_is_told_and_not_tried_again(at_work, body):
    supplier = at_work("5")
    supplier.visitor.forgive("status of 413")
    supplier.stop_the_clock(EPOCH)
    supplier.page.reload()
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
    supplier.hold_back()
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


@pytest.mark.parametrize("moment", ["typed", "under_way", "refused"])
def test_leaving_with_an_unsaved_answer_asks(world, offer, at_work, moment):
    supplier = at_work("5")
    asked = supplier.stay()
    question = supplier.question(OPEN)
    if moment == "refused":
        supplier.visitor.forgive("status of 409")
        colleague = at_work("5", world.person("supplier", organisation=offer[0]))
        colleague.question(OPEN).text.fill("Van de collega")
        colleague.question(OPEN).expect_saved()
        question.text.press_sequentially("Half een zin")
        question.expect_alarm()
    else:
        supplier.hold_back()
        with (
            supplier.page.expect_request("**/answers/*") if moment == "under_way" else nullcontext()
        ):
            question.text.press_sequentially("Half een zin")
    supplier.leave()
    expect(question.text).to_have_value("Half een zin")
    assert asked == ["beforeunload"]


def test_leaving_with_everything_saved_does_not_ask(at_work):
    supplier = at_work("5")
    asked = supplier.stay()
    supplier.question(OPEN).text.press_sequentially("Een hele zin.")
    supplier.question(OPEN).expect_saved()
    with supplier.page.expect_navigation():
        supplier.leave()
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
