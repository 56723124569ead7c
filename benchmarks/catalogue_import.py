"""This file measures reading a catalogue the size of NIST SP 800-53 beside json.loads itself."""

import json
import statistics
import time
from collections.abc import Callable

from benchmarks.report import milliseconds, ratio, table
from questionnaires.interchange import catalogue_files

_GROUPS, _CONTROLS, _ENHANCEMENTS = 20, 16, 44  # controls in a group, enhancements in a group
_SENTENCE = "The organisation reviews the {} at least {{{{ insert: param, {}_prm_{} }}}}. "
_RUNS = 9


def run(*, quick: bool) -> None:
    content = json.dumps(catalogue()).encode()
    reading = catalogue_files.read_any("catalogue.json", content)
    assert len(reading.catalogue.measures) == _GROUPS * (_CONTROLS + _ENHANCEMENTS)
    assert len(reading.warnings) == 1  # on the parts about assessment
    runs = 3 if quick else _RUNS
    floor = _median(lambda: json.loads(content), runs)
    ours = _median(lambda: catalogue_files.read_any("catalogue.json", content), runs)
    table(
        f"catalogue_import: {len(reading.catalogue.measures)} measures in {_GROUPS} groups, "
        f"{len(content) / 1e6:.1f} MB of OSCAL JSON, median of {runs}",
        ("what", "CPU", "floor = 1"),
        [
            ("json.loads of the same bytes", milliseconds(floor), ratio(floor, floor)),
            ("read, checked, flattened", milliseconds(ours), ratio(ours, floor)),
        ],
    )


def catalogue() -> dict[str, object]:
    """An OSCAL catalogue with the numbers of controls, parts and params of a large norm."""
    return {
        "catalog": {
            "uuid": "00000000-0000-4000-8000-000000000000",
            "metadata": {
                "title": "A large norm",
                "last-modified": "2026-11-01T00:00:00Z",
                "version": "5",
                "oscal-version": "1.1.3",
            },
            "groups": [_group(number) for number in range(_GROUPS)],
            "back-matter": {"resources": []},
        }
    }


def _group(number: int) -> dict[str, object]:
    key = f"{chr(97 + number)}g"
    controls = [_control(f"{key}-{rank + 1}", key) for rank in range(_CONTROLS)]
    for rank in range(_ENHANCEMENTS):
        above = controls[rank % _CONTROLS]
        within = above["controls"]
        within.append(_control(f"{above['id']}.{len(within) + 1}", key))
    return {"id": key, "class": "family", "title": f"Family {key}", "controls": controls}


def _control(key: str, group: str) -> dict[str, object]:
    base, _, rank = key.partition(".")
    label = base.upper() + (f"({rank})" if rank else "")
    return {
        "id": key,
        "class": "norm",
        "title": f"Title of {label}",
        "params": [_param(key, number) for number in range(4)],
        "props": [
            {"name": "label", "value": label},
            {"name": "label", "value": f"{label}-0", "class": "zero-padded"},
            {"name": "sort-id", "value": key},
        ],
        "links": [{"href": f"#{group}-{number + 1}", "rel": "related"} for number in range(5)],
        "parts": [
            {
                "id": f"{key}_smt",
                "name": "statement",
                "prose": _SENTENCE.format("plan", key, 0),
                "parts": [_item(key, number) for number in range(3)],
            },
            {"id": f"{key}_gdn", "name": "guidance", "prose": _prose(key) * 3},
            *[
                {
                    "id": f"{key}_obj{number}",
                    "name": "assessment-objective",
                    "props": [{"name": "label", "value": f"{label}[{number}]"}],
                    "prose": _prose(key),
                }
                for number in range(4)
            ],
        ],
        "controls": [],
    }


def _param(key: str, number: int) -> dict[str, object]:
    return {
        "id": f"{key}_prm_{number}",
        "props": [{"name": "label", "value": f"{key}[{number}]"}],
        "label": f"time period {number}",
        "guidelines": [{"prose": "the time period is defined."}],
    }


def _item(key: str, number: int) -> dict[str, object]:
    letter = chr(97 + number)
    return {
        "id": f"{key}_smt.{letter}",
        "name": "item",
        "props": [{"name": "label", "value": f"{letter}."}],
        "prose": _prose(key),
        "parts": [
            {
                "id": f"{key}_smt.{letter}.{rank}",
                "name": "item",
                "props": [{"name": "label", "value": f"{rank}."}],
                "prose": _prose(key),
            }
            for rank in (1, 2)
        ],
    }


def _prose(key: str) -> str:
    return "".join(_SENTENCE.format(what, key, 1) for what in ("policy", "list", "risk"))


def _median(action: Callable[[], object], runs: int) -> float:
    taken = []  # of this process alone: nothing here waits
    for _ in range(runs):
        start = time.process_time()
        action()
        taken.append(time.process_time() - start)
    return statistics.median(taken)
