"""Who was overtaken by a colleague sees it, keeps what was typed, and can save it after all."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from factories.world import NOW

from questionnaires.requirement_sets import RequirementKind
from supplier_portal.services import procurements, requirement_sets


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def draft(world, buyer):
    return world.draft(buyer, numbers=("5.20.05",))


@pytest.fixture
def desk(browser, buyer):
    return browser(buyer)


def local(days):
    moment = (NOW + timedelta(days=days)).astimezone(ZoneInfo("Europe/Amsterdam"))
    return moment.strftime("%Y-%m-%dT%H:%M")


def test_a_requirement_can_be_saved_over_a_colleagues_once_theirs_was_shown(
    desk, draft, world, buyer
):
    desk.get(f"/procurement/{draft}/requirements/BIO2-5.20.05")
    world.tailor(buyer, draft, "5.20.05", text="Van een collega.")
    page = desk.submit("/BIO2-5.20.05", {"text": "Van mij.", "kind": "informative", "weight": "0"})
    assert "Van een collega." in page.soup.select_one(".compare").get_text()
    assert page.soup.select_one("[name=text]").get_text().strip() == "Van mij."
    desk.submit("/BIO2-5.20.05", {})
    with world.database.reading() as session:
        found = procurements.of_organisation(session, buyer.actor.organisation_id, draft)
        [line] = requirement_sets.lines(session, found)
    assert line.requirement.text.nl == "Van mij."
    assert line.requirement.kind is RequirementKind.INFORMATIVE


def test_a_deadline_can_be_set_over_a_colleagues_once_theirs_was_shown(desk, draft, world, buyer):
    desk.get(f"/procurement/{draft}/deadline")
    with world.database.writing.begin() as session:
        found = procurements.of_organisation(session, buyer.actor.organisation_id, draft)
        procurements.set_deadline(
            session,
            buyer.actor,
            found,
            local_time=(NOW + timedelta(days=30)).replace(tzinfo=None),
            version=found.version,
            at=NOW,
        )
    page = desk.submit("/deadline", {"deadline": local(40)})
    assert page.soup.select_one(".error-summary")
    desk.submit("/deadline", {})
    with world.database.reading() as session:
        found = procurements.of_organisation(session, buyer.actor.organisation_id, draft)
    assert (found.deadline_at - NOW).days in {39, 40}
