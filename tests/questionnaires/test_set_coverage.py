"""This file tests which themes, categories and letters of NIS2 a set covers, and which not."""

from dataclasses import replace

import pytest
from factories.profiles import CASE_SYSTEM

from questionnaires import knowledge
from questionnaires.catalogue import Category, MeasureStatus, Source, Theme
from questionnaires.proposing import propose
from questionnaires.requirement_sets import Reference
from questionnaires.set_coverage import LETTERS, Share, cover

KNOWN = knowledge.load()
BIO2 = KNOWN.catalogue()
EVERYTHING = tuple(KNOWN.proposals)


def reference(number, norm="BIO2", edition="1.3"):
    return Reference(norm, edition, number)


def norm(name):
    return next(item for item in KNOWN.other_norms() if item.norm == name)


def covered(*numbers, catalogue=BIO2):
    return cover([reference(number) for number in numbers], KNOWN, catalogue)


def test_one_requirement_covers_its_theme_categories_and_letters():
    found = covered("5.20.03")
    assert [theme for theme, share in found.parts.items() if share.is_covered] == ["5"]
    assert {name for name, share in found.categories.items() if share.is_covered} == {
        Category.BASIC_HYGIENE,
        Category.CHAIN_HYGIENE,
    }
    assert [letter for letter, share in found.letters.items() if share.is_covered] == ["a", "d"]


def test_an_empty_set_names_everything_that_is_not_covered():
    found = covered()
    assert set(found.parts) == set(Theme)
    assert set(found.categories) == set(Category)
    assert tuple(found.letters) == LETTERS
    shares = [*found.parts.values(), *found.categories.values(), *found.letters.values()]
    assert not any(share.is_covered for share in shares)
    assert sum(share.possible for share in found.parts.values()) == len(EVERYTHING)


def test_a_set_of_everything_covers_all_that_is_possible():
    found = covered(*EVERYTHING)
    shares = [*found.parts.values(), *found.categories.values(), *found.letters.values()]
    assert all(share.covered == share.possible for share in shares)


def test_a_letter_that_no_measure_serves_says_so():
    assert covered(*EVERYTHING).letters["f"] == Share(0, 0)


def test_requirements_are_counted_once_each():
    found = covered("5.20.01", "5.20.03", "8.13.01")
    assert found.parts[Theme.ORGANISATIONAL].covered == 2
    assert found.parts[Theme.TECHNOLOGICAL].covered == 1
    assert found.letters["d"].covered == 2
    assert covered("5.20.01", "5.20.01").parts[Theme.ORGANISATIONAL].covered == 1
    both_editions = [reference("5.20.01", edition=edition) for edition in ("1.2", "1.3")]
    assert cover(both_editions, KNOWN, BIO2).parts[Theme.ORGANISATIONAL].covered == 1


def test_a_number_of_another_norm_is_named_apart():
    other = reference("8.13.02", norm="NEN 7510-2", edition="2024")
    gone = reference("9.99.99")
    found = cover([other, reference("8.13.01"), gone], KNOWN, BIO2)
    assert found.elsewhere == (other, gone)
    assert sum(share.covered for share in found.parts.values()) == 1


def test_an_edition_that_names_no_categories_takes_those_we_know():
    bare = tuple(replace(measure, categories=frozenset()) for measure in BIO2.measures)
    official = replace(BIO2, source=Source.OFFICIAL, measures=bare)
    assert covered(*EVERYTHING, catalogue=official).categories == covered(*EVERYTHING).categories


def test_an_edition_that_names_categories_is_believed():
    chain = frozenset({Category.CHAIN_HYGIENE})
    named = tuple(replace(measure, categories=chain) for measure in BIO2.measures)
    found = covered("8.13.01", catalogue=replace(BIO2, measures=named))
    assert found.categories[Category.CHAIN_HYGIENE] == Share(1, len(EVERYTHING))
    assert found.categories[Category.BASIC_HYGIENE] == Share(0, 0)


def test_a_number_that_is_never_asked_still_counts_when_a_buyer_asks_it():
    found = covered("5.22.02")
    assert found.parts[Theme.ORGANISATIONAL].covered == 1
    assert found.parts[Theme.ORGANISATIONAL].possible == len(
        [number for number in EVERYTHING if number.startswith("5")]
    ) + len(["5.22.02"])


@pytest.mark.parametrize("letter", "abcdeghij")
def test_the_proposal_for_a_case_system_serves_every_letter_that_can_be(letter):
    proposed = [line.number for line in propose(CASE_SYSTEM, KNOWN, BIO2).proposed]
    assert covered(*proposed).letters[letter].is_covered


def test_a_norm_with_groups_of_its_own_is_counted_by_these():
    found = cover([reference("SR-1.1", norm="IEC 62443-3-3")], KNOWN, norm("IEC 62443-3-3"))
    assert len(found.parts) == 7
    assert [share.covered for share in found.parts.values()].count(1) == 1
    assert sum(share.possible for share in found.parts.values()) == 51


def test_of_a_norm_for_which_we_propose_nothing_all_that_is_in_force_can_be_asked():
    care = norm("NEN 7510-2")
    gone = replace(care.measures[0], status=MeasureStatus.WITHDRAWN)
    shortened = replace(care, measures=(gone, *care.measures[1:]))
    found = cover([], KNOWN, shortened)
    assert sum(share.possible for share in found.parts.values()) == len(care.measures) - 1


def test_another_norm_that_numbers_its_controls_alike_gets_no_letters_or_categories():
    alike = replace(BIO2, norm="Andere norm")
    bare = replace(alike, measures=tuple(replace(m, categories=frozenset()) for m in BIO2.measures))
    found = cover([reference("5.20.03", norm="Andere norm")], KNOWN, bare)
    assert sum(share.covered for share in found.parts.values()) == 1
    assert set(found.letters.values()) == set(found.categories.values()) == {Share(0, 0)}
