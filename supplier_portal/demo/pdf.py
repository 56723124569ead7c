"""This file makes a PDF of one page, small enough to write out by hand."""

from collections.abc import Sequence

_HEAD = b"%PDF-1.4\n"


def page(lines: Sequence[str]) -> bytes:
    """Give a valid PDF with these lines of text, in characters of Latin-1."""
    shown = b" ".join(b"(" + _escaped(line) + b") Tj T*" for line in lines)
    text = b"BT /F1 12 Tf 60 760 Td 20 TL " + shown + b" ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Font << /F1 5 0 R >> >>",
    )
    written, places = bytearray(_HEAD), []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
    end = tail % (size, table, size) + b"startxref\n%d\n%%%%EOF\n" % len(written)
    return bytes(written) + end


def _escaped(line: str) -> bytes:
    for mark in ("\\", "(", ")"):
        line = line.replace(mark, f"\\{mark}")
    return line.encode("latin-1", errors="replace")
