"""This file computes a scorecard: absolute, exact, and with every term of every sum in sight.

Fractions are rounded once, to 28 significant digits; products and sums of them are exact; only
``rounded`` shortens a figure, and only for display. No other supplier plays any part.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from enum import StrEnum

from questionnaires.answers import Amount, Answers, Choice, Choices, Entry, NotApplicable
from questionnaires.catalogue import Theme
from questionnaires.judgements import Applicability, Decisions, Verdict, verdict_subject
from questionnaires.questionnaire import visible
from questionnaires.questions import ONE, ZERO, Question
from questionnaires.requirement_sets import Requirement, RequirementKind
from questionnaires.revisions import Revision

HUNDRED = Decimal(100)
_FRACTION = Context(prec=28)
_EXACT = Context(prec=100)


@dataclass(frozen=True, slots=True)
class Interval:
    """The lowest and the highest that a figure can still become."""

    low: Decimal
    high: Decimal

    @property
    def is_settled(self) -> bool:
        """Whether nothing that is pending can change the figure."""
        return self.low == self.high


NOTHING = Interval(ZERO, ZERO)
PENDING = Interval(ZERO, ONE)


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
    def question_weight(self) -> Decimal:
        """What its weighted mean divides by: the weights of its visible questions together."""
        return sum((answer.question.weight for answer in self.answers), ZERO)

    @property
    def applicable_weight(self) -> Decimal:
        """The weight it brings to the denominator, in points."""
        return ZERO if self.standing is Standing.LEFT_OUT else self.requirement.weight


@dataclass(frozen=True, slots=True)
class Share:
    """Points out of applicable weight, as the published formula divides them."""

    points: Interval
    weight: Decimal

    @property
    def percentage(self) -> Interval | None:
        """Points / weight x 100; None where no weight is applicable."""
        if not self.weight:
            return None
        return Interval(
            _FRACTION.divide(_EXACT.multiply(self.points.low, HUNDRED), self.weight),
            _FRACTION.divide(_EXACT.multiply(self.points.high, HUNDRED), self.weight),
        )


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
        return self.total.points.is_settled and all(
            knock_out.verdict is not Verdict.TO_BE_VERIFIED for knock_out in self.knock_outs
        )


def score(revision: Revision, answers: Answers, decisions: Decisions) -> Scorecard:
    """Compute the scorecard of one response from its answers and the decisions that count."""
    with localcontext(_EXACT):
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


def automatic_fraction(question: Question, value: Entry | None) -> Decimal | None:
    """What an answer earns without a reviewer, 0..1; None where only a reviewer can tell."""
    match value:
        case Choice(option=option):
            return question.fractions[option]
        case Choices(options=options):
            return min(ONE, sum((question.fractions[key] for key in options), ZERO))
        case Amount(number=number) if question.minimum is not None and question.maximum is not None:
            span = _EXACT.subtract(question.maximum, question.minimum)
            above = _EXACT.subtract(number, question.minimum)
            return max(ZERO, min(ONE, _FRACTION.divide(above, span)))
        case _:
            return None


def rounded(figure: Decimal) -> Decimal:
    """Shorten a figure to two decimals for display, half up."""
    return figure.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


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
    if isinstance(answers.get(requirement.identifier), NotApplicable):
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
        return AnswerScore(item, question, Interval(decision, decision), Origin.JUDGED)
    fraction = automatic_fraction(question, value)
    if fraction is None:
        return AnswerScore(item, question, PENDING, Origin.PENDING)
    return AnswerScore(item, question, Interval(fraction, fraction), Origin.AUTOMATIC)


def _weighted_mean(scored: tuple[AnswerScore, ...]) -> Interval:
    weight = sum((answer.question.weight for answer in scored), ZERO)
    low = sum((answer.question.weight * answer.fraction.low for answer in scored), ZERO)
    high = sum((answer.question.weight * answer.fraction.high for answer in scored), ZERO)
    return Interval(_FRACTION.divide(low, weight), _FRACTION.divide(high, weight))


def _times(weight: Decimal, fraction: Interval) -> Interval:
    return Interval(weight * fraction.low, weight * fraction.high)


def _share_of(scores: tuple[RequirementScore, ...]) -> Share:
    return Share(
        points=Interval(
            sum((item.points.low for item in scores), ZERO),
            sum((item.points.high for item in scores), ZERO),
        ),
        weight=sum((item.applicable_weight for item in scores), ZERO),
    )
