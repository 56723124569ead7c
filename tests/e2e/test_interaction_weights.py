"""Weighing requirements in the list: each by itself with a script, all at once without."""

from decimal import Decimal

import pytest
from e2e.pages import Procurement, expect

from questionnaires.requirement_sets import RequirementKind
from supplier_portal.services import procurements, requirement_sets

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
FIRST, SECOND = "BIO2-5.20.05", "BIO2-8.31.01"


class List(Procurement):
    """The requirements of a draft, of 3 and 1 points."""

    def weight(self, identifier: str):
        return self.page.locator(f"[data-weight='{identifier}']")

    def share(self, identifier: str):
        return self.page.locator(f"[data-share='{identifier}']")

    def problem(self, identifier: str):
        return self.page.locator(f"[id='weight-{identifier}-problem']")

    def version(self, identifier: str):
        return self.page.locator(f"[name='version-{identifier}']")

    def weigh(self, identifier: str, weight: str) -> None:
        """Type a weight and go on to the next field."""
        self.weight(identifier).fill(weight)
        self.page.keyboard.press("Tab")


class Draft:
    """What is stored, and what a colleague does elsewhere."""

    def __init__(self, world):
        self.world = world
        self.buyer = world.person("procurement")
        self.id = world.draft(self.buyer, numbers=("5.20.05", "8.08.01", "8.31.01"))
        for identifier, weight in ((FIRST, 3), (SECOND, 1)):
            self.tailor(identifier, weight)
        self.tailor("BIO2-8.08.01", 0, RequirementKind.KNOCK_OUT)

    def tailor(self, identifier: str, weight: int, kind=RequirementKind.SCORED) -> None:
        number = identifier.removeprefix("BIO2-")
        self.world.tailor(self.buyer, self.id, number, kind=kind, weight=Decimal(weight))

    def weights(self) -> dict[str, str]:
        with self.world.database.reading() as session:
            found = procurements.of_organisation(session, self.buyer.actor.organisation_id, self.id)
            lines = requirement_sets.lines(session, found)
            weights = {line.requirement.identifier: line.requirement.weight for line in lines}
            return {name: str(weights[name]) for name in (FIRST, SECOND)}


@pytest.fixture
def draft(world):
    return Draft(world)


@pytest.fixture
def listed(draft, visit):
    """Opens the list of requirements."""

    def open_list(**kwargs) -> List:
        opened = List(visit(draft.buyer, **kwargs))
        opened.goto(f"/procurement/{draft.id}/requirements")
        opened.page.evaluate("window.isSamePage = true") if opened.visitor.has_script else None
        return opened

    return open_list


def test_a_weight_is_saved_as_it_is_changed_and_the_shares_follow(draft, listed):
    page = listed()
    total = page.page.locator("[data-total]").inner_text()
    page.weigh(FIRST, "1,5")
    expect(page.share(FIRST)).to_have_text("60,00 %")
    expect(page.share(SECOND)).to_have_text("40,00 %")
    expect(page.page.locator("[data-total]")).not_to_have_text(total)
    expect(page.page.locator("[data-announcer]")).not_to_be_empty()
    assert page.page.evaluate("isSamePage")
    assert draft.weights() == {FIRST: "1.5", SECOND: "1"}
    page.weigh(FIRST, "9.25")
    expect(page.share(FIRST)).to_have_text("90,24 %")
    assert draft.weights()[FIRST] == "9.25"


def test_all_weights_are_saved_without_a_script(draft, listed):
    page = listed(java_script=False)
    page.weight(FIRST).fill("1,5")
    page.weight(SECOND).fill("0,5")
    page.send(page.form("/weights"))
    page.expect_message()
    expect(page.share(FIRST)).to_have_text("75,00 %")
    assert draft.weights() == {FIRST: "1.5", SECOND: "0.5"}


@pytest.mark.parametrize("wrong", ["veel", "0"])
def test_a_wrong_weight_is_told_at_once_at_its_field(draft, listed, wrong):
    page = listed()
    page.visitor.forgive("status of 400")
    page.weigh(FIRST, wrong)
    expect(page.problem(FIRST)).to_be_visible()
    expect(page.weight(FIRST)).to_have_attribute("aria-invalid", "true")
    expect(page.page.locator("[data-alarm]")).to_have_text(page.problem(FIRST).inner_text())
    expect(page.weight(FIRST)).to_have_value(wrong)
    assert draft.weights()[FIRST] == "3"
    page.weigh(FIRST, "3")
    expect(page.problem(FIRST)).to_be_hidden()
    expect(page.weight(FIRST)).not_to_have_attribute("aria-invalid", "true")


def test_a_colleague_who_was_first_is_told_and_not_overwritten_unseen(draft, listed):
    page = listed()
    page.visitor.forgive("status of 409")
    draft.tailor(FIRST, 7)
    page.weigh(FIRST, "4")
    expect(page.problem(FIRST)).to_contain_text("7,00")
    expect(page.weight(FIRST)).to_have_value("4")
    assert draft.weights()[FIRST] == "7"
    page.send(page.form("/weights"))
    assert draft.weights()[FIRST] == "4"


def test_a_reply_that_got_lost_is_asked_for_again(draft, listed):
    page = listed()
    page.visitor.forgive("ERR_FAILED")

    def lose_the_reply(route) -> None:
        route.fetch()
        route.abort()

    page.page.route("**/weights", lose_the_reply, times=1)
    page.weigh(FIRST, "4")
    expect(page.problem(FIRST)).to_have_text(page.form("/weights").get_attribute("data-failed"))
    expect(page.version(FIRST)).to_have_value("3")
    expect(page.problem(FIRST)).to_be_hidden()
    assert draft.weights()[FIRST] == "4"


def test_what_is_taken_back_after_a_lost_reply_is_not_taken_for_saved(draft, listed):
    page = listed()
    page.visitor.forgive("ERR_FAILED")
    page.visitor.forgive("status of 409")

    def lose_the_reply(route) -> None:
        route.fetch()
        page.weight(FIRST).evaluate("field => { field.value = '3' }")
        route.abort()

    page.page.route("**/weights", lose_the_reply, times=1)
    page.weigh(FIRST, "4")
    expect(page.problem(FIRST)).to_contain_text("4,00")
    assert draft.weights()[FIRST] == "4"


def test_what_is_weighed_by_itself_can_be_dropped_and_saved_with_the_rest(draft, listed):
    page = listed()
    page.weigh(FIRST, "4")
    expect(page.version(FIRST)).to_have_value("3")
    page.weight(SECOND).fill("2")
    page.send(page.form("/weights"))
    assert draft.weights() == {FIRST: "4", SECOND: "2"}
    page.weigh(FIRST, "5")
    expect(page.version(FIRST)).to_have_value("4")
    with page.page.expect_navigation():
        page.page.locator(f"button[form='drop-{FIRST}']").click()
        page.page.locator("dialog [data-agree]").click()
    expect(page.weight(FIRST)).to_have_count(0)


def test_leaving_with_a_weight_that_is_not_saved_asks(listed):
    page, asked = listed(), []
    page.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.page.route("**/weights", lambda _: None)
    page.weight(FIRST).fill("4")
    page.page.locator(".trail a").first.click(no_wait_after=True)
    expect(page.weight(FIRST)).to_have_value("4")
    assert asked == ["beforeunload"]
