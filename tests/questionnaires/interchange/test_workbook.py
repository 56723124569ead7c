"""This file tests that an Excel file which could harm is refused before it is opened."""

import tracemalloc
import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from factories.workbooks import HEADER, ROW, part_of, repacked, shared, workbook

from questionnaires.errors import UnreadableFileError
from questionnaires.interchange import workbook as module
from questionnaires.interchange.workbook import (
    MAXIMUM_CELLS_IN_A_ROW,
    MAXIMUM_COLUMNS,
    MAXIMUM_DECORATIONS,
    MAXIMUM_ENTRIES,
    rows,
)

PLAIN = workbook()
SHEET = part_of(PLAIN, "xl/worksheets/sheet1.xml")
DTD = b'<!DOCTYPE x [<!ENTITY a "b">]>'
LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]>"
EXTERNAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
PARAMETER = b'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>'
DECLARED = b'<?xml version="1.0" encoding="UTF-8"?>'


def refusal_of(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        rows(content)
    return str(caught.value)


def test_the_first_sheet_is_read_as_text():
    found = rows(workbook(("a", None, "  b\nc "), (), ("=1+1"[1:],), sheets=["Other"]))
    assert found[0][:5] == HEADER
    assert found[1][:3] == ("a", None, "  b\nc ")
    assert len(found) == 4


@pytest.mark.parametrize(
    ("value", "refusal"),
    [
        ("=1+1", "Cell C2: this is a formula"),
        ('=HYPERLINK("http://x","y")', "Cell C2: this is a formula"),
        (5.10, "Cell C2: this is a number or date, not text"),
        (7, "Cell C2: this is a number"),
        (True, "Cell C2: this is a number"),
        (date(2026, 11, 1), "Cell C2: this is a number or date"),
        ("#REF!", "Cell C2: this is an error of Excel"),
    ],
)
def test_a_cell_that_is_no_text_is_refused_with_its_address(value, refusal):
    assert refusal_of(workbook(("a", "b", value))).startswith(refusal)


@pytest.mark.parametrize(
    "formula", ['<f t="array" ref="A2">1</f>', '<f t="shared" ref="A2:A3" si="0">1+1</f>', "<f/>"]
)
def test_a_formula_of_another_kind_is_refused_too(formula):
    start, end = SHEET.index(b'<c r="A2"'), SHEET.index(b'<c r="B2"')
    sheet = SHEET[:start] + f'<c r="A2">{formula}<v>2</v></c>'.encode() + SHEET[end:]
    refusal = refusal_of(repacked(PLAIN, xl__worksheets__sheet1_xml=sheet))
    assert refusal.startswith("Cell A2: this is a ")


def test_texts_that_are_kept_apart_as_excel_does_are_read_as_well():
    assert rows(shared(PLAIN))[1][:5] == ROW


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"PK\x03\x04" + b"\x00" * 90, PLAIN[:-40], PLAIN[60:]]
)
def test_what_is_no_workbook_is_refused(content):
    assert "damaged, or not a workbook" in refusal_of(content)


@pytest.mark.parametrize(
    "changes",
    [
        {"xl__workbook_xml": None},
        {"xl__worksheets__sheet1_xml": None},
        {"xl__worksheets__sheet1_xml": b"<a>"},
        {"xl__worksheets__sheet1_xml": b"<a/>\x00"},
        {"xl__workbook_xml": b"<workbook/>"},
        {"xl__styles_xml": DECLARED.replace(b"UTF-8", b"UTF-7") + b"<a/>"},
    ],
)
def test_a_workbook_with_damaged_parts_is_refused(changes):
    assert "damaged, or not a workbook" in refusal_of(repacked(PLAIN, **changes))


@pytest.mark.parametrize("prolog", [DTD, LAUGHS, EXTERNAL, PARAMETER, b"<!DOCTYPE x>"])
@pytest.mark.parametrize(
    "part", ["xl__worksheets__sheet1_xml", "xl__styles_xml", "docProps__a_xml"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
def test_a_document_type_is_refused_in_every_part_and_encoding(prolog, part, encoding, monkeypatch):
    monkeypatch.setattr(module, "load_workbook", _never)
    declared = DECLARED.replace(b"UTF-8", encoding.upper().encode()).replace(b"LATIN", b"ISO-8859")
    text = (declared.replace(b"ISO-8859-1", b"ISO-8859-1") + prolog + b"<x/>").decode()
    assert "document type (DTD)" in refusal_of(repacked(PLAIN, **{part: text.encode(encoding)}))


def _never(*_, **__):
    pytest.fail("openpyxl was given a hostile file")


def test_openpyxl_itself_reads_with_defusedxml():
    assert openpyxl.DEFUSEDXML


def _bomb(size: int, name: str = "xl/sharedStrings.xml") -> bytes:
    return repacked(PLAIN, **{name.replace("/", "__").replace(".", "_"): b" " * size})


def _many() -> bytes:
    return repacked(PLAIN, **{f"a{n}_bin": b"" for n in range(MAXIMUM_ENTRIES)})


def _doubled() -> bytes:
    written = BytesIO(PLAIN)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(written, "a") as archive:
        archive.writestr("xl/workbook.xml", b"<other/>")
    return written.getvalue()


def _linked() -> bytes:
    link = zipfile.ZipInfo("xl/link.xml")
    link.external_attr = 0o120777 << 16
    written = BytesIO(PLAIN)
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    return written.getvalue()


def _encrypted() -> bytes:
    spoilt = bytearray(PLAIN)
    entry = spoilt.index(b"PK\x01\x02")
    spoilt[entry + 8] |= 1
    return bytes(spoilt)


HOSTILE = {
    "unpacked": (_bomb(33_000_000), "unpacked it is larger than 32 MB"),
    "ratio": (_bomb(5_000_000), "more than 50 times as large as packed"),
    "entries": (_many(), "too many parts, or two of one name"),
    "doubled": (_doubled, "too many parts, or two of one name"),
    "link": (_linked(), "encrypted, a link, or packed unusually"),
    "encrypted": (_encrypted(), "encrypted, a link, or packed unusually"),
    "bzip2": (repacked(PLAIN, method=zipfile.ZIP_BZIP2), "packed unusually"),
    "lzma": (repacked(PLAIN, method=zipfile.ZIP_LZMA), "packed unusually"),
    "macros": (repacked(PLAIN, xl__vbaProject_bin=b"x"), "it holds macros"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused_from_its_directory(name, monkeypatch):
    content, refusal = HOSTILE[name]
    content = content() if callable(content) else content
    monkeypatch.setattr(module, "load_workbook", _never)
    monkeypatch.setattr(module, "_refuse_hostile_xml", _never)
    assert refusal in refusal_of(content)


def test_a_part_that_lies_about_its_size_is_refused():
    spoilt = bytearray(_bomb(40_000_000))
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        entry = spoilt.rindex(mark)
        spoilt[entry + place : entry + place + 4] = (1_000).to_bytes(4, "little")
    assert "damaged, or not a workbook" in refusal_of(bytes(spoilt))


def test_a_bomb_takes_no_memory():
    content = _bomb(40_000_000)
    tracemalloc.start()
    refusal_of(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_file_that_is_too_large_is_refused():
    assert "larger than 25 MB" in refusal_of(b"PK\x03\x04" + b"\x00" * 25_000_000)


def test_a_text_that_is_kept_nowhere_is_refused():
    assert "damaged" in refusal_of(repacked(shared(PLAIN), xl__sharedStrings_xml=b"<sst/>"))


def test_a_row_far_down_is_refused_and_not_counted_to(monkeypatch):
    monkeypatch.setattr(module, "MAXIMUM_ROWS", 100)
    sheet = SHEET.replace(b'<row r="2"', b'<row r="1048576"').replace(b'r="A2"', b'r="A1048576"')
    refusal = refusal_of(repacked(PLAIN, xl__worksheets__sheet1_xml=sheet))
    assert refusal.startswith("Row 101: there are more than 100 rows.")


def test_a_cell_far_to_the_right_makes_no_wide_rows():
    found = rows(workbook(*[("x",) * 60] * 3))
    assert {len(row) for row in found} == {MAXIMUM_COLUMNS}


def test_a_workbook_that_says_it_has_no_size_is_read():
    sheet = SHEET.replace(b'<dimension ref="A1:E2"', b'<dimension ref="A1:A1"')
    assert sheet != SHEET
    assert rows(repacked(PLAIN, xl__worksheets__sheet1_xml=sheet))[1][:5] == ROW


def test_a_workbook_with_unknown_decoration_is_read_without_a_warning():
    odd = SHEET.replace(
        b"</worksheet>",
        b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>',
    )
    assert len(rows(repacked(PLAIN, xl__worksheets__sheet1_xml=odd))) == 2


def _with_elements(element: bytes, times: int, *, before: bytes, part="xl/worksheets/sheet1.xml"):
    """Put an element in a part many times."""
    plain = part_of(PLAIN, part)
    assert before in plain
    spoilt = plain.replace(before, element * times + before, 1)
    return repacked(PLAIN, **{part.replace("/", "__").replace(".", "_"): spoilt})


def test_a_workbook_of_nothing_but_styles_is_refused(monkeypatch):
    monkeypatch.setattr(module, "load_workbook", _never)
    content = _with_elements(
        b"<xf/>", MAXIMUM_DECORATIONS, before=b"</cellXfs>", part="xl/styles.xml"
    )
    assert "this file holds too much" in refusal_of(content)


def test_a_row_has_no_more_cells_than_excel_has_columns(monkeypatch):
    there = SHEET.partition(b"</row>")[0].count(b"<c ")
    most = MAXIMUM_CELLS_IN_A_ROW - there
    assert len(rows(_with_elements(b"<c/>", most, before=b"</row>"))) == 2
    monkeypatch.setattr(module, "load_workbook", _never)
    for cell in (b"<c/>", b'<x:c xmlns:x="y"/>'):
        assert "holds too much" in refusal_of(_with_elements(cell, most + 1, before=b"</row>"))


@pytest.mark.parametrize("element", [b"<c/></row><row>", b"<v/>", b"<is/>", b"<t/>", b"<si/>"])
def test_a_part_has_no_more_cells_or_texts_than_may_be_read(element, monkeypatch):
    monkeypatch.setattr(module, "MAXIMUM_CELLS", 50)
    assert len(rows(_with_elements(element, 10, before=b"</row>"))) > 1
    assert "holds too much" in refusal_of(_with_elements(element, 51, before=b"</row>"))


@pytest.mark.parametrize("before", [b"", b"\n" * 100_000, b"\xef\xbb\xbf"])
def test_a_part_is_checked_whatever_its_name(before, monkeypatch):
    monkeypatch.setattr(module, "load_workbook", _never)
    content = repacked(PLAIN, xl__worksheets__sheet1_bin=before + DTD + b"<x/>")
    assert "document type (DTD)" in refusal_of(content)


def test_a_part_that_is_no_xml_is_left_alone():
    assert len(rows(repacked(PLAIN, xl__media__image1_png=b"\x89PNG<&"))) == 2
