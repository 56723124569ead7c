"""This file finds earlier answers: what fits, which is the latest, and what has gone stale."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from factories.requirements import (
    NO,
    YES,
    knock_out,
    multi_choice,
    open_question,
    question,
    requirement,
    revision,
    value_question,
    when,
    wording,
)
from factories.strategies import answers_for, revisions
from hypothesis import event, given
from hypothesis import strategies as st

from questionnaires.answers import Amount, Choice, Choices, NotApplicable, OpenText
from questionnaires.earlier_answers import FRESH_FOR, HandedIn, Staleness, offers
from questionnaires.questionnaire import Questionnaire
from questionnaires.requirement_sets import Proof, Reference

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def handed_in(found, answers, *, ago=timedelta(days=30), key="one"):
    return HandedIn(key, found, answers, NOW - ago)


def offered(asked_now, *earlier, given=None):
    return offers(Questionnaire(asked_now), given or {}, earlier, at=NOW)


def from_one(before, after, entry=YES):
    """What one earlier answer to the first question is offered as, for the second requirement."""
    key = before.item(before.questions[0])
    found = offered(revision(after), handed_in(revision(before), {key: entry}))
    return [(offer.item.key, offer.entry, offer.stale) for offer in found]


def test_an_answer_to_the_same_question_of_the_same_measure_is_offered_with_its_origin():
    source = handed_in(revision(requirement(), title="Eerder"), {"5.20.03.a": YES})
    [offer] = offered(revision(requirement()), source)
    assert (offer.item.key, offer.entry, offer.stale) == ("5.20.03.a", YES, ())
    assert offer.origin is source


def test_the_latest_answer_that_fits_is_offered():
    source = revision(requirement())
    earlier = [
        handed_in(source, {"5.20.03.a": NO}, ago=timedelta(days=9), key="older"),
        handed_in(source, {"5.20.03.a": YES}, ago=timedelta(days=8), key="newer"),
        handed_in(source, {}, ago=timedelta(days=7), key="without"),
        handed_in(source, {"5.20.03.a": Choice("gone")}, ago=timedelta(days=6), key="unfit"),
    ]
    for found in (earlier, earlier[::-1]):
        [offer] = offered(revision(requirement()), *found)
        assert (offer.origin.key, offer.entry) == ("newer", YES)


@pytest.mark.parametrize(
    ("reference", "is_offered"),
    [
        (Reference("BIO2", "1.2", "5.20.03"), True),
        (Reference("BIO2", "1.3", "5.20.04"), False),
        (Reference("ISO 27002", "1.3", "5.20.03"), False),
    ],
    ids=["another edition", "another number", "another norm"],
)
def test_a_measure_is_known_by_its_norm_and_number(reference, is_offered):
    before = requirement(reference=reference)
    assert bool(from_one(before, requirement())) is is_offered


def test_the_identifier_may_differ_and_the_same_one_goes_first():
    before = revision(
        requirement(identifier="x", text=wording("een")),
        requirement(identifier="y", text=wording("twee")),
    )
    source = handed_in(before, {"x.a": NO, "y.a": YES})
    [offer] = offered(revision(requirement(identifier="y", text=wording("twee"))), source)
    assert offer.entry == YES
    [offer] = offered(revision(requirement(identifier="z", text=wording("een"))), source)
    assert (offer.entry, offer.answered.key) == (NO, "x.a")


LONG = OpenText(" ".join(["woord"] * 11))


@pytest.mark.parametrize(
    ("before", "after", "entry"),
    [
        (question(), question(fractions={"no": 0, "maybe": 1}), YES),
        (multi_choice(), multi_choice(fractions={"x": 1, "q": 0}), Choices(("x", "y"))),
        (question(), open_question(), YES),
        (open_question(), question(), OpenText("ja")),
        (open_question(), open_question(longest_words=10), LONG),
        (question(), question("b"), YES),
    ],
    ids=["option", "one of options", "to open", "to choice", "too long", "key"],
)
def test_what_does_not_fit_is_not_offered(before, after, entry):
    found = from_one(requirement(questions=[before]), requirement(questions=[after]), entry)
    assert found == []


@pytest.mark.parametrize(
    "parts",
    [
        {"title": wording("anders")},
        {"text": wording("anders")},
        {"guidance": wording("anders")},
    ],
    ids=["title", "text", "guidance"],
)
def test_another_wording_of_the_requirement_makes_it_stale(parts):
    [(_, _, stale)] = from_one(requirement(), replace(requirement(), **parts))
    assert stale == (Staleness.REQUIREMENT,)


@pytest.mark.parametrize(
    ("before", "after", "entry"),
    [
        (question(), question(wording=wording("Anders?")), YES),
        (question(), question(guidance=wording("Let op.")), YES),
        (question(), question(fractions={"yes": 1, "no": 0, "maybe": 0}), YES),
        (value_question(), value_question(unit=wording("uur")), Amount(Decimal(4))),
        (value_question(), value_question(maximum=50), Amount(Decimal(4))),
    ],
    ids=["wording", "guidance", "option", "unit", "bound"],
)
def test_another_question_makes_it_stale(before, after, entry):
    found = from_one(requirement(questions=[before]), requirement(questions=[after]), entry)
    assert [stale for *_, stale in found] == [(Staleness.QUESTION,)]


@pytest.mark.parametrize(
    "after",
    [
        requirement(weight=7),
        knock_out("5.20.03"),
        requirement(not_applicable_allowed=True),
        requirement(proof=Proof(design=wording("beleid"))),
        requirement(questions=[question(fractions={"yes": "0.5", "no": 0}, weight=3)]),
        requirement(reference=Reference("BIO2", "1.4", "5.20.03")),
    ],
    ids=["weight", "kind", "claims", "proof", "fractions", "edition"],
)
def test_what_a_supplier_does_not_answer_to_makes_nothing_stale(after):
    assert from_one(requirement(), after) == [("5.20.03.a", YES, ())]


@pytest.mark.parametrize("ago", [FRESH_FOR - TICK, FRESH_FOR, FRESH_FOR + TICK])
def test_older_than_a_year_is_stale(ago):
    source = handed_in(revision(requirement()), {"5.20.03.a": YES}, ago=ago)
    [offer] = offered(revision(requirement()), source)
    assert (Staleness.OLD in offer.stale) is (ago > timedelta(days=365))


def test_what_says_the_same_already_is_not_offered():
    asked = revision(requirement(questions=[multi_choice()]))
    source = handed_in(asked, {"5.20.03.a": Choices(("x", "y"))})
    assert not offered(asked, source, given={"5.20.03.a": Choices(("y", "x"))})
    [offer] = offered(asked, source, given={"5.20.03.a": Choices(("z",))})
    assert offer.entry == Choices(("x", "y"))


def test_a_claim_is_never_offered():
    asked = revision(requirement(not_applicable_allowed=True))
    assert not offered(asked, handed_in(asked, {"5.20.03": NotApplicable("Niet van toepassing.")}))


def test_what_is_claimed_away_gets_no_offers():
    asked = revision(requirement(not_applicable_allowed=True))
    claim = {"5.20.03": NotApplicable("Wij doen dit niet.")}
    assert not offered(asked, handed_in(asked, {"5.20.03.a": YES}), given=claim)


@pytest.mark.parametrize(
    "present",
    [{}, {"5.20.03.a": YES}, {"5.20.03.a": NO}],
    ids=["undetermined", "visible", "visible with the earlier answer"],
)
def test_a_follow_up_is_offered_with_the_answer_that_shows_it(present):
    questions = [question(), question("b", shown_when=when("a", "yes"))]
    asked = revision(requirement(questions=questions))
    found = offered(asked, handed_in(asked, {"5.20.03.a": YES, "5.20.03.b": NO}), given=present)
    assert "5.20.03.b" in [offer.item.key for offer in found]


def test_a_follow_up_that_stays_hidden_is_not_offered():
    asked = revision(
        requirement(questions=[question(), question("b", shown_when=when("a", "yes"))])
    )
    assert not offered(
        asked, handed_in(asked, {"5.20.03.a": NO, "5.20.03.b": NO}), given={"5.20.03.a": NO}
    )


@given(st.data())
def test_what_is_offered_is_accepted_as_it_is_and_marked_when_a_text_differs(data):
    before = data.draw(revisions(max_size=24))
    after = data.draw(revisions(max_size=24))
    source = handed_in(before, data.draw(answers_for(before)))
    given_now = data.draw(answers_for(after))
    questionnaire = Questionnaire(after)
    for offer in offers(questionnaire, given_now, [source], at=NOW):
        event("offered")
        assert questionnaire.accept(offer.item.key, offer.entry) == offer.entry
        was, now = offer.answered.requirement, offer.item.requirement
        assert was.reference.number == now.reference.number
        assert offer.entry == questionnaire.accept(
            offer.item.key, source.answers[offer.answered.key]
        )
        is_reworded = (was.title, was.text, was.guidance) != (now.title, now.text, now.guidance)
        assert (Staleness.REQUIREMENT in offer.stale) is is_reworded


@given(st.data())
def test_everything_asked_alike_is_offered_and_then_nothing_more(data):
    asked = data.draw(revisions())
    questionnaire = Questionnaire(asked)
    answers = questionnaire.sent(data.draw(answers_for(asked)))
    source = handed_in(asked, answers)
    found = offers(questionnaire, {}, [source], at=NOW)
    taken = {offer.item.key: offer.entry for offer in found}
    claims = {item.key for item in questionnaire.items.values() if item.question is None}
    assert taken.keys() == answers.keys() - claims
    assert all(offer.stale == () for offer in found)
    assert not offers(questionnaire, taken, [source], at=NOW)
