"""This file tests that a file is known by its content, whatever its name."""

import pytest
from factories.catalogues import as_json, control, oscal
from factories.workbooks import workbook
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.errors import UnreadableFileError
from questionnaires.interchange import bio2_markdown, catalogue_files
from questionnaires.interchange.catalogue_files import read_any
from questionnaires.interchange.spreadsheet_writing import template

MARKDOWN = b"# BIO2 versie 1.9\n\n## 5.01.01\nBeleid.\n"
FRONT_MATTER = b"---\nversie: 1.9\n---\n\n## 5.01.01\nurn: x\n"
CSV = b"norm;editie;nummer\nSheet;1;5.01.01\n"
YAML = b"""\
urn: urn:x
locale: nl
name: Library v1
objects:
  framework:
    name: Library
    requirement_nodes:
    - urn: urn:y
      assessable: true
      ref_id: A-1
"""
FILES = {
    "markdown": (MARKDOWN, "BIO2 1.9"),
    "front matter": (FRONT_MATTER, "BIO2 1.9"),
    "csv": (CSV, "Sheet 1"),
    "csv with a mark": (b"\xef\xbb\xbf" + CSV.replace(b";", b","), "Sheet 1"),
    "csv with quotes": (b'"Norm";"Nummer";"Editie"\r\nSheet;5.01.01;1\r\n', "Sheet 1"),
    "yaml": (YAML, "Library 1"),
    "json": (as_json(oscal(control())), "Norm 1"),
    "json with space": (b"\xef\xbb\xbf\n " + as_json(oscal(control())), "Norm 1"),
    "xlsx": (workbook(), "Eigen norm 1.10"),
    "template": (template(), "Voorbeeldnorm 1.0"),
}


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("name", ["", "norm.txt", "norm.md", "NORM.XLSX"])
def test_a_file_is_known_by_its_content(file, name):
    content, norm = FILES[file]
    assert read_any(name, content).catalogue.name == norm


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("a.md", b"", "This file holds no measure"),
        ("a.csv", b"a;b\n", "column “norm” is missing"),
        ("a.CSV", b"", "column “norm” is missing"),
        ("a.yml", b"a: 1\n", "“objects” must hold"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 90, "Save it as XLSX"),
        ("a.xml", b'<?xml version="1.0"?><catalog/>', "Of OSCAL the form in JSON can be read"),
        ("a.xlsx", b"PK\x03\x04", "damaged, or not a workbook"),
        ("a.json", b"{", "this is not JSON"),
        ("a.md", MARKDOWN + b" " * 25_000_000, "larger than 25 MB"),
    ],
)
def test_a_file_of_no_known_kind_is_refused_in_words(name, content, refusal):
    with pytest.raises(UnreadableFileError) as caught:
        read_any(name, content)
    assert refusal in str(caught.value)


def test_markdown_is_read_as_it_always_was():
    assert read_any("bio2.md", MARKDOWN) == bio2_markdown.read(MARKDOWN)


@given(st.text(max_size=8), st.binary(max_size=200))
def test_noise_is_refused(name, noise):
    with pytest.raises(UnreadableFileError):
        read_any(name, noise)


def test_only_the_start_of_a_file_tells_its_kind():
    late = MARKDOWN + b"\n" * catalogue_files._START + YAML
    assert read_any("a.md", late).catalogue.norm == "BIO2"
