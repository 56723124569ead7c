"""This file looks at a response before it is handed in: what is missing, and what may harm it."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from questionnaires.answers import Answers, Choice, Choices
from questionnaires.fractions import automatic_fraction
from questionnaires.proving import ProofMoment, ProofStep, steps_of
from questionnaires.questionnaire import Item, Questionnaire, asked, is_claimed
from questionnaires.questions import Question
from questionnaires.requirement_sets import Requirement, RequirementKind


class ResponseUse(StrEnum):
    """What becomes of the responses to a procurement, said to suppliers before they begin.

    An ``OFFER`` is handed in here. What is ``PREPARED`` is finished here, and handed in by the
    supplier at the official tender platform, whose clock decides.
    """

    OFFER = "offer"
    PREPARED = "prepared"


@dataclass(frozen=True, slots=True)
class Unproven:
    """A requirement for which a file is asked with the offer, and none is there."""

    requirement: Requirement
    steps: tuple[ProofStep, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What somebody must know before handing in; only what is ``missing`` stands in the way.

    ``not_met`` are answers to knock-out requirements that earn nothing, ``weak`` all answers of
    which the buyer said that they leave a risk.
    """

    missing: tuple[Item, ...]
    unproven: tuple[Unproven, ...]
    not_met: tuple[Item, ...]
    weak: tuple[Item, ...]


def outlook(questionnaire: Questionnaire, answers: Answers, proven: Collection[str]) -> Outlook:
    """Look at answers, and at the requirements that have a file (``proven``)."""
    requirements = questionnaire.revision.requirements
    given = [
        questionnaire.items[key]
        for requirement in requirements
        for question in asked(requirement, answers)
        if (key := requirement.item(question)) in answers
    ]
    return Outlook(
        missing=questionnaire.missing(answers),
        unproven=tuple(
            Unproven(requirement, steps)
            for requirement in requirements
            if requirement.identifier not in proven and not is_claimed(requirement, answers)
            if (steps := _with_the_offer(requirement))
        ),
        not_met=tuple(item for item in given if _is_not_met(item, answers)),
        weak=tuple(item for item in given if _is_weak(item, answers)),
    )


def _with_the_offer(requirement: Requirement) -> tuple[ProofStep, ...]:
    steps = steps_of(requirement.proof)
    return tuple(step for step in steps if step.moment is ProofMoment.AT_OFFER)


def _is_not_met(item: Item, answers: Answers) -> bool:
    if item.question is None or item.requirement.kind is not RequirementKind.KNOCK_OUT:
        return False
    return automatic_fraction(item.question, answers[item.key]) == 0


def _is_weak(item: Item, answers: Answers) -> bool:
    return item.question is not None and any(
        option.severity is not None
        for option in item.question.options
        if option.key in _chosen(item.question, answers[item.key])
    )


def _chosen(question: Question, entry: object) -> Collection[str]:
    match entry:
        case Choice(option=option):
            return {option}
        case Choices(options=options) if question.options:
            return options
        case _:
            return ()
