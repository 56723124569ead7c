"""This file holds our words and facts against the norms themselves, where those are at hand."""

import csv
from pathlib import Path

import pytest
from norm_checks import missing_amounts, runs_of, shared_runs

from questionnaires import knowledge
from questionnaires.catalogue import MeasureStatus
from questionnaires.interchange import bio2_markdown

NORMS = Path(__file__).parents[3].parent / "shared" / "norms"
pytestmark = pytest.mark.skipif(not NORMS.is_dir(), reason=f"the norms are not in {NORMS}")
KNOWN = knowledge.load()


def published(edition):
    return bio2_markdown.read((NORMS / f"bio2-{edition}-maatregelen.md").read_bytes()).catalogue


@pytest.fixture(scope="module")
def current():
    return published("1.3")


@pytest.fixture(scope="module")
def norm_runs():
    editions = ("1.2", "1.3")
    texts = [
        (NORMS / f"bio2-{each}-maatregelen.md").read_text(encoding="utf-8") for each in editions
    ]
    return set().union(*map(runs_of, texts))


def test_numbers_statuses_and_where_they_went_are_those_of_the_norm(current):
    def facts(catalogue):
        return [(item.number, item.status, item.target) for item in catalogue.measures]

    assert facts(KNOWN.catalogue()) == facts(current)


def test_categories_are_those_of_the_edition_before(current):
    before = published("1.2").by_number
    standing = {MeasureStatus.ACTIVE, MeasureStatus.NONE}
    wanted = {
        item.number: before[item.number].categories
        for item in current.measures
        if item.status in standing and item.number in before
    }
    assert KNOWN.facts.carried_over == set(wanted)
    assert all(wanted.values())
    assert {item.number: item.categories for item in KNOWN.measures if item.categories} == wanted


def test_the_letters_of_article_21_are_those_of_the_mapping():
    with (NORMS / "nis2-iso27002.csv").open(encoding="utf-8", newline="") as file:
        mapped = {row["control"]: row["article_21_2"].split() for row in csv.DictReader(file)}
    assert len(mapped) == 69
    for control in KNOWN.controls:
        assert list(KNOWN.letters_of(control.number)) == mapped.pop(control.number, [])
    assert mapped == {}


def test_every_number_and_period_of_the_norm_is_in_our_requirement(current):
    missing = {
        f"{number} {language}": found
        for number, proposal in KNOWN.proposals.items()
        for language in ("nl", "en")
        if (
            found := missing_amounts(
                current.by_number[number].text.nl, getattr(proposal.text, language), language
            )
        )
    }
    assert missing == {}


def test_no_text_has_ten_words_in_a_row_from_a_norm(norm_runs):
    ours = [Path(knowledge.__file__).with_name(name) for name in knowledge.FILES]
    shared = {
        f"{path.name} {number}": found
        for path in ours
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (found := shared_runs(line, norm_runs))
    }
    assert shared == {}
