"""This file prepares what the catalogue's pages show: what is found, and all about one measure."""

from dataclasses import dataclass
from uuid import UUID

from werkzeug.datastructures import MultiDict

from questionnaires import knowledge
from questionnaires.catalogue import Catalogue, Category, Control, Measure
from questionnaires.knowledge.proposals import Proposal
from questionnaires.parts import Part, part_of, parts_of
from questionnaires.requirement_sets import ProofType
from questionnaires.search import Index, Passage
from questionnaires.segments import EVERY_SEGMENT, RiskFactor, Segment
from questionnaires.wording import Wording
from supplier_portal.procurement.parts import asked_for
from supplier_portal.web.queries import query_of

LETTERS = "abcdefghij"
_NUMBER, _TITLE, _TEXT = 9, 5, 1
_MOST_INDEXES = 8
_INDEXES: dict[UUID, Index] = {}


@dataclass(frozen=True, slots=True)
class Filters:
    """What one can look for in a catalogue: only what can be found in it."""

    parts: tuple[Part, ...]
    categories: tuple[Category, ...]
    letters: tuple[str, ...]
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in a catalogue; an empty text asks for nothing in particular."""

    query: str
    part: Part | None
    category: str
    letter: str
    segment: str

    @property
    def is_anything(self) -> bool:
        """Whether something was asked for."""
        return any((self.query, self.part, self.category, self.letter, self.segment))


@dataclass(frozen=True, slots=True)
class Found:
    """A measure in a list of results."""

    measure: Measure
    title: Wording
    text: Wording


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of demonstration is shown, and by which kinds of proof."""

    key: str
    text: Wording
    types: tuple[ProofType, ...]


@dataclass(frozen=True, slots=True)
class About:
    """All that the project knows about one measure."""

    measure: Measure
    control: Control
    part: Part
    title: Wording
    proposal: Proposal | None
    reason: Wording | None
    levels: tuple[Level, ...]
    segments: tuple[Segment, ...]
    is_for_every_segment: bool
    risk_factors: tuple[RiskFactor, ...]
    letters: tuple[str, ...]
    is_carried_over: bool


def filters(catalogue: Catalogue) -> Filters:
    """What a catalogue can be filtered by: letters and segments only where we know them."""
    categories = {category for item in catalogue.measures for category in item.categories}
    letters = {letter for item in catalogue.measures for letter in _letters(catalogue, item)}
    return Filters(
        parts=tuple(part for part in parts_of(catalogue) if part.measure_count),
        categories=tuple(category for category in Category if category in categories),
        letters=tuple(letter for letter in LETTERS if letter in letters),
        segments=knowledge.load().segments if catalogue.norm == knowledge.NORM else (),
    )


def wanted_from(arguments: MultiDict[str, str], offered: Filters) -> Wanted:
    """Read what an address asks for; anything that is not offered is passed over."""
    choices: dict[str, set[str]] = {
        "category": {category.value for category in offered.categories},
        "letter": set(offered.letters),
        "segment": {segment.key for segment in offered.segments},
    }
    asked = {name: arguments.get(name, "") for name in choices}
    kept = {name: value if value in choices[name] else "" for name, value in asked.items()}
    part = asked_for(offered.parts, arguments)
    return Wanted(query=query_of(arguments), part=part, **kept)


def search(catalogue_id: UUID, catalogue: Catalogue, wanted: Wanted) -> list[Found]:
    """The measures that fit, the best match first or else in the order of the norm."""
    by_number = catalogue.by_number
    numbers = (
        _index(catalogue_id, catalogue).find(wanted.query) if wanted.query else list(by_number)
    )
    measures = [by_number[number] for number in numbers]
    return [_found(catalogue, measure) for measure in measures if _fits(catalogue, measure, wanted)]


def about(catalogue: Catalogue, measure: Measure) -> About:
    """All that is known of one measure."""
    known = knowledge.load()
    proposal = known.proposal(catalogue, measure.number)
    control = next(
        (item for item in catalogue.controls if item.number == measure.control),
        Control(measure.control),
    )
    segments = proposal.segments if proposal else ()
    factors = proposal.risk_factors if proposal else ()
    return About(
        measure=measure,
        control=Control(control.number, control.title or known.title_of_control(control.number)),
        part=part_of(parts_of(catalogue), measure),
        title=_title(catalogue, measure),
        proposal=proposal,
        reason=known.reason(catalogue, measure.number),
        levels=_levels(proposal),
        segments=tuple(segment for segment in known.segments if segment.key in segments),
        is_for_every_segment=EVERY_SEGMENT in segments,
        risk_factors=tuple(factor for factor in known.risk_factors if factor.key in factors),
        letters=_letters(catalogue, measure),
        is_carried_over=catalogue.norm == knowledge.NORM
        and measure.number in known.facts.carried_over,
    )


def _index(catalogue_id: UUID, catalogue: Catalogue) -> Index:
    """What a catalogue is searched by; once imported it never changes, so it is made once."""
    if catalogue_id not in _INDEXES:
        if len(_INDEXES) >= _MOST_INDEXES:
            _INDEXES.clear()
        _INDEXES[catalogue_id] = Index(
            {number: _passages(catalogue, number) for number in catalogue.by_number}
        )
    return _INDEXES[catalogue_id]


def _passages(catalogue: Catalogue, number: str) -> list[Passage]:
    measure = catalogue.by_number[number]
    proposal = knowledge.load().proposal(catalogue, number)
    titles = (_title(catalogue, measure), knowledge.load().title_of_control(measure.control))
    texts = (measure.text, *(proposal.wordings if proposal else ()))
    return [
        Passage(number, _NUMBER),
        *(Passage(text, _TITLE) for title in titles for text in (title.nl, title.en)),
        *(Passage(text, _TEXT) for wording in texts for text in (wording.nl, wording.en)),
    ]


def _fits(catalogue: Catalogue, measure: Measure, wanted: Wanted) -> bool:
    proposal = knowledge.load().proposal(catalogue, measure.number)
    segments = proposal.segments if proposal else ()
    return (
        (wanted.part is None or wanted.part.holds(measure))
        and (not wanted.category or Category(wanted.category) in measure.categories)
        and (not wanted.letter or wanted.letter in _letters(catalogue, measure))
        and (not wanted.segment or bool({wanted.segment, EVERY_SEGMENT} & set(segments)))
    )


def _letters(catalogue: Catalogue, measure: Measure) -> tuple[str, ...]:
    # Another norm can number its own controls alike. NEN 7510 does follow ISO/IEC 27002, but adds
    # controls for care, of which no letter is known: a filter would hide them without a word.
    if catalogue.norm != knowledge.NORM:
        return ()
    return knowledge.load().letters_of(measure.control)


def _found(catalogue: Catalogue, measure: Measure) -> Found:
    proposal = knowledge.load().proposal(catalogue, measure.number)
    return Found(measure, _title(catalogue, measure), proposal.text if proposal else Wording())


def _title(catalogue: Catalogue, measure: Measure) -> Wording:
    known = knowledge.load()
    proposal = known.proposal(catalogue, measure.number)
    ours = proposal.title if proposal else Wording()
    return measure.title or ours or known.title_of_control(measure.control)


def _levels(proposal: Proposal | None) -> tuple[Level, ...]:
    if proposal is None:
        return ()
    proof = proposal.proof
    levels = (
        Level("design", proof.design, proof.design_types),
        Level("existence", proof.existence, proof.existence_types),
        Level("operation", proof.operation, proof.operation_types),
    )
    return tuple(level for level in levels if level.text)
