"""Whatever somebody types to search, every page that can be searched stays a sound page."""

import pytest
from factories.stage import State
from page import Browser

HOSTILE = {
    "nothing": "",
    "blank": "   ",
    "null": "%00",
    "control": "a%0b%7f%1bb",
    "no character": "%ef%bf%be",
    "not utf-8": "%ff%fe",
    "markup": "%3Cscript%3Ealert(1)%3C/script%3E",
    "attribute": "%22%20onfocus=%22x",
    "template": "%7B%7B7*7%7D%7D",
    "sql": "'%20OR%201=1;--",
    "pattern": "(a%2B)%2B%24%5B",
    "huge": "x%20" * 10_000,
    "one long word": "z" * 30_000,
    "right to left": "%E2%80%AE%D7%90",
}
PAGES = {
    "/glossary": "out",
    "/styleguide": "out",
    "/procurement/all": "buyer",
    "/review/all": "review",
    "{catalogue}": "buyer",
    "{catalogue}/search": "buyer",
    "{draft}/requirements/pick": "buyer",
}


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_can_be_searched_stays_a_sound_page(address, typed, visitors):
    stage = visitors.stage
    browser = Browser(visitors.app)
    person = visitors.person(PAGES[address], "", stage.scenes[State.PUBLISHED])
    if person is not None:
        browser.sign_in(person)
    page = browser.get(
        address.format(
            catalogue=f"/procurement/catalogues/{stage.catalogue_id}",
            draft=f"/procurement/{stage.scenes[State.DRAFT].procurement_id}",
        )
        + f"?q={typed}&theme=x&category=x&letter=x&segment=x&page=-1&sort=x"
    )
    assert page.status == 200
    assert not page.soup.select("script:not([src]), [onfocus]")
    fields = page.soup.select("input[name=q]")
    assert fields
    assert all(len(field["value"]) <= 100 for field in fields)
