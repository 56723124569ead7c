"""This file counts how complete the knowledge base is, theme by theme."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from questionnaires.catalogue import MeasureStatus, Theme
from questionnaires.knowledge import Knowledge
from questionnaires.knowledge.proposals import Proposal


@dataclass(frozen=True, slots=True)
class Counts:
    """What the project knows of some measures.

    ``measures`` are those with a text in the norm, ``without_measure`` the numbers that leave a
    control to the guidance of ISO/IEC 27002. Each of both is asked of a supplier or government
    only; of what is asked the last three say how much has everything it should have.
    """

    controls: int
    measures: int
    without_measure: int
    government_only: int
    asked: int
    with_questions: int
    with_proof: int
    in_both_languages: int

    @property
    def is_complete(self) -> bool:
        """Whether every number is either asked with everything it needs, or never asked."""
        complete = {self.with_questions, self.with_proof, self.in_both_languages}
        every = self.measures + self.without_measure
        return complete == {self.asked} and self.asked + self.government_only == every


def by_theme(known: Knowledge) -> dict[Theme, Counts]:
    """The counts of each theme."""
    return {theme: _counts(known, theme) for theme in Theme}


def total(counts: Iterable[Counts]) -> Counts:
    """The counts added up."""
    return Counts(*map(sum, zip(*map(astuple, counts), strict=True)))


def _counts(known: Knowledge, theme: Theme) -> Counts:
    measures = [measure for measure in known.measures if measure.theme is theme]
    numbers = {measure.number for measure in measures}
    asked = [known.proposals[number] for number in numbers & set(known.proposals)]
    statuses = [measure.status for measure in measures]
    return Counts(
        controls=sum(control.theme is theme for control in known.controls),
        measures=statuses.count(MeasureStatus.ACTIVE),
        without_measure=statuses.count(MeasureStatus.NONE),
        government_only=len(numbers & set(known.reasons)),
        asked=len(asked),
        with_questions=sum(bool(proposal.questions) for proposal in asked),
        with_proof=sum(map(_has_proof, asked)),
        in_both_languages=sum(map(_has_both_languages, asked)),
    )


def _has_proof(proposal: Proposal) -> bool:
    proof = proposal.proof
    levels = (proof.design, proof.existence, proof.operation)
    types = (proof.design_types, proof.existence_types, proof.operation_types)
    return all(map(bool, levels)) and all(types)


def _has_both_languages(proposal: Proposal) -> bool:
    return all(text.nl and text.en for text in proposal.wordings)
