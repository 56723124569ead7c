"""This file weighs requirements through the form that lists them, and as its script does."""

from decimal import Decimal

import pytest

from questionnaires.requirement_sets import RequirementKind
from supplier_portal.services import procurements, requirement_sets

FIRST, SECOND = "BIO2-5.20.05", "BIO2-8.15.01"


class Draft:
    """A procurement with two scored requirements of 3 and 2 points, and where it is listed."""

    def __init__(self, world):
        self.world = world
        self.buyer = world.person("procurement")
        self.id = world.draft(self.buyer, numbers=("5.20.05", "8.08.01", "8.15.01"))
        self.address = f"/procurement/{self.id}/requirements"
        self.weigh = f"/procurement/{self.id}/weights"
        self.tailor(FIRST, 3)
        self.tailor(SECOND, 2)
        self.tailor("BIO2-8.08.01", 0, kind=RequirementKind.KNOCK_OUT)

    def tailor(self, identifier, weight, kind=RequirementKind.SCORED):
        """What a colleague does elsewhere."""
        number = identifier.removeprefix("BIO2-")
        self.world.tailor(self.buyer, self.id, number, kind=kind, weight=Decimal(weight))

    def weights(self):
        with self.world.database.reading() as session:
            found = procurements.of_organisation(session, self.buyer.actor.organisation_id, self.id)
            return {
                line.requirement.identifier: str(line.requirement.weight)
                for line in requirement_sets.lines(session, found)
                if line.requirement.kind is RequirementKind.SCORED
            }


@pytest.fixture
def draft(world):
    return Draft(world)


@pytest.fixture
def buyer(draft, browser):
    """A colleague who looks at the list."""
    visitor = browser(draft.buyer)
    visitor.get(draft.address)
    return visitor


def _field(page, identifier):
    return page.soup.find(id=f"weight-{identifier}")


def test_the_points_of_all_requirements_are_saved_with_one_button(draft, buyer):
    page = buyer.submit("/weights", {f"weight-{FIRST}": "4,5", f"weight-{SECOND}": "0.01"})
    assert page.status == 200
    assert page.message
    assert draft.weights() == {FIRST: "4.5", SECOND: "0.01"}
    assert "4,51" in page.soup.select_one("[data-total]").get_text()
    assert _field(page, FIRST)["value"] == "4,5"


def test_only_a_scored_requirement_of_a_draft_has_a_field(draft, buyer):
    assert len(buyer.page.soup.select("[data-weight]")) == 2
    draft.world.publish(draft.buyer, draft.id)
    page = buyer.get(draft.address)
    assert page.soup.select("input[data-weight], button[type=submit].plain[form]") == []


@pytest.mark.parametrize("wrong", ["veel", "1.000", "-1", "1001", "1,234", "0", ""])
def test_a_wrong_number_is_told_at_its_field_and_nothing_is_stored(draft, buyer, wrong):
    page = buyer.submit("/weights", {f"weight-{FIRST}": "4", f"weight-{SECOND}": wrong})
    assert page.status == 400
    field = _field(page, SECOND)
    assert field["value"] == wrong
    assert field["aria-invalid"] == "true"
    problem = page.soup.find(id=field["aria-describedby"])
    assert len(problem.get_text().split()) > 5
    assert page.soup.select_one(f".error-summary a[href='#weight-{SECOND}']")
    assert _field(page, FIRST)["value"] == "4", "what was right stays to be saved"
    assert draft.weights() == {FIRST: "3", SECOND: "2"}


def test_a_colleague_was_first_and_both_numbers_are_shown(draft, buyer):
    draft.tailor(FIRST, 9)
    page = buyer.submit("/weights", {f"weight-{FIRST}": "4", f"weight-{SECOND}": "5"})
    assert page.status == 409
    field = _field(page, FIRST)
    assert field["value"] == "4"
    assert "9,00" in page.soup.find(id=field["aria-describedby"]).get_text()
    assert _field(page, SECOND)["value"] == "5"
    assert not _field(page, SECOND).has_attr("aria-invalid")
    assert draft.weights() == {FIRST: "9", SECOND: "2"}
    assert buyer.submit("/weights").status == 200
    assert draft.weights() == {FIRST: "4", SECOND: "5"}


def test_what_a_colleague_changed_in_a_row_nobody_touched_stays(draft, buyer):
    draft.tailor(FIRST, 9)
    page = buyer.submit("/weights", {f"weight-{SECOND}": "5"})
    assert page.status == 200
    assert draft.weights() == {FIRST: "9", SECOND: "5"}


@pytest.mark.parametrize("way", ["dropped", "no longer scored"])
def test_points_for_what_a_colleague_took_out_are_refused_in_words(draft, buyer, browser, way):
    if way == "dropped":
        colleague = browser(draft.buyer)
        colleague.get(draft.address)
        colleague.submit(f"/{FIRST}/drop")
    else:
        draft.tailor(FIRST, 0, kind=RequirementKind.INFORMATIVE)
    page = buyer.submit("/weights", {f"weight-{FIRST}": "4", f"weight-{SECOND}": "5"})
    assert page.status == 409
    assert FIRST in page.soup.select_one(".error-summary").get_text()
    assert _field(page, SECOND)["value"] == "5"
    assert draft.weights() == {SECOND: "2"}


def test_saving_without_a_change_says_so(draft, buyer):
    page = buyer.submit("/weights")
    assert page.message
    assert draft.weights() == {FIRST: "3", SECOND: "2"}


def test_a_script_saves_one_row_and_hears_what_it_does_to_the_others(draft, visit):
    script = visit(draft.buyer)
    values = {f"weight-{FIRST}": "6", f"version-{FIRST}": "2"}
    reply = script.post(f"{draft.weigh}", values, is_script=True)
    assert reply.status_code == 200
    assert reply.json["versions"] == {FIRST: 3}
    assert reply.json["shares"] == {FIRST: "75,00 %", SECOND: "25,00 %"}
    assert "8,00" in reply.json["total"]
    again = script.post(f"{draft.weigh}", values, is_script=True)
    assert (again.status_code, again.json) == (200, reply.json), "its first answer got lost"
    assert draft.weights() == {FIRST: "6", SECOND: "2"}


def test_a_script_hears_what_is_wrong(draft, visit):
    script = visit(draft.buyer)

    def weigh(weight, version):
        values = {f"weight-{FIRST}": weight, f"version-{FIRST}": version}
        reply = script.post(f"{draft.weigh}", values, is_script=True)
        return reply.status_code, reply.json

    status, reply = weigh("veel", "2")
    assert status == 400
    assert reply["message"]
    draft.tailor(FIRST, 9)
    status, reply = weigh("4", "2")
    assert status == 409
    assert "9,00" in reply["message"]
    assert reply["versions"] == {FIRST: 3}
    assert draft.weights()[FIRST] == "9"
    assert weigh("4", "3")[0] == 200
    draft.tailor(FIRST, 0, kind=RequirementKind.INFORMATIVE)
    status, reply = weigh("5", "5")
    assert status == 409
    assert FIRST in reply["message"]


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "9" * 5000])
def test_a_version_that_is_none_is_a_conflict(draft, visit, version):
    values = {f"weight-{FIRST}": "6", f"version-{FIRST}": version}
    reply = visit(draft.buyer).post(f"{draft.weigh}", values)
    assert reply.status_code == 409
    assert draft.weights()[FIRST] == "3"
