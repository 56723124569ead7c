"""This file fills in the questionnaire, through forms and as the script of the page does."""

from datetime import timedelta

import pytest
import time_machine

from questionnaires.answers import Choice, OpenText

OPEN = "BIO2-5.20.05.q3"


@pytest.fixture
def address(scene):
    return f"/supplier/{scene.response_id}"


@pytest.fixture
def supplier(scene, visit):
    return visit(scene.supplier)


def test_two_colleagues_on_one_answer_see_both_texts_and_choose(scene, browser, address):
    first, second = browser(scene.supplier), browser(scene.colleague())
    for visitor in (first, second):
        visitor.get(f"{address}/themes/5")
    first.submit(f"/answers/{OPEN}", {"text": "Van de eerste: R&D <b>."})
    page = second.submit(f"/answers/{OPEN}", {"text": "Van de tweede: & ook <i>."})
    assert page.status == 409
    assert "Van de eerste: R&D <b>." in page.words
    assert page.soup.select_one("#mine-text").get_text().strip() == "Van de tweede: & ook <i>."
    assert scene.stored(OPEN).entry == OpenText("Van de eerste: R&D <b>.")
    page = second.submit(f"/answers/{OPEN}")
    assert page.status == 200
    assert scene.stored(OPEN).entry.text.strip() == "Van de tweede: & ook <i>."
    texts = [row.document["text"].strip() for row in scene.versions(OPEN)]
    assert texts == ["Van de eerste: R&D <b>.", "Van de tweede: & ook <i>."]


def test_a_conflict_over_a_choice_shows_both_options(scene, browser, address):
    page = browser(scene.supplier)
    page.get(f"{address}/themes/8")
    scene.save("BIO2-8.08.01.q1", Choice("later", "mijn reden"), by=scene.colleague())
    shown = page.submit("/answers/BIO2-8.08.01.q1", {"option": "within_week", "text": "de mijne"})
    assert shown.status == 409
    assert "mijn reden" in shown.words
    assert "de mijne" in shown.text
    assert shown.soup.select_one("input[name=option]")["value"] == "within_week"


def test_a_form_that_is_sent_twice_saves_once_and_is_no_conflict(scene, supplier, address):
    values = {"text": "dubbel geklikt", "version": "0"}
    replies = [supplier.post(f"{address}/answers/{OPEN}", values) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [302, 302]
    assert len(scene.versions(OPEN)) == 1


def test_the_page_of_before_sent_again_with_the_back_button_is_a_conflict(scene, supplier, address):
    send = f"{address}/answers/{OPEN}"
    supplier.post(send, {"text": "eerste", "version": "0"})
    supplier.post(send, {"text": "tweede", "version": "1"})
    reply = supplier.post(send, {"text": "eerste, toch anders", "version": "0"})
    assert reply.status_code == 409
    assert "tweede" in reply.text
    assert "eerste, toch anders" in reply.text
    assert scene.stored(OPEN).entry == OpenText("tweede")


def test_an_answer_is_emptied_by_leaving_the_form_empty(scene, browser, address):
    visitor = browser(scene.supplier)
    visitor.get(f"{address}/themes/5")
    visitor.submit(f"/answers/{OPEN}", {"text": "weg hiermee"})
    page = visitor.submit(f"/answers/{OPEN}", {"text": ""})
    assert page.status == 200
    assert scene.stored(OPEN) == type(scene.stored(OPEN))(None, 2)
    assert page.soup.select_one(f"form[action$='{OPEN}'] input[name=version]")["value"] == "2"


@pytest.mark.parametrize("unsafe", ["\x00", "\x0b", "\x7f", "\ufffe", "\U0001ffff"])
def test_unsafe_characters_are_told_at_the_question_and_nothing_typed_is_gone(
    scene, browser, address, unsafe
):
    visitor = browser(scene.supplier)
    visitor.get(f"{address}/themes/5")
    reply = visitor.client.post(
        f"{address}/answers/{OPEN}",
        data={
            "csrf_token": visitor.page.soup.select_one("input[name=csrf_token]")["value"],
            "text": f"Lang verhaal{unsafe} met een teken",
            "version": "0",
        },
    )
    assert reply.status_code == 400
    words = reply.text
    assert f"U+{ord(unsafe):04X}" in words
    assert 'aria-invalid="true"' in words
    assert "Lang verhaal" in words
    assert " met een teken</textarea>" in words
    assert scene.versions() == []


def test_a_mistake_is_linked_from_the_top_to_the_question(scene, browser, address):
    visitor = browser(scene.supplier)
    visitor.get(f"{address}/themes/8")
    page = visitor.submit("/answers/BIO2-8.08.01.q2", {"number": "acht", "text": "en een half"})
    assert page.status == 400
    [link] = page.soup.select(".error-summary a")
    question = page.soup.find(id=link["href"][1:]).find_parent("fieldset")
    assert link.get_text() in question.get_text()
    assert question.select_one("input[name=number]")["value"] == "acht"
    assert question.select_one("textarea").get_text().strip() == "en een half"


def test_an_explanation_without_an_answer_is_refused_and_kept_in_the_page(scene, browser, address):
    visitor = browser(scene.supplier)
    visitor.get(f"{address}/themes/8")
    page = visitor.submit("/answers/BIO2-8.08.01.q1", {"text": "zomaar een toelichting"})
    assert page.status == 400
    assert "zomaar een toelichting" in page.text
    assert scene.versions() == []


def test_twenty_thousand_characters_fit_and_one_more_is_refused_in_words(scene, supplier, address):
    send = f"{address}/answers/{OPEN}"
    longest = ("😀" + "\r\n" + "é" * 8) * 2_000
    reply = supplier.post(send, {"text": longest, "version": "0"}, is_script=True)
    assert reply.status_code == 200
    assert scene.stored(OPEN).entry == OpenText(longest.replace("\r\n", "\n"))
    reply = supplier.post(send, {"text": "x" * 20_001, "version": "1"}, is_script=True)
    assert reply.status_code == 400
    assert "20000" in reply.json["message"]
    reply = supplier.post(send, {"text": "y" * 20_001, "version": "1"})
    assert reply.status_code == 400
    assert "20000" in reply.text
    assert "y" * 20_001 in reply.text
    assert len(scene.versions(OPEN)) == 1


def test_twenty_thousand_of_the_longest_characters_fit_in_a_request(scene, supplier, address):
    longest = "\U0010fffd" * 20_000
    reply = supplier.post(f"{address}/answers/{OPEN}", {"text": longest}, is_script=True)
    assert reply.status_code == 200
    assert scene.stored(OPEN).entry == OpenText(longest)


def test_a_script_hears_the_version_the_progress_and_what_is_asked_now(scene, supplier, address):
    send = f"{address}/answers/BIO2-5.20.02.q1"
    reply = supplier.post(
        send, {"option": "partly", "editor": "e", "sequence": "1"}, is_script=True
    )
    assert reply.status_code == 200
    assert reply.json["version"] == 1
    assert reply.json["message"] == "Opgeslagen"
    assert "BIO2-5.20.02.q2" in reply.json["visible"]
    before = reply.json["total"]
    reply = supplier.post(
        send,
        {"option": "yes", "version": "1", "editor": "e", "sequence": "2"},
        is_script=True,
    )
    assert "BIO2-5.20.02.q2" not in reply.json["visible"]
    assert reply.json["total"] == before - 1
    assert reply.json["answered"] == 1


def test_a_script_hears_of_a_conflict_and_of_an_unfit_answer(scene, supplier, address):
    scene.save(OPEN, OpenText("van een collega"), by=scene.colleague())
    reply = supplier.post(f"{address}/answers/{OPEN}", {"text": "anders"}, is_script=True)
    assert reply.status_code == 409
    assert reply.json["version"] == 1
    reply = supplier.post(
        f"{address}/answers/BIO2-8.08.01.q1", {"option": "verzonnen"}, is_script=True
    )
    assert reply.status_code == 400
    assert reply.json["message"]


def test_a_repeated_request_of_a_script_gets_the_same_reply(scene, supplier, address):
    values = {"text": "eens", "version": "0", "editor": "pagina", "sequence": "1"}
    replies = [supplier.post(f"{address}/answers/{OPEN}", values, is_script=True) for _ in range(3)]
    assert {reply.status_code for reply in replies} == {200}
    assert {reply.json["version"] for reply in replies} == {1}
    assert len(scene.versions(OPEN)) == 1


def test_a_question_that_hangs_on_another_appears_once_that_is_saved(scene, browser, address):
    def is_hidden(page):
        return page.form("/answers/BIO2-5.20.02.q2").has_attr("hidden")

    visitor = browser(scene.supplier)
    assert is_hidden(visitor.get(f"{address}/themes/5"))
    page = visitor.submit("/answers/BIO2-5.20.02.q1", {"option": "partly"})
    assert not is_hidden(page)
    visitor.submit("/answers/BIO2-5.20.02.q2", {"text": "Alleen artikel 4 niet."})
    page = visitor.submit("/answers/BIO2-5.20.02.q1", {"option": "yes"})
    assert is_hidden(page)
    assert "Alleen artikel 4 niet." in page.text, "a draft keeps what was filled in before"


def test_after_the_deadline_an_answer_is_refused_and_the_page_is_closed(scene, visit, address):
    with time_machine.travel(scene.deadline + timedelta(microseconds=1), tick=False):
        supplier = visit(scene.supplier)
        reply = supplier.post(f"{address}/answers/{OPEN}", {"text": "te laat"})
        page = supplier.get(f"{address}/themes/5").text
    assert reply.status_code == 409
    assert scene.versions() == []
    assert "<fieldset disabled" in page
    assert scene.journal()[-1].result == "refused_late"


def test_at_the_deadline_an_answer_is_still_in_time(scene, visit, address):
    with time_machine.travel(scene.deadline, tick=False):
        supplier = visit(scene.supplier)
        reply = supplier.post(f"{address}/answers/{OPEN}", {"text": "net op tijd"})
    assert reply.status_code == 302
    assert scene.stored(OPEN).entry == OpenText("net op tijd")


def test_the_response_of_another_supplier_is_not_there(scene, visit, address):
    rival = visit(scene.another("Rivaal").supplier)
    for path in ("", "/themes/5", "/submit", "/receipt"):
        assert rival.get(f"{address}{path}").status_code == 404
    assert rival.post(f"{address}/answers/{OPEN}", {"text": "inbraak"}).status_code == 404
    assert scene.versions() == []
