"""This file says which questions of a requirement are asked, are not, or may yet be."""

from collections.abc import Mapping
from enum import StrEnum

from questionnaires.answers import Answers, Choice, Choices, Entry
from questionnaires.questions import Condition, Question
from questionnaires.requirement_sets import Requirement


class Visibility(StrEnum):
    """Whether a question is asked: yes, no, or that depends on one that is not answered yet."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    UNDETERMINED = "undetermined"


def visibilities(requirement: Requirement, answers: Answers) -> Mapping[str, Visibility]:
    """How it stands with each question of a requirement, by its key.

    A question is visible when its condition is met and the question that it hangs on is visible.
    It is hidden when one of the two is ruled out, whatever else is answered; else undetermined.
    """
    found: dict[str, Visibility] = {}
    for question in requirement.questions:
        condition = question.shown_when
        if condition is None:
            found[question.key] = Visibility.VISIBLE
        else:
            given = answers.get(f"{requirement.identifier}.{condition.question}")
            found[question.key] = _both(found[condition.question], _met(condition, given))
    return found


def decides(requirement: Requirement, question: Question, answers: Answers) -> Question | None:
    """The question whose answer comes first to tell whether this undetermined one is asked."""
    states = visibilities(requirement, answers)
    questions = {each.key: each for each in requirement.questions}
    found = question
    while found.shown_when is not None and states[found.key] is Visibility.UNDETERMINED:
        found = questions[found.shown_when.question]
    return None if found is question else found


def _met(condition: Condition, given: Entry | None) -> Visibility:
    if given is None:
        return Visibility.UNDETERMINED
    is_met = bool(_chosen(given) & set(condition.any_of))
    return Visibility.VISIBLE if is_met else Visibility.HIDDEN


def _both(one: Visibility, other: Visibility) -> Visibility:
    if Visibility.HIDDEN in {one, other}:
        return Visibility.HIDDEN
    return one if one is other else Visibility.UNDETERMINED


def _chosen(value: Entry) -> set[str]:
    match value:
        case Choice(option=option):
            return {option}
        case Choices(options=options):
            return set(options)
        case _:
            return set()
