"""This file puts the reasons of a proposal into one sentence, in Dutch and in English."""

from collections.abc import Iterable

from questionnaires.knowledge import Knowledge
from questionnaires.proposal_changes import Change
from questionnaires.proposing import Line, Reason, ReasonKind
from questionnaires.wording import Language, Wording

_NAMED_AT_MOST = 4
_PROPOSED = Wording("voorgesteld", "proposed")
_NOT_PROPOSED = Wording("niet voorgesteld", "not proposed")
_FIXED = {
    ReasonKind.ALWAYS: Wording("hoort in elk contract", "belongs in every contract"),
    ReasonKind.EVERY_PURCHASE: Wording("geldt bij elke inkoop", "goes with every purchase"),
    ReasonKind.CLASSIFIED_STOP: Wording(
        "het gaat om gerubriceerde informatie; stel de eisen vast met uw beveiligingsfunctionaris",
        "classified information is at stake; set the requirements with your security officer",
    ),
    ReasonKind.UNKNOWN: Wording(
        "van dit nummer is niet bekend wanneer het nodig is; beslis dat zelf",
        "it is not known when this number is needed; decide that yourself",
    ),
    ReasonKind.WITHDRAWN: Wording("vervallen", "withdrawn"),
}
_NO_LONGER = Wording("een inkooponderdeel dat niet meer telt", "a segment that no longer counts")
_BEFORE_NUMBER = {
    ReasonKind.MOVED: Wording("verplaatst naar", "moved to"),
    ReasonKind.SEE: Wording("zie", "see"),
}
_BEFORE_TITLES = {
    ReasonKind.NO_SEGMENT: Wording("hoort bij", "goes with"),
    ReasonKind.NO_RISK_FACTOR: Wording("hier speelt niet:", "not at stake here:"),
}


def words(line: Line, known: Knowledge) -> Wording:
    """Say in one sentence whether a number is proposed and why.

    For example "voorgesteld: clouddiensten, persoonsgegevens". Of a long list the first are named.
    """
    start = _PROPOSED if line.is_proposed else _NOT_PROPOSED
    return _joined(": ", (start, reasons_in_words(line, known)))


def reasons_in_words(told: Line | Change, known: Knowledge) -> Wording:
    """Name the reasons alone: of a line, or of what a change of the profile makes different."""
    first = told.reasons[0]
    if first.kind is ReasonKind.GOVERNMENT_ONLY:
        return known.reasons[told.number]
    if first.kind in _BEFORE_NUMBER:
        return _joined(" ", (_BEFORE_NUMBER[first.kind], Wording(first.key, first.key)))
    if first.kind in _BEFORE_TITLES:
        titles = _listed(_titles(told.reasons, known), Wording("of", "or"))
        return _joined(" ", (_BEFORE_TITLES[first.kind], titles))
    return _joined(", ", _titles(told.reasons, known))


def _titles(reasons: Iterable[Reason], known: Knowledge) -> list[Wording]:
    segments = {segment.key: segment.title for segment in known.segments}
    factors = {factor.key: factor.title for factor in known.risk_factors}
    found = [
        _FIXED.get(reason.kind)
        or _within(
            factors[reason.key] if _is_factor(reason) else segments.get(reason.key, _NO_LONGER)
        )
        for reason in reasons
    ]
    # A supplement and the risk factor it goes with can have one name: say it once.
    return list(dict.fromkeys(found))


def _is_factor(reason: Reason) -> bool:
    return reason.kind in {ReasonKind.RISK_FACTOR, ReasonKind.NO_RISK_FACTOR}


def _within(title: Wording) -> Wording:
    """Write a title as it stands within a sentence; an abbreviation keeps its capitals."""
    return Wording(*(_lower(title.choose(language).text) for language in Language))


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _listed(titles: list[Wording], last: Wording) -> Wording:
    named, more = titles[:_NAMED_AT_MOST], len(titles) - _NAMED_AT_MOST
    if more > 0:
        # One thing left out would take as much room as its name.
        rest = Wording(f"{more} andere", f"{more} others") if more > 1 else titles[-1]
        return _joined(" ", (_joined(", ", named), last, rest))
    *earlier, final = named
    return _joined(" ", (_joined(", ", earlier), last, final)) if earlier else final


def _joined(separator: str, parts: Iterable[Wording]) -> Wording:
    several = list(parts)
    return Wording(
        nl=separator.join(part.nl for part in several),
        en=separator.join(part.en for part in several),
    )
