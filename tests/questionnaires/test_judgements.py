"""This file tests which decisions count, and which are refused."""

from decimal import Decimal

import pytest
from factories.requirements import (
    NO,
    YES,
    judgement,
    knock_out,
    open_question,
    question,
    requirement,
    revision,
    when,
)

from questionnaires.answers import NotApplicable, OpenText
from questionnaires.errors import UnacceptableJudgementError, UnknownItemError, UnsafeTextError
from questionnaires.judgements import (
    Applicability,
    Verdict,
    acceptable_motivation,
    refuse_unfit,
    settle,
    verdict_subject,
)
from questionnaires.questionnaire import Questionnaire
from questionnaires.revisions import Grade
from questionnaires.wording import Wording

AWAY = NotApplicable("We place no people at your office.")
SCORED = requirement(
    "8.01.01",
    questions=[
        question("a"),
        open_question("b", shown_when=when("a", "yes")),
        open_question("c"),
    ],
    not_applicable_allowed=True,
)
ASKED = Questionnaire(revision(SCORED, knock_out("5.20.01")))
ANSWERS = {
    "8.01.01.a": YES,
    "8.01.01.b": OpenText("We test the plan each year."),
    "5.20.01.a": YES,
}


def test_without_judgements_nothing_is_settled():
    assert settle([]) == {}


def test_the_only_reviewer_settles_it():
    assert settle([judgement("a", "0.6")]) == {"a": Decimal("0.6")}


def test_reviewers_who_differ_settle_nothing():
    assert settle([judgement("a", "0.6"), judgement("a", "0.8", reviewer="Bram")]) == {}


def test_reviewers_who_agree_settle_it():
    two = [judgement("a", "0.6"), judgement("a", "0.6", reviewer="Bram")]
    assert settle(two) == {"a": Decimal("0.6")}


def test_a_reviewer_who_comes_round_settles_it():
    given = [judgement("a", "0.6"), judgement("a", "0.8", reviewer="Bram")]
    assert settle([*given, judgement("a", "0.8")]) == {"a": Decimal("0.8")}


@pytest.mark.parametrize("at", [0, 1, 2])
def test_the_consensus_counts_whatever_the_reviewers_said_and_whenever(at):
    given = [judgement("a", "0.2"), judgement("a", "0.4", reviewer="Bram")]
    given.insert(at, judgement("a", "0.8", reviewer="Anna and Bram", is_consensus=True))
    assert settle(given) == {"a": Decimal("0.8")}


def test_a_consensus_counts_over_one_reviewer_and_by_itself():
    consensus = judgement("a", "0.8", is_consensus=True)
    assert settle([judgement("a", "0.2"), consensus]) == {"a": Decimal("0.8")}
    assert settle([consensus]) == {"a": Decimal("0.8")}


def test_a_reviewer_may_come_back_on_a_judgement():
    assert settle([judgement("a", "0.2"), judgement("a", "0.4")]) == {"a": Decimal("0.4")}


def test_each_subject_is_settled_by_itself():
    given = [
        judgement("a", "0.2"),
        judgement("b", "0.4", reviewer="Bram"),
        judgement("c", Applicability.REJECTED),
        judgement("d?", Verdict.MEETS),
        judgement("d?", Verdict.DOES_NOT_MEET, reviewer="Bram"),
    ]
    assert settle(given) == {
        "a": Decimal("0.2"),
        "b": Decimal("0.4"),
        "c": Applicability.REJECTED,
    }


def test_the_verdict_on_a_knock_out_is_kept_apart_from_a_claim_on_it():
    assert verdict_subject("5.20.01") != "5.20.01"


def test_a_motivation_of_40_characters_is_kept():
    assert acceptable_motivation("x" * 40) == "x" * 40


@pytest.mark.parametrize("motivation", ["", "Good.", "x" * 39, "x" * 39 + "  \n", " " * 80])
def test_a_shorter_motivation_is_refused_however_it_is_padded(motivation):
    with pytest.raises(UnacceptableJudgementError, match="at least 40 characters"):
        acceptable_motivation(motivation)


def test_a_motivation_is_kept_without_the_space_around_it():
    assert acceptable_motivation("\r\n " + "x\r\n" * 20 + "x ") == "x\n" * 20 + "x"


def test_an_unsafe_motivation_is_refused():
    with pytest.raises(UnsafeTextError):
        acceptable_motivation("x" * 40 + "\x00")


@pytest.mark.parametrize(
    ("subject", "decision"),
    [
        ("8.01.01.b", Decimal("0.6")),
        ("8.01.01.b", Decimal("0.60")),
        ("8.01.01.b", Decimal(0)),
        ("8.01.01.a", Decimal(1)),
        ("5.20.01.a", Decimal("0.4")),
        ("5.20.01?", Verdict.MEETS),
        ("5.20.01?", Verdict.TO_BE_VERIFIED),
    ],
)
def test_a_decision_on_what_was_answered_fits(subject, decision):
    refuse_unfit(ASKED, ANSWERS, subject, decision)


@pytest.mark.parametrize("decision", list(Applicability))
def test_a_claim_is_accepted_or_rejected(decision):
    refuse_unfit(ASKED, {"8.01.01": AWAY}, "8.01.01", decision)


@pytest.mark.parametrize("grade", ["0.5", "1.2", "-0.2", "0.61"])
def test_a_grade_comes_from_the_scale_of_the_procurement(grade):
    with pytest.raises(UnacceptableJudgementError, match="from the scale"):
        refuse_unfit(ASKED, ANSWERS, "8.01.01.b", Decimal(grade))


def test_the_scale_is_the_one_that_was_published():
    halves = tuple(Grade(Decimal(step), Wording("x", "x")) for step in ("0", "0.5", "1"))
    asked = Questionnaire(revision(SCORED, scale=halves))
    refuse_unfit(asked, ANSWERS, "8.01.01.b", Decimal("0.5"))
    with pytest.raises(UnacceptableJudgementError):
        refuse_unfit(asked, ANSWERS, "8.01.01.b", Decimal("0.6"))


@pytest.mark.parametrize(
    ("subject", "answers"),
    [
        ("8.01.01.c", ANSWERS),
        ("8.01.01.b", {**ANSWERS, "8.01.01.a": NO}),
        ("8.01.01.b", {**ANSWERS, "8.01.01": AWAY}),
        ("8.01.01", {"8.01.01": AWAY}),
        ("8.01.01", ANSWERS),
    ],
    ids=["unanswered", "hidden", "claimed away", "a claim", "no claim"],
)
def test_where_there_is_no_answer_there_is_nothing_to_grade(subject, answers):
    with pytest.raises(UnacceptableJudgementError, match="no answer to grade"):
        refuse_unfit(ASKED, answers, subject, Decimal("0.6"))


@pytest.mark.parametrize("subject", ["8.01.01?", "5.20.01", "8.01.01"])
def test_only_a_knock_out_gets_a_verdict_and_only_under_its_own_name(subject):
    with pytest.raises(UnacceptableJudgementError, match="Only a knock-out"):
        refuse_unfit(ASKED, ANSWERS, subject, Verdict.MEETS)


@pytest.mark.parametrize("subject", ["8.01.01", "8.01.01.a", "5.20.01.a"])
def test_without_a_claim_there_is_nothing_to_accept(subject):
    with pytest.raises(UnacceptableJudgementError, match="does not claim"):
        refuse_unfit(ASKED, ANSWERS, subject, Applicability.ACCEPTED)


@pytest.mark.parametrize("subject", ["8.01.01.z", "5.20.01?", "9.99.99.a"])
def test_a_grade_on_what_the_revision_does_not_hold_is_unknown(subject):
    with pytest.raises(UnknownItemError):
        refuse_unfit(ASKED, ANSWERS, subject, Decimal("0.6"))


@pytest.mark.parametrize("subject", ["9.99.99", "9.99.99?", "9.99.99.a", "5.20.01.a?", "?", ""])
@pytest.mark.parametrize("decision", [Verdict.MEETS, Applicability.ACCEPTED, Decimal("0.6")])
def test_any_decision_on_what_the_revision_does_not_hold_is_unknown(decision, subject):
    with pytest.raises(UnknownItemError):
        refuse_unfit(ASKED, ANSWERS, subject, decision)


@pytest.mark.parametrize(
    ("subject", "decision"),
    [("8.01.01.b", Verdict.MEETS), ("5.20.01?", Applicability.ACCEPTED)],
)
def test_the_name_of_another_kind_of_decision_is_unknown_too(subject, decision):
    with pytest.raises(UnknownItemError):
        refuse_unfit(ASKED, ANSWERS, subject, decision)


def test_a_claim_where_the_revision_allows_none_cannot_be_accepted():
    asked = Questionnaire(revision(requirement("8.01.01", not_applicable_allowed=False)))
    with pytest.raises(UnknownItemError):
        refuse_unfit(asked, {"8.01.01": AWAY}, "8.01.01", Applicability.ACCEPTED)
