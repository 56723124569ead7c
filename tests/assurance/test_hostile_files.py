"""This file has hostile catalogue files read within limits, and imported whole or not at all (E4).

150 of each kind in a run of the tests; ``make assurance`` takes 10,000. A file that breaks the
promise is kept in the folder of the test, and comes back with the same seed and trial.
"""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

import pytest
from assurance.conftest import TABLE
from assurance.importing import fault_of_broken_import, fault_of_import
from assurance.limited_reading import LimitedReader, Outcome, Verdict
from factories.hostile_files import KINDS, NAMES, hostile_file

from questionnaires.interchange.catalogue_files import read_any

# One in so many is imported as well, after an import that was broken off at one of its inserts.
IMPORTED = 3
INSERTS = 4
pytestmark = pytest.mark.slow


@dataclass
class Tally:
    """What became of the files of one kind, and what was wrong, by trial."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    imported: int = 0
    seconds: float = 0
    megabytes: float = 0
    faults: dict[int, str] = field(default_factory=dict)

    def note(self, trial: int, outcome: Outcome) -> None:
        self.verdicts[outcome.verdict] += 1
        self.seconds = max(self.seconds, outcome.seconds)
        self.megabytes = max(self.megabytes, outcome.megabytes)
        if not outcome.verdict.is_fine:
            self.faults[trial] = f"{outcome.verdict}: {outcome.said}"

    def row(self, kind: str, seed: int) -> dict[str, str]:
        counts = {verdict.value: str(self.verdicts[verdict]) for verdict in Verdict}
        return {
            "kind": kind,
            "seed": str(seed),
            "files": str(self.verdicts.total()),
            **counts,
            "imported": str(self.imported),
            "most s": f"{self.seconds:.2f}",
            "most MB": f"{self.megabytes:.0f}",
        }


def tallied(read, database, kind, seed, trials) -> Tally:
    tally = Tally()
    with LimitedReader(read) as reader:
        for trial in range(trials):
            content = hostile_file(kind, seed, trial)
            outcome = reader.judge(NAMES[kind], content)
            tally.note(trial, outcome)
            if trial % IMPORTED == IMPORTED - 1 and outcome.verdict.is_fine:
                fault = _fault_of_imports(database, kind, trial, content)
                tally.imported += outcome.verdict is Verdict.READ
                if fault:
                    tally.faults[trial] = fault
    return tally


def _fault_of_imports(database, kind, trial, content):
    after = Random(trial).randrange(INSERTS)
    return fault_of_broken_import(database, NAMES[kind], content, after=after) or fault_of_import(
        database, NAMES[kind], content
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_file_is_read_or_refused_and_imported_whole_or_not_at_all(
    kind, request, database, tmp_path, record_property
):
    seed, trials = (request.config.getoption(name) for name in ("--seed", "--trials"))
    tally = tallied(read_any, database, kind, seed, trials)
    record_property(TABLE, tally.row(kind, seed))
    for trial in tally.faults:
        (tmp_path / f"{seed}-{trial}-{NAMES[kind]}").write_bytes(hostile_file(kind, seed, trial))
    if tally.faults:
        told = [
            f"{kind}, seed {seed}, trial {trial}: {fault}" for trial, fault in tally.faults.items()
        ]
        pytest.fail("\n".join([*told, f"The files are in {tmp_path}."]), pytrace=False)
    # A spoiler that spoils nothing, or everything, tests nothing.
    assert min(tally.verdicts[Verdict.READ], tally.verdicts[Verdict.REFUSED]) > trials / 20
