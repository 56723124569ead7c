"""What an organisation adds to the norms: its own words, measures and segments."""

from decimal import Decimal

import pytest
from factories.house import house_text, own_measure, own_segment, proposal
from factories.requirements import requirement, wording

from questionnaires.catalogue import Theme
from questionnaires.errors import InvalidEntryError, InvalidRequirementError
from questionnaires.house import EntryKind, House, KeptMeasure, kind_of
from questionnaires.requirement_sets import Reference
from questionnaires.wording import Wording


def house(*texts, measures=()):
    return House(
        "Gemeente Voorbeeld",
        texts={text.key: text for text in texts},
        measures={kept.measure.key: kept for kept in measures},
    )


def asked(number="5.20.03", **more):
    return requirement(reference=Reference("BIO2", "1.3", number), **more)


def test_a_requirement_gets_the_words_of_the_house_and_keeps_the_rest():
    before = asked(guidance=wording("Hulp"))
    after = house(house_text()).worded(before)
    assert after.text == Wording(nl="Onze eigen woorden.")
    assert (after.guidance, after.questions, after.weight) == (
        before.guidance,
        before.questions,
        before.weight,
    )


def test_help_of_the_house_takes_the_place_of_ours():
    own = house_text(guidance=Wording(nl="Bel ons gerust."))
    assert house(own).worded(asked(guidance=wording("Hulp"))).guidance == own.guidance


def test_the_words_of_the_house_hold_for_every_edition_of_that_norm_and_for_no_other():
    home = house(house_text())
    older = requirement(reference=Reference("BIO2", "1.2", "5.20.03"))
    other = requirement(reference=Reference("NEN 7510-2", "2024", "5.20.03"))
    assert home.worded(older).text.nl == "Onze eigen woorden."
    assert home.worded(other) == other
    assert home.worded(asked("5.20.05")) == asked("5.20.05")


def test_an_own_measure_becomes_a_requirement_that_names_the_house_and_the_version():
    kept = KeptMeasure(own_measure(), 2)
    made = house(measures=[kept]).requirement(kept)
    assert made.identifier == "Gemeente-Voorbee-GV-01"
    assert str(made.reference) == "Gemeente Voorbeeld v2, GV-01"
    assert (made.theme, made.weight) == (Theme.PHYSICAL, Decimal(3))


def test_two_requirements_never_share_an_identifier():
    kept = KeptMeasure(own_measure(), 1)
    home = house(measures=[kept])
    first = home.requirement(kept).identifier
    assert home.requirement(kept, {first}).identifier == f"{first}-2"


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (lambda: house_text(" "), "BIO2 5.20.03: write what you require."),
        (lambda: house_text(norm=" "), "it must be about a measure of a norm."),
        (lambda: house_text(number="5 20"), "it must be about a measure of a norm."),
        (lambda: own_measure("GV 01"), "GV 01: its number must be at most 20 letters"),
        (lambda: own_measure("G" * 21), "its number must be at most 20 letters"),
        (lambda: own_measure(title=Wording()), "it needs a title and a requirement."),
        (lambda: own_measure(text=Wording(nl="\n")), "it needs a title and a requirement."),
    ],
    ids=["no words", "no norm", "no number", "a space", "too long", "no title", "no text"],
)
def test_an_entry_that_says_nothing_is_refused(made, problem):
    with pytest.raises(InvalidEntryError) as caught:
        made()
    assert problem in str(caught.value)


def test_an_own_measure_that_cannot_be_asked_is_refused():
    with pytest.raises(InvalidRequirementError, match="at least one question"):
        own_measure(questions=())
    with pytest.raises(InvalidRequirementError, match="weight of more than zero"):
        own_measure(weight=Decimal(0))


def test_a_number_of_any_norm_can_be_an_own_number():
    assert own_measure("AC-2(1)").key == "AC-2(1)"


def test_each_entry_has_its_kind():
    assert kind_of(house_text()) is EntryKind.TEXT
    assert kind_of(own_measure()) is EntryKind.MEASURE
    assert kind_of(own_segment()) is EntryKind.SEGMENT


def test_what_is_asked_follows_the_proposal():
    made = proposal().requirement("GV-01", Reference("Huis", "v1", "GV-01"), theme=Theme.PEOPLE)
    assert made.questions == proposal().questions
    assert made.theme is Theme.PEOPLE
