"""A page that was left alone warns once before its visitor is signed out, with a way to stay."""

from datetime import UTC, datetime, timedelta

import pytest
from e2e.pages import expect
from sqlalchemy import update

from supplier_portal.records.accounts import SignInRecord

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture
def alone(offer, at_work):
    """A page whose clock a test can move."""
    window = at_work("5")
    window.page.clock.install()
    window.page.reload()
    return window


@pytest.fixture
def idle(database):
    """Lets everybody have been seen last so many minutes ago, by the server's clock."""

    def run(minutes: int) -> None:
        with database.writing.begin() as session:
            seen_at = datetime.now(UTC) - timedelta(minutes=minutes)
            session.execute(update(SignInRecord).values(last_seen_at=seen_at))

    return run


def test_after_55_minutes_a_page_warns_and_one_button_lets_one_stay(alone, idle):
    warning = alone.page.get_by_role("alertdialog")
    alone.page.clock.fast_forward("54:00")
    expect(warning).to_be_hidden()
    idle(55)
    alone.page.clock.fast_forward("01:00")
    expect(warning).to_be_visible()
    with alone.page.expect_response("**/account/stay") as answer:
        alone.page.keyboard.press("Enter")
    assert answer.value.json()["seconds"] > 3590
    expect(warning).to_be_hidden()
    idle(55)
    alone.page.clock.fast_forward("55:00")
    expect(warning).to_be_visible()


def test_who_works_in_another_tab_is_not_warned_until_it_is_time(alone, idle):
    warning = alone.page.get_by_role("alertdialog")
    idle(10)
    with alone.page.expect_response("**/account/stay"):
        alone.page.clock.fast_forward("55:00")
    expect(warning).to_be_hidden()
    idle(55)
    alone.page.clock.fast_forward("46:00")
    expect(warning).to_be_visible()
