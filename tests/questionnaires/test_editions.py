"""This file tests in which order the editions of a norm come."""

from itertools import pairwise

import pytest

from questionnaires.editions import edition_order


@pytest.mark.parametrize(
    "in_order",
    [
        ("1.2", "1.3", "1.10", "2", "2.0.1", "10"),
        ("1", "1.0", "1.0.1"),
        ("2017", "2017-A1", "2017-A2", "2024"),
        ("Rev 4", "Rev 5", "Rev 10"),
        ("", "1"),
        ("9" * 5000, "1" + "0" * 5000),
    ],
)
def test_an_older_edition_comes_before_a_newer_one(in_order):
    for older, newer in pairwise(in_order):
        assert edition_order(older) < edition_order(newer)


@pytest.mark.parametrize(("one", "same"), [("1.2", "1.02"), ("rev 5", "Rev. 5"), ("1-3", "1.3")])
def test_how_an_edition_is_written_does_not_matter(one, same):
    assert edition_order(one) == edition_order(same)


@pytest.mark.parametrize("odd", ["²", "①", "١", "-", "\x00", "1.²"])
def test_any_edition_has_an_order(odd):
    assert sorted([odd, "1.2"], key=edition_order)
