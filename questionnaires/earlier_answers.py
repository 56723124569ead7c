"""This file finds what a supplier handed in earlier that answers what it is asked now."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from questionnaires.answers import Answers, Entry, says_the_same
from questionnaires.errors import QuestionnaireError
from questionnaires.questionnaire import Item, Questionnaire, asked
from questionnaires.questions import Question
from questionnaires.requirement_sets import Requirement
from questionnaires.revisions import Revision

FRESH_FOR = timedelta(days=365)
"""How long an answer counts as recent: BIO2 has suppliers assessed every year (5.22.01)."""


class Staleness(StrEnum):
    """Why an earlier answer may no longer hold."""

    OLD = "old"
    REQUIREMENT = "requirement"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What a supplier handed in earlier, under which revision and when; ``key`` names it."""

    key: str
    revision: Revision
    answers: Answers
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """An earlier answer to what ``item`` asks, and why it is to be looked at with care.

    ``answered`` is what was asked when it was given, in what ``origin`` answered.
    """

    item: Item
    entry: Entry
    origin: HandedIn
    answered: Item
    stale: tuple[Staleness, ...] = ()


def offers(
    questionnaire: Questionnaire, given: Answers, earlier: Sequence[HandedIn], *, at: datetime
) -> tuple[Offer, ...]:
    """The latest earlier answer to each question, where it fits and differs from the one given.

    In the order of the revision, and only to questions that are asked now, or would be with these
    answers. A claim that a requirement does not apply is about that one purchase: never offered.
    """
    found = {offer.item.key: offer for offer in _latest(questionnaire, earlier, at)}
    entries = {key: offer.entry for key, offer in found.items()}
    reachable = {
        requirement.item(question)
        for answers in ({**entries, **given}, {**given, **entries})
        for requirement in questionnaire.revision.requirements
        for question in asked(requirement, answers)
    }
    return tuple(
        offer
        for key, offer in found.items()
        if key in reachable and not says_the_same(offer.entry, given.get(key))
    )


def _latest(
    questionnaire: Questionnaire, earlier: Sequence[HandedIn], at: datetime
) -> Iterator[Offer]:
    newest = sorted(earlier, key=lambda each: (each.received_at, each.key), reverse=True)
    sources = [(source, _by_measure(source.revision)) for source in newest]
    for item in questionnaire.items.values():
        fitting = (
            offer
            for source, measures in sources
            for answered in _counterparts(item, measures)
            if (offer := _offer(questionnaire, item, source, answered, at))
        )
        offer = next(fitting, None)
        if offer is not None:
            yield offer


def _by_measure(revision: Revision) -> Mapping[tuple[str, str], Sequence[Requirement]]:
    found: dict[tuple[str, str], list[Requirement]] = {}
    for requirement in revision.requirements:
        found.setdefault(_measure(requirement), []).append(requirement)
    return found


def _measure(requirement: Requirement) -> tuple[str, str]:
    """What makes two requirements ask about one thing, in whichever edition of the norm."""
    return requirement.reference.norm, requirement.reference.number


def _counterparts(
    item: Item, measures: Mapping[tuple[str, str], Sequence[Requirement]]
) -> Iterator[Item]:
    """The same question of the same measure; that of the same identifier first."""
    if item.question is None:
        return
    same = measures.get(_measure(item.requirement), ())
    own = item.requirement.identifier
    for requirement in sorted(same, key=lambda each: each.identifier != own):
        for question in requirement.questions:
            if question.key == item.question.key:
                yield Item(requirement.item(question), requirement, question)


def _offer(
    questionnaire: Questionnaire, item: Item, source: HandedIn, answered: Item, at: datetime
) -> Offer | None:
    entry = source.answers.get(answered.key)
    if entry is None:
        return None
    with suppress(QuestionnaireError):
        accepted = questionnaire.accept(item.key, entry)
        return Offer(item, accepted, source, answered, _staleness(item, source, answered, at))
    return None


def _staleness(item: Item, source: HandedIn, answered: Item, at: datetime) -> tuple[Staleness, ...]:
    reasons = {
        Staleness.OLD: at - source.received_at > FRESH_FOR,
        Staleness.REQUIREMENT: _demanded(item.requirement) != _demanded(answered.requirement),
        Staleness.QUESTION: _asked(item.question) != _asked(answered.question),
    }
    return tuple(reason for reason, is_so in reasons.items() if is_so)


def _demanded(requirement: Requirement) -> object:
    return requirement.title, requirement.text, requirement.guidance


def _asked(question: Question | None) -> object:
    """Everything of a question that a supplier reads before answering it."""
    if question is None:
        return None
    options = [(option.key, option.label) for option in question.options]
    bounds = (question.minimum, question.maximum, question.unit)
    return question.wording, question.guidance, bounds, options
