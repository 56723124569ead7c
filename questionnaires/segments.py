"""This file says what can be bought, and what can be at stake, in the terms of a risk profile."""

from dataclasses import dataclass

from questionnaires.wording import Wording

EVERY_SEGMENT = "all"


@dataclass(frozen=True, slots=True)
class Segment:
    """An inkooponderdeel, such as cloud services.

    One that ``adds_to_others`` is chosen beside another segment, never instead of it; so is a
    supplement, such as medical data. A ``notice`` is what a buyer must know on choosing it.
    """

    key: str
    title: Wording
    description: Wording
    is_supplement: bool = False
    adds_to_others: bool = False
    notice: Wording = Wording()


@dataclass(frozen=True, slots=True)
class RiskFactor:
    """Something that can be at stake, such as personal data, and why that matters."""

    key: str
    title: Wording
    why: Wording
