"""This file tests which answers are weak, and what of a compensating measure is handed in."""

from decimal import Decimal

import pytest
from factories.requirements import multi_choice, open_question, question, revision, value_question
from factories.requirements import requirement as a_requirement
from factories.strategies import answers_for, revisions
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.answers import Amount, Choice, Choices, NotApplicable, OpenText
from questionnaires.fractions import automatic_fraction
from questionnaires.questionnaire import Questionnaire
from questionnaires.questions import Option, Severity
from questionnaires.weakness import WEAK_BELOW, compensation_of, is_weak, risks_of, sent
from questionnaires.wording import Wording

HINTED = Option(
    "partly", Wording("Deels"), Decimal("0.9"), Wording("Er blijft iets over."), Severity.LOW
)
FULL = Option("full", Wording("Helemaal"), Decimal(1))
RISKY = question(options=(FULL, HINTED))


@pytest.mark.parametrize(
    ("asked", "entry", "weak"),
    [
        (question(), Choice("yes"), False),
        (question(), Choice("no"), True),
        (RISKY, Choice("full"), False),
        (RISKY, Choice("partly"), True),
        (value_question(), Amount(Decimal(0)), True),
        (value_question(), Amount(Decimal(50)), False),
        (value_question(), Amount(Decimal("49.99")), True),
        (open_question(), OpenText("Something"), False),
        (question(), None, False),
        (question(), NotApplicable("No"), False),
    ],
)
def test_an_answer_is_weak_below_half_or_where_it_leaves_a_risk(asked, entry, weak):
    assert is_weak(asked, entry) is weak


def test_the_risks_of_an_answer_are_those_of_its_chosen_options():
    asked = multi_choice(options=(FULL, HINTED, Option("other", Wording("Anders"), Decimal(1))))
    assert risks_of(asked, Choices(("full", "partly"))) == (HINTED,)
    assert risks_of(asked, Choices(("full", "other"))) == ()


@pytest.mark.parametrize("weak", [Choice("no", "", "A guard"), Choice("no", "why", "A guard")])
def test_a_compensating_measure_is_handed_in_with_a_weak_answer_only(weak):
    assert compensation_of(weak) == "A guard"
    assert sent(question(), weak) == weak
    strong = Choice("yes", weak.explanation, "A guard")
    assert sent(question(), strong) == Choice("yes", weak.explanation)


def test_what_is_handed_in_leaves_out_the_compensating_measure_of_a_strong_answer():
    asked = a_requirement(questions=(question(),))
    key = asked.item(asked.questions[0])
    form = Questionnaire(revision(asked))
    assert form.sent({key: Choice("yes", "", "A guard")}) == {key: Choice("yes")}
    assert form.sent({key: Choice("no", "", "A guard")}) == {key: Choice("no", "", "A guard")}


@given(revisions().flatmap(lambda drawn: st.tuples(st.just(drawn), answers_for(drawn))))
def test_any_answer_is_weak_exactly_when_its_options_or_its_fraction_say_so(drawn):
    published, answers = drawn
    for key, item in Questionnaire(published).items.items():
        if item.question is None or key not in answers:
            continue
        fraction = automatic_fraction(item.question, answers[key])
        is_low = fraction is not None and fraction < WEAK_BELOW
        has_risk = bool(risks_of(item.question, answers[key]))
        assert is_weak(item.question, answers[key]) == (is_low or has_risk)
        assert sent(item.question, answers[key]).__class__ is answers[key].__class__
