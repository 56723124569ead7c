"""This file writes the statement of applicability: of every measure whether it is asked, and why.

It is for inside the organisation: it tells what is at stake and where less is asked than proposed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from questionnaires.annexes import AnnexContent, AnnexKind, Publication
from questionnaires.annexes.labels import DEVIATIONS, NO, YES, say
from questionnaires.annexes.lines import particulars
from questionnaires.annexes.moments import day
from questionnaires.deviations import Deviation, DeviationKind
from questionnaires.requirement_sets import Reference, Requirement
from questionnaires.revisions import Revision
from questionnaires.wording import Language, Wording

_AS_OF = Wording(
    "Op welke dag gelden het risicoprofiel en de uitzonderingen?",
    "On which day do the risk profile and the exceptions hold?",
)
_OWN_CHOICE = Wording("Gekozen door de opdrachtgever.", "Chosen by the buyer.")
_UNEXPLAINED = Wording("Nog geen reden gegeven.", "No reason was given yet.")


@dataclass(frozen=True, slots=True)
class Listed:
    """A number of the catalogue or a measure of the organisation; why it is proposed, or not."""

    reference: Reference
    title: Wording
    is_proposed: bool
    reason: Wording


@dataclass(frozen=True, slots=True)
class Explained:
    """An exception, with the reason that people gave for it; empty when they gave none."""

    deviation: Deviation
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a statement rests on beside the revision, as it is at one moment."""

    measures: Sequence[Listed]
    exceptions: Sequence[Explained]
    profile: Sequence[tuple[Wording, Wording]]
    at: datetime


def applicability(
    revision: Revision, publication: Publication, language: Language, grounds: Grounds
) -> AnnexContent:
    """Give the content of the statement of applicability, with the list of exceptions."""
    as_of = day(grounds.at, publication.time_zone, language)
    return {
        **particulars(AnnexKind.APPLICABILITY, revision, publication, language),
        "profile": [
            {"question": say(_AS_OF, language), "answer": as_of},
            *(
                {"question": say(question, language), "answer": say(answer, language)}
                for question, answer in grounds.profile
            ),
        ],
        "rows": _rows(revision.requirements, grounds, language),
        "exceptions": _exceptions(grounds, language),
    }


def _rows(
    requirements: Iterable[Requirement], grounds: Grounds, language: Language
) -> list[dict[str, str]]:
    """A row for every measure that is listed, then for what is asked beside these."""
    asked = {_key(item.reference): item for item in requirements}
    known = {_key(listed.reference) for listed in grounds.measures}
    explained = {
        _key(item.deviation.asked.reference): _reason(item, language)
        for item in grounds.exceptions
        if item.deviation.kind in {DeviationKind.DROPPED, DeviationKind.REPLACED}
    }
    beside = (
        Listed(item.reference, item.title, is_proposed=False, reason=Wording())
        for key, item in asked.items()
        if key not in known
    )
    return [
        _row(listed, asked.get(_key(listed.reference)), explained, language)
        for listed in (*grounds.measures, *beside)
    ]


def _row(
    listed: Listed,
    requirement: Requirement | None,
    explained: Mapping[tuple[str, str], str],
    language: Language,
) -> dict[str, str]:
    is_own_choice = requirement is not None and not listed.is_proposed
    reason = say(_OWN_CHOICE if is_own_choice else listed.reason, language)
    return {
        "number": listed.reference.number,
        "title": say(listed.title, language),
        "applicable": say(YES if requirement else NO, language),
        "reason": explained.get(_key(listed.reference)) or f"{reason[:1].upper()}{reason[1:]}",
        "requirement": requirement.identifier if requirement else "",
    }


def _exceptions(grounds: Grounds, language: Language) -> list[dict[str, str]]:
    titles = {_key(listed.reference): listed.title for listed in grounds.measures}
    found = ((item.deviation.asked.reference, item) for item in grounds.exceptions)
    return [
        {
            "number": reference.number,
            "title": say(titles.get(_key(reference), Wording()), language),
            "what": say(DEVIATIONS[item.deviation.kind], language),
            "reason": _reason(item, language),
        }
        for reference, item in found
    ]


def _reason(item: Explained, language: Language) -> str:
    return item.reason or say(item.deviation.reason, language) or say(_UNEXPLAINED, language)


def _key(reference: Reference) -> tuple[str, str]:
    """A measure in any edition."""
    return reference.norm, reference.number
