"""This file tests the reader of BIO2 Markdown: on the published files, on own samples, on noise."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.catalogue import (
    Category,
    Control,
    Measure,
    MeasureStatus,
    Source,
)
from questionnaires.errors import UnreadableFileError
from questionnaires.interchange.bio2_markdown import Reading, read
from questionnaires.wording import Wording

NORMS = Path(__file__).parents[3].parent / "shared" / "norms"
needs_norms = pytest.mark.skipif(
    not NORMS.is_dir(), reason=f"the published BIO2 files are not in {NORMS}"
)
ABOUT = "BIO2 versie 1.4\n\n"
TWO_MEBIBYTES = 2 << 20


def read_text(text: str) -> Reading:
    return read(text.encode())


def measures_of(text: str) -> dict[str, Measure]:
    return {measure.number: measure for measure in read_text(ABOUT + text).catalogue.measures}


def text_of(body: str) -> str:
    """Read one measure with this body."""
    return measures_of(f"## 5.01.01\n{body}\n")["5.01.01"].text.nl


def refusal_of(content: str | bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read(content if isinstance(content, bytes) else content.encode())
    return caught.value


def published(edition: str) -> Reading:
    return read((NORMS / f"bio2-{edition}-maatregelen.md").read_bytes())


# The published files


@needs_norms
def test_edition_1_2_is_read_completely():
    catalogue = published("1.2").catalogue
    assert (catalogue.norm, catalogue.edition, catalogue.source) == ("BIO2", "1.2", Source.OFFICIAL)
    assert (len(catalogue.measures), len(catalogue.controls)) == (160, 93)
    assert Counter(measure.status for measure in catalogue.measures) == {
        MeasureStatus.ACTIVE: 120,
        MeasureStatus.NONE: 40,
    }
    assert all(measure.categories for measure in catalogue.measures)
    assert Counter(category for m in catalogue.measures for category in m.categories) == {
        Category.BASIC_HYGIENE: 127,
        Category.CHAIN_HYGIENE: 35,
        Category.GOVERNMENT_RISK: 32,
    }


@needs_norms
def test_edition_1_3_is_read_completely():
    catalogue = published("1.3").catalogue
    assert catalogue.edition == "1.3"
    assert (len(catalogue.measures), len(catalogue.controls)) == (166, 93)
    assert Counter(measure.status for measure in catalogue.measures) == {
        MeasureStatus.ACTIVE: 117,
        MeasureStatus.NONE: 39,
        MeasureStatus.MOVED: 5,
        MeasureStatus.WITHDRAWN: 4,
        MeasureStatus.SEE: 1,
    }
    assert {m.number: m.target for m in catalogue.measures if m.target} == {
        "5.04.02": "5.10.02",
        "5.04.03": "5.10.03",
        "5.24.06": "5.21.05",
        "5.25.01": "5.26.02",
        "5.26.01": "5.25.02",
        "8.08.06": "5.24.08",
    }


@needs_norms
def test_the_published_files_have_one_oddity_the_dangling_target_in_1_3():
    assert published("1.2").warnings == ()
    (warning,) = published("1.3").warnings
    assert warning.line == 250
    assert str(warning) == "Line 250: 5.26.01 points to 5.25.02, which is not in this file."


@needs_norms
@pytest.mark.parametrize("edition", ["1.2", "1.3"])
def test_active_measures_of_the_published_files_have_clean_text_and_the_others_none(edition):
    leftovers = ("<", "*", "_", "[", "](", "  ", "\n\n\n", " \n", "\n ", "Draagt bij", "#", "\r")
    for measure in published(edition).catalogue.measures:
        assert bool(measure.text) == (measure.status is MeasureStatus.ACTIVE)
        assert not [mark for mark in leftovers if mark in measure.text.nl], measure.number


# What a measure is


def test_a_measure_has_its_text_in_dutch_and_its_control_has_no_title():
    catalogue = read_text(f"{ABOUT}## 5.01.01 \t\nDe appels zijn gewassen.\n").catalogue
    assert catalogue.measures == (
        Measure("5.01.01", MeasureStatus.ACTIVE, text=Wording(nl="De appels zijn gewassen.")),
    )
    assert catalogue.controls == (Control("5.01"),)


@pytest.mark.parametrize(
    ("body", "status", "target"),
    [
        ("Geen overheidsmaatregel, zie elders.<br><br>", MeasureStatus.NONE, None),
        ("Geen overheidsmaatregel", MeasureStatus.NONE, None),
        ("Vervallen.", MeasureStatus.WITHDRAWN, None),
        ("**Vervallen**", MeasureStatus.WITHDRAWN, None),
        ("Verplaatst naar 5.01.02.", MeasureStatus.MOVED, "5.01.02"),
        ("Zie overheidsmaatregel 5.01.02.", MeasureStatus.SEE, "5.01.02"),
        ("Zie 5.01.02", MeasureStatus.SEE, "5.01.02"),
    ],
)
def test_a_note_about_a_number_becomes_its_status(body, status, target):
    measures = measures_of(f"## 5.01.01\n{body}\n## 5.01.02\nDe peren zijn rijp.\n")
    assert measures["5.01.01"] == Measure("5.01.01", status, target=target)


@pytest.mark.parametrize(
    "body",
    ["Vervallen appels worden geraapt.", "Verplaatst naar 5.1.2.", "Zie 5.01.02 en 5.01.03."],
)
def test_a_text_that_only_begins_like_a_note_is_a_measure_with_a_warning(body):
    reading = read_text(f"{ABOUT}## 5.01.01\n{body}\n")
    assert reading.catalogue.measures[0].text.nl == body
    (warning,) = reading.warnings
    assert (warning.line, warning.facts["number"]) == (3, "5.01.01")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Fruit.<br><br>\nDraagt bij aan: Basishygiëne, ketenhygiëne", "Fruit."),
        ("Fruit.\n\ndraagt bij aan: BASISHYGIËNE,Ketenhygiëne.  ", "Fruit."),
        ("Fruit. Draagt bij aan: basishygiëne, ketenhygiëne<br>", "Fruit."),
        ("Fruit.<br>**Draagt bij aan:** _Basishygiëne_, ketenhygiëne", "Fruit."),
        ("Fruit.\nDraagt bij aan: Basishygie\u0308ne\nDraagt bij aan: Ketenhygiëne\n", "Fruit."),
        ("*Fruit.* **Draagt bij aan:** Basishygiëne, ketenhygiëne", "Fruit."),
        ("_Fruit._ _Draagt bij aan_: Basishygiëne, ketenhygiëne", "Fruit."),
        ("* Peer. Draagt bij aan: Basishygiëne, ketenhygiëne", "- Peer."),
        ("Fruit.\n* Draagt bij aan: Basishygiëne, ketenhygiëne", "Fruit."),
        ("Fruit.\n\nDraagt bij aan: Ketenhygiëne, basishygiëne\nSap.", "Fruit.\n\nSap."),
    ],
)
def test_categories_are_read_and_leave_the_text(body, text):
    measure = measures_of(f"## 5.01.01\n{body}\n")["5.01.01"]
    assert measure.categories == {Category.BASIC_HYGIENE, Category.CHAIN_HYGIENE}
    assert measure.text.nl == text


def test_a_sentence_that_speaks_of_contributing_is_text():
    sentence = "Fruit draagt bij aan: gezondheid."
    assert text_of(sentence) == sentence


# What Markdown becomes


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("een \ntwee", "een twee"),
        ("een  \ntwee", "een\ntwee"),
        ("een<br>twee<BR/>drie<br />\nvier</br>vijf", "een\ntwee\ndrie\nvier\nvijf"),
        ("een<br><br>\ntwee<Br /><bR>drie", "een\n\ntwee\n\ndrie"),
        ("een<br><br><br>\n\n\n\ntwee\n \t\n\ndrie", "een\n\ntwee\n\ndrie"),
        ("een\n---\ntwee", "een\n\ntwee"),
        ("een\n\n**\n\ntwee", "een\n\ntwee"),
        ("zoals:\n* peer  \n-  appel\n  - kers", "zoals:\n- peer\n- appel\n- kers"),
        ("zoals:\n1. peer\n   en pruim\n12. appel", "zoals:\n1. peer en pruim\n12. appel"),
        ("zoals:<br>* peer<br>* *appel*", "zoals:\n- peer\n- appel"),
        ("**Vet** en *schuin* en ***beide*** en __ook__", "Vet en schuin en beide en ook"),
        ("[de\nkist](https://kist.example/a_(b)) of ![foto](x)", "de kist of foto"),
        ("zie mijn_kist._ en_ _of", "zie mijn_kist. en of"),
        ("3 * 4 * 5 en [los] en (los) <brand>", "3 * 4 * 5 en [los] en (los) <brand>"),
    ],
)
def test_markdown_becomes_plain_lines_and_paragraphs(body, text):
    assert text_of(body) == text
    assert text_of(body.replace("\n", "\r\n")) == text


@pytest.mark.parametrize(
    "admonition",
    [
        '!!! warning "Let op"\n    Rotte plek.<br>Nog een.\n\n    ## 9.99.99\n',
        '??? note "Let op"\n\tRotte plek.\n',
        "???+ note\n    Rotte plek.\n\n\n",
        "  !!! note\n      Rotte plek.\n",
        "> [!WARNING]\n> Rotte plek.\n>\n> ## 9.99.99\n",
        " > [!tip]\n > Rotte plek.\n",
    ],
)
def test_admonitions_are_left_out_wherever_they_stand(admonition):
    measures = measures_of(
        f"{admonition}\n## 5.01.01\n{admonition}Appel.\n{admonition}Peer.\n\n"
        f"{admonition}\n## 5.01.02\nKers.\n{admonition}"
    )
    assert [m.text.nl for m in measures.values()] == ["Appel.\n\nPeer.", "Kers."]


def test_front_matter_a_byte_order_mark_and_an_introduction_are_not_text():
    reading = read_text(
        "\ufeff---\ntitle: Fruit\nversie: '1.4'\n---\n# Deel 2\nOver **fruit**.\n### Vooraf\n"
        "1. Een inleiding\n\n## 5.01.01\nAppel.\n"
    )
    assert [m.text.nl for m in reading.catalogue.measures] == ["Appel."]
    assert reading.warnings == ()


def test_a_rule_on_the_first_line_does_not_hide_measures():
    reading = read_text("---\nBIO2 versie 1.4\n## 5.01.01\nAppel.\n---\n## 5.01.02\nPeer.\n")
    assert list(reading.catalogue.by_number) == ["5.01.01", "5.01.02"]


# The edition


@pytest.mark.parametrize(
    ("opening", "edition"),
    [
        ('!!! warning "Let op"\n    De BIO2 versie 1.2 is niet formeel.\n', "1.2"),
        ("> [!NOTE]\n> De **BIO2**\n> versie 1.2.\n", "1.2"),
        ("De BIO2 versie 1.2 wordt hier vervangen\ndoor versie 1.3 van januari.\n", "1.3"),
        ("De BIO2 versie 1.2 is vervangen door BIO2 versie 1.10.\n", "1.10"),
        ("# BIO2 1.4\n", "1.4"),
        ("---\nversie: 1.5\n---\nBIO2 versie 1.2\n", "1.5"),
        ("---\nVersion: 'v1.5'\n---\n", "1.5"),
        ('---\ntitle: x\nedition: "BIO2 1.5"\n---\n', "1.5"),
        ("---\nversie: concept\n---\nBIO2 versie 1.2\n", "1.2"),
    ],
)
def test_the_edition_is_the_new_one_that_the_opening_names(opening, edition):
    assert read_text(f"{opening}\n## 5.01.01\nAppel.\n").catalogue.edition == edition


@pytest.mark.parametrize("opening", ["", "BIO2\n", "BIO2 versie 1\n", "BIO2 versie 1.23456\n"])
def test_a_file_without_edition_is_refused(opening):
    error = refusal_of(f"{opening}## 5.01.01\nZoals in BIO2 versie 1.3.\n")
    assert "which edition" in str(error)


# Refusals


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (ABOUT + "## Inleiding\nx\n", 3, "“Inleiding” is not the number of a measure"),
        (ABOUT + "## 5.1.1\nx\n", 3, "“5.1.1” is not the number"),
        (ABOUT + "## 5.0١.01\nx\n", 3, "is not the number"),
        (ABOUT + "## 5.01.01\nx\n# Bijlage\ny\n", 5, "“Bijlage” is not the number"),
        (ABOUT + "## 5.01.01\nx\n##5.9\ny\n", 5, "“5.9” is not the number"),
        (ABOUT + "## " + "x" * 500, 3, "“" + "x" * 60 + "…” is not"),
        (ABOUT + "## 5.01.01\nx\n\n### 5.01.01\ny\n", 6, "already stands on line 3"),
        (ABOUT + "## 5.01.01\nx\n## 5.01.02\n\n<br>**\n## 5.01.03\nz", 5, "5.01.02 has no text"),
        (ABOUT + "## 5.01.01\nDraagt bij aan: Basishygiëne\n", 3, "5.01.01 has no text"),
        (ABOUT + "## 5.01.01\nx\nDraagt bij aan: Basishygiëne, fruit\n", 5, "“fruit” is not"),
        (ABOUT + "## 5.01.01\nx\nDraagt bij aan: Basishygiëne,\nKetenhygiëne", 5, "“” is not"),
        (ABOUT + "# 5\n", 4, "holds no measure"),
        ("", 1, "holds no measure"),
        (ABOUT + "## 5.01.01\r\nx\r\nab\x00c", 5, "character 3 (code U+0000)"),
        (ABOUT + "## 5.01.01\nx\ny\ufffe", 5, "character 2 (code U+FFFE)"),
        (ABOUT.encode() + b"\r\n## 5.01.01\rx\xff", 5, "not text in UTF-8"),
        (ABOUT + "## 5.01.01\n" + "x" * 20_001, 4, "longer than 20000 characters"),
        (ABOUT + "## 5.01.01\nx" + " " * TWO_MEBIBYTES, 1, "at most 2 MiB"),
        (ABOUT + "## 5.01.01\nx" + "\n" * 50_000, 1, "50000 lines"),
        (ABOUT + "## 5.01.01\nx" + "<Br>" * 50_000, 1, "50000 lines"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_with_its_line_and_reason(content, line, reason):
    error = refusal_of(content)
    assert error.facts["line"] == line
    assert reason in str(error)
    assert str(error) == error.message % error.facts


def test_a_line_of_exactly_the_longest_length_is_read():
    assert len(text_of("x" * 20_000)) == 20_000


# Warnings


def test_a_target_that_is_not_in_the_file_is_a_warning_and_reading_goes_on():
    reading = read_text(
        f"{ABOUT}## 5.01.01\nVerplaatst naar 5.09.09.\n## 5.01.02\nZie 5.01.03.\n"
        "## 5.01.03\nAppel.\n"
    )
    assert [str(warning) for warning in reading.warnings] == [
        "Line 3: 5.01.01 points to 5.09.09, which is not in this file."
    ]
    assert reading.catalogue.by_number["5.01.01"].target == "5.09.09"
    assert reading.catalogue.by_number["5.01.03"].text.nl == "Appel."


def test_numbers_out_of_order_or_missing_are_warnings_and_the_catalogue_is_in_order():
    numbers = ["5.02.01", "5.01.01", "5.01.04", "6.01.02"]
    reading = read_text(ABOUT + "".join(f"## {number}\nAppel.\n" for number in numbers))
    assert list(reading.catalogue.by_number) == sorted(numbers)
    assert [control.number for control in reading.catalogue.controls] == ["5.01", "5.02", "6.01"]
    assert [str(warning) for warning in reading.warnings] == [
        "Line 5: 5.01.01 stands after 5.02.01.",
        "Line 7: 5.01.04 is here, but 5.01.03 is not.",
        "Line 9: 6.01.02 is here, but 6.01.01 is not.",
    ]


def test_warnings_stand_in_the_order_of_their_lines():
    reading = read_text(f"{ABOUT}## 5.01.02\nAppel.\n## 5.01.03\nZie 5.09.09.\n")
    assert [warning.line for warning in reading.warnings] == [3, 5]


# Whatever comes in

SHAPES = st.sampled_from(
    [
        *("---", "# Deel", "## 5.01.01", "## 5.01.02", "## 8.34.01", "##", "    ## 5.01.01"),
        *("versie: 1.2", "BIO2 versie 1.3", "Draagt bij aan: Basishygiëne", "Draagt bij aan:"),
        *("Vervallen.", "Zie 5.01.02", "Verplaatst naar 5.01.01.", "Geen overheidsmaatregel"),
        *("!!! note", "> [!TIP]", "> x", "* a", "1. b", "12.", "<br>", "a<br/><BR>", "<br"),
        *("[a](b)", "[a](", "**", "__", "*a*", "%", "%(line)s", "\ufeff", "\t"),
    ]
)
SOUP = st.lists(SHAPES | st.text(max_size=8)).map("\n".join)
HOSTILE = (
    st.binary()
    | SOUP.map(str.encode)
    | SOUP.map(lambda soup: f"{ABOUT}## 5.01.03\nx\n{soup}".encode())
    | st.tuples(SOUP, st.binary(max_size=4)).map(lambda both: both[0].encode() + both[1])
)


def outcome_of(content: bytes) -> Reading | UnreadableFileError:
    try:
        return read(content)
    except UnreadableFileError as error:
        return error


@given(HOSTILE)
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(content):
    outcome = outcome_of(content)
    if isinstance(outcome, UnreadableFileError):
        assert outcome.facts["line"] >= 1
        assert str(outcome) == outcome.message % outcome.facts
    else:
        assert outcome.catalogue.measures
        assert all(str(w).startswith(f"Line {w.line}: ") for w in outcome.warnings)
