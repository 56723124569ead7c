"""This file divides catalogues into parts: nothing is left out, and nothing stands twice."""

from collections import Counter

from factories.catalogues import catalogues
from hypothesis import given

from questionnaires import knowledge
from questionnaires.catalogue import (
    Catalogue,
    Control,
    Group,
    Measure,
    MeasureStatus,
    Source,
    Theme,
)
from questionnaires.parts import PartKind, part_of, parts_of
from questionnaires.wording import Wording

ACCESS, TRAINING = Group("AC", Wording("Toegang", "Access")), Group("AT")


def norm(*controls, groups=(ACCESS, TRAINING)):
    """A norm in which each of these controls is a measure, and has one more below it."""
    measures = [
        Measure(number, MeasureStatus.ACTIVE, control_number=control.number)
        for control in controls
        for number in (control.number, f"{control.number}(1)")
    ]
    return Catalogue("Norm", "1", Source.OFFICIAL, controls, tuple(measures), groups)


def held(catalogue):
    """The controls of each part, by number."""
    return {part.key: [control.number for control in part.controls] for part in parts_of(catalogue)}


@given(catalogues())
def test_every_control_and_measure_of_any_norm_is_in_exactly_one_part(catalogue):
    parts = parts_of(catalogue)
    assert Counter(control for part in parts for control in part.controls) == Counter(
        catalogue.controls
    )
    assert sum(part.measure_count for part in parts) == len(catalogue.measures)
    for measure in catalogue.measures:
        [holder] = [part for part in parts if part.holds(measure)]
        assert part_of(parts, measure) == holder
    assert len({(part.kind, part.key) for part in parts}) == len(parts)


def test_a_norm_without_groups_has_the_four_themes():
    parts = parts_of(knowledge.load().catalogue())
    assert [(part.kind, part.key) for part in parts] == [
        (PartKind.THEME, theme.value) for theme in Theme
    ]
    assert parts[2].title == Wording("7 Fysieke beveiliging", "7 Physical security")


def test_groups_stand_in_the_order_of_the_norm_whatever_the_order_of_the_controls():
    catalogue = norm(Control("AT-1", group="AT"), Control("AC-1", group="AC"))
    assert held(catalogue) == {"AC": ["AC-1"], "AT": ["AT-1"]}
    assert list(held(catalogue)) == ["AC", "AT"]
    assert [part.measure_count for part in parts_of(catalogue)] == [2, 2]


def test_a_group_goes_by_its_key_where_the_norm_gives_no_title():
    access, training = parts_of(norm(Control("AC-1", group="AC"), Control("AT-1", group="AT")))
    assert access.title == ACCESS.title
    assert training.title == Wording("AT", "AT")


def test_a_group_in_which_nothing_stands_is_left_out():
    assert list(held(norm(Control("AT-1", group="AT")))) == ["AT"]


def test_controls_without_a_group_stay_within_reach_at_the_end():
    catalogue = norm(Control("X-1"), Control("AC-1", group="AC"), Control("X-2", group="gone"))
    *_, last = parts_of(catalogue)
    assert list(held(catalogue).values()) == [["AC-1"], ["X-1", "X-2"]]
    assert last.title == Wording("Zonder groep", "Without a group")


def test_a_group_that_is_called_other_is_not_taken_for_the_controls_without_one():
    names = [Group("other", Wording("Other")), Group("other-", Wording("Other again"))]
    controls = [Control("O-1", group="other"), Control("P-1", group="other-"), Control("X-1")]
    assert list(held(norm(*controls, groups=names)).values()) == [["O-1"], ["P-1"], ["X-1"]]
    assert len(held(norm(*controls, groups=names))) == len(controls)


def test_a_measure_of_no_control_is_said_to_be_in_the_first_part():
    parts = parts_of(norm(Control("AC-1", group="AC"), Control("AT-1", group="AT")))
    astray = Measure("Z-1", MeasureStatus.ACTIVE, control_number="Z-1")
    assert part_of(parts, astray) == parts[0]
