"""This file tests that JSON which is large, deep, ambiguous or none is refused with its place."""

import pytest

from questionnaires.errors import UnreadableFileError
from questionnaires.interchange import json_text
from questionnaires.interchange.json_text import MAXIMUM_DEPTH, checked_json, pointer
from questionnaires.interchange.reading import MAXIMUM_FILE


def refusal_of(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        checked_json(content)
    return str(caught.value)


def test_plain_json_is_read():
    assert checked_json(b'\xef\xbb\xbf{"a": [1, -2.5, true, null, "\\u00e9"]}') == {
        "a": [1, -2.5, True, None, "é"]
    }


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", "Line 1: column 1: this is not JSON."),
        (b'{"a":\n 1,}', "Line 2: column 4: this is not JSON."),
        (b'{"a":\n "\xff"}', "Line 2: this is not text in UTF-8."),
        (b'{"a": "\x00"}', "this is not JSON"),
        (b"{}{}", "Line 1: column 3"),
        (b"[NaN]", "a number that cannot be read: NaN."),
        (b"[-Infinity]", "a number that cannot be read: -Infinity."),
        (b"[1e999]", "a number that cannot be read: 1e999."),
        (b"[" + b"9" * 5_000 + b"]", "a number that cannot be read: 999"),
        (b"[0." + b"9" * 5_000 + b"]", "a number that cannot be read: 0.999"),
        (b'{"a": [{}, {"b/c": {"d": 1, "d": 2}}]}', "At /a/1/b~1c: “d” stands here twice."),
        (b'{"a": 1, "\\ud800": 1, "\\ud800": 2}', "At /: “\N{REPLACEMENT CHARACTER}” stands"),
        (b"[" * (MAXIMUM_DEPTH + 1) + b"]" * (MAXIMUM_DEPTH + 1), "nested more than 60 deep"),
        (b"[" * 200_000, "nested more than 60 deep"),
        (b'{"a":' * 200_000, "nested more than 60 deep"),
        (b" " * (MAXIMUM_FILE + 1), "larger than 25 MB"),
        (b"[" + b"[]," * 1_000_000 + b"[]]", "At /: this file holds too much"),
        (b"[" + b"7," * 2_000_000 + b"7]", "At /: this file holds too much"),
        (b"{" + b'"":' * 2_000_000, "At /: this file holds too much"),
    ],
    ids=range(19),
)
def test_other_json_is_refused_with_its_place(content, refusal):
    assert refusal in refusal_of(content)


def test_as_deep_as_may_be_is_read():
    deep = checked_json(b"[" * MAXIMUM_DEPTH + b"]" * MAXIMUM_DEPTH)
    assert deep != []


def test_as_much_as_may_be_is_read(monkeypatch):
    monkeypatch.setattr(json_text, "MAXIMUM_SIGNS", 7)
    assert checked_json(b'{"a": [{}, 5], "b": 6}') == {"a": [{}, 5], "b": 6}
    assert "holds too much" in refusal_of(b'{"a": [{}, 5], "b": []}')


def test_a_path_is_written_as_a_json_pointer():
    assert pointer(("a", 0, "b/c~d")) == "/a/0/b~1c~0d"
    assert pointer(()) == ""
    assert len(pointer(("x" * 1_000,))) < 70
