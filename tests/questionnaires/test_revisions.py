"""This file tests what may be published, and that a revision holds what was published."""

from dataclasses import FrozenInstanceError, replace
from decimal import Decimal

import pytest
from factories.requirements import (
    informative,
    knock_out,
    open_question,
    purchase,
    question,
    requirement,
    requirement_set,
    revision,
    wording,
)

from questionnaires.errors import NotPublishableError, UnsafeTextError
from questionnaires.requirement_sets import Proof, Reference, RequirementSet
from questionnaires.revisions import (
    DEFAULT_SCALE,
    Grade,
    Purchase,
    publish,
    total_weight,
    weight_by_theme,
)
from questionnaires.wording import Wording


def scale(*fractions):
    return tuple(Grade(Decimal(fraction), wording()) for fraction in fractions)


def test_a_published_set_holds_what_the_set_held():
    chosen = requirement_set(requirement("8.01.01"), requirement("5.01.01"), knock_out())
    published = publish(chosen, purchase=purchase(), number=3)
    assert published.requirements == chosen.requirements
    assert published.catalogue == chosen.catalogue
    assert published.catalogue_digest == chosen.catalogue_digest
    assert published.purchase == purchase()
    assert published.number == 3


def test_a_revision_names_its_formula():
    assert revision().formula == "absolute-weighted-mean"


def test_the_default_scale_runs_from_0_to_100_in_steps_of_20_percent():
    assert revision().scale == DEFAULT_SCALE
    assert [str(grade.fraction) for grade in DEFAULT_SCALE] == [
        "0",
        "0.2",
        "0.4",
        "0.6",
        "0.8",
        "1",
    ]


def test_a_revision_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        revision().number = 2


def test_a_change_to_the_set_leaves_the_revision_alone():
    before = requirement_set(requirement(weight=1))
    published = publish(before, purchase=purchase(), number=1)
    replace(before, requirements=(requirement(weight=9),))
    assert published.requirements[0].weight == 1


def test_a_requirement_is_found_by_its_identifier():
    first, second = requirement("5.01.01"), requirement("8.01.01")
    assert revision(first, second).by_identifier == {"5.01.01": first, "8.01.01": second}


def test_an_empty_set_cannot_be_published():
    with pytest.raises(NotPublishableError, match="at least one requirement"):
        publish(RequirementSet((), "BIO2 1.3", ""), purchase=purchase(), number=1)


def test_a_requirement_cannot_be_published_twice():
    with pytest.raises(NotPublishableError, match=r"5\.20\.03 is in the set twice"):
        revision(requirement("5.20.03"), knock_out(), requirement("5.20.03", weight=2))


def test_one_reference_may_give_rise_to_two_requirements():
    reference = Reference("BIO2", "1.3", "5.20.03")
    two = (requirement("5.20.03"), requirement("5.20.03-b", reference=reference))
    assert len(revision(*two).requirements) == 2


ONLY_ENGLISH = Wording(en="only English")
ONLY_DUTCH = Wording(nl="alleen Nederlands")


@pytest.mark.parametrize(
    "incomplete",
    [
        requirement(text=ONLY_ENGLISH),
        requirement(text=Wording()),
        requirement(questions=[question("a"), open_question("b", wording=ONLY_ENGLISH)]),
    ],
    ids=["text", "no text", "second question"],
)
def test_a_text_that_is_missing_in_the_language_of_the_procurement_stops_publication(incomplete):
    with pytest.raises(NotPublishableError, match=r"5\.20\.03 has a text that is missing"):
        revision(requirement("5.01.01"), incomplete)


def test_a_text_that_is_missing_in_the_other_language_does_not():
    dutch = requirement(text=ONLY_DUTCH)
    english = requirement(text=ONLY_ENGLISH)
    assert revision(dutch, language="nl").requirements == (dutch,)
    assert revision(english, language="en").requirements == (english,)
    with pytest.raises(NotPublishableError):
        revision(dutch, language="en")


@pytest.mark.parametrize(
    "fractions",
    [
        [],
        ["0"],
        ["1"],
        ["0.2", "1"],
        ["0", "0.8"],
        ["0", "0.6", "0.4", "1"],
        ["0", "0.5", "0.50", "1"],
        ["1", "0"],
        ["-1", "0", "1"],
        ["0", "1", "2"],
    ],
)
def test_a_scale_that_does_not_rise_from_0_to_1_cannot_be_published(fractions):
    with pytest.raises(NotPublishableError, match="rise from 0 to 1"):
        revision(scale=scale(*fractions))


@pytest.mark.parametrize("fractions", [["0", "1"], ["0", "0.5", "1.0"]])
def test_a_scale_may_have_any_number_of_steps(fractions):
    assert len(revision(scale=scale(*fractions)).scale) == len(fractions)


def test_the_total_weight_counts_scored_requirements_only():
    requirements = (
        requirement("5.01.01", weight="2.50"),
        knock_out(),
        informative(),
        requirement("8.01.01", weight=4),
    )
    assert total_weight(requirements) == Decimal("6.5")
    assert total_weight((knock_out(),)) == 0


NAMED_AS_AN_ANSWER = requirement("5.20.b", reference=Reference("BIO2", "1.3", "5.20"))
ASKS_B = requirement("5.20", questions=[question("a"), question("b")])


@pytest.mark.parametrize(
    "requirements",
    [
        (ASKS_B, NAMED_AS_AN_ANSWER),
        (NAMED_AS_AN_ANSWER, ASKS_B),
        (ASKS_B, replace(NAMED_AS_AN_ANSWER, not_applicable_allowed=True)),
    ],
)
def test_two_things_with_one_name_cannot_be_published(requirements):
    with pytest.raises(NotPublishableError, match=r"5\.20\.b is in the set twice"):
        revision(*requirements)


def with_first_option(**changes):
    asked = question()
    first, *others = asked.options
    return replace(asked, options=(replace(first, **changes), *others))


@pytest.mark.parametrize(
    "incomplete",
    [
        requirement(title=ONLY_ENGLISH),
        requirement(questions=[with_first_option(label=ONLY_ENGLISH)]),
    ],
    ids=["title", "option"],
)
def test_a_title_or_option_that_is_missing_in_the_language_stops_publication(incomplete):
    with pytest.raises(NotPublishableError, match=r"5\.20\.03 has a text that is missing"):
        revision(incomplete)


@pytest.mark.parametrize("language", ["de", "", "NL"])
def test_a_language_that_no_text_is_in_stops_publication(language):
    with pytest.raises(ValueError, match="not a valid Language"):
        publish(requirement_set(), purchase=Purchase("r", "t", "b", language), number=1)


@pytest.mark.parametrize("character", ["\x00", "\ud800", "\uffff"])
@pytest.mark.parametrize("unsafe", [lambda bad: Wording("tekst", bad), wording], ids=["en", "both"])
@pytest.mark.parametrize(
    "build",
    [
        lambda text: requirement(title=text),
        lambda text: requirement(text=text),
        lambda text: requirement(proof=Proof(design=text)),
        lambda text: requirement(proof=Proof(existence=text)),
        lambda text: requirement(proof=Proof(operation=text)),
        lambda text: requirement(questions=[question("a"), open_question("b", wording=text)]),
        lambda text: requirement(questions=[question(guidance=text)]),
        lambda text: requirement(questions=[question(unit=text)]),
        lambda text: requirement(questions=[with_first_option(label=text)]),
        lambda text: requirement(questions=[with_first_option(hint=text)]),
        lambda text: requirement(guidance=text),
    ],
    ids=[
        *("title", "text", "design", "existence", "operation"),
        *("question", "guidance", "unit", "option", "hint", "guidance of the requirement"),
    ],
)
def test_a_text_that_no_document_can_hold_cannot_be_published(build, unsafe, character):
    with pytest.raises(UnsafeTextError):
        revision(requirement("5.01.01"), build(unsafe(f"a{character}")))


@pytest.mark.parametrize("character", ["\x00", "\ud800", "\uffff"])
@pytest.mark.parametrize("fact", ["reference", "title", "buyer"])
def test_a_purchase_that_no_document_can_hold_cannot_be_published(fact, character):
    with pytest.raises(UnsafeTextError):
        revision(**{fact: f"a{character}"})


def test_the_points_of_each_theme_add_up_to_the_total():
    asked = (
        requirement("5.20.03", weight="2.5"),
        requirement("5.20.04", weight=1),
        requirement("8.08.01", weight=4),
        knock_out("7.01.01"),
    )
    found = weight_by_theme(asked)
    assert {theme.value: weight for theme, weight in found.items()} == {
        "5": Decimal("3.5"),
        "6": 0,
        "7": 0,
        "8": 4,
    }
    assert sum(found.values()) == total_weight(asked)
