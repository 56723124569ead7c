"""This file finds measures by words: in any case, with or without accents, wherever they stand."""

from collections.abc import Callable, Mapping, Sequence

from questionnaires.catalogue import Control, Measure
from questionnaires.knowledge.proposals import Proposal
from questionnaires.search import plain
from questionnaires.wording import Wording

Controls = Sequence[tuple[Control, tuple[Measure, ...]]]


def found(
    controls: Controls,
    query: str,
    *,
    also: Callable[[Measure], Sequence[Wording]] = lambda _: (),
) -> frozenset[str]:
    """The numbers of the measures that have every word, with their control, somewhere in them.

    ``also`` gives more texts that a page shows with a measure.
    """
    words = plain(query).split()
    return frozenset(
        measure.number
        for control, measures in controls
        for measure in measures
        if all(word in _text(control, measure, also(measure)) for word in words)
    )


def asked(proposals: Mapping[str, Proposal]) -> Callable[[Measure], Sequence[Wording]]:
    """The texts of what the project proposes to ask for a measure."""

    def texts(measure: Measure) -> Sequence[Wording]:
        proposal = proposals.get(measure.number)
        return () if proposal is None else (proposal.title, proposal.text)

    return texts


def _text(control: Control, measure: Measure, more: Sequence[Wording]) -> str:
    wordings = (control.title, measure.title, measure.text, *more)
    texts = [text for wording in wordings for text in (wording.nl, wording.en)]
    return plain(" ".join([control.number, measure.number, *texts]))
