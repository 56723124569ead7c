"""This file holds what an organisation adds to the norms: words, measures, segments of its own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from questionnaires.catalogue import ANY_NUMBER, Theme
from questionnaires.errors import InvalidEntryError, Message, translatable
from questionnaires.knowledge.proposals import Proposal
from questionnaires.requirement_sets import Reference, Requirement, identifier_of
from questionnaires.segments import Segment
from questionnaires.wording import Wording


class EntryKind(StrEnum):
    """What an organisation can keep beside the norms."""

    TEXT = "text"
    MEASURE = "measure"
    SEGMENT = "segment"


@dataclass(frozen=True, slots=True)
class HouseText:
    """How an organisation itself words what it asks for a measure of a norm, in any edition.

    Without ``guidance`` the help for the supplier stays ours.
    Raises InvalidEntryError when its parts contradict each other.
    """

    norm: str
    number: str
    text: Wording
    guidance: Wording = Wording()

    def __post_init__(self) -> None:
        _refuse(self.key, _problem_of_text(self))

    @property
    def key(self) -> str:
        """What it is kept under."""
        return f"{self.norm} {self.number}"


@dataclass(frozen=True, slots=True)
class OwnMeasure:
    """A measure of an organisation itself, beside the norms, with what it asks of a supplier.

    Raises InvalidEntryError when its parts contradict each other, InvalidRequirementError when
    what it asks cannot be a requirement.
    """

    number: str
    theme: Theme
    proposal: Proposal

    def __post_init__(self) -> None:
        _refuse(self.number, _problem_of_measure(self))
        reference = Reference("", "", self.number)
        identifier = identifier_of("", self.number).removeprefix("x-")
        self.proposal.requirement(identifier, reference, theme=self.theme)

    @property
    def key(self) -> str:
        """What it is kept under."""
        return self.number


Entry: TypeAlias = HouseText | OwnMeasure | Segment


@dataclass(frozen=True, slots=True)
class KeptMeasure:
    """An own measure with the number of its version, which its requirements name."""

    measure: OwnMeasure
    version: int

    @property
    def edition(self) -> str:
        """The version as a requirement names it; the same in every language."""
        return f"v{self.version}"


@dataclass(frozen=True, slots=True)
class House:
    """All that counts now for one organisation, whose ``name`` is the norm of its own measures."""

    name: str
    texts: Mapping[str, HouseText] = field(default_factory=lambda: MappingProxyType({}))
    measures: Mapping[str, KeptMeasure] = field(default_factory=lambda: MappingProxyType({}))
    segments: tuple[Segment, ...] = ()

    def text_for(self, norm: str, number: str) -> HouseText | None:
        """The own words for a measure of a norm, if there are any."""
        return self.texts.get(f"{norm} {number}")

    def worded(self, requirement: Requirement) -> Requirement:
        """Give a requirement in the organisation's own words, where it has them."""
        reference = requirement.reference
        own = self.text_for(reference.norm, reference.number)
        if own is None:
            return requirement
        return replace(requirement, text=own.text, guidance=own.guidance or requirement.guidance)

    def requirement(self, kept: KeptMeasure, taken: Collection[str] = ()) -> Requirement:
        """Make a requirement of an own measure; ``taken`` names the identifiers in use."""
        number = kept.measure.number
        return kept.measure.proposal.requirement(
            identifier_of(self.name, number, taken),
            Reference(self.name, kept.edition, number),
            theme=kept.measure.theme,
        )


def kind_of(entry: Entry) -> EntryKind:
    """What kind of thing an entry is."""
    match entry:
        case HouseText():
            return EntryKind.TEXT
        case OwnMeasure():
            return EntryKind.MEASURE
        case Segment():
            return EntryKind.SEGMENT


def _refuse(key: str, problem: Message | None) -> None:
    if problem is not None:
        raise InvalidEntryError(key=key, problem=problem)


def _problem_of_text(entry: HouseText) -> Message | None:
    if not entry.norm.strip() or ANY_NUMBER.fullmatch(entry.number) is None:
        return translatable("it must be about a measure of a norm.")
    return None if _is_written(entry.text) else translatable("write what you require.")


def _problem_of_measure(entry: OwnMeasure) -> Message | None:
    if ANY_NUMBER.fullmatch(entry.number) is None:
        return translatable(
            "its number must be at most 20 letters, digits, points, dashes and brackets."
        )
    proposal = entry.proposal
    if not (_is_written(proposal.title) and _is_written(proposal.text)):
        return translatable("it needs a title and a requirement.")
    return None


def _is_written(wording: Wording) -> bool:
    return bool(wording.nl.strip() or wording.en.strip())
