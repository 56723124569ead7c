"""This file computes a scorecard: absolute, exact, and with every term of every sum in sight.

Figures are exact rational numbers; only ``rounded`` shortens one, and only for display
(decision 0009). No other supplier plays any part.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from questionnaires.answers import Answers
from questionnaires.catalogue import Theme
from questionnaires.fractions import ALL, NONE, automatic_fraction
from questionnaires.judgements import Applicability, Decisions, Verdict, verdict_subject
from questionnaires.questionnaire import is_claimed, visible
from questionnaires.questions import ZERO, Question
from questionnaires.requirement_sets import Requirement, RequirementKind
from questionnaires.revisions import Revision


@dataclass(frozen=True, slots=True)
class Interval:
    """The lowest and the highest that a figure can still become."""

    low: Fraction
    high: Fraction

    @property
    def is_settled(self) -> bool:
        """Whether nothing that is pending can change the figure."""
        return self.low == self.high


NOTHING = Interval(NONE, NONE)
PENDING = Interval(NONE, ALL)


class Origin(StrEnum):
    """Where the fraction of an answer comes from."""

    JUDGED = "judged"
    AUTOMATIC = "automatic"
    UNANSWERED = "unanswered"
    PENDING = "pending"


class Standing(StrEnum):
    """How a scored requirement takes part in the sum."""

    COUNTED = "counted"
    CLAIM_PENDING = "claim_pending"
    CLAIM_REJECTED = "claim_rejected"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class AnswerScore:
    """One term of a requirement's weighted mean: a question's weight and fraction."""

    item: str
    question: Question
    fraction: Interval
    origin: Origin


@dataclass(frozen=True, slots=True)
class RequirementScore:
    """One term of a total: a requirement's fraction, and that times its weight."""

    requirement: Requirement
    standing: Standing
    fraction: Interval
    points: Interval
    answers: tuple[AnswerScore, ...]

    @property
    def question_weight(self) -> Fraction:
        """What its weighted mean divides by: the weights of its visible questions together."""
        return sum((_exact(answer.question.weight) for answer in self.answers), NONE)

    @property
    def applicable_weight(self) -> Decimal:
        """The weight it brings to the denominator, in points."""
        return ZERO if self.standing is Standing.LEFT_OUT else self.requirement.weight


@dataclass(frozen=True, slots=True)
class Share:
    """Points out of applicable weight, as the published formula divides them."""

    points: Interval
    weight: Fraction

    @property
    def percentage(self) -> Interval | None:
        """Points / weight x 100; None where no weight is applicable."""
        if not self.weight:
            return None
        factor = 100 / self.weight
        return Interval(self.points.low * factor, self.points.high * factor)


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """The scored requirements of one theme, and what they add up to."""

    theme: Theme
    requirements: tuple[RequirementScore, ...]
    share: Share


@dataclass(frozen=True, slots=True)
class KnockOut:
    """The verdict on one knock-out requirement, apart from all points."""

    requirement: Requirement
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What one response scores under one revision."""

    themes: tuple[ThemeScore, ...]
    total: Share
    knock_outs: tuple[KnockOut, ...]

    @property
    def is_settled(self) -> bool:
        """Whether no judgement is pending any more, about points or knock-outs."""
        return self.waiting == 0

    @property
    def waiting(self) -> int:
        """How many judgements are still needed: of answers, claims and knock-outs."""
        scored = [term for theme in self.themes for term in theme.requirements]
        answers = [answer.origin for term in scored for answer in term.answers]
        claims = [term.standing for term in scored]
        verdicts = [knock_out.verdict for knock_out in self.knock_outs]
        return (
            answers.count(Origin.PENDING)
            + claims.count(Standing.CLAIM_PENDING)
            + verdicts.count(Verdict.TO_BE_VERIFIED)
        )


def score(revision: Revision, answers: Answers, decisions: Decisions) -> Scorecard:
    """Compute the scorecard of one response from its answers and the decisions that count."""
    scores = [
        _of_requirement(requirement, answers, decisions)
        for requirement in revision.requirements
        if requirement.kind is RequirementKind.SCORED
    ]
    themes = [
        ThemeScore(theme, members, _share_of(members))
        for theme in Theme
        if (members := tuple(item for item in scores if item.requirement.theme is theme))
    ]
    return Scorecard(
        themes=tuple(themes),
        total=_share_of(tuple(scores)),
        knock_outs=_knock_outs(revision, decisions),
    )


def rounded(figure: Fraction | Decimal, places: int = 2) -> Decimal:
    """Shorten a figure for display, half up (away from zero), without any rounding before."""
    scaled = abs(Fraction(figure)) * 10**places
    digits = math.floor(scaled + Fraction(1, 2))
    # From text a Decimal is exact, whatever the caller's context.
    return Decimal(f"{'-' if figure < 0 else ''}{digits}e-{places}")


def _knock_outs(revision: Revision, decisions: Decisions) -> tuple[KnockOut, ...]:
    found = []
    for requirement in revision.requirements:
        if requirement.kind is RequirementKind.KNOCK_OUT:
            decision = decisions.get(verdict_subject(requirement.identifier))
            verdict = decision if isinstance(decision, Verdict) else Verdict.TO_BE_VERIFIED
            found.append(KnockOut(requirement, verdict))
    return tuple(found)


def _of_requirement(
    requirement: Requirement, answers: Answers, decisions: Decisions
) -> RequirementScore:
    if is_claimed(requirement, answers):
        return _of_claim(requirement, decisions.get(requirement.identifier))
    scored = tuple(
        _of_answer(requirement.item(question), question, answers, decisions)
        for question in visible(requirement, answers)
    )
    fraction = _weighted_mean(scored)
    return RequirementScore(
        requirement, Standing.COUNTED, fraction, _times(requirement.weight, fraction), scored
    )


def _of_claim(requirement: Requirement, decision: object) -> RequirementScore:
    if decision is Applicability.ACCEPTED:
        return RequirementScore(requirement, Standing.LEFT_OUT, NOTHING, NOTHING, ())
    if decision is Applicability.REJECTED:
        return RequirementScore(requirement, Standing.CLAIM_REJECTED, NOTHING, NOTHING, ())
    points = _times(requirement.weight, PENDING)
    return RequirementScore(requirement, Standing.CLAIM_PENDING, PENDING, points, ())


def _of_answer(
    item: str, question: Question, answers: Answers, decisions: Decisions
) -> AnswerScore:
    value = answers.get(item)
    if value is None:
        return AnswerScore(item, question, NOTHING, Origin.UNANSWERED)
    decision = decisions.get(item)
    if isinstance(decision, Decimal):
        grade = _exact(decision)
        return AnswerScore(item, question, Interval(grade, grade), Origin.JUDGED)
    fraction = automatic_fraction(question, value)
    if fraction is None:
        return AnswerScore(item, question, PENDING, Origin.PENDING)
    return AnswerScore(item, question, Interval(fraction, fraction), Origin.AUTOMATIC)


def _weighted_mean(scored: tuple[AnswerScore, ...]) -> Interval:
    weight = sum((_exact(answer.question.weight) for answer in scored), NONE)
    terms = [_times(answer.question.weight, answer.fraction) for answer in scored]
    together = _sum(terms)
    low = together.low / weight
    return Interval(low, low if together.is_settled else together.high / weight)


def _times(weight: Decimal, fraction: Interval) -> Interval:
    factor = _exact(weight)
    low = factor * fraction.low
    return Interval(low, low if fraction.is_settled else factor * fraction.high)


def _sum(terms: Sequence[Interval]) -> Interval:
    low = sum((term.low for term in terms), NONE)
    if all(term.is_settled for term in terms):
        return Interval(low, low)
    return Interval(low, sum((term.high for term in terms), NONE))


@lru_cache(maxsize=4096)
def _exact(number: Decimal) -> Fraction:
    """A weight or fraction of a revision as a rational number; they come back all the time."""
    return Fraction(number)


def _share_of(scores: tuple[RequirementScore, ...]) -> Share:
    return Share(
        points=_sum([item.points for item in scores]),
        weight=sum((_exact(item.applicable_weight) for item in scores), NONE),
    )
