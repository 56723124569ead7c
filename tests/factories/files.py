"""This file makes small honest files of every kind that a supplier may attach."""

import io
import struct
import zipfile
import zlib

OFFICE = "http://schemas.openxmlformats.org"
WORD_NS = f"{OFFICE}/wordprocessingml/2006/main"
SHEET_NS = f"{OFFICE}/spreadsheetml/2006/main"
ODF_NS = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
KINDS = f'<Types xmlns="{OFFICE}/package/2006/content-types"/>'
RELATIONS = f'<Relationships xmlns="{OFFICE}/package/2006/relationships"/>'
ODT_TYPE = "application/vnd.oasis.opendocument.text"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def pdf(text: str = "beleid", version: str = "1.7") -> bytes:
    """A PDF of one page with a table of its objects; another text is another file."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        b"<< /Title (" + text.encode("ascii", "replace") + b") >>",
    ]
    written = bytearray(f"%PDF-{version}\n".encode())
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    written += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    written += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R >>\n".encode()
    return bytes(written) + f"startxref\n{table}\n%%EOF\n".encode()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def png() -> bytes:
    head = struct.pack(">2L5B", 1, 1, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"\0\0")), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def jpg() -> bytes:
    """The segments of a JPEG; nobody looks at its picture."""
    frame = b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x54"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(9) + frame + scan + b"\xff\xd9"


def archive(members, *, compression=zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts, in this order; one without content is empty."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as made:
        for name, content in dict(members).items():
            made.writestr(name, content)
    return written.getvalue()


def docx_parts(**more) -> dict:
    return {
        "[Content_Types].xml": KINDS,
        "_rels/.rels": RELATIONS,
        "word/document.xml": f'<w:document xmlns:w="{WORD_NS}"/>',
        **more,
    }


def xlsx_parts(**more) -> dict:
    return {
        "[Content_Types].xml": KINDS,
        "_rels/.rels": RELATIONS,
        "xl/workbook.xml": f'<workbook xmlns="{SHEET_NS}"/>',
        **more,
    }


def open_document_parts(kind: str, **more) -> dict:
    return {
        "mimetype": kind,
        "content.xml": f'<office:document-content xmlns:office="{ODF_NS}"/>',
        **more,
    }


def docx(parts=()) -> bytes:
    return archive(docx_parts(**dict(parts)))


def xlsx(parts=()) -> bytes:
    return archive(xlsx_parts(**dict(parts)))


def odt(parts=()) -> bytes:
    return archive(open_document_parts(ODT_TYPE, **dict(parts)))


def ods(parts=()) -> bytes:
    return archive(open_document_parts(ODS_TYPE, **dict(parts)))
