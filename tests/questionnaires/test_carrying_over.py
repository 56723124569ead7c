"""This file tests what becomes of each requirement of a set under another edition of its norm."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from factories.requirements import knock_out, question, requirement, wording
from hypothesis import given
from hypothesis import strategies as st

from questionnaires import knowledge
from questionnaires.carrying_over import Fate, carry_over
from questionnaires.catalogue import Catalogue, Measure, MeasureStatus, Source
from questionnaires.catalogue_changes import difference
from questionnaires.equivalences import Equivalence, Relation
from questionnaires.interchange import bio2_markdown
from questionnaires.measure_changes import ChangeKind
from questionnaires.requirement_sets import Proof, Reference, RequirementKind
from questionnaires.wording import Wording

NORMS = Path(__file__).parents[2].parent / "shared" / "norms"


def measure(number, status="active", text="", **parts):
    return Measure(number, MeasureStatus(status), text=Wording(nl=text), **parts)


def edition(name, *measures, norm="BIO2"):
    return Catalogue(norm, name, Source.OFFICIAL, (), measures)


def asked(number, name="1.2", norm="BIO2", **parts):
    parts = {"identifier": f"{norm}-{number}", **parts}
    return requirement(number, reference=Reference(norm, name, number), **parts)


OLD = edition(
    "1.2", *(measure(f"5.0{number}.01", text="Doe dit elk jaar.") for number in range(1, 8))
)
NEW = edition(
    "1.3",
    measure("5.01.01", text="Doe dit elk jaar."),
    measure("5.02.01", text="Doe dit elke maand."),
    measure("5.03.01", "moved", target="5.30.01"),
    measure("5.04.01", "withdrawn"),
    measure("5.05.01", "see", target="5.01.01"),
    measure("5.06.01", "moved", target="5.04.01"),
    measure("5.30.01", text="Doe dit elke week."),
)
ALL = tuple(asked(item.number) for item in OLD.measures)


def carried(*requirements, old=OLD, new=NEW):
    return carry_over(requirements, new, difference(old, new))


def test_each_requirement_gets_what_the_newer_edition_says_of_its_number():
    found = carried(*ALL)
    assert [(item.before.reference.number, item.fate, item.target) for item in found.items] == [
        ("5.01.01", Fate.KEPT, None),
        ("5.02.01", Fate.KEPT, None),
        ("5.03.01", Fate.MOVED, "5.30.01"),
        ("5.04.01", Fate.WITHDRAWN, None),
        ("5.05.01", Fate.REFERRED, "5.01.01"),
        ("5.06.01", Fate.NOWHERE, "5.04.01"),
        ("5.07.01", Fate.GONE, None),
    ]
    assert [str(item.reference) for item in found.requirements] == [
        "BIO2 1.3, 5.01.01",
        "BIO2 1.3, 5.02.01",
        "BIO2 1.3, 5.30.01",
    ]
    assert [item.before.reference.number for item in found.moved] == ["5.03.01"]
    assert [item.fate for item in found.left_out] == [
        Fate.WITHDRAWN,
        Fate.REFERRED,
        Fate.NOWHERE,
        Fate.GONE,
    ]


def test_only_what_comes_along_and_reads_otherwise_in_the_norm_is_told():
    found = carried(*ALL)
    assert [
        (item.before.reference.number, text.before, text.after)
        for item in found.reworded
        for text in item.texts
    ] == [
        ("5.02.01", "Doe dit elk jaar.", "Doe dit elke maand."),
        ("5.03.01", "Doe dit elk jaar.", "Doe dit elke week."),
    ]


def test_a_move_to_a_number_that_does_not_exist_leads_nowhere():
    new = edition("1.3", measure("5.01.01", "moved", target="5.99.01"))
    [item] = carried(asked("5.01.01"), new=new).items
    assert (item.fate, item.target, item.after) == (Fate.NOWHERE, "5.99.01", None)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [("active", "none", ChangeKind.EMPTIED), ("none", "active", ChangeKind.FILLED)],
)
def test_a_control_that_gets_or_loses_its_measure_is_kept_and_told(before, after, told):
    old = edition("1.2", measure("5.01.01", before))
    found = carried(asked("5.01.01"), old=old, new=edition("1.3", measure("5.01.01", after)))
    [item] = found.reworded
    assert (item.fate, item.new_status) == (Fate.KEPT, told)


def test_everything_but_reference_and_identifier_stays_as_it_was_tailored():
    reason = Wording("Zelfde onderwerp")
    tailored = asked(
        "5.03.01",
        text=Wording(nl="Onze eigen woorden."),
        kind=RequirementKind.SCORED,
        weight=Decimal("2.5"),
        not_applicable_allowed=True,
        questions=(question("q7"),),
        proof=Proof(design=wording("Plan")),
        guidance=wording("Uitleg"),
        equivalence=Equivalence("NEN 7510-2", "2024", "5.3", Relation.REPLACES, reason),
    )
    [found] = carried(tailored).requirements
    assert (found.identifier, found.reference.number) == ("BIO2-5.30.01", "5.30.01")
    assert replace(found, identifier=tailored.identifier, reference=tailored.reference) == tailored


def test_requirements_of_another_norm_come_along_as_they_are():
    own = asked("5.04.01", name="v2", norm="Gemeente")
    other = asked("5.04.01", name="2021", norm="CSIR")
    found = carried(own, other)
    assert found.requirements == (own, other)
    assert {item.fate for item in found.items} == {Fate.KEPT}


def test_a_set_of_another_norm_comes_along_whole():
    own = knowledge.load().other_norms()[0]
    assert carry_over(ALL, own).requirements == ALL


def test_a_number_that_moved_to_one_that_is_asked_already_is_told_and_keeps_its_own_words():
    there = replace(asked("5.30.01"), text=wording("Al gevraagd."))
    moved = replace(asked("5.03.01"), text=wording("Ook gevraagd."))
    found = carried(moved, there)
    assert [item.is_double for item in found.items] == [True, False]
    assert [(item.identifier, item.text.nl) for item in found.requirements] == [
        ("BIO2-5.30.01-2", "Ook gevraagd."),
        ("BIO2-5.30.01", "Al gevraagd."),
    ]


def test_two_numbers_that_moved_to_the_same_one_stay_two_requirements():
    new = edition(
        "1.3",
        measure("5.01.01", "moved", target="5.30.01"),
        measure("5.02.01", "moved", target="5.30.01"),
        measure("5.30.01"),
    )
    found = carried(asked("5.01.01"), asked("5.02.01"), new=new)
    assert [item.identifier for item in found.requirements] == ["BIO2-5.30.01", "BIO2-5.30.01-2"]
    assert [item.is_double for item in found.items] == [False, True]


def test_texts_are_compared_only_with_the_edition_that_a_requirement_names():
    of_an_older_edition = asked("5.02.01", name="1.1")
    found = carried(of_an_older_edition)
    assert found.reworded == ()
    assert str(found.requirements[0].reference) == "BIO2 1.3, 5.02.01"


def test_without_the_older_edition_only_the_numbers_decide():
    found = carry_over(ALL, NEW)
    assert found.reworded == ()
    assert [item.fate for item in found.items] == [item.fate for item in carried(*ALL).items]


def test_an_empty_set_carries_nothing():
    found = carried()
    assert (found.requirements, found.moved, found.left_out) == ((), (), ())


def test_what_has_no_words_in_a_language_is_named():
    dutch = replace(asked("5.01.01"), text=Wording(nl="Alleen Nederlands."))
    found = carried(dutch, asked("5.02.01"), replace(asked("5.04.01"), text=Wording(nl="Weg.")))
    assert [item.reference.number for item in found.untranslated("en")] == ["5.01.01"]
    assert found.untranslated("nl") == ()


_NUMBERS = [f"5.{chapter:02}.{rank:02}" for chapter in (1, 2) for rank in (1, 2, 3)]


@st.composite
def editions(draw, name):
    kept = draw(st.lists(st.sampled_from(_NUMBERS), unique=True))
    return edition(
        name,
        *(
            measure(
                number,
                draw(st.sampled_from(MeasureStatus)),
                target=draw(st.none() | st.sampled_from([*_NUMBERS, "5.99.99"])),
            )
            for number in kept
        ),
    )


@given(editions("1.2"), editions("1.3"), st.lists(st.sampled_from(_NUMBERS), unique=True))
def test_whatever_editions_say_every_requirement_is_accounted_for_once(old, new, numbers):
    requirements = tuple(knock_out(n, reference=Reference("BIO2", "1.2", n)) for n in numbers)
    found = carry_over(requirements, new, difference(old, new))
    assert tuple(item.before for item in found.items) == requirements
    identifiers = [item.identifier for item in found.requirements]
    assert len(identifiers) == len(set(identifiers))
    in_force = {"active", "none"}
    for item in found.requirements:
        assert item.reference.edition == "1.3"
        assert new.by_number[item.reference.number].status.value in in_force
    assert len(found.requirements) + len(found.left_out) == len(requirements)


@pytest.mark.skipif(not NORMS.is_dir(), reason=f"the norms are not in {NORMS}")
def test_a_set_of_all_that_bio2_1_2_has_in_force_goes_to_1_3():
    old, new = (
        bio2_markdown.read((NORMS / f"bio2-{name}-maatregelen.md").read_bytes()).catalogue
        for name in ("1.2", "1.3")
    )
    in_force = [item for item in old.measures if item.status.value in {"active", "none"}]
    found = carry_over((asked(item.number) for item in in_force), new, difference(old, new))
    moved = {item.before.reference.number: item.target for item in found.moved}
    assert moved == {
        "5.04.02": "5.10.02",
        "5.04.03": "5.10.03",
        "5.24.06": "5.21.05",
        "5.25.01": "5.26.02",
    }
    assert {item.before.reference.number: item.fate for item in found.left_out} == {
        "5.21.01": Fate.WITHDRAWN,
        "5.26.01": Fate.NOWHERE,
        "5.35.01": Fate.WITHDRAWN,
        "7.01.01": Fate.WITHDRAWN,
        "8.08.06": Fate.REFERRED,
        "8.24.03": Fate.WITHDRAWN,
    }
    assert {str(item.reference.edition) for item in found.requirements} == {"1.3"}
    assert {item.before.reference.number for item in found.reworded} == {
        item.before.reference.number
        for item in found.items
        if item.after is not None
        and old.by_number[item.before.reference.number].text.nl.split()
        != new.by_number[item.after.reference.number].text.nl.split()
    }
    assert len(found.reworded) > 50
