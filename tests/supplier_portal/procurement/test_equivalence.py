"""A requirement can name a measure of another norm, which replaces its own or goes with it."""

import pytest

from questionnaires.equivalences import Equivalence, Relation
from questionnaires.wording import Wording
from supplier_portal.services import procurements, requirement_sets

CARE = (
    "norm;editie;nummer;titel\nNEN 7510-2;2024;5.20;Overeenkomsten in de zorg\n"
    "NEN 7510-2;2024;5.21;Keten\n"
)
WANTED = {
    "text": "De leverancier toont dit jaarlijks aan.",
    "kind": "scored",
    "weight": "2",
    "other_norm": "NEN 7510-2 2024",
    "other_number": "5.20",
    "relation": "replaces",
    "equivalence_reason": "De norm voor de zorg is hier strenger.",
}


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def draft(world, buyer):
    world.imported(CARE, "zorg.csv")
    return world.draft(buyer, numbers=("5.20.05",))


@pytest.fixture
def form(browser, buyer, draft):
    """Send the form of the requirement, with changes to what is wanted."""
    desk = browser(buyer)

    def send(**changes):
        desk.get(f"/procurement/{draft}/requirements/BIO2-5.20.05")
        return desk.submit("/requirements/BIO2-5.20.05", {**WANTED, **changes})

    return send


@pytest.fixture
def kept(world, buyer, draft):
    """What the requirement names now."""

    def read():
        with world.database.reading() as session:
            found = procurements.of_organisation(session, buyer.actor.organisation_id, draft)
            [line] = requirement_sets.lines(session, found)
            return line.requirement.equivalence

    return read


def test_the_measure_of_the_other_norm_is_kept_with_its_reason(form, kept, browser, buyer, draft):
    form()
    assert str(kept()) == "NEN 7510-2 2024, 5.20"
    assert kept().relation is Relation.REPLACES
    assert kept().reason.nl == "De norm voor de zorg is hier strenger."
    shown = browser(buyer).get(f"/procurement/{draft}/requirements")
    assert "NEN 7510-2 2024, 5.20 vervangt de maatregel" in shown.text


def test_it_can_be_taken_off_again(form, kept):
    form()
    form(other_norm="")
    assert kept() is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"other_number": ""}, "other_number"),
        ({"equivalence_reason": " "}, "equivalence_reason"),
        ({"other_number": "9.99"}, "other_number"),
        ({"other_norm": "Geen norm 1"}, "other_norm"),
        ({"other_norm": "BIO2 1.3"}, "other_norm"),
    ],
    ids=["no number", "no reason", "no such number", "no such norm", "its own norm"],
)
def test_what_is_missing_or_unknown_is_told_at_its_field_and_nothing_is_kept(
    changes, field, form, kept
):
    page = form(**changes)
    assert page.status == 200
    assert page.soup.select_one(f".error-summary a[href='#{field}']")
    assert page.soup.select_one("details[open] [name=other_number]")
    assert kept() is None


def test_what_was_typed_stays_when_a_colleague_was_first(form, kept):
    form(equivalence_reason="Van een collega.")
    page = form(version="1", equivalence_reason="Van mij.")
    assert page.soup.select_one("[name=equivalence_reason]").get_text().strip() == "Van mij."
    assert kept().reason.nl == "Van een collega."


def test_the_form_shows_what_the_requirement_names_so_that_a_later_change_keeps_it(
    form, kept, browser, buyer, draft
):
    form()
    desk = browser(buyer)
    desk.get(f"/procurement/{draft}/requirements/BIO2-5.20.05")
    desk.submit("/requirements/BIO2-5.20.05", {"weight": "4"})
    assert (kept().number, kept().relation) == ("5.20", Relation.REPLACES)


def test_a_reason_that_reads_as_before_keeps_its_translation(form, kept, world, buyer, draft):
    both = Wording("De norm voor de zorg is strenger.", "The norm for care is stricter.")
    other = Equivalence("NEN 7510-2", "2024", "5.20", Relation.REPLACES, both)
    world.tailor(buyer, draft, "5.20.05", equivalence=other)
    form(equivalence_reason=both.nl)
    assert kept().reason == both
    form(equivalence_reason="Nu anders gezegd.")
    assert kept().reason == Wording(nl="Nu anders gezegd.")
