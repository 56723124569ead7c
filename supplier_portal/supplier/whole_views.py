"""This file puts a whole questionnaire with its answers so far together, to be read on one page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from questionnaires.answers import Answers, Entry
from questionnaires.catalogue import Theme
from questionnaires.questionnaire import Item, Questionnaire, is_claimed
from questionnaires.questions import Option, Question
from questionnaires.requirement_sets import Requirement
from questionnaires.visibility import Visibility, visibilities


@dataclass(frozen=True, slots=True)
class Only:
    """When a question is asked: if another one is answered with one of these options."""

    question: Question
    options: tuple[Option, ...]
    is_ruled_out: bool


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question with what is answered so far."""

    item: Item
    question: Question
    entry: Entry | None
    only: Only | None
    is_asked: bool


@dataclass(frozen=True, slots=True)
class RequirementPart:
    """One requirement with its questions, the claim that it does not apply, and its files."""

    requirement: Requirement
    claim: Item | None
    claimed: Entry | None
    questions: tuple[QuestionLine, ...]
    files: Sequence[str]


def whole(
    questionnaire: Questionnaire, answers: Answers, files: Mapping[str, Sequence[str]]
) -> list[tuple[Theme, list[RequirementPart]]]:
    """Every requirement, theme by theme, with all its questions, also those not asked now."""
    return [
        (
            section.theme,
            [
                _part(questionnaire, requirement, answers, files.get(requirement.identifier, ()))
                for requirement in section.requirements
            ],
        )
        for section in questionnaire.sections
    ]


def _part(
    questionnaire: Questionnaire, requirement: Requirement, answers: Answers, files: Sequence[str]
) -> RequirementPart:
    items = questionnaire.items
    claimed = is_claimed(requirement, answers)
    states = visibilities(requirement, answers)
    return RequirementPart(
        requirement=requirement,
        claim=items.get(requirement.identifier),
        claimed=answers[requirement.identifier] if claimed else None,
        questions=tuple(
            QuestionLine(
                item=items[requirement.item(question)],
                question=question,
                entry=answers.get(requirement.item(question)),
                only=_only(requirement, question, states[question.key]),
                is_asked=not claimed and states[question.key] is Visibility.VISIBLE,
            )
            for question in requirement.questions
        ),
        files=files,
    )


def _only(requirement: Requirement, question: Question, state: Visibility) -> Only | None:
    condition = question.shown_when
    if condition is None:
        return None
    decisive = next(each for each in requirement.questions if each.key == condition.question)
    return Only(
        question=decisive,
        options=tuple(each for each in decisive.options if each.key in condition.any_of),
        is_ruled_out=state is Visibility.HIDDEN,
    )
