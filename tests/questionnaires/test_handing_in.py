"""This file looks at responses before they are handed in: what stands in the way, what may harm."""

from factories.answered import answered, questionnaire

from questionnaires.answers import NotApplicable
from questionnaires.handing_in import outlook
from questionnaires.questionnaire import asked
from questionnaires.requirement_sets import RequirementKind


def test_what_is_not_answered_is_missing_and_nothing_else_is_said_of_it():
    found = outlook(questionnaire(), {}, ())
    assert found.missing == questionnaire().missing({})
    assert (found.not_met, found.weak) == ((), ())


def test_the_best_answers_with_a_file_each_leave_nothing_to_say():
    asked_for = questionnaire(RequirementKind.KNOCK_OUT)
    proven = asked_for.revision.by_identifier
    found = outlook(asked_for, answered(asked_for, best=True), proven)
    assert (found.missing, found.unproven, found.not_met, found.weak) == ((), (), (), ())


def test_a_knock_out_that_earns_nothing_is_told_and_a_wish_is_not():
    knock_out = questionnaire(RequirementKind.KNOCK_OUT)
    given = answered(knock_out, best=False)
    assert outlook(knock_out, given, ()).not_met
    assert outlook(questionnaire(), given, ()).not_met == ()


def test_an_answer_that_leaves_a_risk_is_weak_whatever_the_kind():
    found = questionnaire()
    weak = outlook(found, answered(found, best=False), ()).weak
    assert weak
    assert all(any(option.severity for option in item.question.options) for item in weak)


def test_a_file_is_missed_only_where_one_is_asked_with_the_offer():
    found = questionnaire()
    given = answered(found, best=True)
    unproven = outlook(found, given, ()).unproven
    assert unproven
    first = unproven[0].requirement.identifier
    assert first not in {
        item.requirement.identifier for item in outlook(found, given, {first}).unproven
    }


def test_of_what_does_not_apply_nothing_is_missed():
    found = questionnaire(RequirementKind.KNOCK_OUT)
    claims = {
        line.identifier: NotApplicable("Wij leveren geen software.")
        for line in found.revision.requirements
    }
    told = outlook(found, claims, ())
    assert not any(asked(line, claims) for line in found.revision.requirements)
    assert (told.missing, told.unproven, told.not_met, told.weak) == ((), (), (), ())
