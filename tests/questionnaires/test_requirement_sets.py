"""This file tests that a requirement which contradicts itself cannot exist."""

from dataclasses import replace

import pytest
from factories.requirements import (
    informative,
    knock_out,
    multi_choice,
    open_question,
    question,
    requirement,
    when,
)

from questionnaires.catalogue import Theme
from questionnaires.equivalences import Equivalence, Relation
from questionnaires.errors import InvalidRequirementError
from questionnaires.requirement_sets import Reference, RequirementKind, identifier_of
from questionnaires.wording import Wording

UNMET = "depends on an option that no earlier question offers"


@pytest.mark.parametrize("number", ["5.20.03", "6.01", "7.14.01", "8.34"])
def test_a_requirement_belongs_to_the_theme_of_its_number(number):
    assert requirement(number).theme is Theme(number[0])


def test_the_theme_follows_the_reference_and_not_the_identifier():
    own = requirement("8.01.01", identifier="eis-5")
    assert own.theme is Theme.TECHNOLOGICAL


def test_a_reference_reads_as_people_quote_it():
    assert str(Reference("BIO2", "1.3", "5.20.03")) == "BIO2 1.3, 5.20.03"


def test_a_question_is_answered_under_the_name_of_its_requirement():
    assert requirement("5.20.03").item(question("b")) == "5.20.03.b"


@pytest.mark.parametrize("weight", [0, -1])
def test_a_scored_requirement_needs_a_weight(weight):
    with pytest.raises(InvalidRequirementError, match=r"5\.20\.03: a scored .* more than zero"):
        requirement(weight=weight)


@pytest.mark.parametrize("weight", [1, -1])
@pytest.mark.parametrize("kind", [RequirementKind.KNOCK_OUT, RequirementKind.INFORMATIVE])
def test_only_a_scored_requirement_has_a_weight(kind, weight):
    with pytest.raises(InvalidRequirementError, match="only a scored requirement has a weight"):
        requirement(kind=kind, weight=weight)


def test_knock_outs_and_informative_requirements_weigh_nothing():
    assert knock_out().weight == 0
    assert informative().weight == 0


def test_a_requirement_needs_a_question():
    with pytest.raises(InvalidRequirementError, match="at least one question"):
        requirement(questions=())


def test_two_questions_cannot_share_a_key():
    with pytest.raises(InvalidRequirementError, match="two of its questions have the same key"):
        requirement(questions=[question("a"), question("b"), question("a")])


@pytest.mark.parametrize("first", [question("a"), multi_choice("a", fractions={"yes": 1, "no": 0})])
def test_a_question_may_depend_on_an_option_of_an_earlier_one(first):
    second = question("b", shown_when=when("a", "yes", "no"))
    assert requirement(questions=[first, second]).questions[1] is second


@pytest.mark.parametrize(
    "questions",
    [
        [question("a", shown_when=when("a", "yes"))],
        [question("a", shown_when=when("b", "yes")), question("b")],
        [question("a"), question("b", shown_when=when("c", "yes"))],
        [question("a"), question("b", shown_when=when("a", "maybe"))],
        [question("a"), question("b", shown_when=when("a", "yes", "maybe"))],
        [question("a"), question("b", shown_when=when("a"))],
        [open_question("a"), question("b", shown_when=when("a", "yes"))],
    ],
    ids=["itself", "a later one", "none", "no option", "one no option", "nothing", "an open one"],
)
def test_a_condition_that_can_never_be_met_is_refused(questions):
    with pytest.raises(InvalidRequirementError, match=UNMET):
        requirement(questions=questions)


@pytest.mark.parametrize("figure", ["NaN", "sNaN", "Infinity", "1E15", "1E9999999", "1E-13"])
@pytest.mark.parametrize("build", [requirement, knock_out, informative])
def test_a_requirement_that_weighs_no_plain_number_is_refused(build, figure):
    with pytest.raises(InvalidRequirementError, match="weight must be a number of points"):
        build(weight=figure)


@pytest.mark.parametrize("identifier", ["5.20.03", "eis-5", "A", "9", "x" * 40])
def test_an_identifier_has_letters_digits_points_and_dashes(identifier):
    assert requirement("5.20.03", identifier=identifier).identifier == identifier


@pytest.mark.parametrize(
    "identifier",
    ["", ".5", "-5", "5.20.03?", "5_20", "5 20", "5/20", "5\n", "é", "٣", "\ud800", "x" * 41],
)
def test_another_identifier_is_refused(identifier):
    with pytest.raises(InvalidRequirementError, match="at most 40 letters, digits"):
        requirement("5.20.03", identifier=identifier)


@pytest.mark.parametrize("number", ["AC-2(1)", "GV.OC-01", "5.1", "A.5.20", "12", "x" * 20])
def test_a_requirement_may_come_from_any_norm(number):
    own = requirement(identifier="eis-5", reference=Reference("NIST", "5", number))
    assert own.theme is Theme.ORGANISATIONAL
    assert replace(own, explicit_theme=Theme.PHYSICAL).theme is Theme.PHYSICAL


def test_a_theme_that_the_number_tells_is_not_told_twice():
    told = requirement("8.01.01", explicit_theme=Theme.TECHNOLOGICAL)
    assert told == requirement("8.01.01")
    assert requirement("8.01.01", explicit_theme=Theme.PEOPLE).theme is Theme.PEOPLE


@pytest.mark.parametrize(
    ("norm", "number", "identifier"),
    [
        ("BIO2", "5.20.03", "BIO2-5.20.03"),
        ("NIST", "AC-2(1)", "NIST-AC-2-1"),
        ("NEN 7510-2", "5.20", "NEN-7510-2-5.20"),
        ("Baseline  Ünique/Norm of 40 characters", "x" * 20, f"Baseline-nique-N-{'x' * 20}"),
        ("ë", "(1)", "x-1"),
        ("---", "...", "x-x"),
    ],
)
def test_an_identifier_is_made_of_norm_and_number(norm, number, identifier):
    assert identifier_of(norm, number) == identifier
    assert requirement(identifier=identifier).identifier == identifier


def test_an_identifier_that_is_taken_is_not_given_again():
    taken: set[str] = set()
    for number in ("AC-2(1)", "AC-2-1", "AC-2 1"):
        taken.add(identifier_of("NIST", number, taken))
    assert taken == {"NIST-AC-2-1", "NIST-AC-2-1-2", "NIST-AC-2-1-3"}


EQUIVALENCE = Equivalence("NEN 7510-2", "2024", "5.20", Relation.REPLACES, Wording("Zorg", "Care"))


def test_a_requirement_says_which_measure_of_another_norm_it_replaces():
    assert requirement(equivalence=EQUIVALENCE).equivalence == EQUIVALENCE
    assert str(EQUIVALENCE) == "NEN 7510-2 2024, 5.20"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"reason": Wording(" ", "\n")}, "say why it is equivalent"),
        ({"reason": Wording()}, "say why it is equivalent"),
        ({"norm": " "}, "needs a name and an edition"),
        ({"edition": ""}, "needs a name and an edition"),
        ({"number": ""}, "not a number of a norm"),
        ({"number": "5.20?"}, "not a number of a norm"),
    ],
)
def test_an_equivalence_without_its_reason_or_measure_is_refused(change, problem):
    with pytest.raises(InvalidRequirementError, match=problem):
        requirement(equivalence=replace(EQUIVALENCE, **change))


@pytest.mark.parametrize(
    "number", ["", ".5", "-5", "(1)", "5 20", "5/20", "5_20", "x" * 21, "5.٢٠", "5.20\n"]
)
def test_a_reference_to_no_number_of_the_norm_is_refused(number):
    with pytest.raises(InvalidRequirementError, match=r"such as 5\.20\.03"):
        requirement(identifier="eis-5", reference=Reference("BIO2", "1.3", number))
