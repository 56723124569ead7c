"""This file says what keeps a requirement set from being published, and what does not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from factories.requirements import informative, knock_out, options, question, requirement, wording

from questionnaires import readiness
from questionnaires.readiness import CheckKey
from questionnaires.wording import Language, Wording

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
TICK = timedelta(microseconds=1)
ENGLISH_ONLY = Wording(en="text")


def of_set(*requirements, language=Language.DUTCH):
    return {check.key: check for check in readiness.of_set(requirements, language)}


def problem(check) -> str:
    return check.problem % check.facts


def test_a_set_with_texts_and_weights_is_in_order():
    checks = of_set(requirement("5.20.03", weight="2.5"), knock_out("5.20.05"), informative("8.1"))
    assert [check.key for check in checks.values() if not check.is_in_order] == []
    assert checks[CheckKey.REQUIREMENTS].facts["count"] == 3
    assert checks[CheckKey.WEIGHTS].facts["total"] == requirement(weight="2.5").weight


def test_an_empty_set_is_not_in_order_and_says_what_to_do():
    checks = of_set()
    assert problem(checks[CheckKey.REQUIREMENTS]) == "Add at least one requirement."
    assert checks[CheckKey.TEXTS].is_in_order
    assert checks[CheckKey.WEIGHTS].is_in_order


def test_a_set_without_points_is_in_order():
    assert of_set(knock_out(), informative("8.1"))[CheckKey.WEIGHTS].is_in_order


@pytest.mark.parametrize(
    "without",
    [
        requirement("5.1", title=ENGLISH_ONLY),
        requirement("5.1", text=ENGLISH_ONLY),
        requirement("5.1", questions=[question("a"), question("b", wording=ENGLISH_ONLY)]),
        requirement(
            "5.1",
            questions=[
                question(
                    options=(*options({"yes": 1}), replace(*options({"no": 0}), label=ENGLISH_ONLY))
                )
            ],
        ),
    ],
    ids=["title", "text", "question", "option"],
)
def test_a_text_that_suppliers_cannot_read_is_named_by_its_requirement(without):
    whole = requirement("8.1")
    check = of_set(whole, without)[CheckKey.TEXTS]
    assert check.about == ("5.1",)
    assert "5.1" in problem(check)
    assert of_set(whole, without, language=Language.ENGLISH)[CheckKey.TEXTS].is_in_order


def test_guidance_in_another_language_holds_nothing_up():
    assert of_set(requirement(guidance=ENGLISH_ONLY))[CheckKey.TEXTS].is_in_order


@pytest.mark.parametrize("other", [requirement, knock_out], ids=["scored", "knock-out"])
def test_a_measure_that_counts_twice_is_named_in_both_places(other):
    first = requirement("5.1")
    second = replace(other("8.1"), identifier="again", reference=first.reference)
    check = of_set(second, requirement("6.1"), first)[CheckKey.WEIGHTS]
    assert check.about == ("again", "5.1")
    assert "again, 5.1" in problem(check)


def test_the_same_measure_once_scored_and_once_for_information_counts_once():
    first = requirement("5.1")
    told = replace(informative("8.1"), reference=first.reference)
    assert of_set(first, told)[CheckKey.WEIGHTS].is_in_order


def test_equal_numbers_of_two_norms_are_two_measures():
    first = requirement("5.1")
    other = replace(first.reference, norm="NEN 7510")
    second = replace(requirement("8.1", title=wording("B")), reference=other)
    assert of_set(first, second)[CheckKey.WEIGHTS].is_in_order


@pytest.mark.parametrize("deadline", [None, NOW - TICK, NOW], ids=["none", "past", "now"])
def test_a_deadline_must_be_in_the_future_even_without_a_minimum(deadline):
    check = readiness.of_deadline(deadline, at=NOW, minimum_days=0)
    assert problem(check) == "Set a deadline in the future."


def test_suppliers_get_the_minimum_of_days_to_the_tick():
    def check(distance):
        return readiness.of_deadline(NOW + distance, at=NOW, minimum_days=7)

    assert check(WEEK).is_in_order
    assert "at least 7 days" in problem(check(WEEK - TICK))
    assert readiness.of_deadline(NOW + TICK, at=NOW, minimum_days=0).is_in_order


def test_somebody_must_be_named_to_judge():
    assert problem(readiness.of_reviewers([])) == "Name at least one reviewer."
    check = readiness.of_reviewers(["Ada", "Ben"])
    assert check.is_in_order
    assert check.facts["names"] == "Ada, Ben"


def test_exceptions_are_in_order_once_each_has_its_reason():
    assert readiness.of_exceptions(2, ()).is_in_order
    check = readiness.of_exceptions(2, ("5.20.04", "8.08.01"))
    assert not check.is_in_order
    assert check.facts["requirements"] == "5.20.04, 8.08.01"
