"""This file sends files in a real browser: with a bar that tells how far, and without a script."""

import pytest
from e2e.pages import expect
from factories.files import pdf

from supplier_portal.services import evidence, responses

pytestmark = [pytest.mark.e2e]
REQUIREMENT = "BIO2-5.20.05"
LARGE = {
    "name": "Groot.txt",
    "mimeType": "text/plain",
    "buffer": b"een regel tekst\n" * 500_000,
}
SMALL = {"name": "Beleid.pdf", "mimeType": "application/pdf", "buffer": pdf("klein")}
REFUSED = {"name": "setup.exe", "mimeType": "application/pdf", "buffer": b"MZ"}


@pytest.fixture
def place(offer):
    _, response_id = offer
    return f"/supplier/{response_id}/requirements/{REQUIREMENT}/evidence"


@pytest.fixture
def attached(world, offer):
    def names():
        person, response_id = offer
        with world.database.reading() as session:
            response = responses.of_supplier(session, person.actor, response_id)
            return [item.name for item in evidence.all_of(session, response)]

    return names


def fill(page, file):
    page.locator("[name=file]").set_input_files(file)
    page.locator("[name=levels]").first.check()


def test_a_bar_tells_how_far_and_the_next_page_follows(visit, offer, place, attached):
    visitor = visit(offer[0])
    page = visitor.page
    visitor.goto(place)
    # What the bar and the polite words say, noted as they change.
    page.evaluate("""() => {
      window.told = [];
      const bar = document.querySelector("[data-upload-progress] progress");
      const words = document.querySelector("[data-upload-status]");
      new MutationObserver(() => {
        const before = sessionStorage.told ?? "";
        sessionStorage.told = `${before}${words.textContent}|${bar.value};`;
      }).observe(words, { childList: true });
    }""")
    fill(page, LARGE)
    page.get_by_role("button", name="Bestand toevoegen").last.click()
    page.wait_for_url(f"**/themes/5*#{REQUIREMENT}")
    expect(page.locator(".messages .message")).to_contain_text("Groot.txt")
    told = page.evaluate("sessionStorage.told")
    assert told.count(";") >= 2
    assert attached() == ["Groot.txt"]


def test_what_is_wrong_is_shown_in_place_with_focus_and_can_be_mended(
    visit, offer, place, attached
):
    visitor = visit(offer[0])
    visitor.forgive("status of 400")
    page = visitor.page
    visitor.goto(place)
    fill(page, REFUSED)
    page.locator("form[data-upload] button[type=submit]").click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    assert summary.locator("a").get_attribute("href") == "#file"
    assert page.title().startswith(("Fout", "Error"))
    fill(page, SMALL)
    page.locator("form[data-upload] button[type=submit]").click()
    expect(page.locator(".messages .message")).to_contain_text("Beleid.pdf")
    assert attached() == ["Beleid.pdf"]


def test_a_line_that_breaks_is_told_and_the_button_tries_again(visit, offer, place, attached):
    visitor = visit(offer[0])
    visitor.forgive("ERR_FAILED")
    page = visitor.page
    visitor.goto(place)
    page.route("**/evidence", lambda route: route.abort(), times=1)
    fill(page, SMALL)
    button = page.locator("form[data-upload] button[type=submit]")
    button.click()
    status = page.locator("[data-upload-status]")
    expect(status).to_have_text(status.get_attribute("data-failed"))
    assert attached() == []
    button.click()
    expect(page.locator(".messages .message")).to_contain_text("Beleid.pdf")
    assert attached() == ["Beleid.pdf"]


def test_without_a_script_the_form_does_it_alone(visit, offer, place, attached):
    visitor = visit(offer[0], java_script=False)
    visitor.forgive("status of 400")
    page = visitor.page
    visitor.goto(place)
    expect(page.locator("[data-upload-progress]")).to_be_hidden()
    fill(page, REFUSED)
    page.locator("form[data-upload] button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    fill(page, SMALL)
    page.locator("form[data-upload] button[type=submit]").click()
    expect(page.locator(".messages .message")).to_contain_text("Beleid.pdf")
    assert attached() == ["Beleid.pdf"]
