"""This file measures proposing over every number of BIO2 beside a plain loop over them."""

import statistics
import time
from collections.abc import Callable
from decimal import Decimal

from benchmarks.report import growth, ratio, table
from questionnaires import knowledge
from questionnaires.catalogue import Catalogue
from questionnaires.knowledge import Knowledge
from questionnaires.proposal_changes import difference
from questionnaires.proposal_words import words
from questionnaires.proposing import propose
from questionnaires.risk_profile import Information, Level, RiskProfile, Storage
from questionnaires.segments import EVERY_SEGMENT

_RUNS = 200
_TIMES = 4  # a catalogue of four times BIO2, to see how the time grows
_CASE_SYSTEM = RiskProfile(
    segments=frozenset({"cloud", "web_mobile"}),
    information=frozenset({Information.PERSONAL, Information.SPECIAL_PERSONAL}),
    availability=Level.NORMAL,
    integrity=Level.HIGH,
    confidentiality=Level.HIGH,
    internet_facing=True,
    storage=Storage.INSIDE_EEA,
    sub_suppliers=True,
    term_in_months=48,
    value_in_euro=Decimal(600000),
)
_SMALLER = RiskProfile(segments=frozenset({"software"}))


def run(*, quick: bool) -> None:
    runs = _RUNS // 10 if quick else _RUNS
    known = knowledge.load()
    catalogue = known.catalogue()
    after, before = (propose(item, known, catalogue) for item in (_CASE_SYSTEM, _SMALLER))
    assert len(after.lines) == len(catalogue.measures)
    assert [line.number for line in after.proposed] == _floor(known, catalogue)
    actions = {
        "yes or no in one plain loop": lambda: _floor(known, catalogue),
        "propose": lambda: propose(_CASE_SYSTEM, known, catalogue),
        "the proof of every line": lambda: [line.heaviest_proof for line in after.lines],
        "the words of every line": lambda: [words(line, known) for line in after.lines],
        "the difference with another profile": lambda: difference(before, after),
    }
    taken = {name: _median(action, runs) for name, action in actions.items()}
    floor = next(iter(taken.values()))
    table(
        f"proposing: {len(catalogue.controls)} controls and {len(catalogue.measures)} numbers, "
        f"{len(after.proposed)} of them proposed, median of {runs}",
        ("what", "CPU", "floor = 1"),
        [(name, f"{cost * 1000:.2f} ms", ratio(cost, floor)) for name, cost in taken.items()],
    )
    larger = Catalogue(
        catalogue.norm, "x", catalogue.source, catalogue.controls, catalogue.measures * _TIMES
    )
    cost = _median(lambda: propose(_CASE_SYSTEM, known, larger), runs)
    sizes = (len(catalogue.measures), len(larger.measures))
    print(f"Growth to {sizes[1]} numbers: power {growth(sizes, (taken['propose'], cost)):.2f}")


def _floor(known: Knowledge, catalogue: Catalogue) -> list[str]:
    """The same rule in one loop, without saying why."""
    bought = {EVERY_SEGMENT, *_CASE_SYSTEM.effective_segments}
    at_stake = _CASE_SYSTEM.risk_factors
    found = []
    for measure in catalogue.measures:
        asks = known.proposals.get(measure.number)
        if asks is not None and (
            asks.is_always_asked
            or not (
                bought.isdisjoint(asks.segments)
                or (asks.risk_factors and at_stake.isdisjoint(asks.risk_factors))
            )
        ):
            found.append(measure.number)
    return found


def _median(action: Callable[[], object], runs: int) -> float:
    taken = []  # of this process alone: nothing here waits
    for _ in range(runs):
        start = time.process_time()
        action()
        taken.append(time.process_time() - start)
    return statistics.median(taken)
