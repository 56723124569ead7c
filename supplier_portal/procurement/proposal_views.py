"""This file prepares what is shown of a proposal: by theme, with the reasons in words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from questionnaires.catalogue import Theme
from questionnaires.house import House
from questionnaires.knowledge import Knowledge
from questionnaires.proposal_changes import Change, Difference
from questionnaires.proposal_words import reasons_in_words
from questionnaires.proposing import Line
from questionnaires.requirement_sets import Requirement
from questionnaires.risk_profile import RiskProfile
from questionnaires.segments import Segment
from questionnaires.wording import Wording
from supplier_portal.services.risk_profiles import Proposed


@dataclass(frozen=True, slots=True)
class Row:
    """A measure that can be asked, proposed or not, with the reasons in words."""

    line: Line
    title: Wording
    text: Wording
    reasons: Wording
    is_own: bool
    is_taken: bool
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A theme with what is proposed, and what could be asked but is not proposed."""

    theme: Theme
    proposed: tuple[Row, ...]
    others: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A proposal by theme; ``left_over`` is in the set though it is not proposed (any more)."""

    sections: tuple[Section, ...]
    proposed_count: int
    left_over: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A measure that a change of the profile makes join or leave, and why."""

    number: str
    title: Wording
    reasons: Wording


@dataclass(frozen=True, slots=True)
class Changes:
    """What would join and what would leave."""

    joining: tuple[Told, ...]
    leaving: tuple[Told, ...]


def view(
    found: Proposed, requirements: Sequence[Requirement], left_out: Collection[str] = ()
) -> View:
    """A proposal as it is shown beside the set as it is.

    ``left_out`` names, by norm and number, what is not asked for a reason that was given.
    """
    rows = [
        (theme, replace(row, is_left_out=f"{norm} {row.line.number}" in left_out))
        for norm, several in (
            (found.catalogue.norm, _of_norm(found, requirements)),
            (found.house.name, _of_house(found, requirements)),
        )
        for theme, row in several
    ]
    sections = tuple(
        Section(
            theme,
            tuple(row for at, row in rows if at is theme and row.line.is_proposed),
            tuple(row for at, row in rows if at is theme and not row.line.is_proposed),
        )
        for theme in Theme
    )
    return View(
        sections=tuple(section for section in sections if section.proposed or section.others),
        proposed_count=sum(len(section.proposed) for section in sections),
        left_over=tuple(row for _, row in rows if row.is_taken and not row.line.is_proposed),
    )


def summary(profile: RiskProfile, known: Knowledge) -> list[Wording]:
    """What is bought and what is at stake, in the titles that people know."""
    segments, factors = profile.effective_segments, profile.risk_factors
    titles = [
        *(item.title for item in known.segments if item.key in segments),
        *(item.title for item in known.risk_factors if item.key in factors),
    ]
    # A supplement and the risk factor it goes with can have one name: say it once.
    return list(dict.fromkeys(titles))


def notices(profile: RiskProfile, known: Knowledge) -> list[Segment]:
    """The segments of which a buyer must know something."""
    return [
        item for item in known.segments if item.notice and item.key in profile.effective_segments
    ]


def told(changes: Difference, known: Knowledge, home: House) -> Changes:
    """The consequences of another profile, in words."""
    own = {number: kept.measure.proposal for number, kept in home.measures.items()}
    titles = {number: asks.title for number, asks in {**known.proposals, **own}.items()}
    return Changes(_told(changes.joining, known, titles), _told(changes.leaving, known, titles))


def _told(
    changes: Iterable[Change], known: Knowledge, titles: Mapping[str, Wording]
) -> tuple[Told, ...]:
    return tuple(
        Told(item.number, titles[item.number], reasons_in_words(item, known)) for item in changes
    )


def _of_norm(found: Proposed, requirements: Sequence[Requirement]) -> Iterable[tuple[Theme, Row]]:
    taken = _numbers(requirements, found.catalogue.norm)
    for line in found.proposals.for_suppliers:
        measure = found.catalogue.by_number[line.number]
        own = found.house.text_for(found.catalogue.norm, line.number)
        yield measure.theme, _row(line, found.known, own.text if own else None, taken)


def _of_house(found: Proposed, requirements: Sequence[Requirement]) -> Iterable[tuple[Theme, Row]]:
    taken = _numbers(requirements, found.house.name)
    for line in found.own:
        row = _row(line, found.known, None, taken, is_own=True)
        yield found.house.measures[line.number].measure.theme, row


def _row(
    line: Line, known: Knowledge, text: Wording | None, taken: set[str], *, is_own: bool = False
) -> Row:
    asks = line.asks
    return Row(
        line=line,
        title=asks.title if asks else Wording(),
        text=text or (asks.text if asks else Wording()),
        reasons=reasons_in_words(line, known),
        is_own=is_own,
        is_taken=line.number in taken,
    )


def _numbers(requirements: Iterable[Requirement], norm: str) -> set[str]:
    return {item.reference.number for item in requirements if item.reference.norm == norm}
