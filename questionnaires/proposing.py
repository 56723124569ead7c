"""This file proposes, from a risk profile, which measures to ask of a supplier, and why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from questionnaires.catalogue import Catalogue, Measure, MeasureStatus
from questionnaires.house import OwnMeasure
from questionnaires.knowledge import Knowledge
from questionnaires.knowledge.proposals import Proposal
from questionnaires.proving import ProofStep, heaviest, steps_of
from questionnaires.questions import ZERO
from questionnaires.requirement_sets import RequirementKind
from questionnaires.risk_profile import RiskProfile
from questionnaires.segments import EVERY_SEGMENT


class ReasonKind(StrEnum):
    """Why a number is proposed (the first four) or is not."""

    ALWAYS = "always"
    EVERY_PURCHASE = "every_purchase"
    SEGMENT = "segment"
    RISK_FACTOR = "risk_factor"
    NO_SEGMENT = "no_segment"
    NO_RISK_FACTOR = "no_risk_factor"
    CLASSIFIED_STOP = "classified_stop"
    GOVERNMENT_ONLY = "government_only"
    UNKNOWN = "unknown"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    SEE = "see"


_NEVER = {
    MeasureStatus.MOVED: ReasonKind.MOVED,
    MeasureStatus.WITHDRAWN: ReasonKind.WITHDRAWN,
    MeasureStatus.SEE: ReasonKind.SEE,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, not yet in words.

    ``key`` is that of a segment or risk factor; of a number that moved, or refers to another, it
    is that number; any other kind has none.
    """

    kind: ReasonKind
    key: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What is proposed for one number of a catalogue, and why.

    ``asks`` is what would be asked of a supplier: None where nothing ever is, or is known.
    """

    number: str
    is_proposed: bool
    reasons: tuple[Reason, ...]
    asks: Proposal | None = None

    @property
    def is_for_suppliers(self) -> bool:
        """Whether it can be asked of a supplier at all."""
        return self.asks is not None

    @property
    def kind(self) -> RequirementKind | None:
        """Eis, wens or information, by default."""
        return self.asks.kind if self.asks else None

    @property
    def weight(self) -> Decimal:
        """What it can earn, by default."""
        return self.asks.weight if self.asks else ZERO

    @property
    def proof_steps(self) -> tuple[ProofStep, ...]:
        """What must be shown, level by level, and when."""
        return steps_of(self.asks.proof) if self.asks else ()

    @property
    def heaviest_proof(self) -> ProofStep | None:
        """The proof that weighs most on the supplier, and when it is asked."""
        return heaviest(self.proof_steps)


@dataclass(frozen=True)
class Proposals:
    """Every number of a catalogue, proposed or not; what the profile came down to goes with it."""

    lines: tuple[Line, ...]
    segments: frozenset[str]
    risk_factors: frozenset[str]

    @property
    def proposed(self) -> tuple[Line, ...]:
        """The lines that are proposed, in the order of the catalogue."""
        return tuple(line for line in self.lines if line.is_proposed)

    @property
    def for_suppliers(self) -> tuple[Line, ...]:
        """The lines that can be asked of a supplier at all, proposed or not."""
        return tuple(line for line in self.lines if line.is_for_suppliers)

    @cached_property
    def by_number(self) -> Mapping[str, Line]:
        """Its lines by number."""
        return {line.number: line for line in self.lines}


def propose(profile: RiskProfile, known: Knowledge, catalogue: Catalogue) -> Proposals:
    """Say of every number of a catalogue whether to ask it in this purchase, with the reasons.

    A measure is relevant in its segments where one of its risk factors is at stake or none is
    named; what belongs in every contract is always proposed. For classified information nothing
    is: BIO2's basic level is not meant for the threats that go with it, so people must decide.
    """
    scope = _scope_of(profile)
    lines = (_line(measure, known, catalogue, scope) for measure in catalogue.measures)
    return Proposals(tuple(lines), scope.segments, scope.risk_factors)


def propose_own(profile: RiskProfile, measures: Iterable[OwnMeasure]) -> tuple[Line, ...]:
    """Say the same of the measures that an organisation has of its own."""
    scope = _scope_of(profile)
    return tuple(_asked_line(measure.number, measure.proposal, scope) for measure in measures)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a profile comes down to, worked out once for all numbers."""

    segments: frozenset[str]
    risk_factors: frozenset[str]
    is_classified: bool


def _scope_of(profile: RiskProfile) -> _Scope:
    return _Scope(profile.effective_segments, profile.risk_factors, profile.is_classified)


def _line(measure: Measure, known: Knowledge, catalogue: Catalogue, scope: _Scope) -> Line:
    never = _NEVER.get(measure.status)
    if never is not None:
        return Line(
            measure.number, is_proposed=False, reasons=(Reason(never, measure.target or ""),)
        )
    asks = known.proposal(catalogue, measure.number)
    if asks is None:
        is_explained = known.reason(catalogue, measure.number) is not None
        kind = ReasonKind.GOVERNMENT_ONLY if is_explained else ReasonKind.UNKNOWN
        return Line(measure.number, is_proposed=False, reasons=(Reason(kind),))
    return _asked_line(measure.number, asks, scope)


def _asked_line(number: str, asks: Proposal, scope: _Scope) -> Line:
    if scope.is_classified:
        stop = Reason(ReasonKind.CLASSIFIED_STOP)
        return Line(number, is_proposed=False, reasons=(stop,), asks=asks)
    if not (asks.segments or asks.is_always_asked):
        return Line(number, is_proposed=False, reasons=(Reason(ReasonKind.UNKNOWN),), asks=asks)
    against = tuple(_reasons_against(asks, scope))
    reasons = against or tuple(_reasons_for(asks, scope))
    return Line(number, is_proposed=not against, reasons=reasons, asks=asks)


def _reasons_against(asks: Proposal, scope: _Scope) -> Iterator[Reason]:
    if asks.is_always_asked:
        return
    if EVERY_SEGMENT not in asks.segments and scope.segments.isdisjoint(asks.segments):
        yield from (Reason(ReasonKind.NO_SEGMENT, key) for key in asks.segments)
    elif asks.risk_factors and scope.risk_factors.isdisjoint(asks.risk_factors):
        yield from (Reason(ReasonKind.NO_RISK_FACTOR, key) for key in asks.risk_factors)


def _reasons_for(asks: Proposal, scope: _Scope) -> Iterator[Reason]:
    if asks.is_always_asked:
        yield Reason(ReasonKind.ALWAYS)
    elif EVERY_SEGMENT not in asks.segments:
        yield from _held(ReasonKind.SEGMENT, asks.segments, scope.segments)
    elif not asks.risk_factors:
        yield Reason(ReasonKind.EVERY_PURCHASE)
    yield from _held(ReasonKind.RISK_FACTOR, asks.risk_factors, scope.risk_factors)


def _held(kind: ReasonKind, keys: tuple[str, ...], held: frozenset[str]) -> Iterator[Reason]:
    return (Reason(kind, key) for key in keys if key in held)
