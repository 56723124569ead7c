"""This file tests the reader of libraries of CISO Assistant: small ones, odd ones, noise."""

import pytest
from factories.catalogues import refused_or_read, spoiled
from hypothesis import given

from questionnaires.catalogue import Category, Control, Group, Measure, MeasureStatus, Theme
from questionnaires.errors import UnreadableFileError
from questionnaires.interchange.ciso_assistant import read
from questionnaires.wording import Wording

TREE = """\
convert_library_version: x
urn: urn:x:library:norm
locale: nl
ref_id: norm
name: Eigen norm (v2.1)
version: 7
objects:
  framework:
    urn: urn:x:framework:norm
    ref_id: Norm
    name: Eigen norm
    description: Versie 2.3 van onze norm
    requirement_nodes:
    - urn: urn:x:node:mensen
      assessable: false
      depth: 1
      ref_id: M
      name: Mensen
      translations:
        en:
          name: People
    - urn: urn:x:node:m1
      assessable: false
      parent_urn: urn:x:node:mensen
      ref_id: M.1
      name: Toegang
    - urn: urn:x:node:m11
      assessable: true
      parent_urn: urn:x:node:m1
      ref_id: M.1.1
      name: Sleutels
      description: Wie gaat, geeft de sleutel terug.
      annotation: Ook van de fiets.
      implementation_groups:
      - KetenHygiëne
      - BASISHYGIËNE
      - IG1
      translations:
        en:
          description: Who leaves returns the key.
    - urn: urn:x:node:m:M-2
      assessable: true
      parent_urn: urn:x:node:mensen
      description: Zonder eigen nummer.
"""
FLAT = """\
urn: urn:x:library:bio2
locale: en
objects:
  framework:
    ref_id: bio2
    name: BIO
    requirement_nodes:
    - urn: urn:x:node:5.10.01
      assessable: true
      ref_id: 5.10.01
      description: One.
    - urn: urn:x:node:5.10
      assessable: true
      ref_id: 5.10
      description: Two.
"""


def read_text(text: str):
    return read(text.encode())


def refusal_of(text: str) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_text(text)
    return str(caught.value)


def test_what_can_be_assessed_is_a_measure_under_what_stands_above_it():
    catalogue = read_text(TREE).catalogue
    assert catalogue.name == "Norm 2.3"
    assert catalogue.groups == (Group("M", Wording("Mensen", "People")),)
    assert catalogue.controls == (
        Control("M.1", Wording("Toegang"), "M", Theme.PEOPLE),
        Control("M-2", Wording(), "M", Theme.PEOPLE),
    )
    assert catalogue.measures == (
        Measure(
            number="M.1.1",
            status=MeasureStatus.ACTIVE,
            title=Wording("Sleutels"),
            text=Wording(
                "Wie gaat, geeft de sleutel terug.\n\nOok van de fiets.",
                "Who leaves returns the key.",
            ),
            categories=frozenset({Category.CHAIN_HYGIENE, Category.BASIC_HYGIENE}),
            control_number="M.1",
            explicit_theme=Theme.PEOPLE,
        ),
        Measure(
            number="M-2",
            status=MeasureStatus.ACTIVE,
            text=Wording("Zonder eigen nummer."),
            control_number="M-2",
            explicit_theme=Theme.PEOPLE,
        ),
    )


def test_an_implementation_group_that_is_no_category_is_reported_once():
    twice = TREE.replace(
        "description: Zonder", "implementation_groups: [IG1]\n      description: Zonder"
    )
    assert [str(warning) for warning in read_text(twice).warnings] == [
        "Line 27: implementation group “IG1” is not kept."
    ]


def test_the_bio2_in_a_library_is_the_bio2():
    reading = read_text(FLAT + "version: 4\n")
    assert reading.catalogue.norm == "BIO2"
    assert reading.catalogue.groups == ()
    first, second = reading.catalogue.measures
    assert (first.control, first.theme, first.text) == (
        "5.10",
        Theme.ORGANISATIONAL,
        Wording(en="One."),
    )
    assert second.number == "5.10"


def test_a_library_that_names_no_edition_gives_its_own_version_with_a_warning():
    reading = read_text(FLAT + "version: 4\n")
    assert reading.catalogue.edition == "4"
    assert "the version of the library, 4, is taken" in str(reading.warnings[0])


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("Norm v1.2", "1.2"),
        ("Norm (V 3)", "3"),
        ("Norm, versie 1.10", "1.10"),
        ("Norm Rev. 5", "5"),
        ("Norm version 2.0 final", "2.0"),
        ("Norm revision 4", "4"),
    ],
)
def test_an_edition_is_found_in_a_name(name, edition):
    assert read_text(FLAT.replace("name: BIO", f'name: "{name}"')).catalogue.edition == edition


def test_a_number_keeps_its_zero_and_a_flag_its_case():
    shouted = FLAT.replace("assessable: true", "assessable: True")
    assert list(read_text(shouted).catalogue.by_number) == ["5.10.01", "5.10"]


def test_a_question_under_a_measure_belongs_to_that_measure():
    nested = FLAT.replace(
        "      ref_id: 5.10\n", "      ref_id: 5.10.01-a\n      parent_urn: urn:x:node:5.10.01\n"
    )
    catalogue = read_text(nested).catalogue
    assert catalogue.by_number["5.10.01-a"].control == "5.10.01"
    assert catalogue.groups == ()


def test_a_framework_in_another_language_needs_a_translation():
    french = FLAT.replace("locale: en", "locale: fr")
    assert "Line 11: this text is neither in Dutch nor in English." in refusal_of(french)
    translated = french
    for text in ("One.", "Two."):
        translated = translated.replace(
            f"description: {text}",
            f"description: Un.\n      translations:\n        nl:\n          description: {text}",
        )
    measures = read_text(translated).catalogue.measures
    assert [measure.text for measure in measures] == [Wording("One."), Wording("Two.")]


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        ("objects:", "things:", "Line 1: “objects” must hold keys with values."),
        ("  framework:", "  frame:", "Line 4: “framework” must hold"),
        ("requirement_nodes:", "nodes:", "Line 5: “requirement_nodes” must be a list."),
        (
            "    - urn: urn:x:node:5.10.01\n",
            "    - x\n    - urn: urn:x:node:5.10.01\n",
            "Line 5: here must be keys with values.",
        ),
        (
            "    - urn: urn:x:node:5.10.01",
            "    - urn: ",
            "Line 8: “urn” is missing, or there twice",
        ),
        ("urn:x:node:5.10\n", "urn:x:node:5.10.01\n", "Line 12: “urn” is missing, or there twice"),
        ("ref_id: 5.10\n", "ref_id: 5.10.01\n", "Line 14: number 5.10.01 is in the file twice."),
        ("ref_id: 5.10\n", "ref_id: [5.10]\n", "Line 14: “ref_id” must be text."),
        ("description: One.", "description: {a: b}", "Line 11: “description” must be text."),
        ("description: One.", 'description: "a\\0b"', "Line 11: character 2 (code U+0000)"),
        ("description: One.", f"description: {'x' * 20_001}", "Line 11: this text is longer than"),
        ("description: One.", f"name: {'x' * 501}", "Line 11: this text is longer than 500"),
        ("description: One.", "parent_urn: urn:x:no", "Line 11: “parent_urn” leads to nothing"),
        ("description: One.", "parent_urn: urn:x:node:5.10.01", "Line 11: “parent_urn” leads to"),
        ("assessable: true", "assessable: false", "there is no measure here."),
        (
            "ref_id: bio2\n    name: BIO\n",
            "ref_id: \n",
            "the norm and its edition must have a name",
        ),
    ],
    ids=range(16),
)
def test_what_can_be_no_framework_is_refused_with_its_line(old, new, refusal):
    assert old in FLAT
    assert refusal in refusal_of(FLAT.replace(old, new))


@pytest.mark.parametrize("text", ["", "- a\n", "a\n", "null"])
def test_a_text_that_is_no_mapping_is_refused(text):
    assert refusal_of(text) == "Line 1: here must be keys with values."


def test_a_tower_of_parents_is_refused():
    nodes = "".join(
        f"    - urn: u{n}\n      assessable: true\n      ref_id: A-{n}\n"
        + (f"      parent_urn: u{n - 1}\n" if n else "")
        for n in range(60)
    )
    start = FLAT[: FLAT.index("    - urn")]
    assert "too far up" in refusal_of(start + nodes)


@given(spoiled(TREE.encode(), (b": ", b"\n", b"- ", b"&a ", b"*a", b"!!x ", b'"', b"{", b"\x00")))
def test_a_spoiled_file_is_read_or_refused(content):
    refused_or_read(read, content)
