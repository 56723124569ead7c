"""LibreOffice makes an ODT or PDF of a Word document, alone in a folder, and goes away again."""

import contextlib
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from documents.programs import libreoffice, saved_again
from factories.word_templates import RELATIONS, archive, paragraph, parts, relations

from questionnaires.annex_samples import sample
from questionnaires.annexes import AnnexKind
from questionnaires.errors import ConversionError
from questionnaires.wording import Language
from supplier_portal.documents import office, own
from supplier_portal.documents.inspection.inspecting import inspect
from supplier_portal.documents.office import OfficeFormat
from supplier_portal.documents.own import OwnTemplate
from supplier_portal.documents.word_text import texts_of_parts
from supplier_portal.services import annex_templates

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NASTY = "a  b   c\ttab\nregel & < > \"é\" '{{ 7*7 }}' ]]> \u00ad\u00a0x 😀 e\u0301 =1+1"


@pytest.fixture(autouse=True)
def installed():
    libreoffice()


def document(text):
    return archive(parts(paragraph(text)))


@pytest.mark.slow
def test_an_odt_holds_every_letter():
    content = sample(AnnexKind.CONTRACT_ANNEX, Language.DUTCH)
    content["themes"][0]["requirements"][0]["text"] = NASTY
    starter = annex_templates.starter(AnnexKind.CONTRACT_ANNEX)
    made = own.render(OwnTemplate("x", 1, "ab" * 32, starter), content)
    assert NASTY in "".join(office.texts_of_odt(office.convert(made, OfficeFormat.ODT)))


@pytest.mark.slow
def test_many_spaces_in_an_odt_are_read_as_many():
    made = office.convert(document(f"a{' ' * 5000}b"), OfficeFormat.ODT)
    assert f"a{' ' * 5000}b" in office.texts_of_odt(made)[0]


@pytest.mark.slow
def test_a_pdf_is_one_to_keep_and_to_hear():
    made = office.convert(document("Tekst"), OfficeFormat.PDF)
    assert made.startswith(b"%PDF-")
    assert re.search(rb"<pdfaid:part>2</pdfaid:part>", made)
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", made)
    assert b"/StructTreeRoot" in made


@pytest.mark.slow
def test_nothing_outside_the_document_is_fetched():
    asked = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - the names of HTTP

        def log_message(self, *_):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/logo.png"
    picture = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing">'
        '<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="Logo"/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="Logo"/>'
        '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="rId9"/><a:stretch>'
        '<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    field = (
        f'<w:p><w:fldSimple w:instr="INCLUDEPICTURE &quot;{address}&quot; \\d"><w:r><w:t>x</w:t>'
        "</w:r></w:fldSimple></w:p>"
    )
    found = parts(picture + field)
    found[RELATIONS] = relations(("rId9", "image", address, 'TargetMode="External"'))
    for wanted in OfficeFormat:
        assert office.convert(archive(found), wanted)
    server.shutdown()
    server.server_close()
    assert asked == []


@pytest.mark.slow
def test_what_takes_too_long_is_ended_with_all_it_started(monkeypatch):
    monkeypatch.setattr(office, "SECONDS", 1.0)
    with pytest.raises(ConversionError):
        office.convert(document("Tekst"), OfficeFormat.PDF)
    assert [words for words in _running() if b"office-" in words and b"profile" in words] == []


def _running():
    """The command of every process there is."""
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            yield place.read_bytes()


@pytest.mark.slow
def test_no_folder_is_left_behind(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert office.convert(document("Tekst"), OfficeFormat.ODT)
    assert list(tmp_path.iterdir()) == []


def test_without_the_program_it_is_told(monkeypatch):
    monkeypatch.setattr(office, "is_available", lambda: False)
    with pytest.raises(ConversionError):
        office.convert(document("Tekst"), OfficeFormat.ODT)


@pytest.mark.slow
@pytest.mark.parametrize("kind", AnnexKind)
def test_our_template_stays_good_when_libreoffice_saves_it_again(kind, tmp_path: Path):
    starter = annex_templates.starter(kind)
    again = saved_again(starter, tmp_path)
    assert inspect(again, kind) == []
    content = sample(kind, Language.DUTCH)
    before, after = (
        texts_of_parts(own.render(OwnTemplate("x", 1, "ab" * 32, made), content))
        for made in (starter, again)
    )
    assert after[0] == before[0]  # in the footer is the number of the page
