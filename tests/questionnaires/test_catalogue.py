"""This file tests what a catalogue knows of its controls and measures."""

import pytest

from questionnaires.catalogue import (
    MEASURE_NUMBER,
    Catalogue,
    Control,
    Group,
    Measure,
    MeasureStatus,
    Source,
    Theme,
    theme_of,
)


def catalogue(*measures):
    return Catalogue("BIO2", "1.3", Source.OWN, (Control("5.20"),), measures)


ACTIVE = Measure("5.20.03", MeasureStatus.ACTIVE)
OTHER = Measure("5.02.01", MeasureStatus.ACTIVE)
WITHDRAWN = Measure("5.20.04", MeasureStatus.WITHDRAWN)
MOVED = Measure("5.20.02", MeasureStatus.MOVED, target="5.20.03")
LOST = Measure("5.20.05", MeasureStatus.SEE, target="5.99.01")


def test_a_catalogue_is_called_by_its_norm_and_edition():
    assert catalogue().name == "BIO2 1.3"


@pytest.mark.parametrize(("number", "theme"), [("5.20", "5"), ("6.01", "6"), ("8.34", "8")])
def test_a_control_belongs_to_the_theme_of_its_chapter(number, theme):
    assert Control(number).theme is Theme(theme)


def test_a_measure_knows_its_control_and_theme():
    assert ACTIVE.control == "5.20"
    assert ACTIVE.theme is Theme.ORGANISATIONAL


def test_a_measure_is_found_by_its_number():
    assert catalogue(ACTIVE, MOVED).by_number == {"5.20.03": ACTIVE, "5.20.02": MOVED}


def test_a_control_has_the_measures_under_its_own_number_only():
    assert catalogue(OTHER, ACTIVE, WITHDRAWN).of_control("5.20") == (ACTIVE, WITHDRAWN)
    assert catalogue(ACTIVE).of_control("5.2") == ()


def test_numbers_are_counted_by_their_status():
    held = catalogue(ACTIVE, OTHER, WITHDRAWN, MOVED)
    assert held.count(MeasureStatus.ACTIVE) == 2
    assert held.count(MeasureStatus.WITHDRAWN) == 1
    assert held.count(MeasureStatus.SEE) == 0


def test_a_measure_that_points_outside_the_catalogue_is_dangling():
    assert catalogue(ACTIVE, MOVED, LOST).dangling() == (LOST,)


def test_another_norm_has_groups_controls_and_themes_of_its_own():
    control = Control("AC-2", group="ac", explicit_theme=Theme.TECHNOLOGICAL)
    measures = (
        Measure("AC-2", MeasureStatus.ACTIVE, control_number="AC-2"),
        Measure("AC-2(1)", MeasureStatus.ACTIVE, control_number="AC-2"),
    )
    held = Catalogue("NIST", "5", Source.OFFICIAL, (control,), measures, (Group("ac"),))
    assert held.of_control("AC-2") == measures
    assert control.theme is Theme.TECHNOLOGICAL
    assert measures[0].theme is Theme.ORGANISATIONAL


def test_a_theme_that_was_given_goes_before_the_chapter():
    assert Control("8.01", explicit_theme=Theme.PEOPLE).theme is Theme.PEOPLE
    given = Measure("8.01.01", MeasureStatus.ACTIVE, explicit_theme=Theme.PEOPLE)
    assert given.theme is Theme.PEOPLE


@pytest.mark.parametrize(("number", "theme"), [("5.20", "5"), ("8.01.02", "8"), ("7.04", "7")])
def test_a_number_of_the_iso_kind_tells_its_theme(number, theme):
    assert theme_of(number) == theme


@pytest.mark.parametrize("number", ["AC-2", "5.1", "9.01", "5.20.1", "A.5.20", ""])
def test_another_number_tells_no_theme(number):
    assert theme_of(number) is None


@pytest.mark.parametrize("number", ["5.20", "8.01"])
def test_a_measure_number_has_a_chapter_and_twice_two_digits(number):
    assert MEASURE_NUMBER.fullmatch(f"{number}.03")


@pytest.mark.parametrize("number", ["4.20", "9.01", "5.2", "5.200", "5x20", "A.5.20", "5.٢٠", ""])
def test_anything_else_is_no_number(number):
    assert not MEASURE_NUMBER.fullmatch(f"{number}.03")
