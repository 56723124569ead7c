"""Two colleagues at one page: each sees where the other is, and hears of it once."""

import pytest
from e2e.pages import expect

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
OPEN = "BIO2-5.20.05.q3"
POLL = 15_000


@pytest.fixture
def together(world, offer, at_work):
    """The one who is seen, and the one who looks on, whose clock a test can move."""
    seen = at_work("5", world.person("supplier", organisation=offer[0]))
    looking = at_work("5")
    looking.page.clock.install()
    looking.page.reload()
    looking.listen()
    return seen, looking


def _be_at(supplier, item: str) -> None:
    with supplier.page.expect_response("**/presence"):
        supplier.question(item).form.locator("textarea").first.focus()


def test_who_goes_to_a_question_is_seen_there_and_told_once(together):
    seen, looking = together
    place = looking.page.locator(f"[data-here='{OPEN}']")
    expect(place).to_have_text("")
    _be_at(seen, OPEN)
    looking.page.clock.fast_forward(POLL)
    expect(place).not_to_have_text("")
    heard = looking.heard()
    for _ in range(3):
        with looking.page.expect_response("**/presence"):
            looking.page.clock.fast_forward(POLL)
    assert looking.heard() == heard
    assert len(heard) == 1


def test_who_loads_the_page_sees_who_is_there_without_a_script(visit, world, offer, together):
    seen, _ = together
    _be_at(seen, OPEN)
    window = visit(offer[0], java_script=False)
    window.page.goto(f"{window.server.url}/supplier/{offer[1]}/themes/5")
    expect(window.page.locator(f"[data-here='{OPEN}']")).not_to_have_text("")


def test_a_page_goes_on_when_nobody_answers_where_colleagues_are(together):
    seen, looking = together
    looking.visitor.forgive("Failed to load resource")
    looking.page.context.set_offline(True)
    looking.page.clock.fast_forward(POLL)
    looking.page.context.set_offline(False)
    _be_at(seen, OPEN)
    looking.page.clock.fast_forward(POLL)
    expect(looking.page.locator(f"[data-here='{OPEN}']")).not_to_have_text("")
