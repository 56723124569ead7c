"""This file says what would join and leave a proposal when the risk profile changes, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from questionnaires.proposing import Line, Proposals, Reason, ReasonKind


@dataclass(frozen=True, slots=True)
class Change:
    """A number that joins or leaves, and the reasons that made the difference."""

    number: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The numbers that join a proposal and those that leave it, each in their catalogue's order."""

    joining: tuple[Change, ...] = ()
    leaving: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.joining or self.leaving)


def difference(before: Proposals, after: Proposals) -> Difference:
    """Say what changes from one proposal to another.

    What joins is told with the segments and risk factors that were not there before, what leaves
    with those that are gone; where it is neither, with why the number is proposed, or is not.
    """
    return Difference(
        joining=tuple(_joins(line, before) for line in _only_in(after, before)),
        leaving=tuple(_leaves(line, after) for line in _only_in(before, after)),
    )


def _only_in(one: Proposals, other: Proposals) -> Iterable[Line]:
    there = {line.number for line in other.proposed}
    return (line for line in one.proposed if line.number not in there)


def _joins(line: Line, before: Proposals) -> Change:
    return Change(line.number, _not_held(line.reasons, before) or line.reasons)


def _leaves(line: Line, after: Proposals) -> Change:
    now = after.by_number.get(line.number)
    return Change(line.number, _not_held(line.reasons, after) or (now or line).reasons)


def _not_held(reasons: Iterable[Reason], proposals: Proposals) -> tuple[Reason, ...]:
    held = {
        ReasonKind.SEGMENT: proposals.segments,
        ReasonKind.RISK_FACTOR: proposals.risk_factors,
    }
    return tuple(item for item in reasons if item.kind in held and item.key not in held[item.kind])
