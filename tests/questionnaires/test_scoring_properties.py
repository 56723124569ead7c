"""This file tests what holds for every scorecard, whatever was asked, answered and decided."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from factories.strategies import (
    ALL_KINDS,
    GRADES,
    SCORED,
    answers_for,
    decisions_for,
    possible_decisions,
    procurements,
    scored_revisions,
)
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.judgements import Verdict
from questionnaires.questionnaire import Questionnaire
from questionnaires.scoring import score


@st.composite
def decided_procurements(draw, *, complete=False, kinds=ALL_KINDS):
    revision, answers = draw(procurements(kinds=kinds))
    return revision, answers, draw(decisions_for(revision, answers, complete=complete))


def shares(card):
    return [card.total, *(theme.share for theme in card.themes)]


def percentages(card):
    return [share.percentage for share in shares(card)]


def parts(card):
    return [part for theme in card.themes for part in theme.requirements]


@given(decided_procurements())
def test_every_figure_lies_within_its_bounds(procurement):
    card = score(*procurement)
    for share in shares(card):
        assert 0 <= share.points.low <= share.points.high <= share.weight
        if share.percentage is not None:
            assert 0 <= share.percentage.low <= share.percentage.high <= 100
    for part in parts(card):
        assert 0 <= part.fraction.low <= part.fraction.high <= 1
        assert part.points.high <= part.applicable_weight


@given(decided_procurements())
def test_the_total_is_the_exact_sum_of_its_themes_and_they_of_their_requirements(procurement):
    card = score(*procurement)
    for end in ("low", "high"):
        total = Fraction(getattr(card.total.points, end))
        assert total == sum(Fraction(getattr(share.points, end)) for share in shares(card)[1:])
        assert total == sum(Fraction(getattr(part.points, end)) for part in parts(card))
    assert card.total.weight == sum(part.applicable_weight for part in parts(card))


@given(procurements(kinds=SCORED), st.data())
def test_the_interval_only_narrows_as_what_is_pending_is_decided(procurement, data):
    revision, answers = procurement
    pending = possible_decisions(revision, answers)
    decisions = {}
    before = percentages(score(revision, answers, decisions))
    for subject in data.draw(st.permutations(sorted(pending))):
        decisions[subject] = data.draw(st.sampled_from(pending[subject]))
        after = percentages(score(revision, answers, decisions))
        for earlier, later in zip(before, after, strict=True):
            if later is not None:
                assert earlier.low <= later.low <= later.high <= earlier.high
        before = after


@given(procurements(kinds=SCORED), st.data())
def test_what_finally_comes_out_lay_within_every_earlier_interval(procurement, data):
    revision, answers = procurement
    final = data.draw(decisions_for(revision, answers, complete=True))
    some = {subject: final[subject] for subject in final if data.draw(st.booleans())}
    earlier = score(revision, answers, some).total.percentage
    outcome = score(revision, answers, final).total.percentage
    assert outcome is None or earlier.low <= outcome.low <= earlier.high


@given(decided_procurements(complete=True))
def test_once_all_is_decided_each_interval_is_one_figure(procurement):
    card = score(*procurement)
    assert all(share.points.is_settled for share in shares(card))
    assert all(share is None or share.low == share.high for share in percentages(card))
    assert all(part.fraction.is_settled for part in parts(card))


@given(decided_procurements())
def test_a_card_waits_for_nothing_exactly_when_all_its_figures_and_verdicts_are_settled(
    procurement,
):
    card = score(*procurement)
    verdicts = [knock_out.verdict for knock_out in card.knock_outs]
    is_settled = card.total.points.is_settled and Verdict.TO_BE_VERIFIED not in verdicts
    assert card.is_settled is (card.waiting == 0) is is_settled


@given(procurements(), st.data())
def test_each_decision_takes_away_at_most_the_one_judgement_that_was_waited_for(procurement, data):
    revision, answers = procurement
    possible = possible_decisions(revision, answers)
    decisions, waiting = {}, score(revision, answers, {}).waiting
    for subject in data.draw(st.permutations(sorted(possible))):
        decided = [choice for choice in possible[subject] if choice is not Verdict.TO_BE_VERIFIED]
        decisions[subject] = data.draw(st.sampled_from(decided))
        now_waiting = score(revision, answers, decisions).waiting
        assert waiting - now_waiting in {0, 1}
        waiting = now_waiting
    assert waiting == 0


@given(scored_revisions(), st.data())
def test_removing_one_supplier_changes_nothing_for_another(revision, data):
    responses = {}
    for supplier in range(4):
        answers = data.draw(answers_for(revision))
        responses[supplier] = (answers, data.draw(decisions_for(revision, answers)))

    def compare(suppliers):
        return {supplier: score(revision, *responses[supplier]) for supplier in suppliers}

    everybody = compare(responses)
    for removed in responses:
        others = [supplier for supplier in responses if supplier != removed]
        assert compare(others) == {supplier: everybody[supplier] for supplier in others}


def reweighed(revision, *, requirements=1, questions=1):
    return replace(
        revision,
        requirements=tuple(
            replace(
                each,
                weight=each.weight * requirements,
                questions=tuple(
                    replace(question, weight=question.weight * questions)
                    for question in each.questions
                ),
            )
            for each in revision.requirements
        ),
    )


@given(decided_procurements())
def test_twice_every_weight_changes_no_percentage(procurement):
    revision, answers, decisions = procurement
    card = score(revision, answers, decisions)
    for factors in ({"requirements": 2}, {"questions": 2}, {"requirements": 2, "questions": 2}):
        other = score(reweighed(revision, **factors), answers, decisions)
        assert percentages(other) == percentages(card)
        assert [part.fraction for part in parts(other)] == [part.fraction for part in parts(card)]


@given(decided_procurements(), st.randoms(use_true_random=False))
def test_the_order_of_the_requirements_changes_no_percentage(procurement, random):
    revision, answers, decisions = procurement
    shuffled = random.sample(revision.requirements, len(revision.requirements))
    other = score(replace(revision, requirements=tuple(shuffled)), answers, decisions)
    assert percentages(other) == percentages(score(revision, answers, decisions))


@given(decided_procurements())
def test_what_is_not_sent_earns_nothing(procurement):
    revision, answers, decisions = procurement
    sent = Questionnaire(revision).sent(answers)
    assert score(revision, sent, decisions) == score(revision, answers, decisions)


@given(decided_procurements(kinds=SCORED), st.data())
def test_a_higher_grade_never_lowers_a_total(procurement, data):
    revision, answers, decisions = procurement
    graded = sorted(key for key, value in decisions.items() if isinstance(value, Decimal))
    if graded:
        subject = data.draw(st.sampled_from(graded))
        higher = data.draw(
            st.sampled_from([grade for grade in GRADES if grade >= decisions[subject]])
        )
        before = score(revision, answers, decisions).total.percentage
        after = score(revision, answers, {**decisions, subject: higher}).total.percentage
        assert (before is None) == (after is None)
        assert before is None or (before.low <= after.low and before.high <= after.high)
