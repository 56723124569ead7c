"""This file tests that a workbook holds every text unchanged, and computes nothing (F1, F6)."""

import csv
import io
import re
import zipfile

import pytest
from documents.contents import KINDS, content_of
from documents.programs import converted
from factories.strategies import hostile_texts
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from supplier_portal.documents import excel, excel_sheets
from supplier_portal.documents.printing import printed_texts
from supplier_portal.documents.proof import LostTextError
from supplier_portal.documents.sheet_text import NotATextError, texts_of_sheets

LIMIT = 32_767
ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
PAYLOADS = [
    *(
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1+1",
        "\n=1+1",
        " =1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
    ),
    *('=HYPERLINK("x";"y")', '=WEBSERVICE("x")', "=cmd|'/c calc'!A0", "=DDE(1;2;3)", "{=1+1}"),
    *(
        '+SUM(1)*cmd|" /C calc"!A0',
        "=1+1;",
        '"=1+1"',
        "'=1+1",
        "''",
        "=",
        "+",
        "-",
        "@",
        "=A1",
        "=Eis!A1",
    ),
    *(
        "5.10",
        "1e5",
        "007",
        "2026-11-23",
        "1/2",
        "TRUE",
        "ONWAAR",
        "#REF!",
        "#N/B",
        "12:30",
        "€ 5,00",
    ),
    *("_x0041_", "_x005F_", "_x003D_1+1", "x005F_x", "<f>1+1</f>", "]]>", "&amp;", "{{ 7*7 }}"),
]


def with_texts(texts):
    content = content_of("programme")
    requirement = content["themes"][0]["requirements"][0]
    content["themes"][0]["requirements"] = [requirement | {"text": text} for text in texts]
    return content


def column(workbook, heading):
    """The texts under a heading of the sheet with the requirements, as openpyxl reads them."""
    sheet = load_workbook(io.BytesIO(workbook))["Requirements"]
    cells = next(cells for cells in sheet.iter_cols() if cells[0].value == heading)
    return [cell.value for cell in cells[1:]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_holds_every_text(kind):
    content = content_of(kind)
    told = "\n".join(
        text for rows in texts_of_sheets(excel.render(content)) for row in rows for text in row
    )
    for text in printed_texts(content):
        assert text in told


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_content_gives_the_same_workbook(kind):
    assert excel.render(content_of(kind)) == excel.render(content_of(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_is_ready_to_use(kind):
    content = content_of(kind)
    book = load_workbook(io.BytesIO(excel.render(content)))
    particulars, *others = book.worksheets
    assert [cell.value for cell in particulars["B"]].count(content["digest"]) == 1
    assert book.properties.language == content["language"]
    assert book.properties.creator == content["procurement"]["buyer"]
    for sheet in (particulars, *others):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.print_title_rows == "$1:$1"
        assert "&P" in sheet.oddFooter.right.text
        assert all(cell.font.b for cell in sheet[1])


def test_a_workbook_names_the_hash_of_its_content():
    one, other = content_of("programme"), content_of("programme")
    other["introduction"] = ["Anders."]
    assert excel.render(one) != excel.render(other)
    particulars = texts_of_sheets(excel.render(one))[0]
    assert re.fullmatch("[0-9a-f]{64}", dict(particulars)["Content hash"])


def test_only_what_is_in_a_column_of_choices_may_be_chosen():
    sheet = load_workbook(io.BytesIO(excel.render(content_of("applicability"))))["Rows"]
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"Ja,Nee"'
    assert str(choice.sqref) == "C2:C3"


def test_a_payload_stays_the_text_it_is():
    workbook = excel.render(with_texts(PAYLOADS))
    assert len(PAYLOADS) >= 40
    rows = texts_of_sheets(workbook)[1]
    place = rows[0].index("Text")
    assert [row[place] for row in rows[1 : len(PAYLOADS) + 1]] == PAYLOADS
    book = load_workbook(io.BytesIO(workbook))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(workbook)).read("xl/worksheets/sheet2.xml")


@pytest.mark.slow
def test_libreoffice_reads_every_payload_as_text_and_computes_nothing(tmp_path):
    # A space at the end of a line and the line ends of Windows are not LibreOffice's to keep.
    workbook = excel.render(with_texts(PAYLOADS))
    (sheet,) = converted(workbook, "payloads.xlsx", "fods", tmp_path)
    flat = sheet.read_text(encoding="utf-8")
    assert "table:formula" not in flat
    assert set(re.findall(r'office:value-type="(\w+)"', flat)) == {"string"}
    (tmp_path / "again").mkdir()
    files = converted(workbook, "payloads.xlsx", ALL_SHEETS, tmp_path / "again")
    (requirements,) = [file for file in files if file.stem.endswith("-Requirements")]
    with requirements.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    place = rows[0].index("Text")
    assert [row[place] for row in rows[1 : len(PAYLOADS) + 1]] == PAYLOADS


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_libreoffice_opens_every_kind(kind, tmp_path):
    content = content_of(kind)
    files = converted(excel.render(content), f"{kind}.xlsx", ALL_SHEETS, tmp_path)
    told = "".join(file.read_text(encoding="utf-8") for file in files)
    assert content["digest"] in told
    assert len(files) == len(texts_of_sheets(excel.render(content)))


def test_a_text_too_long_for_a_cell_goes_on_below_and_says_so():
    text = "".join(f"{number} " for number in range(20_000)) + "\U0001f600" * 20_000
    workbook = excel.render(with_texts(["kort", text]))
    parts = column(workbook, "Text")
    notes = column(workbook, "Continued")
    assert "".join(part for part, note in zip(parts, notes, strict=True) if note) == text
    assert max(len(part.encode("utf-16-le")) // 2 for part in parts if part) <= LIMIT
    assert notes[:3] == [None, f"1 Of {len(parts) - 2}", f"2 Of {len(parts) - 2}"]


@given(text=hostile_texts())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_comes_back_unchanged(text):
    rows = texts_of_sheets(excel.render(with_texts([text, "-"])))[1]
    assert rows[1][rows[0].index("Text")] == text


def test_a_workbook_that_lost_text_is_not_given_out(monkeypatch):
    content = with_texts(["Dit mag niet weg."])
    monkeypatch.setattr(excel, "write_row", lambda sheet, number, texts, **_: _.clear())
    with pytest.raises(LostTextError):
        excel.render(content)


def test_a_workbook_that_cut_a_text_is_not_given_out(monkeypatch):
    monkeypatch.setattr(excel, "_MOST_CHARACTERS", 40_000)
    with pytest.raises(LostTextError):
        excel.render(with_texts(["x" * 40_000]))


def test_a_text_that_got_no_cell_is_missed(monkeypatch):
    monkeypatch.setattr(excel_sheets, "_proof", lambda _: excel_sheets.Cell("", ()))
    with pytest.raises(LostTextError, match="Opzet"):
        excel.render(content_of("programme"))


def test_a_cell_that_is_computed_is_no_text():
    workbook = excel.render(content_of("programme"))
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet2.xml"
    parts[name] = re.sub(rb"<is>.*?</is>", b"<f>1+1</f><v>2</v>", parts[name], count=1)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for part, xml in parts.items():
            archive.writestr(part, xml)
    with pytest.raises(NotATextError):
        texts_of_sheets(written.getvalue())
