"""This file tests the reader of sheets: XLSX and CSV, as people make them, or should not."""

import pytest
from factories.catalogues import catalogues, refused_or_read, spoiled
from factories.workbooks import HEADER, ROW, workbook
from hypothesis import given, settings

from questionnaires.catalogue import Category, Control, Group, Measure, MeasureStatus, Theme
from questionnaires.errors import UnreadableFileError
from questionnaires.interchange.reading import MAXIMUM_FILE, MAXIMUM_MEASURES
from questionnaires.interchange.sheet_columns import COLUMNS, Field, disarmed, rearmed
from questionnaires.interchange.spreadsheet import read_csv, read_xlsx
from questionnaires.interchange.spreadsheet_writing import template, to_csv, to_xlsx
from questionnaires.wording import Wording

FIRST = "Eigen norm;1.10;5.10.01"


def csv(*lines: str, header: str = "norm;editie;nummer;titel;tekst") -> bytes:
    return "\n".join([header, *lines]).encode()


def one(header: str, *cells: str) -> Measure:
    """Read one measure with these cells beside its number."""
    content = csv(";".join([FIRST, *cells]), header=f"norm;editie;nummer;{header}")
    [measure] = read_csv(content).catalogue.measures
    return measure


def refusal_of(content: bytes, read=read_csv) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(content)
    return str(caught.value)


# Normal files


def test_a_workbook_is_read_with_one_row_for_each_measure():
    other = (None, None, "5.10.02", None, "Nog een")
    catalogue = read_xlsx(workbook(ROW, (), other)).catalogue
    assert catalogue.name == "Eigen norm 1.10"
    assert catalogue.controls == (Control("5.10"),)
    assert catalogue.measures == (
        Measure("5.10.01", MeasureStatus.ACTIVE, Wording("Titel"), Wording("Tekst")),
        Measure("5.10.02", MeasureStatus.ACTIVE, text=Wording("Nog een")),
    )


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_is_read_with_any_of_three_signs(sign, end):
    text = end.join([sign.join(HEADER), sign.join(ROW), ""])
    for start in ("", "\ufeff"):
        assert read_csv((start + text).encode()).catalogue == read_xlsx(workbook()).catalogue


def test_a_cell_of_csv_may_hold_lines_and_signs():
    measure = one("tekst", '"een; twee\r\n""drie"""')
    assert measure.text.nl == 'een; twee\n"drie"'


def test_headings_are_read_in_whatever_case_and_order():
    content = csv("T;1;N;A-1", header="TITEL;editie; Norm ;NUMMER")
    assert read_csv(content).catalogue.measures[0].title == Wording("T")


def test_a_column_that_is_not_known_is_passed_over_with_a_warning():
    reading = read_csv(csv(f"{FIRST};;;x", header="norm;editie;nummer;titel;tekst;Eigenaar"))
    assert [str(warning) for warning in reading.warnings] == [
        "Cell F1: no column is called “eigenaar”; it was passed over."
    ]


@pytest.mark.parametrize(
    ("cell", "theme"),
    [
        ("", Theme.ORGANISATIONAL),
        ("8", Theme.TECHNOLOGICAL),
        ("Mensen", Theme.PEOPLE),
        ("people", Theme.PEOPLE),
        ("Fysieke beveiliging", Theme.PHYSICAL),
        ("TECHNOLOGIE", Theme.TECHNOLOGICAL),
        ("organisation", Theme.ORGANISATIONAL),
    ],
)
def test_a_theme_is_named_in_dutch_english_or_by_its_chapter(cell, theme):
    assert one("thema", cell).theme is theme


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("", MeasureStatus.ACTIVE),
        ("Vervallen", MeasureStatus.WITHDRAWN),
        ("withdrawn", MeasureStatus.WITHDRAWN),
        ("geen", MeasureStatus.NONE),
        ("verplaatst", MeasureStatus.MOVED),
        ("ZIE", MeasureStatus.SEE),
    ],
)
def test_a_status_is_named_in_dutch_or_english(cell, status):
    assert one("status", cell).status is status


def test_categories_are_named_in_any_case():
    measure = one("categorie", '"BASISHYGIE\u0308NE, Overheidsrisico,"')
    assert measure.categories == {Category.BASIC_HYGIENE, Category.GOVERNMENT_RISK}


def test_groups_and_controls_get_their_titles_from_any_of_their_rows():
    content = csv(
        "N;1;AC-1;ac;Toegang;;",
        ";;AC-2(1);ac;;AC-2;",
        ";;AC-2(2);;;AC-2;Accounts",
        header="norm;editie;nummer;groep;titel groep;beheersmaatregel;titel beheersmaatregel",
    )
    catalogue = read_csv(content).catalogue
    assert catalogue.groups == (Group("ac", Wording("Toegang")),)
    assert catalogue.controls == (
        Control("AC-1", group="ac"),
        Control("AC-2", Wording("Accounts"), "ac"),
    )
    assert [measure.control for measure in catalogue.measures] == ["AC-1", "AC-2", "AC-2"]


def test_a_target_that_is_not_there_is_a_warning():
    reading = read_csv(
        csv(f"{FIRST};verplaatst;5.1", header="norm;editie;nummer;status;verwijst naar")
    )
    assert str(reading.warnings[0]) == (
        "Cell C2: 5.10.01 points to 5.1, which is not in this file."
    )


# Odd and hostile files


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", "Row 1: column “norm” is missing."),
        (csv(header="nummer;titel"), "Row 1: column “norm” is missing."),
        (csv(header="norm;editie;titel"), "Row 1: column “nummer” is missing."),
        (csv(FIRST, header="norm;editie;nummer;Titel;titel"), "Cell E1: column “titel” is there"),
        (csv(), "Row 2: column “norm” is empty."),
        (csv(";1;5.10.01"), "Row 2: column “norm” is empty."),
        (csv("N;;5.10.01"), "Row 2: column “editie” is empty."),
        (csv(FIRST, "Andere norm;;5.10.02"), "Cell A3: above it says “Eigen norm”"),
        (csv(FIRST, ";2;5.10.02"), "Cell B3: above it says “1.10”"),
        (csv(FIRST, ";;;Titel"), "Cell C3: the number of this measure is missing."),
        (csv(FIRST, FIRST), "Cell C3: number 5.10.01 is in the file twice."),
        (csv("N;1;5/10"), "Cell C2: a number has at most 20"),
        (csv("N;1;" + "1" * 21), "Cell C2: a number has at most 20"),
        (csv(f"{FIRST};{'x' * 501}"), "Cell D2: this text is longer than 500 characters."),
        (csv(f"{FIRST};;{'x' * 20_001}"), "Cell E2: this text is longer than 20000 characters."),
        (csv(f"{FIRST};a\x00b"), "Cell D2: character 2 (code U+0000) cannot be stored."),
        (csv(f"{FIRST};a\x1b[2J"), "Cell D2: character 2 (code U+001B)"),
        (csv(f"{FIRST};\ufffe"), "Cell D2: character 1 (code U+FFFE)"),
        (csv(FIRST) + b"\n\xff", "Line 3: this is not text in UTF-8."),
        (csv(f'{FIRST};"x'), "Line 2: the quotation marks do not match"),
        (
            csv(f"{FIRST};{'x' * 140_000}"),
            "the quotation marks do not match, or a cell is too long",
        ),
        (
            csv(f"{FIRST};verlopen", header="norm;editie;nummer;status"),
            "Cell D2: “verlopen” is not",
        ),
        (
            csv(f"{FIRST};9", header="norm;editie;nummer;thema"),
            "Cell D2: “9” is not one of the four",
        ),
        (csv(f"{FIRST};luxe", header="norm;editie;nummer;categorie"), "Cell D2: “luxe” is not a"),
        (csv(f"{FIRST};{'g' * 41}", header="norm;editie;nummer;groep"), "longer than 40"),
        (b"x" * (MAXIMUM_FILE + 1), "larger than 25 MB"),
    ],
    ids=range(26),
)
def test_a_sheet_that_says_no_catalogue_is_refused_with_its_place(content, refusal):
    assert refusal_of(content).startswith(refusal) or refusal in refusal_of(content)


def test_as_many_rows_as_may_be_are_read_and_no_more(monkeypatch):
    assert MAXIMUM_MEASURES == 20_000
    monkeypatch.setattr("questionnaires.interchange.spreadsheet.MAXIMUM_ROWS", 51)
    monkeypatch.setattr("questionnaires.interchange.draft.MAXIMUM_MEASURES", 50)
    lines = [f";;A-{n}" for n in range(2, 51)]
    content = csv("N;1;A-1", *lines, header="norm;editie;nummer")
    assert len(read_csv(content).catalogue.measures) == 50
    assert refusal_of(content + b"\n;;B").startswith("Row 52: there are more than 51 rows")
    monkeypatch.setattr("questionnaires.interchange.draft.MAXIMUM_MEASURES", 49)
    assert refusal_of(content) == "Cell C51: a catalogue has at most 49 measures."


def test_texts_that_are_too_long_together_are_refused(monkeypatch):
    monkeypatch.setattr("questionnaires.interchange.draft.MAXIMUM_LENGTH", 10)
    assert "longer together than 10 characters" in refusal_of(csv(f"{FIRST};;{'x' * 11}"))


# There and back


@settings(max_examples=25)
@given(catalogues())
def test_a_catalogue_that_was_written_reads_back_as_it_was(catalogue):
    for write, read in ((to_xlsx, read_xlsx), (to_csv, read_csv)):
        reading = read(write(catalogue))
        assert reading.catalogue == catalogue
        assert len(reading.warnings) == len(catalogue.dangling())


@given(spoiled(csv(f'{FIRST};"a""b";c', ";;5.10.02"), (b'"', b";", b"\n", b"\x00", b"\xff", b"=1")))
def test_a_spoiled_text_is_read_or_refused(content):
    refused_or_read(read_csv, content)


@settings(max_examples=100)
@given(spoiled(workbook(), (b"PK", b"\x00\x00", b"<f>", b"\xff" * 4)))
def test_a_spoiled_workbook_is_read_or_refused(content):
    refused_or_read(read_xlsx, content)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "＝1", "'=1", "''@"])
def test_a_text_like_a_formula_is_disarmed_and_comes_back(text):
    assert disarmed(text) == f"'{text}"
    assert rearmed(disarmed(text)) == text


@pytest.mark.parametrize("text", ["", "a=1", "'", "'t Zand", "5.10"])
def test_another_text_is_left_alone(text):
    assert (disarmed(text), rearmed(text)) == (text, text)


# The sheet to start from


def test_the_template_can_be_read_as_it_is():
    reading = read_xlsx(template())
    assert reading.warnings == ()
    assert len(reading.catalogue.measures) == 1


def test_every_column_is_in_the_template_and_explained_in_both_languages():
    assert {column.field for column in COLUMNS} == set(Field)
    assert all(column.meaning.nl and column.meaning.en for column in COLUMNS)
    assert len({column.meaning.nl for column in COLUMNS}) >= len(COLUMNS) - 1


def test_a_row_of_nothing_but_separators_is_refused():
    header, row = b"norm;editie;nummer\n", b"N;1;5.01.01"
    assert len(read_csv(header + row + b";" * 1_999_996).catalogue.measures) == 1
    with pytest.raises(UnreadableFileError, match="Row 1: this file holds too much"):
        read_csv(header + row + b";" * 1_999_997)
