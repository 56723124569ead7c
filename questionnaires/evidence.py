"""This file says what a supplier tells of a file that is to prove something, and if it holds."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from questionnaires.errors import InvalidParticularsError, Message, translatable
from questionnaires.requirement_sets import ProofType
from questionnaires.wording import safe

LONGEST_TITLE = 200
LONGEST_SCOPE = 1_000


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a file is: of which type and by whom, about what, over which period, and until when.

    Without ``proof_type`` it is of another type than requirements ask by name. Raises
    InvalidParticularsError when its parts contradict each other or are too long.
    """

    title: str
    proof_type: ProofType | None = None
    issuer: str = ""
    scope: str = ""
    covers_from: date | None = None
    covers_until: date | None = None
    valid_until: date | None = None

    def __post_init__(self) -> None:
        for name in ("title", "issuer", "scope"):
            object.__setattr__(self, name, safe(getattr(self, name)).strip())
        problem = _problem_of(self)
        if problem is not None:
            raise InvalidParticularsError(problem=problem)


class Validity(StrEnum):
    """Whether a proof still holds, and whether it will at a deadline."""

    HOLDS = "holds"
    ENDS_BEFORE = "ends_before"
    EXPIRED = "expired"
    UNTOLD = "untold"


def validity(particulars: Particulars, today: date, deadline: date | None = None) -> Validity:
    """Whether a proof holds today, and on the day of the deadline if there is one."""
    until = particulars.valid_until
    if until is None:
        return Validity.UNTOLD
    if until < today:
        return Validity.EXPIRED
    if deadline is not None and until < deadline:
        return Validity.ENDS_BEFORE
    return Validity.HOLDS


def _problem_of(particulars: Particulars) -> Message | None:
    begin, end = particulars.covers_from, particulars.covers_until
    if not particulars.title:
        return translatable("it needs a title.")
    if max(len(particulars.title), len(particulars.issuer)) > LONGEST_TITLE:
        return translatable("its title or issuer is too long.")
    if len(particulars.scope) > LONGEST_SCOPE:
        return translatable("its scope is too long.")
    if begin is not None and end is not None and end < begin:
        return translatable("the period ends before it begins.")
    return None
