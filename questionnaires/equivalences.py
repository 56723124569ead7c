"""This file says how a measure of one norm stands in for, or goes with, a measure of another."""

from dataclasses import dataclass
from enum import StrEnum

from questionnaires.catalogue import ANY_NUMBER
from questionnaires.errors import Message, translatable
from questionnaires.wording import Wording


class Relation(StrEnum):
    """What a requirement does with a measure of another norm (BIO2 on NEN 7510 and CSIR)."""

    REPLACES = "replaces"
    COMBINED_WITH = "combined_with"


@dataclass(frozen=True, slots=True)
class Equivalence:
    """The measure of another norm that a requirement replaces or is combined with, and why."""

    norm: str
    edition: str
    number: str
    relation: Relation
    reason: Wording

    @property
    def name(self) -> str:
        """The other norm as people refer to it, such as "NEN 7510-2 2024"."""
        return f"{self.norm} {self.edition}"

    def __str__(self) -> str:
        return f"{self.name}, {self.number}"


def problem_of(equivalence: Equivalence | None) -> Message | None:
    """Say what is wrong with an equivalence, if anything is."""
    if equivalence is None:
        return None
    if not equivalence.norm.strip() or not equivalence.edition.strip():
        return translatable("the other norm needs a name and an edition.")
    if ANY_NUMBER.fullmatch(equivalence.number) is None:
        return translatable("the number of the other measure is not a number of a norm.")
    if not (equivalence.reason.nl.strip() or equivalence.reason.en.strip()):
        return translatable("say why it is equivalent to the measure of the other norm.")
    return None
