"""This file tests that the Word templates are what their script makes, small and accessible."""

import io
import re
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from factories.annexes import contents
from lxml import etree

from questionnaires.annexes import AnnexKind
from supplier_portal import resources
from supplier_portal.documents import word
from supplier_portal.services.annexes import template_of

SCRIPT = Path(__file__).parents[2] / "docs" / "annex_templates.py"
LARGEST = 8_000
KINDS = [kind.value for kind in AnnexKind]


def parts_of(document):
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {
            name: etree.tostring(etree.fromstring(archive.read(name)), method="c14n2")
            for name in archive.namelist()
        }


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("annexes")
    subprocess.run([sys.executable, SCRIPT, folder], check=True)  # noqa: S603 - our own script
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_what_is_kept_is_what_the_script_makes(made):
    kept = {file.name: file.read_bytes() for file in resources.ANNEXES.glob("*.docx")}
    assert set(kept) == {f"{kind}.docx" for kind in KINDS}
    for name, document in kept.items():
        assert parts_of(document) == parts_of(made[name]), f"{name}: run make annexes"


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_holds_only_what_it_uses(kind):
    template = template_of(AnnexKind(kind))
    assert len(template) < LARGEST
    document = docx.Document(io.BytesIO(template))
    used = {style.get(qn("w:val")) for style in document.element.iter(qn("w:pStyle"))}
    assert used <= {style.style_id for style in document.styles}


@pytest.fixture(params=KINDS)
def document(request):
    content = contents()[request.param]
    rendered = word.render(template_of(AnnexKind(request.param)), content)
    return docx.Document(io.BytesIO(rendered))


def test_headings_are_headings_and_skip_no_level(document):
    names = [paragraph.style.name for paragraph in document.paragraphs]
    assert names[0] == "Title"
    levels = [int(name[-1]) for name in names if re.fullmatch(r"Heading [1-9]", name)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_has_a_header_row_that_is_repeated_and_a_name(document):
    assert document.tables
    for table in document.tables:
        first, *others = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.find(f".//{qn('w:tblHeader')}") is None for row in others)
        for tag in ("w:tblCaption", "w:tblDescription"):
            [named] = table._tbl.tblPr.findall(qn(tag))
            assert named.get(qn("w:val")).strip()


def test_every_page_tells_of_what_it_is_and_which_page_it_is(document):
    [footer] = [section.footer for section in document.sections]
    text = "\n".join(paragraph.text for paragraph in footer.paragraphs)
    for told in ("2026-017", "Versie 1", "23 november 2026", "Pagina", "van"):
        assert told in text
    assert re.search(r"SHA-256 [0-9a-f]{64}", text)
    fields = [field.get(qn("w:instr")).strip() for field in footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_a_requirement_is_found_by_its_identifier_to_the_letter(document):
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = "\n".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )
    assert "5.20.03" in text + cells
