"""This file lists 120 files by name, and whether each may be kept as proof (assurance E1)."""

import base64
import struct
import zipfile
from io import BytesIO

from factories.files import (
    OFFICE,
    SHEET_NS,
    WORD_NS,
    archive,
    chunk,
    docx,
    docx_parts,
    jpg,
    ods,
    odt,
    pdf,
    png,
    xlsx,
    xlsx_parts,
)

MB = 1_000_000
PDF, PNG, JPG = pdf(), png(), jpg()
DOCX, XLSX, ODT, ODS = docx(), xlsx(), odt(), ods()
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
WORD = f'<w:document xmlns:w="{WORD_NS}"/>'
LOCKED = '<m:manifest xmlns:m="urn:m"><m:encryption-data/></m:manifest>'
GIF = base64.b64decode("R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def kinds(content_type: str) -> str:
    override = f'<Override PartName="/word/x.bin" ContentType="{content_type}"/>'
    return f'<Types xmlns="{OFFICE}/package/2006/content-types">{override}</Types>'


def relations(kind: str, target: str, mode: str = "External") -> str:
    one = f'<Relationship Id="r" Type="{_RELATION}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{one}</Relationships>'


def with_part(name: str, content) -> bytes:
    return archive({**docx_parts(), name: content})


def encrypted(content: bytes) -> bytes:
    """The same archive, of which the directory says that its parts are encrypted."""
    spoiled = bytearray(content)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = spoiled.find(mark)
        while at >= 0:
            spoiled[at + place] |= 1
            at = spoiled.find(mark, at + 1)
    return bytes(spoiled)


def doctype(name: str, content: str, encoding="utf-8") -> bytes:
    return with_part(name, f'<!DOCTYPE x [<!ENTITY e "e">]>{content}'.encode(encoding))


def linearized() -> bytes:
    """A PDF with a second part added, as signing does: two ends, of which the last counts."""
    later = len(PDF)
    addition = (
        b"5 0 obj\n<< /Type /Sig >>\nendobj\nxref\n5 1\n" + f"{later:010} 00000 n \n".encode()
    )
    table = later + addition.index(b"xref")
    trailer = b"trailer << /Size 6 /Root 1 0 R /Prev 9 >>\n"
    return PDF + addition + trailer + f"startxref\n{table}\n%%EOF\n".encode()


def stream_table() -> bytes:
    """A PDF of which the table is an object, as newer writers make it."""
    head = b"%PDF-1.5\n"
    return head + b"1 0 obj\n<< /Type /XRef >>\nendobj\nstartxref\n9\n%%EOF"


def hidden_archive() -> bytes:
    """A PDF that ends as a PDF, in the comment of the archive that it is too."""
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w") as made:
        made.writestr("a.html", HTML)
    hidden = inner.getvalue()[:-2]
    tail = b"\nstartxref\n9\n%%EOF"
    return b"%PDF-1.5\n1 0 obj\n<<>>\nendobj\n" + hidden + struct.pack("<H", len(tail)) + tail


ACCEPTED = {
    "pdf": ("beleid.pdf", PDF),
    "pdf of version 1.0": ("beleid.pdf", pdf(version="1.0")),
    "pdf of version 2.0": ("beleid.pdf", pdf(version="2.0")),
    "pdf that was added to": ("getekend.pdf", linearized()),
    "pdf with its table in a stream": ("beleid.pdf", stream_table()),
    "pdf with line ends after it": ("beleid.pdf", PDF + b"\r\n\r\n"),
    "pdf padded with zeros": ("beleid.pdf", PDF + bytes(100)),
    "suffix in capitals": ("BELEID.PDF", PDF),
    "mixed suffix": ("Beleid.PdF", PDF),
    "docx": ("beleid.docx", DOCX),
    "docx in strict form": (
        "beleid.docx",
        archive({**docx_parts(), "word/document.xml": f'<w:document xmlns:w="{STRICT}"/>'}),
    ),
    "docx with an image": ("beleid.docx", with_part("word/media/image1.png", PNG)),
    "docx with a link to a site": (
        "beleid.docx",
        with_part("word/_rels/document.xml.rels", relations("hyperlink", "https://example.nl")),
    ),
    "docx with its own template": (
        "beleid.docx",
        with_part(
            "word/_rels/settings.xml.rels", relations("attachedTemplate", "t.dotx", "Internal")
        ),
    ),
    "docx in utf-16": (
        "beleid.docx",
        archive(
            {
                **docx_parts(),
                "word/document.xml": f'<w:document xmlns:w="{WORD_NS}"/>'.encode("utf-16"),
            }
        ),
    ),
    "docx not compressed": ("beleid.docx", archive(docx_parts(), compression=zipfile.ZIP_STORED)),
    "xlsx": ("lijst.xlsx", XLSX),
    "xlsx with a second sheet": (
        "lijst.xlsx",
        archive(xlsx_parts(**{"xl/worksheets/sheet2.xml": f'<worksheet xmlns="{SHEET_NS}"/>'})),
    ),
    "odt": ("beleid.odt", ODT),
    "odt with a picture": ("beleid.odt", odt({"Pictures/a.png": PNG})),
    "odt with an open manifest": ("beleid.odt", odt({"META-INF/manifest.xml": "<manifest/>"})),
    "ods": ("lijst.ods", ODS),
    "png": ("schema.png", PNG),
    "jpg": ("foto.jpg", JPG),
    "jpeg": ("foto.jpeg", JPG),
    "jpg padded with zeros": ("foto.jpg", JPG + bytes(16)),
    "text": ("beleid.txt", "Beleid é".encode()),
    "text with a mark of its order": ("beleid.txt", b"\xef\xbb\xbfBeleid"),
    "text of Windows": ("beleid.txt", "Beleid é € “x”".encode("cp1252")),
    "text in utf-16": ("beleid.txt", "Beleid é".encode("utf-16")),
    "text that talks about html": ("beleid.txt", b"Gebruik geen <script> in een pagina."),
    "csv": ("lijst.csv", b"a;b\r\n1;2\r\n"),
    "csv with tabs": ("lijst.csv", b"a\tb\n1\t2\n"),
    "two points": ("beleid.v1.2.pdf", PDF),
    "spaces, quotes and marks": ('Beleid "2026" & bewijs; é.pdf', PDF),
    "another script": ("证据 دليل 😀.pdf", PDF),
    "exactly 25 MB": ("groot.txt", b"x" * 25 * MB),
    "exactly 200 characters": ("n" * 196 + ".pdf", PDF),
    "folders in the name": ("../../etc/beleid.pdf", PDF),
    "a name that begins with a point": (".verborgen.pdf", PDF),
}
REFUSED = {
    # names
    "no suffix": ("beleid", PDF),
    "only a suffix": (".pdf", PDF),
    "no name": ("", PDF),
    "only points": ("..", PDF),
    "201 characters": ("n" * 197 + ".pdf", PDF),
    "256 characters": ("n" * 252 + ".pdf", PDF),
    "5,000 characters": ("n" * 4_996 + ".pdf", PDF),
    "a double suffix": ("beleid.pdf.exe", PDF),
    "a double suffix with a space": ("beleid.pdf .exe", PDF),
    "a double suffix with many spaces": ("beleid.pdf" + " " * 100 + ".scr", PDF),
    "a point at the end": ("beleid.pdf.", PDF),
    "a suffix with a space in it": ("beleid.p df", PDF),
    "a percent and zeros": ("beleid.pdf%00.exe", PDF),
    "a percent and zeros before": ("beleid.exe%00", PDF),
    "a stream of NTFS": ("beleid.pdf::$DATA", PDF),
    "a semicolon": ("beleid.asp;.pdf;", PDF),
    "written backwards": ("beleid\u202efdp.exe", PDF),
    "written backwards to a pdf": ("beleid\u202eexe.pdf", PDF),
    "turned by an isolate": ("a\u2067b\u2069.pdf", PDF),
    "a mark of direction": ("beleid\u200f.pdf", PDF),
    "a suffix in other letters": ("beleid.рdf", PDF),
    "a suffix of full width": ("beleid．ｐｄｆ", PDF),
    # kinds that are not on the list
    "html": ("pagina.html", HTML),
    "htm": ("pagina.htm", HTML),
    "svg": ("beeld.svg", SVG),
    "xml": ("gegevens.xml", b"<x/>"),
    "a program": ("setup.exe", b"MZ"),
    "a script": ("maak.sh", b"#!/bin/sh"),
    "an archive": ("alles.zip", DOCX),
    "an archive of another kind": ("alles.7z", b"7z\xbc\xaf\x27\x1c"),
    "an old document": ("beleid.doc", OLD_OFFICE),
    "an old workbook": ("lijst.xls", OLD_OFFICE),
    "a document with macros": ("beleid.docm", DOCX),
    "a workbook with macros": ("lijst.xlsm", XLSX),
    "a template": ("sjabloon.dotx", DOCX),
    "a presentation": ("praatje.pptx", DOCX),
    "gif": ("beeld.gif", GIF),
    "rich text": ("beleid.rtf", b"{\\rtf1}"),
    "a mail": ("brief.eml", b"From: a"),
    "a shortcut": ("beleid.lnk", b"L\x00\x00\x00"),
    # another kind than the name says
    "html called pdf": ("pagina.pdf", HTML),
    "html called txt": ("pagina.txt", HTML),
    "html after spaces called txt": ("pagina.txt", b"\n\n  <HTML><body>"),
    "html after a comment called csv": ("lijst.csv", b"<!-- a --><script>alert(1)</script>"),
    "svg called png": ("beeld.png", SVG),
    "svg called txt": ("beeld.txt", SVG),
    "xml called txt": ("beeld.txt", b"<?xml version='1.0'?><svg/>"),
    "rich text called txt": ("brief.txt", b"{\\rtf1 x}"),
    "a script called txt": ("maak.txt", b"#!/bin/sh\nrm -rf /\n"),
    "pdf called txt": ("beleid.txt", b"%PDF-1.4 plain"),
    "pdf called png": ("beleid.png", PDF),
    "pdf called docx": ("beleid.docx", PDF),
    "png called jpg": ("foto.jpg", PNG),
    "jpg called png": ("foto.png", JPG),
    "gif called png": ("foto.png", GIF),
    "a program called pdf": ("setup.pdf", b"MZ\x90\x00"),
    "a program called txt": ("setup.txt", b"MZ\x90\x00\x03"),
    "docx called xlsx": ("lijst.xlsx", DOCX),
    "xlsx called docx": ("beleid.docx", XLSX),
    "ods called odt": ("beleid.odt", ODS),
    "odt called ods": ("lijst.ods", ODT),
    "odt called docx": ("beleid.docx", ODT),
    "another archive called docx": ("beleid.docx", archive({"ander.txt": "x"})),
    "another document in docx": (
        "beleid.docx",
        archive({**docx_parts(), "word/document.xml": "<html/>"}),
    ),
    "an old document called docx": ("beleid.docx", OLD_OFFICE),
    "utf-16 that is cut off called txt": ("beleid.txt", b"\xff\xfeB"),
    # not whole, or more than one thing
    "empty": ("leeg.pdf", b""),
    "one byte more than 25 MB": ("groot.txt", b"x" * (25 * MB + 1)),
    "pdf of only a head": ("beleid.pdf", b"%PDF-1.7 beleid"),
    "pdf without its end": ("beleid.pdf", PDF[:-7]),
    "pdf with junk before it": ("beleid.pdf", b"junk" + PDF),
    "pdf with junk after it": ("beleid.pdf", PDF + b"junk"),
    "pdf with a page after it": ("beleid.pdf", PDF + HTML),
    "pdf of which the end leads nowhere": (
        "beleid.pdf",
        PDF.replace(b"startxref\n", b"startxref\n9"),
    ),
    "pdf and zip at once": ("beleid.pdf", PDF + archive({"a": "b"})),
    "pdf in the comment of a zip": ("beleid.pdf", hidden_archive()),
    "png and zip at once": ("foto.png", PNG + archive({"a": "b"})),
    "png with a page after it": ("foto.png", PNG + HTML),
    "png with a wrong sum": ("foto.png", PNG[:-1] + b"\x00"),
    "png without a picture": ("foto.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b"")),
    "jpg and zip at once": ("foto.jpg", JPG + archive({"a": "b"})),
    "jpg with a page after it": ("foto.jpg", JPG + HTML),
    "jpg without its end": ("foto.jpg", JPG[:-2]),
    "docx that is cut off": ("beleid.docx", DOCX[:-30]),
    "docx with a program before it": ("beleid.docx", b"MZ" + DOCX),
    "docx with a page after it": ("beleid.docx", DOCX + HTML),
    # what is hidden in documents
    "macros in docx": ("beleid.docx", with_part("word/vbaProject.bin", b"x")),
    "macros in docx, in capitals": ("beleid.docx", with_part("word/VBAPROJECT.BIN", b"x")),
    "macros under another name": (
        "beleid.docx",
        archive(
            {**docx_parts(), "[Content_Types].xml": kinds("application/vnd.ms-office.vbaProject")}
        ),
    ),
    "macros by the kind of the document": (
        "beleid.docx",
        archive(
            {
                **docx_parts(),
                "[Content_Types].xml": kinds(
                    "application/vnd.ms-word.document.macroEnabled.main+xml"
                ),
            }
        ),
    ),
    "old macros in xlsx": (
        "lijst.xlsx",
        archive(xlsx_parts(**{"xl/macrosheets/sheet1.xml": f'<worksheet xmlns="{SHEET_NS}"/>'})),
    ),
    "macros in odt": ("beleid.odt", odt({"Basic/Standard/Module1.xml": "<x/>"})),
    "scripts in ods": ("lijst.ods", ods({"Scripts/python/a.py": "import os"})),
    "active controls": ("beleid.docx", with_part("word/activeX/activeX1.xml", "<x/>")),
    "an old object inside": ("beleid.docx", with_part("word/embeddings/o.bin", OLD_OFFICE)),
    "a workbook inside": ("beleid.docx", with_part("word/embeddings/a.xlsx", XLSX)),
    "a program inside": ("beleid.docx", with_part("word/media/image1.png", b"MZ\x90\x00")),
    "a template from elsewhere": (
        "beleid.docx",
        with_part(
            "word/_rels/settings.xml.rels", relations("attachedTemplate", "https://evil.example/t")
        ),
    ),
    "a document type": ("beleid.docx", doctype("word/styles.xml", "<x>&e;</x>")),
    "a document type in utf-16": ("beleid.docx", doctype("word/styles.xml", "<x/>", "utf-16")),
    "a document type in the kinds": ("beleid.docx", doctype("custom/a.rels", "<x/>")),
    "docx with a password": ("beleid.docx", encrypted(DOCX)),
    "odt with a password": (
        "beleid.odt",
        odt({"META-INF/manifest.xml": LOCKED}),
    ),
    "docx in a broken encoding": ("beleid.docx", with_part("word/styles.xml", b"\xff\xfe<")),
    "docx with a part that is no xml": ("beleid.docx", with_part("word/styles.xml", b"geen xml")),
}
