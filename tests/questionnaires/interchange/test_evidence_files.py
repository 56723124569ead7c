"""This file tries files of every sort: what is on the list is kept, anything else is not (E1)."""

import pytest
from factories.evidence_cases import ACCEPTED, REFUSED

from questionnaires.errors import UnsafeTextError
from questionnaires.interchange import evidence_files

NAMES = {
    "../../../etc/beleid.pdf": "beleid.pdf",
    "/etc/cron.d/beleid.pdf": "beleid.pdf",
    "C:\\Users\\Jan\\beleid.pdf": "beleid.pdf",
    "..\\..\\beleid.pdf": "beleid.pdf",
    "map/./beleid.pdf": "beleid.pdf",
    "regel\neen.pdf": "regel een.pdf",
    "tab\teen.pdf": "tab een.pdf",
    "e\u0301.pdf": "é.pdf",
}


def problem(name, content):
    return evidence_files.problem_of(evidence_files.kept_name(name), content)


def test_there_are_enough_cases_to_go_by():
    assert len(ACCEPTED) + len(REFUSED) >= 120


@pytest.mark.parametrize("case", ACCEPTED)
def test_what_is_on_the_list_is_kept(case):
    assert problem(*ACCEPTED[case]) is None


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_on_the_list_is_refused_in_words(case):
    found = problem(*REFUSED[case])
    assert found is not None
    assert "%(" not in found % evidence_files.FACTS


@pytest.mark.parametrize(
    "name", ["beleid\x00.pdf", "beleid.pdf\x00.exe", "a\x08.pdf", "\ud800.pdf"]
)
def test_a_name_that_cannot_be_kept_is_refused(name):
    with pytest.raises(UnsafeTextError):
        evidence_files.kept_name(name)


@pytest.mark.parametrize(("given", "kept"), NAMES.items(), ids=[ascii(name) for name in NAMES])
def test_a_path_in_a_name_is_no_path(given, kept):
    assert evidence_files.kept_name(given) == kept
