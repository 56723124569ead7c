"""This file tests the arithmetic of a scorecard, one rule at a time."""

from decimal import ROUND_DOWN, Context, Decimal, localcontext
from fractions import Fraction

import pytest
from factories.requirements import (
    NO,
    YES,
    informative,
    knock_out,
    multi_choice,
    open_question,
    question,
    requirement,
    revision,
    value_question,
    when,
)

from questionnaires.answers import Amount, Choice, Choices, NotApplicable, OpenText
from questionnaires.catalogue import Theme
from questionnaires.fractions import automatic_fraction
from questionnaires.judgements import Applicability, Verdict
from questionnaires.scoring import (
    Interval,
    Origin,
    Share,
    Standing,
    rounded,
    score,
)

AWAY = NotApplicable("We place no people at your office.")
TEXT = OpenText("We rehearse the plan every spring.")
THIRD = Fraction(1, 3)


def at(figure):
    return Interval(Fraction(figure), Fraction(figure))


def between(low, high):
    return Interval(Fraction(low), Fraction(high))


def scored(*questions, answers=None, decisions=None, **more):
    """Score one requirement 5.20.03 of weight 10, and give its part of the card."""
    asked = requirement(weight=10, questions=questions, **more)
    card = score(revision(asked), answers or {}, decisions or {})
    return card.themes[0].requirements[0]


@pytest.mark.parametrize(
    ("asked", "value", "fraction"),
    [
        (question(), YES, "1"),
        (question(fractions={"a": "0.35", "b": 0}), Choice("a"), "0.35"),
        (multi_choice(), Choices(("x",)), "0.4"),
        (multi_choice(), Choices(("x", "z")), "0.8"),
        (multi_choice(), Choices(("x", "y", "z")), "1"),
        (value_question(minimum=10, maximum=20), Amount(Decimal(15)), "0.5"),
        (value_question(minimum=10, maximum=20), Amount(Decimal(10)), "0"),
        (value_question(minimum=10, maximum=20), Amount(Decimal(20)), "1"),
        (value_question(minimum=10, maximum=20), Amount(Decimal(9)), "0"),
        (value_question(minimum=10, maximum=20), Amount(Decimal(21)), "1"),
        (value_question(minimum=-3, maximum=0), Amount(Decimal(-2)), THIRD),
    ],
)
def test_a_closed_answer_earns_its_fraction_by_itself(asked, value, fraction):
    assert automatic_fraction(asked, value) == Fraction(fraction)


@pytest.mark.parametrize(
    ("asked", "value"), [(open_question(), TEXT), (question(), None), (open_question(), None)]
)
def test_an_open_or_missing_answer_earns_nothing_by_itself(asked, value):
    assert automatic_fraction(asked, value) is None


@pytest.mark.parametrize(
    ("asked", "answers", "decisions", "fraction", "origin"),
    [
        (question(), {}, {}, at(0), Origin.UNANSWERED),
        (open_question(), {}, {}, at(0), Origin.UNANSWERED),
        (open_question(), {"5.20.03.a": TEXT}, {}, between(0, 1), Origin.PENDING),
        (open_question(), {"5.20.03.a": TEXT}, {"5.20.03.a": "0.4"}, at("0.4"), Origin.JUDGED),
        (open_question(), {"5.20.03.a": TEXT}, {"5.20.03.a": "0"}, at(0), Origin.JUDGED),
        (question(), {"5.20.03.a": YES}, {}, at(1), Origin.AUTOMATIC),
        (question(), {"5.20.03.a": YES}, {"5.20.03.a": "0.2"}, at("0.2"), Origin.JUDGED),
        (question(), {"5.20.03.a": NO}, {"5.20.03.a": "1"}, at(1), Origin.JUDGED),
        (question(), {}, {"5.20.03.a": "0.8"}, at(0), Origin.UNANSWERED),
        (question(), {"5.20.03.a": YES}, {"5.20.03.b": "0.2"}, at(1), Origin.AUTOMATIC),
    ],
)
def test_an_answer_has_one_fraction_and_its_origin(asked, answers, decisions, fraction, origin):
    given = {subject: Decimal(grade) for subject, grade in decisions.items()}
    (term,) = scored(asked, answers=answers, decisions=given).answers
    assert (term.fraction, term.origin) == (fraction, origin)
    assert (term.item, term.question) == ("5.20.03.a", asked)


def test_a_requirement_is_the_weighted_mean_of_its_questions_times_its_weight():
    found = scored(question("a", weight=3), question("b", weight="1.5"), answers={"5.20.03.a": YES})
    assert found.fraction == at(Fraction(2, 3))
    assert found.points == at(Fraction(20, 3))
    assert found.standing is Standing.COUNTED


def test_pending_answers_make_an_interval_of_the_mean():
    found = scored(
        question("a"), open_question("b", weight=3), answers={"5.20.03.a": YES, "5.20.03.b": TEXT}
    )
    assert found.fraction == between("0.25", "1")
    assert found.points == between("2.5", "10")


@pytest.mark.parametrize(
    ("first", "fraction", "terms"),
    [(YES, "0.25", 2), (NO, "0", 1), (None, "0", 1)],
    ids=["shown", "hidden", "unanswered"],
)
def test_only_visible_questions_take_part(first, fraction, terms):
    depends = question("b", weight=3, shown_when=when("a", "yes"))
    hidden_answer = {"5.20.03.b": NO}
    answers = hidden_answer if first is None else {**hidden_answer, "5.20.03.a": first}
    found = scored(question("a"), depends, answers=answers)
    assert found.fraction == at(fraction)
    assert len(found.answers) == terms


@pytest.mark.parametrize(
    ("decision", "standing", "fraction", "points", "weight"),
    [
        (None, Standing.CLAIM_PENDING, between(0, 1), between(0, 10), 10),
        (Applicability.ACCEPTED, Standing.LEFT_OUT, at(0), at(0), 0),
        (Applicability.REJECTED, Standing.CLAIM_REJECTED, at(0), at(0), 10),
        (Decimal("0.8"), Standing.CLAIM_PENDING, between(0, 1), between(0, 10), 10),
    ],
)
def test_a_claim_is_pending_until_it_is_accepted_or_rejected(
    decision, standing, fraction, points, weight
):
    found = scored(
        question(),
        answers={"5.20.03": AWAY, "5.20.03.a": YES},
        decisions={} if decision is None else {"5.20.03": decision},
        not_applicable_allowed=True,
    )
    assert (found.standing, found.fraction, found.points) == (standing, fraction, points)
    assert found.applicable_weight == weight
    assert found.answers == ()


@pytest.mark.parametrize("decision", list(Applicability))
def test_a_claim_that_the_revision_does_not_allow_plays_no_part(decision):
    answers = {"5.20.03": AWAY, "5.20.03.a": YES}
    found = scored(question(), answers=answers, decisions={"5.20.03": decision})
    assert (found.standing, found.points) == (Standing.COUNTED, at(10))
    assert found.applicable_weight == 10


def test_a_decision_about_a_claim_that_was_withdrawn_changes_nothing():
    decided = {"5.20.03": Applicability.ACCEPTED}
    found = scored(question(), answers={"5.20.03.a": YES}, decisions=decided)
    assert (found.standing, found.points) == (Standing.COUNTED, at(10))


def test_themes_and_total_are_points_over_applicable_weight():
    card = score(
        revision(
            requirement("8.01.01", weight=1),
            requirement("5.01.01", weight=2),
            requirement("5.02.01", weight=1),
            requirement("8.02.01", weight=4, not_applicable_allowed=True),
        ),
        {"5.01.01.a": YES, "8.01.01.a": YES, "8.02.01": AWAY},
        {"8.02.01": Applicability.ACCEPTED},
    )
    assert [theme.theme for theme in card.themes] == [Theme.ORGANISATIONAL, Theme.TECHNOLOGICAL]
    organisational, technological = card.themes
    assert organisational.share == Share(at(2), Decimal(3))
    assert organisational.share.percentage == at(Fraction(200, 3))
    assert technological.share.percentage == at(100)
    assert card.total.percentage == at(75)


def test_a_claim_that_is_pending_may_still_leave_the_sum_and_keeps_the_interval_wide():
    asked = revision(
        requirement("5.01.01", weight=1),
        requirement("5.02.01", weight=1),
        requirement("5.03.01", weight=2, not_applicable_allowed=True),
    )
    answers = {"5.01.01.a": YES, "5.03.01": AWAY}
    after = {
        decision: score(asked, answers, {"5.03.01": decision}).total.percentage
        for decision in Applicability
    }
    assert score(asked, answers, {}).total.percentage == between(25, 75)
    assert after == {Applicability.ACCEPTED: at(50), Applicability.REJECTED: at(25)}


def test_where_no_weight_is_applicable_there_is_no_percentage():
    card = score(
        revision(requirement(not_applicable_allowed=True)),
        {"5.20.03": AWAY},
        {"5.20.03": Applicability.ACCEPTED},
    )
    assert card.themes[0].share.percentage is None
    assert card.total.percentage is None


def test_knock_outs_and_informative_requirements_earn_no_points():
    card = score(revision(knock_out(), informative()), {"5.20.01.a": YES, "5.19.01.a": YES}, {})
    assert card.themes == ()
    assert card.total == Share(at(0), Decimal(0))


@pytest.mark.parametrize(
    ("decisions", "verdict"),
    [
        ({}, Verdict.TO_BE_VERIFIED),
        ({"5.20.01?": Verdict.MEETS}, Verdict.MEETS),
        ({"5.20.01?": Verdict.DOES_NOT_MEET}, Verdict.DOES_NOT_MEET),
        ({"5.20.01?": Decimal(1)}, Verdict.TO_BE_VERIFIED),
        ({"5.20.01": Applicability.ACCEPTED}, Verdict.TO_BE_VERIFIED),
        ({"5.20.01.a": Decimal(1)}, Verdict.TO_BE_VERIFIED),
    ],
)
def test_only_a_verdict_of_a_reviewer_decides_a_knock_out(decisions, verdict):
    answers = {"5.20.01.a": NO, "5.20.01": AWAY}
    card = score(revision(knock_out(not_applicable_allowed=True)), answers, decisions)
    assert [each.verdict for each in card.knock_outs] == [verdict]


def test_failing_a_knock_out_takes_no_points_away():
    asked = revision(knock_out(), requirement())
    failed = score(asked, {"5.20.03.a": YES}, {"5.20.01?": Verdict.DOES_NOT_MEET})
    assert failed.total.percentage == at(100)


@pytest.mark.parametrize(
    ("answers", "decisions", "is_settled"),
    [
        ({}, {"5.20.01?": Verdict.DOES_NOT_MEET}, True),
        ({}, {}, False),
        ({}, {"5.20.01?": Verdict.TO_BE_VERIFIED}, False),
        ({"5.20.03.a": TEXT}, {"5.20.01?": Verdict.MEETS}, False),
        ({"5.20.03.a": TEXT}, {"5.20.01?": Verdict.MEETS, "5.20.03.a": Decimal(0)}, True),
    ],
)
def test_a_card_is_settled_when_no_points_and_no_verdict_are_pending(
    answers, decisions, is_settled
):
    asked = revision(knock_out(), requirement(questions=[open_question()]))
    assert score(asked, answers, decisions).is_settled is is_settled


@pytest.mark.parametrize(
    ("decisions", "waiting"),
    [
        ({}, 4),
        ({"5.20.03.a": Decimal(0)}, 3),
        ({"5.20.03.a": Decimal(0), "5.20.03.b": Decimal(1)}, 2),
        ({"5.20.04": Applicability.REJECTED}, 3),
        ({"5.20.04": Applicability.ACCEPTED, "5.20.01?": Verdict.DOES_NOT_MEET}, 2),
        ({"5.20.01?": Verdict.TO_BE_VERIFIED}, 4),
        ({"5.20.03.c": Decimal(1), "5.19.01.a": Decimal(1), "5.20.01.a": Decimal(1)}, 4),
    ],
)
def test_a_card_waits_for_each_open_answer_each_claim_and_each_verdict(decisions, waiting):
    asked = revision(
        knock_out(questions=[open_question()]),
        requirement("5.20.03", questions=[*map(open_question, "ab"), question("c")]),
        requirement("5.20.04", questions=[open_question()], not_applicable_allowed=True),
        requirement("5.20.05", questions=[open_question()]),
        informative(questions=[open_question()]),
    )
    answers = {
        **dict.fromkeys(("5.20.01.a", "5.20.03.a", "5.20.03.b", "5.19.01.a"), TEXT),
        "5.20.03.c": YES,
        "5.20.04": AWAY,
    }
    assert score(asked, answers, decisions).waiting == waiting


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        ("0.005", "0.01"),
        ("0.015", "0.02"),
        ("0.025", "0.03"),
        ("0.0049999999999999999999999999", "0.00"),
        ("99.995", "100.00"),
        ("1", "1.00"),
        ("66.66666666666666666666666667", "66.67"),
        ("0.6249999999999999999999999999", "0.62"),
        ("0", "0.00"),
        ("-0.005", "-0.01"),
        ("-0.0049", "0.00"),
    ],
)
def test_a_figure_is_shown_to_two_places_half_up(figure, shown):
    assert rounded(Decimal(figure)) == rounded(Fraction(figure)) == Decimal(shown)
    assert str(abs(rounded(Fraction(figure)))) == shown.removeprefix("-")


@pytest.mark.parametrize(
    ("figure", "places", "shown"),
    [
        (Fraction(2, 3), 0, "1"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(1, 3), 1, "0.3"),
        (Fraction(2, 3), 4, "0.6667"),
        (Fraction(1, 2) - Fraction(1, 10**40), 0, "0"),
    ],
)
def test_a_figure_is_shown_to_as_many_places_as_asked(figure, places, shown):
    assert str(rounded(figure, places)) == shown


def test_the_precision_of_the_caller_plays_no_part():
    asked = revision(
        requirement("5.01.01", weight="33.33", questions=[value_question(maximum="99.99")]),
        requirement("5.02.01", weight="0.01", questions=[multi_choice(), open_question("b")]),
    )
    answers = {
        "5.01.01.a": Amount(Decimal("66.61")),
        "5.02.01.a": Choices(("x",)),
        "5.02.01.b": TEXT,
    }
    expected = score(asked, answers, {})
    with localcontext(Context(prec=3, rounding=ROUND_DOWN)):
        card = score(asked, answers, {})
        percentage, fraction = (
            card.total.percentage,
            automatic_fraction(value_question(maximum="99.99"), Amount(Decimal("66.61"))),
        )
    assert card == expected
    assert percentage == expected.total.percentage
    assert fraction == expected.themes[0].requirements[0].fraction.low


def test_exactly_half_a_cent_is_rounded_up_after_a_fraction_that_does_not_end():
    # 5/24 x 3 = 0.625 points, shown as 0.63; 28 digits would give 0.6249999999999999999999999999.
    asked = requirement(weight=3, questions=[question("a", weight=5), question("b", weight=19)])
    card = score(revision(asked), {"5.20.03.a": YES}, {})
    assert card.total.points == at("0.625")
    assert str(rounded(card.total.points.low)) == "0.63"


def test_exactly_half_a_percent_cent_is_rounded_up_after_a_fraction_that_does_not_end():
    # 1/3 x 15 = 5 points; 5 / 800 = 0.625 %, shown as 0.63 %.
    three = [question(key) for key in "abc"]
    asked = revision(
        requirement("5.01.01", weight=15, questions=three), requirement("5.02.01", weight=785)
    )
    card = score(asked, {"5.01.01.a": YES}, {})
    assert card.total.percentage == at("0.625")
    assert str(rounded(card.total.percentage.low)) == "0.63"
