"""This file has documents read that came back, honest ones and ones that were made to do harm."""

import io
import subprocess
import sys
import time
import zlib

import pikepdf
import pytest
from documents.contents import content_of
from documents.pdf_checks import elements
from factories.returned import package, word

from supplier_portal.documents import excel, pdf, returned, returned_child
from supplier_portal.documents.returned import UnreadableDocumentError

BOMB = "".join(
    f'<!ENTITY e{number} "{f"&e{number - 1};" * 10 if number else "x" * 10}">'
    for number in range(9)
)


def pdf_of(stream):
    """A tagged PDF of which the only page holds this, unpacked."""
    document = pikepdf.open(io.BytesIO(pdf.render(content_of("programme"))))
    packed = pikepdf.Stream(document, zlib.compress(stream), Filter=pikepdf.Name.FlateDecode)
    document.pages[0].Contents = document.make_indirect(packed)
    written = io.BytesIO()
    document.save(written, compress_streams=False)
    return written.getvalue()


def nested_pdf():
    document = pikepdf.open(io.BytesIO(pdf.render(content_of("programme"))))
    element = next(node for kind, node in elements(document) if kind == "P")
    element.K = pikepdf.Array([element])
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


ATTACKS = {
    "entities": (
        "docx",
        lambda: package({"word/document.xml": word("&e8;", f"<!DOCTYPE x [{BOMB}]>")}),
    ),
    "external": (
        "docx",
        lambda: package(
            {"word/document.xml": word("&e;", '<!DOCTYPE x [<!ENTITY e SYSTEM "/etc/passwd">]>')}
        ),
    ),
    "in another encoding": (
        "odt",
        lambda: package(
            {"content.xml": '<!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>'.encode("utf-16")}
        ),
    ),
    "zip bomb": ("docx", lambda: package({"word/document.xml": word("x" * 120_000_000)})),
    "many parts": (
        "docx",
        lambda: package(
            {"word/document.xml": word("x")} | {f"{n}.xml": "<x/>" for n in range(600)}
        ),
    ),
    "deep": ("docx", lambda: package({"word/document.xml": "<a>" * 100_000 + "</a>" * 100_000})),
    "no package": ("docx", lambda: b"PK\3\4" + bytes(100)),
    "no pdf": ("pdf", lambda: b"%PDF-1.7\n" + bytes(100)),
    "pdf bomb": ("pdf", lambda: pdf_of(b"[(" + b"a" * 400_000_000 + b")] TJ")),
    "pdf in itself": ("pdf", nested_pdf),
}


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_document_made_to_do_harm_is_refused_within_limits(attack):
    kind, made = ATTACKS[attack]
    document = made()
    started = time.monotonic()
    with pytest.raises(UnreadableDocumentError):
        returned.read(document, kind)
    assert time.monotonic() - started < returned_child.SECONDS + 10


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_what_a_document_says_and_names_is_read(kind):
    content = content_of("programme")
    made = {"pdf": pdf, "xlsx": excel}[kind].render(content)
    found = returned.read(made, kind)
    assert content["digest"] in found.digests
    assert content["introduction"][0] in found.lines


@pytest.mark.parametrize(
    ("wish", "refused"),
    [
        ("bytearray(700_000_000)", "MemoryError"),
        ("__import__('tempfile').TemporaryFile()", "No usable temporary directory"),
    ],
    ids=["memory", "a file"],
)
def test_who_reads_a_document_gets_no_more_than_reading_needs(wish, refused):
    program = f"from supplier_portal.documents.returned_child import limit; limit(); {wish}"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, check=False, text=True
    )
    assert refused in done.stderr
