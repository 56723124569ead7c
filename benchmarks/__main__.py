"""This file runs the benchmarks that are named, or all of them, and says on what machine."""

import argparse
import signal
import sys

from benchmarks import (
    annex,
    autosave,
    catalogue_import,
    composing_page,
    documents,
    exhausting,
    hot_spots,
    proposing,
    questionnaire_page,
)
from benchmarks.report import machine

_BENCHMARKS = {
    "annex": annex.run,
    "documents": documents.run,
    "exhausting": exhausting.run,
    "autosave": autosave.run,
    "questionnaire_page": questionnaire_page.run,
    "composing_page": composing_page.run,
    "hot_spots": hot_spots.run,
    "catalogue_import": catalogue_import.run,
    "proposing": proposing.run,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(_BENCHMARKS)}")
    parser.add_argument("--quick", action="store_true", help="a tenth of the work, rougher figures")
    given = parser.parse_args()
    unknown = set(given.names) - set(_BENCHMARKS)
    if unknown:
        parser.error(f"no benchmark is named {', '.join(sorted(unknown))}")
    # A killed run must stop its servers too: leave through the context managers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))
    for name in given.names or _BENCHMARKS:
        _BENCHMARKS[name](quick=given.quick)
    print(machine())


if __name__ == "__main__":
    main()
