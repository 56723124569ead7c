"""Answers that are saved as they are given: said quietly, never lost, never overwritten."""

import re
from contextlib import nullcontext
from datetime import UTC, datetime

import pytest
from e2e.pages import Supplier, expect
from factories.world import PASSWORD

from supplier_portal.services import accounts

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
OPEN = "BIO2-5.20.05.q3"
CHOICE = "BIO2-8.31.01.q1"
FOLLOWING = "BIO2-8.31.01.q2"
NUMBERS = ("5.20.05", "8.31.01")
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


def test_an_answer_is_kept_without_a_click_and_said_quietly(at_work):
    supplier = at_work("5")
    question = supplier.question(OPEN)
    before = question.state.inner_text()
    expect(question.state).to_have_attribute("role", "status")
    question.state.evaluate(
        """state => { window.roles = new Set(); new MutationObserver(
        () => roles.add(state.getAttribute("role"))).observe(
        state, {attributes: true, characterData: true, childList: true, subtree: true}) }"""
    )
    question.text.press_sequentially("Wij melden elk datalek.")
    question.expect_saved()
    said = question.state.inner_text()
    assert said != before
    assert supplier.page.evaluate("[...roles]") == ["status"]
    expect(question.text).to_be_focused()
    expect(supplier.page.locator("[data-progress] progress")).to_have_attribute("value", "1")
    supplier.page.reload()
    expect(question.text).to_have_value("Wij melden elk datalek.")
    expect(question.state).to_have_text(said)


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


def test_two_colleagues_see_both_texts_and_lose_none(world, offer, at_work):
    person, _ = offer
    first = at_work("5")
    second = at_work("5", world.person("supplier", organisation=person))
    second.visitor.forgive("status of 409")
    first.question(OPEN).text.fill("Van de eerste")
    first.question(OPEN).expect_saved()
    question = second.question(OPEN)
    question.text.fill("Van de tweede")
    question.expect_alarm()
    expect(question.text).to_have_value("Van de tweede")
    second.send(question.form)
    assert "Van de eerste" in second.page.locator("[aria-labelledby=theirs]").inner_text()
    mine = second.page.locator("#mine-text")
    expect(mine).to_have_value("Van de tweede")
    mine.fill("Van de eerste en van de tweede")
    second.send(second.form(f"/answers/{OPEN}"))
    expect(second.question(OPEN).text).to_have_value("Van de eerste en van de tweede")
    expect(first.question(OPEN).text).to_have_value("Van de eerste")


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
