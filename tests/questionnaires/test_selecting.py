"""Which of the visible questions somebody wants to see."""

import pytest
from factories.answered import answered, questionnaire
from factories.requirements import NO, YES, knock_out, open_question, question, revision, when

from questionnaires.answers import NotApplicable
from questionnaires.catalogue import Theme
from questionnaires.questionnaire import Questionnaire
from questionnaires.selecting import Selection, count, listed


@pytest.fixture
def asked():
    """One requirement of which the second question is asked after a yes."""
    follow_up = open_question("b", shown_when=when("a", "yes"))
    line = knock_out(questions=(question("a"), follow_up), not_applicable_allowed=True)
    return Questionnaire(revision(line))


def keys(found, selection):
    return [one.item.key for one in found if selection in one.selections]


def test_a_question_is_open_until_it_is_answered_and_weak_when_its_answer_is(asked):
    first, second = (key for key, item in asked.items.items() if item.question)
    assert keys(listed(asked, {}), Selection.OPEN) == [first]
    assert keys(listed(asked, {first: YES}), Selection.OPEN) == [second]
    weak = listed(asked, {first: NO})
    assert (keys(weak, Selection.OPEN), keys(weak, Selection.WEAK)) == ([], [first])
    assert keys(listed(asked, {first: YES}), Selection.WEAK) == []


def test_what_is_to_be_confirmed_is_not_called_open(asked):
    first = next(key for key, item in asked.items.items() if item.question)
    found = listed(asked, {}, to_confirm={first})
    assert (keys(found, Selection.OPEN), keys(found, Selection.TO_CONFIRM)) == ([], [first])


def test_what_is_claimed_not_to_apply_is_in_no_list(asked):
    [line] = asked.revision.requirements
    assert listed(asked, {line.identifier: NotApplicable("Wij leveren geen software.")}) == ()


@pytest.mark.parametrize("best", [True, False])
def test_all_and_mine_count_the_visible_questions_as_the_progress_does(best):
    whole = questionnaire()
    given = answered(whole, best=best)
    found = listed(whole, given, mine={Theme.TECHNOLOGICAL})
    assert count(found, Selection.ALL) == whole.progress(given).total
    assert count(found, Selection.OPEN) == 0
    assert count(found, Selection.MINE) == whole.progress(given, Theme.TECHNOLOGICAL).total
    assert (count(found, Selection.WEAK) > 0) is not best


def test_every_open_question_is_one_that_the_progress_misses():
    whole = questionnaire()
    found = listed(whole, {})
    assert keys(found, Selection.OPEN) == [item.key for item in whole.missing({})]
