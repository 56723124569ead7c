"""This file prepares the history of what an organisation adds to the norms: who changed what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from flask_babel import get_locale, gettext

from questionnaires.house import Entry, HouseText, OwnMeasure
from questionnaires.knowledge.proposals import Proposal
from questionnaires.measure_changes import Rewording
from questionnaires.questions import Question
from questionnaires.requirement_sets import Requirement
from questionnaires.segments import Segment
from questionnaires.wording import Language, Wording
from supplier_portal.services.house import Version
from supplier_portal.web import option_lines
from supplier_portal.web.formatting import figure
from supplier_portal.web.names import name_of

_Texts = dict[str, Wording]
NO_TITLES: Mapping[str, Wording] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Change:
    """A text that reads otherwise than before, under the name people know it by."""

    name: str
    text: Rewording


@dataclass(frozen=True, slots=True)
class Told:
    """One version in a history, with what it changed; the first one changes what we propose."""

    number: int
    is_withdrawn: bool
    who: str
    at: datetime
    reason: str
    changes: tuple[Change, ...]


def history(
    versions: Sequence[Version],
    *,
    start: Requirement | None = None,
    titles: Mapping[str, Wording] = NO_TITLES,
) -> list[Told]:
    """The versions, the newest first; ``start`` is what the first one put into other words.

    ``titles`` names segments and risk factors by their keys.
    """
    texts = [_texts(version.entry, titles) for version in versions]
    before = [*texts[1:], _texts(start, titles) if start else {}] if texts else []
    return [
        Told(
            number=version.number,
            is_withdrawn=version.is_withdrawn,
            who=version.who,
            at=version.at,
            reason=version.reason,
            changes=() if version.is_withdrawn else tuple(_changes(older, newer)),
        )
        for version, newer, older in zip(versions, texts, before, strict=True)
    ]


def _changes(before: _Texts, after: _Texts) -> Iterable[Change]:
    for name in dict.fromkeys((*after, *before)):
        was, now = before.get(name, Wording()), after.get(name, Wording())
        for language in Language:
            old, new = getattr(was, language), getattr(now, language)
            if old != new:
                yield Change(name, Rewording(language, old, new))


def _texts(entry: Entry | Requirement, titles: Mapping[str, Wording]) -> _Texts:
    """All that an entry says, as texts by their names."""
    match entry:
        case HouseText() | Requirement():
            return {gettext("Requirement"): entry.text, gettext("Help"): entry.guidance}
        case Segment():
            return {
                gettext("Name"): entry.title,
                gettext("What it covers"): entry.description,
                gettext("What to know"): entry.notice,
                gettext("Use"): _here(
                    gettext("a supplement") if entry.is_supplement else gettext("a segment")
                ),
            }
        case OwnMeasure():
            return _of_measure(entry, titles)


def _of_measure(entry: OwnMeasure, titles: Mapping[str, Wording]) -> _Texts:
    proposal = entry.proposal
    proof = proposal.proof
    return {
        gettext("Title"): proposal.title,
        gettext("Requirement"): proposal.text,
        gettext("Help"): proposal.guidance,
        gettext("Use"): _here(_use(entry, titles)),
        **_of_questions(proposal.questions),
        gettext("Design"): proof.design,
        gettext("Existence"): proof.existence,
        gettext("Operation"): proof.operation,
        gettext("Kinds of proof"): _here(_kinds_of_proof(proposal)),
    }


def _of_questions(questions: Iterable[Question]) -> _Texts:
    texts: _Texts = {}
    for place, question in enumerate(questions, start=1):
        texts[gettext("Question %(number)s", number=place)] = question.wording
        lines = option_lines.write(question.options)
        texts[gettext("Options %(number)s", number=place)] = _here(lines)
    return texts


def _use(entry: OwnMeasure, titles: Mapping[str, Wording]) -> str:
    proposal = entry.proposal
    parts = [name_of(entry.theme), name_of(proposal.kind)]
    if proposal.weight:
        parts.append(gettext("%(points)s points", points=figure(proposal.weight)))
    if proposal.not_applicable_allowed:
        parts.append(gettext('"not applicable" allowed'))
    if proposal.is_always_asked:
        return ", ".join((*parts, gettext("always")))
    language = str(get_locale())
    keys = (*proposal.segments, *proposal.risk_factors)
    named = [titles[key].choose(language).text for key in keys if key in titles]
    return ", ".join((*parts, *named))


def _kinds_of_proof(proposal: Proposal) -> str:
    proof = proposal.proof
    levels = (proof.design_types, proof.existence_types, proof.operation_types)
    return "; ".join(", ".join(map(name_of, types)) for types in levels if types)


def _here(text: str) -> Wording:
    """A text of the page itself, in the language that it is read in."""
    return Wording(**{str(get_locale()): text})
