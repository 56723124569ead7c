"""What went wrong is noticed by who cannot see it, and leads to the field to put right."""

import pytest
from e2e.conftest import CHECKED
from e2e.pages import expect

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
WRONG = "[aria-invalid=true], fieldset:has(.field__error) input"


def test_what_is_wrong_has_focus_and_leads_to_the_field(tour, record_property):
    links = 0
    for state, window in tour(lambda state: state.name == "wrong"):
        summary = window.page.locator(".error-summary")
        expect(summary, str(state)).to_be_focused()
        title = window.page.title()
        heading = window.page.locator("h1").inner_text()
        assert title.index(heading) > 0, f"no warning in the title of {state}"
        for link in summary.locator("a").all():
            link.click()
            wrong = window.page.locator(f":is({WRONG}):focus")
            expect(wrong, f"{state}: {link.get_attribute('href')}").to_be_focused()
            links += 1
    record_property(f"{CHECKED}, links from a summary to a field", links)
    assert links >= 10
