"""Handing in, taking back and handing in again, in three ways and two languages (K6)."""

import pytest
from e2e.conftest import LANGUAGES
from e2e.keyboard import Keyboard
from e2e.pages import Mouse, Supplier, expect

from supplier_portal.services import responses, submissions

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
WAYS = {"mouse": (Mouse, True), "keyboard": (Keyboard, True), "without_script": (Mouse, False)}
NUMBERS = ("5.20.05", "8.08.01")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", WAYS)
def test_what_was_withdrawn_is_handed_in_again(world, visit, way, language):
    hand, has_script = WAYS[way]
    buyer = world.person("procurement")
    person, response_id = world.supplier(buyer, world.published(buyer, numbers=NUMBERS))
    world.answer(person, response_id)
    locale = LANGUAGES[language]
    supplier = Supplier(visit(person, locale=locale, java_script=has_script), hand)
    supplier.response = f"/supplier/{response_id}"
    supplier.goto(supplier.response)
    assert supplier.page.locator("html").get_attribute("lang") == language
    first = supplier.hand_in()
    _withdraw(supplier)
    second = supplier.hand_in()
    assert first != second
    with world.database.reading() as session:
        [standing] = _standing(session, person, response_id)
        assert standing.digest in second


def _withdraw(supplier) -> None:
    supplier.follow(f"{supplier.response}/withdraw")
    supplier.hand.tick(supplier.page.locator("[name=is_meant]"))
    supplier.send(supplier.form("/withdraw"))
    expect(supplier.page).to_have_url(f"{supplier.visitor.server.url}{supplier.response}/receipt")


def _standing(session, person, response_id):
    response = responses.of_supplier(session, person.actor, response_id)
    return submissions.standing(session, response)
