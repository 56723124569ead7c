"""This file checks whether a requirement set can be published, one check a thing to be in order."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from questionnaires.errors import Message, translatable
from questionnaires.requirement_sets import Requirement, RequirementKind
from questionnaires.revisions import lacks_text, total_weight
from questionnaires.wording import Language


class CheckKey(StrEnum):
    """What must be in order before publication."""

    REQUIREMENTS = "requirements"
    TEXTS = "texts"
    WEIGHTS = "weights"
    DEADLINE = "deadline"
    REVIEWERS = "reviewers"
    EXCEPTIONS = "exceptions"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Check:
    """Whether one thing is in order; ``problem`` says what is not, and ``facts`` fill it in.

    ``about`` names the requirements that the problem is in.
    """

    key: CheckKey
    problem: Message | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    about: tuple[str, ...] = ()

    @property
    def is_in_order(self) -> bool:
        """Whether it does not stand in the way of publication."""
        return self.problem is None


def of_set(requirements: Sequence[Requirement], language: Language) -> tuple[Check, ...]:
    """The checks of what is asked, for suppliers who read this language."""
    return (
        _of_requirements(requirements),
        _of_texts(requirements, language),
        _of_weights(requirements),
    )


def of_deadline(deadline: datetime | None, *, at: datetime, minimum_days: int) -> Check:
    """Whether suppliers have at least so many days when the set is published at this moment."""
    facts = {"deadline": deadline, "days": minimum_days}
    problem = None
    if deadline is None or deadline <= at:
        problem = translatable("Set a deadline in the future.")
    elif deadline - at < timedelta(days=minimum_days):
        problem = translatable("Give suppliers at least %(days)s days: set a later deadline.")
    return Check(CheckKey.DEADLINE, problem, facts)


def of_reviewers(names: Sequence[str]) -> Check:
    """Whether it is known who will judge the responses."""
    problem = None if names else translatable("Name at least one reviewer.")
    return Check(CheckKey.REVIEWERS, problem, {"names": ", ".join(names)})


def of_changes(count: int, *, since: int) -> Check:
    """Whether there is anything to publish after revision ``since``."""
    problem = None if count else translatable("Nothing changed since revision %(since)s.")
    return Check(CheckKey.CHANGES, problem, {"count": count, "since": since})


def of_exceptions(count: int, without_reason: Sequence[str], *, has_profile: bool = True) -> Check:
    """Whether it is known of each exception why (BIO2 lets a measure go with a reason only).

    Without a risk profile nothing was proposed, so that nothing can be an exception.
    """
    facts = {"count": count, "has_profile": has_profile}
    problem = translatable("Say why the set asks less than was proposed, in: %(requirements)s.")
    return _of_those(CheckKey.EXCEPTIONS, problem, without_reason, facts)


def _of_requirements(requirements: Sequence[Requirement]) -> Check:
    problem = None if requirements else translatable("Add at least one requirement.")
    return Check(CheckKey.REQUIREMENTS, problem, {"count": len(requirements)})


def _of_texts(requirements: Sequence[Requirement], language: Language) -> Check:
    found = tuple(item.identifier for item in requirements if lacks_text(item, language))
    problem = translatable(
        "A text is missing in the language of the procurement, in: %(requirements)s."
    )
    return _of_those(CheckKey.TEXTS, problem, found, {"language": language.value})


def _of_weights(requirements: Sequence[Requirement]) -> Check:
    """Whether nothing counts twice; that a scored requirement has a weight is its own rule."""
    counted = Counter(item.reference for item in requirements if _counts(item))
    scored = [item for item in requirements if item.kind is RequirementKind.SCORED]
    doubled = {item.reference for item in scored if counted[item.reference] > 1}
    found = tuple(
        item.identifier for item in requirements if item.reference in doubled and _counts(item)
    )
    problem = translatable(
        "The same measure counts twice, in: %(requirements)s. Keep one, or make the other one "
        "information."
    )
    facts = {"count": len(scored), "total": total_weight(tuple(requirements))}
    return _of_those(CheckKey.WEIGHTS, problem, found, facts)


def _counts(requirement: Requirement) -> bool:
    return requirement.kind is not RequirementKind.INFORMATIVE


def _of_those(
    key: CheckKey, problem: Message, found: Iterable[str], facts: Mapping[str, object]
) -> Check:
    about = tuple(found)
    named = {**facts, "requirements": ", ".join(about)}
    return Check(key, problem if about else None, named, about)
