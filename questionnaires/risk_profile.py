"""This file describes a purchase: what is bought and what is at stake, as a buyer answers it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum

from questionnaires.errors import Message, translatable
from questionnaires.questions import ZERO, is_plain
from questionnaires.segments import Segment

LONG_TERM_FROM_MONTHS = 24
"""From two years on, threats and technology change within the contract."""

_DEVELOPMENT, _STAFFING = "application_development", "staffing"
_PRIVACY, _MEDICAL, _OT, _CLASSIFIED = "privacy", "medical", "ot", "classified"


class Information(StrEnum):
    """A kind of information that the supplier handles or can see."""

    OPEN = "open"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SPECIAL_PERSONAL = "special_personal"
    CLASSIFIED = "classified"


class Level(StrEnum):
    """How much harm it does when availability, integrity or confidentiality fails."""

    NORMAL = "normal"
    HIGH = "high"


class Storage(StrEnum):
    """Where the supplier keeps the buyer's data; what is not known may well be outside."""

    NOWHERE = "nowhere"
    INSIDE_EEA = "inside_eea"
    OUTSIDE_EEA = "outside_eea"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RiskProfile:
    """What a buyer answers about a purchase; None, or nothing chosen, is not answered yet.

    ``segments`` holds the keys of segments and supplements. ``value_in_euro`` changes no proposal:
    it stands beside the effort that a set asks, so that people can judge what is proportional.
    """

    segments: frozenset[str] = frozenset()
    information: frozenset[Information] = frozenset()
    availability: Level | None = None
    integrity: Level | None = None
    confidentiality: Level | None = None
    internet_facing: bool | None = None
    network_access: bool | None = None
    premises_access: bool | None = None
    storage: Storage | None = None
    development: bool | None = None
    ot: bool | None = None
    care: bool | None = None
    chain_role: bool | None = None
    sub_suppliers: bool | None = None
    term_in_months: int | None = None
    value_in_euro: Decimal | None = None

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The names of what is not answered yet, in the order in which it is asked."""
        return tuple(
            field.name for field in fields(self) if getattr(self, field.name) in (None, frozenset())
        )

    @property
    def is_classified(self) -> bool:
        """Whether classified information is at stake, for which BIO2's basic level falls short."""
        return _CLASSIFIED in self.segments or Information.CLASSIFIED in self.information

    @property
    def effective_segments(self) -> frozenset[str]:
        """What is bought, with the supplements that follow from what is at stake."""
        added = {
            _PRIVACY: self._has_personal_data,
            _MEDICAL: self.care is True,
            _OT: self.ot is True,
            _CLASSIFIED: self.is_classified,
        }
        return self.segments | {key for key, is_added in added.items() if is_added}

    @property
    def risk_factors(self) -> frozenset[str]:
        """The keys of what is at stake.

        A supplement that is chosen says as much as the answer it goes with, and whoever buys
        application development buys development, whatever else is answered or left open.
        """
        at_stake = {
            "personal_data": self._has_personal_data,
            "special_personal_data": Information.SPECIAL_PERSONAL in self.information,
            "confidentiality": self.confidentiality is Level.HIGH,
            "integrity": self.integrity is Level.HIGH,
            "availability": self.availability is Level.HIGH,
            "internet_facing": self.internet_facing is True,
            "network_access": self.network_access is True,
            "premises_access": self.premises_access is True,
            "data_abroad": self.storage in {Storage.OUTSIDE_EEA, Storage.UNKNOWN},
            "development": self.development is True or _DEVELOPMENT in self.segments,
            "sub_suppliers": self.sub_suppliers is True,
            "long_term": (self.term_in_months or 0) >= LONG_TERM_FROM_MONTHS,
            "ot": self.ot is True or _OT in self.segments,
            "care": self.care is True or _MEDICAL in self.segments,
            "chain_role": self.chain_role is True,
        }
        return frozenset(key for key, is_at_stake in at_stake.items() if is_at_stake)

    @property
    def _has_personal_data(self) -> bool:
        personal = {Information.PERSONAL, Information.SPECIAL_PERSONAL}
        return _PRIVACY in self.segments or not personal.isdisjoint(self.information)


def problem_of(profile: RiskProfile, segments: Iterable[Segment]) -> Message | None:
    """Say what must be changed before a proposal makes sense, if anything must."""
    known = {segment.key: segment for segment in segments}
    return (
        _problem_of_segments(profile.segments, known.keys())
        or _problem_of_what_is_bought([known[key] for key in profile.segments])
        or _problem_of_staffing(profile)
        or _problem_of_amounts(profile)
    )


def _problem_of_segments(chosen: frozenset[str], known: Collection[str]) -> Message | None:
    if not chosen:
        return translatable("Choose at least one thing that you buy.")
    if not chosen <= set(known):
        return translatable(
            "Something you chose can no longer be chosen. Choose what you buy again."
        )
    return None


def _problem_of_what_is_bought(chosen: Collection[Segment]) -> Message | None:
    if not all(segment.adds_to_others or segment.is_supplement for segment in chosen):
        return None
    if any(segment.adds_to_others for segment in chosen):
        return translatable("Chain partners go with something else. Also choose what they supply.")
    return translatable("A supplement goes with something else. Also choose what you buy.")


def _problem_of_staffing(profile: RiskProfile) -> Message | None:
    accesses = (profile.network_access, profile.premises_access)
    if _STAFFING in profile.segments and all(access is False for access in accesses):
        return translatable(
            "People who work on site enter your buildings or your systems. "
            "Say which, or choose something other than staffing."
        )
    return None


def _problem_of_amounts(profile: RiskProfile) -> Message | None:
    if profile.term_in_months is not None and profile.term_in_months < 1:
        return translatable("Give the term in whole months, at least 1.")
    value = profile.value_in_euro
    if value is not None and not (is_plain(value) and value >= ZERO):
        return translatable("Give the value in euros as a number of zero or more.")
    return None
