"""From what is at stake to a set of more than sixty requirements, in few actions."""

import pytest
from e2e.pages import Mouse, Procurement, expect
from factories.world import PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
ANSWERS = {
    "segments": "software",
    "information": "personal",
    "availability": "normal",
    "integrity": "normal",
    "confidentiality": "normal",
    "internet_facing": "no",
    "network_access": "no",
    "premises_access": "no",
    "storage": "inside_eea",
    "development": "no",
    "ot": "no",
    "care": "no",
    "chain_role": "no",
    "sub_suppliers": "yes",
}
REASON = "Het pakket verwerkt geen broncode van ons; er blijft geen risico over."


class Counting(Mouse):
    """Somebody of whom every press, tick and text is counted."""

    def __init__(self, page) -> None:
        super().__init__(page)
        self.actions = 0

    def press(self, control) -> None:
        self.actions += 1
        super().press(control)

    def tick(self, choice) -> None:
        self.actions += 1
        super().tick(choice)

    def write(self, control, text: str) -> None:
        self.actions += 1
        super().write(control, text)


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "without_script"])
def test_sixty_requirements_are_composed_in_fewer_than_forty_actions(world, visit, has_script):
    buyer = world.person("procurement")
    world.catalogue()
    procurement = Procurement(visit(java_script=has_script), Counting)
    procurement.sign_in(buyer.email, PASSWORD)
    procurement.hand.actions = 0

    address = procurement.start("Tekenpakket", "T-1")
    procurement.describe_risks(ANSWERS, term_in_months="36", value_in_euro="90000")
    procurement.take_over_the_proposal(but="8.26.01")
    procurement.explain(REASON)

    procurement.goto(f"{address}/requirements")
    assert procurement.page.locator("tbody tr").count() >= 60
    assert procurement.hand.actions < 40, procurement.hand.actions
    procurement.goto(f"{address}/exceptions")
    expect(procurement.page.locator("main")).to_contain_text(REASON)
