"""This file tests that plain data becomes one sequence of bytes, and these one digest."""

import json

import pytest
from factories.strategies import hostile_texts
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.interchange.canonical import canonical, digest

PLAIN_DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | hostile_texts(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(hostile_texts(), inner, max_size=3),
    max_leaves=8,
)


def test_keys_are_sorted_and_no_white_space_is_added():
    assert canonical({"b": [1, 2], "a": {"d": None, "c": " x "}}) == (
        b'{"a":{"c":" x ","d":null},"b":[1,2]}'
    )


def test_text_is_written_as_utf_8():
    assert canonical("é €") == '"é €"'.encode()


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_json_cannot_hold_is_refused(number):
    with pytest.raises(ValueError, match="Out of range float"):
        canonical({"weight": number})


def test_a_digest_is_the_sha_256_in_hexadecimal():
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@given(PLAIN_DATA)
def test_canonical_json_reads_back_as_it_was(data):
    assert json.loads(canonical(data)) == data


@given(st.dictionaries(hostile_texts(), PLAIN_DATA, min_size=2, max_size=5))
def test_the_order_in_which_data_was_made_plays_no_part(data):
    assert canonical(dict(reversed(data.items()))) == canonical(data)


def test_texts_that_only_look_the_same_are_not_the_same():
    assert canonical("é") != canonical("e\u0301")
    assert canonical("a b") != canonical("a\u00a0b")
