"""Two colleagues at one question: both see both answers, and one of them ends the conflict."""

import pytest
from e2e.pages import expect

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
OPEN = "BIO2-5.20.05.q3"
CHOICE = "BIO2-8.31.01.q1"
FOLLOWING = "BIO2-8.31.01.q2"


@pytest.fixture
def conflict(world, offer, at_work):
    """Two colleagues at one question: the first saved, the second has another text."""

    def disagree(item: str, first: dict[str, str], second: dict[str, str]):
        theme = item.removeprefix("BIO2-")[0]
        colleague = at_work(theme)
        supplier = at_work(theme, world.person("supplier", organisation=offer[0]))
        supplier.visitor.forgive("status of 409")
        supplier.listen()
        _fill(colleague.question(item), first)
        colleague.question(item).expect_saved()
        _fill(supplier.question(item), second)
        supplier.question(item).expect_alarm()
        return colleague, supplier

    return disagree


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
    assert len(supplier.heard("alert")) == 1
    assert supplier.heard() == []


def test_a_conflict_ends_by_keeping_the_stored_answer(world, conflict):
    _, supplier = conflict(OPEN, {"text": "Van de eerste"}, {"text": "Van de tweede"})
    asked = supplier.stay()
    question = supplier.question(OPEN)
    question.keep("stored").click()
    expect(question.text).to_have_value("Van de eerste")
    expect(question.text).to_be_focused()
    expect(question.keep("stored")).to_have_count(0)
    expect(question.state).to_have_attribute("data-state", "saved")
    question.text.fill("Van ons beiden")
    question.expect_saved("1")
    assert world.kept(OPEN) == ["Van de eerste", "Van ons beiden"]
    with supplier.page.expect_navigation():
        supplier.leave()
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
    assert world.kept(OPEN) == ["Van de eerste", "Van de tweede"]


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


def _fill(question, values: dict[str, str]) -> None:
    if "option" in values:
        question.option(values["option"]).check()
        question.expect_saved() if "text" in values else None
    if "text" in values:
        question.text.fill(values["text"])
