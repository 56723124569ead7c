"""This file tests that YAML is read as texts with their lines, and anything clever is refused."""

import pytest
import yaml

from questionnaires.errors import UnreadableFileError
from questionnaires.interchange import yaml_text
from questionnaires.interchange.yaml_text import MAXIMUM_DEPTH, Lines, checked_yaml

LAUGHS = b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


def refusal_of(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        checked_yaml(content)
    return str(caught.value)


def test_every_value_is_the_text_that_stands_there():
    read = checked_yaml(
        "\ufeffa: 5.10\nb: [yes, '', ~, null, 1e3, 2026-11-01]\nc:\nd: |\n  e\n".encode()
    )
    assert read == {
        "a": "5.10",
        "b": ["yes", "", None, None, "1e3", "2026-11-01"],
        "c": None,
        "d": "e\n",
    }


def test_a_mapping_knows_the_lines_of_its_keys():
    read = checked_yaml(b"a: 1\nb:\n  - c: 2\n    d: 3\n")
    inner = read["b"][0]
    assert isinstance(inner, Lines)
    assert (inner.line, inner.lines) == (3, {"c": 3, "d": 4})
    assert read.at("b").facts == {"line": 2}
    assert read.at("absent").facts == {"line": 1}


@pytest.mark.parametrize("content", [b"", b"# nothing\n"])
def test_nothing_is_nothing(content):
    assert checked_yaml(content) is None


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (LAUGHS, "Line 1: anchors and aliases are not read."),
        (b"a: 1\nb: *a\n", "Line 2: anchors and aliases are not read."),
        (b"a: 1\nb: &c 2\n", "Line 2: anchors and aliases are not read."),
        (
            b"a: !!python/object/apply:os.system [x]\n",
            "tags such as “tag:yaml.org,2002:python/object",
        ),
        (b"a: !!str 1\n", "Line 1: tags such as “tag:yaml.org,2002:str” are not read."),
        (b"--- !x {}\n", "Line 1: tags such as “!x” are not read."),
        (b"a: 1\nb: 2\na: 3\n", "Line 3: “a” stands here twice."),
        (b"? [a]\n: 1\n", "Line 1: a key must be text."),
        (b"? {a: 1}\n: 1\n", "Line 1: a key must be text."),
        (b"~: 1\n", "Line 1: a key must be text."),
        (b"a: 1\n---\nb: 2\n", "Line 2: a second document begins here."),
        (b"a: [1\nb: 2\n", "Line 2: this is not YAML."),
        (b"a: 1\n\tb: 2\n", "Line 2: this is not YAML."),
        (b"a: \x00\n", "this is not YAML."),
        (b"a: 1\nb: \xff\n", "Line 2: this is not text in UTF-8."),
        (b"[" * (MAXIMUM_DEPTH + 2), "this file holds too much, or nests too deeply."),
        (b"[" * 1_000_000, "this file holds too much, or nests too deeply."),
        (b"- " * 1_000_000, "this file holds too much, or nests too deeply."),
        (b"{a: " * 100_000, "this file holds too much, or nests too deeply."),
        (b"a" * 10_000_001, "larger than 10 MB"),
    ],
    ids=range(20),
)
def test_clever_yaml_is_refused_with_its_line(content, refusal):
    assert refusal in refusal_of(content)


@pytest.mark.parametrize("parser", [yaml_text._PARSER, yaml.SafeLoader])
@pytest.mark.parametrize("sign", ["\\U00110000", "\\UFFFFFFFF", "\\uZZZZ"])
def test_a_sign_that_does_not_exist_is_refused_by_either_parser(parser, sign, monkeypatch):
    monkeypatch.setattr(yaml_text, "_PARSER", parser)
    assert refusal_of(f'a: "{sign}"'.encode()) == "Line 1: this is not YAML."


def test_a_file_of_very_many_nodes_is_refused(monkeypatch):
    monkeypatch.setattr(yaml_text, "MAXIMUM_NODES", 100)
    assert "this file holds too much" in refusal_of(b"- a\n" * 100)
