"""This file has Markdown read on which careless patterns go back and forth for ever (E2)."""

import pytest
from assurance.limited_reading import LimitedReader, Verdict

from questionnaires.interchange.catalogue_files import read_any

pytestmark = pytest.mark.slow
TWO_MEBIBYTES = 2 * 1024 * 1024
OPENING = "BIO2 versie 1.3\n\n## 5.01.01\nx\n"
N = 19_000


@pytest.mark.parametrize("is_one_line", [True, False])
@pytest.mark.parametrize(
    "line",
    [
        "<br>" * (N // 4),
        "[" * N,
        "*" * N,
        "[a](" * (N // 4),
        "<br" + " " * N,
        "a" + "_" * N + "b",
        "a" + " " * N + "b",
        "Draagt" + " " * N,
    ],
    ids=lambda line: line[:7].strip(),
)
def test_a_hostile_file_of_two_mebibytes_stays_within_two_seconds_and_200_megabytes(
    line, is_one_line
):
    end = "" if is_one_line else "\n"
    room = TWO_MEBIBYTES - len(OPENING)
    content = (OPENING + (line + end) * (room // len(line + end))).encode()
    with LimitedReader(read_any, seconds=2, megabytes=200) as reader:
        outcome = reader.judge("norm.md", content)
    is_refused = is_one_line or "<br>" in line
    assert outcome.verdict is (Verdict.REFUSED if is_refused else Verdict.READ), outcome
