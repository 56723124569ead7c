"""This file tests that equal numbers are written as equal texts, and read back as numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from questionnaires.interchange.schemas import Number, plain


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("1", "1"),
        ("1.0", "1"),
        ("1E0", "1"),
        ("1E3", "1000"),
        ("1000", "1000"),
        ("0.10", "0.1"),
        ("1E-7", "0.0000001"),
        ("-2.50", "-2.5"),
        ("0", "0"),
        ("0.00", "0"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("0E5", "0"),
        ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
    ],
)
def test_equal_numbers_are_written_the_same(written, text):
    assert plain(Decimal(written)) == text


@given(st.decimals(-(10**12), 10**12, places=6), st.integers(0, 9))
def test_trailing_zeros_change_nothing(number, zeros):
    sign, digits, exponent = number.as_tuple()
    padded = Decimal((sign, digits + (0,) * zeros, exponent - zeros))
    assert plain(padded) == plain(number)
    assert Decimal(plain(number)) == number


@given(st.decimals(-100, 100, places=3), st.decimals(-100, 100, places=3))
def test_different_numbers_are_written_differently(one, other):
    assert (plain(one) == plain(other)) == (one == other)


@pytest.mark.parametrize("value", ["", "one", "1,5", "NaN", "Infinity", "-Infinity", None, {}, []])
def test_what_is_no_finite_number_is_refused(value):
    with pytest.raises(ValidationError):
        Number(allow_none=False).deserialize(value)


@pytest.mark.parametrize("text", ["0", "-12.50", "0.0000001", "1" * 30, "-0." + "1" * 30])
def test_a_number_in_the_fixed_form_is_read_to_the_letter(text):
    assert str(Number().deserialize(text)) == str(Decimal(text))


@pytest.mark.parametrize(
    "value",
    [
        *(0.1, 1, True, [0, [1, 2], 0], Decimal(1)),
        *("1_0", " 1 ", "1\n", "٣", "1E9999999", "1e0", "+1", "--1", ".5", "1.", "1.2.3"),
        *("1" * 31, "0." + "1" * 31),
    ],
)
def test_a_number_in_another_form_is_refused(value):
    with pytest.raises(ValidationError):
        Number().deserialize(value)
