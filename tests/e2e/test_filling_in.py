"""Filling in: weak answers get room to say more, questions that wait say for what, words count."""

import re

import pytest
from e2e.pages import expect
from factories.words import COUNTED

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
OPEN = "BIO2-5.20.05.q3"
CHOICE = "BIO2-8.31.01.q1"
FOLLOWING = "BIO2-8.31.01.q2"


def _options(supplier, item):
    return supplier.question(item).form.locator("[name=option]")


def test_a_weak_answer_gets_room_for_what_makes_up_for_it_at_once_and_keeps_it(at_work):
    supplier = at_work("8")
    supplier.listen()
    question = supplier.question(CHOICE)
    room = question.form.locator("[data-weakness]")
    expect(room).to_have_count(0)
    _options(supplier, CHOICE).last.check()
    expect(room).to_be_visible()
    expect(_options(supplier, CHOICE).last).to_be_focused()
    risk = room.locator("[data-risks]").inner_text()
    assert risk
    assert [text.strip() for text in supplier.heard()][-1:] == [risk.strip()]
    room.locator("textarea").fill("Wij scheiden de omgevingen anders.")
    question.expect_saved("1")
    supplier.page.reload()
    expect(room.locator("textarea")).to_have_value("Wij scheiden de omgevingen anders.")
    assert room.locator("[data-risks]").inner_text().strip() == risk.strip()
    _options(supplier, CHOICE).first.check()
    expect(room).to_be_hidden()


def test_who_sees_the_room_of_a_weak_answer_and_types_nothing_may_leave(at_work):
    supplier = at_work("8")
    _options(supplier, CHOICE).last.check()
    supplier.question(CHOICE).expect_saved()
    expect(supplier.question(CHOICE).form.locator("[data-weakness]")).to_be_visible()
    asked = supplier.stay()
    supplier.leave()
    supplier.page.wait_for_url(re.compile(f"{supplier.response}$"))
    assert asked == []


def test_a_question_that_may_yet_be_asked_says_on_what_that_depends(at_work):
    supplier = at_work("8")
    page = supplier.page
    line = page.locator(f"[data-waits='{FOLLOWING}']")
    more = page.locator("[data-progress-more]")
    expect(line).to_be_visible()
    expect(line.locator("a")).to_have_attribute("href", f"#{CHOICE}")
    before = more.inner_text()
    assert before
    _options(supplier, CHOICE).nth(1).check()
    expect(supplier.question(FOLLOWING).form).to_be_visible()
    expect(line).to_be_hidden()
    expect(more).not_to_have_text(before)
    _options(supplier, CHOICE).first.check()
    expect(supplier.question(FOLLOWING).form).to_be_hidden()
    expect(line).to_be_hidden()


def test_scripts_count_words_as_the_server_does(at_work):
    supplier = at_work("5")
    texts = [text for text, _ in COUNTED.values()]
    counted = supplier.page.evaluate(
        "texts => import('/static/js/words.js').then(words => texts.map(words.countWords))", texts
    )
    assert counted == [words for _, words in COUNTED.values()]
