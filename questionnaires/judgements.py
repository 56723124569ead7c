"""This file holds what reviewers decide about an answer, and which of their decisions counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from questionnaires.answers import Answers
from questionnaires.errors import (
    Message,
    UnacceptableJudgementError,
    UnknownItemError,
    translatable,
)
from questionnaires.questionnaire import Item, Questionnaire, asked, is_claimed
from questionnaires.requirement_sets import RequirementKind
from questionnaires.wording import safe

SHORTEST_MOTIVATION = 40


class Verdict(StrEnum):
    """Whether a knock-out is met; only a reviewer says so, and it excludes nobody by itself."""

    MEETS = "meets"
    DOES_NOT_MEET = "does_not_meet"
    TO_BE_VERIFIED = "to_be_verified"


class Applicability(StrEnum):
    """Whether a claim of "not applicable" is accepted."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


Decision = Decimal | Verdict | Applicability
Decisions = Mapping[str, Decision]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one reviewer, or the reviewers together, decided about one thing, and why.

    ``subject`` is an item (its grade, or whether a claim holds) or a ``verdict_subject``; a Decimal
    is a fraction 0..1 from the scale.
    """

    subject: str
    reviewer: str
    decision: Decision
    motivation: str
    is_consensus: bool = False


def verdict_subject(requirement: str) -> str:
    """The name under which the verdict on a knock-out is kept, beside the grades of its answers."""
    return f"{requirement}?"


def settle(judgements: Iterable[Judgement]) -> Decisions:
    """Give per subject the decision that counts: the consensus, or else what every reviewer gave.

    Reviewers who differ settle nothing until there is a consensus, or one comes round.
    """
    consensus: dict[str, Decision] = {}
    individual: dict[str, dict[str, Decision]] = {}
    for judgement in judgements:
        if judgement.is_consensus:
            consensus[judgement.subject] = judgement.decision
        else:
            own = individual.setdefault(judgement.subject, {})
            own[judgement.reviewer] = judgement.decision
    agreed = {
        subject: next(iter(given.values()))
        for subject, given in individual.items()
        if len(set(given.values())) == 1
    }
    return {**agreed, **consensus}


def acceptable_motivation(motivation: str) -> str:
    """Give a motivation as it may be kept.

    Raises UnacceptableJudgementError when it is shorter than 40 characters (Aw 2012, 2.130: a
    bare score is no motivation), UnsafeTextError for a character that cannot be kept.
    """
    kept = safe(motivation).strip()
    if len(kept) < SHORTEST_MOTIVATION:
        raise UnacceptableJudgementError(
            problem=translatable("Motivate the judgement in at least %(shortest)s characters."),
            shortest=SHORTEST_MOTIVATION,
        )
    return kept


def refuse_unfit(
    questionnaire: Questionnaire, answers: Answers, subject: str, decision: Decision
) -> None:
    """Raise UnacceptableJudgementError when there is nothing under this name to decide so.

    Raises UnknownItemError when the revision does not hold the subject at all.
    """
    problem = _misfit(questionnaire, answers, subject, decision)
    if problem is not None:
        raise UnacceptableJudgementError(problem=problem)


def _misfit(
    questionnaire: Questionnaire, answers: Answers, subject: str, decision: Decision
) -> Message | None:
    match decision:
        case Verdict():
            requirement = questionnaire.revision.by_identifier.get(subject.removesuffix("?"))
            is_knock_out = requirement is not None and requirement.kind is RequirementKind.KNOCK_OUT
            if requirement is None:
                raise UnknownItemError(item=subject)
            if not subject.endswith("?") or not is_knock_out:
                return translatable("Only a knock-out requirement gets this verdict.")
            return None
        case Applicability():
            item = questionnaire.item(subject)
            if item.question is not None or not is_claimed(item.requirement, answers):
                return translatable('The supplier does not claim "not applicable" here.')
            return None
        case _:
            return _misfit_of_grade(questionnaire, answers, questionnaire.item(subject), decision)


def _misfit_of_grade(
    questionnaire: Questionnaire, answers: Answers, item: Item, grade: Decimal
) -> Message | None:
    if grade not in {step.fraction for step in questionnaire.revision.scale}:
        return translatable("Choose a grade from the scale of the procurement.")
    is_asked = item.question is not None and item.question in asked(item.requirement, answers)
    if not is_asked or item.key not in answers:
        return translatable("There is no answer to grade here.")
    return None
