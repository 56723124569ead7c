"""This file knows, in the project's own words, what to ask a supplier for each measure.

The TOML files beside it hold the texts, one file a theme, and the facts; numbers and statuses are
those of BIO2 1.3.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.resources import files

from questionnaires.catalogue import Catalogue, Control, Measure, MeasureStatus, Source
from questionnaires.knowledge import norms
from questionnaires.knowledge.facts import Facts, read_choices, read_facts
from questionnaires.knowledge.measures import Keys, read_theme
from questionnaires.knowledge.profile import read_profile
from questionnaires.knowledge.proposals import Proposal, refer_only
from questionnaires.knowledge.tables import read_file
from questionnaires.profile_questions import ProfileQuestion
from questionnaires.requirement_sets import Reference, Requirement, identifier_of
from questionnaires.segments import EVERY_SEGMENT, RiskFactor, Segment
from questionnaires.wording import Wording

NORM = "BIO2"
EDITION = "1.3"
THEME_FILES = ("organisational.toml", "people.toml", "physical.toml", "technological.toml")
FILES = (*THEME_FILES, "facts.toml", "segments.toml", "profile.toml")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything the TOML files say; ``reasons`` tells why a number is never asked.

    ``facts`` holds what the norms themselves say; a measure whose categories come from the edition
    before is in ``facts.carried_over``.
    """

    controls: tuple[Control, ...]
    measures: tuple[Measure, ...]
    proposals: Mapping[str, Proposal]
    reasons: Mapping[str, Wording]
    segments: tuple[Segment, ...]
    risk_factors: tuple[RiskFactor, ...]
    profile_questions: tuple[ProfileQuestion, ...]
    facts: Facts

    def catalogue(self) -> Catalogue:
        """The catalogue that comes with the project, without any official sentence."""
        return Catalogue(NORM, EDITION, Source.OWN, self.controls, self.measures)

    def other_norms(self) -> tuple[Catalogue, ...]:
        """Other norms by number and our own short title, as far as their structure is public."""
        return norms.load(self.controls)

    def proposal(self, catalogue: Catalogue, number: str) -> Proposal | None:
        """What we propose for a number of a catalogue, if it is of the norm that we know."""
        return self.proposals.get(number) if catalogue.norm == NORM else None

    def reason(self, catalogue: Catalogue, number: str) -> Wording | None:
        """Why a number of a catalogue is never asked of a supplier, if that is so."""
        return self.reasons.get(number) if catalogue.norm == NORM else None

    def requirement(
        self, catalogue: Catalogue, measure: Measure, taken: Collection[str] = ()
    ) -> Requirement:
        """Propose a requirement for a measure: our own text, or one that refers to the norm.

        ``taken`` names the identifiers that are in use already.
        """
        proposal = self.proposal(catalogue, measure.number)
        if proposal is None:
            title = measure.title or self.title_of_control(measure.control)
            is_none = measure.status is MeasureStatus.NONE and catalogue.norm == NORM
            proposal = refer_only(catalogue, measure, title, is_left_to_iso=is_none)
        return proposal.requirement(
            identifier_of(catalogue.norm, measure.number, taken),
            Reference(catalogue.norm, catalogue.edition, measure.number),
            theme=measure.explicit_theme,
        )

    def title_of_control(self, number: str) -> Wording:
        """Our short title of a control, empty for a number we do not know."""
        return next((item.title for item in self.controls if item.number == number), Wording())

    def letters_of(self, control: str) -> tuple[str, ...]:
        """The letters of NIS2 article 21(2) that a control serves: an indication, and no more."""
        return self.facts.letters.get(control, ())


@cache
def load() -> Knowledge:
    """Read the TOML files, once."""
    folder = files(__package__)
    return read({name: folder.joinpath(name).read_text(encoding="utf-8") for name in FILES})


def read(texts: Mapping[str, str]) -> Knowledge:
    """Read content files by name; raises InvalidContentError with the file and the number."""
    facts = read_file("facts.toml", texts["facts.toml"], read_facts)
    choices = read_file("segments.toml", texts["segments.toml"], read_choices)
    keys = Keys(
        segments={EVERY_SEGMENT, *(item.key for item in choices.segments)},
        risk_factors={item.key for item in choices.risk_factors},
    )
    themes = [read_file(name, texts[name], partial(read_theme, keys=keys)) for name in THEME_FILES]
    controls = [control for theme in themes for control, _ in theme]
    known = [item for theme in themes for _, measures in theme for item in measures]
    return Knowledge(
        controls=tuple(controls),
        measures=tuple(
            replace(item.measure, categories=facts.categories.get(item.measure.number, frozenset()))
            for item in known
        ),
        proposals={item.measure.number: item.proposal for item in known if item.proposal},
        reasons={item.measure.number: item.reason for item in known if item.reason},
        segments=choices.segments,
        risk_factors=choices.risk_factors,
        profile_questions=read_file("profile.toml", texts["profile.toml"], read_profile),
        facts=facts,
    )
