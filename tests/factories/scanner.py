"""This file is a scanner like clamd on a real socket: it knows one file, however it is wrapped."""

import base64
import io
import re
import socket
import struct
import threading
import time
import zipfile
import zlib
from contextlib import contextmanager

from factories.files import archive, chunk, docx_parts, odt, png, xlsx

from supplier_portal.evidence_settings import ScannerAddress

# In two pieces, so that no scanner takes this file for the test file itself.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
NAME = "Eicar-Test-Signature"
_DEEPEST = 4


def _wrapped_pdf() -> bytes:
    packed = zlib.compress(EICAR)
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)
    head = b"%PDF-1.5\n" + b"1 0 obj\n" + stream + b"\nendobj\n"
    return head + b"2 0 obj\n<<>>\nendobj\nstartxref\n%d\n%%%%EOF" % head.rindex(b"1 0 obj")


def _wrapped_png() -> bytes:
    end = chunk(b"IEND", b"")
    return png().removesuffix(end) + chunk(b"tEXt", b"Comment\0" + EICAR) + end


WRAPPINGS = {
    "as it is": ("eicar.txt", EICAR),
    "among other lines": ("eicar.csv", b"naam;waarde\n" + EICAR + b"\n"),
    "as text in base64": ("eicar.txt", base64.b64encode(EICAR)),
    "in a remark of a picture": ("eicar.png", _wrapped_png()),
    "in a PDF": ("eicar.pdf", _wrapped_pdf()),
    "in a Word document": (
        "eicar.docx",
        archive({**docx_parts(), "word/media/image1.png": EICAR}),
    ),
    "in a Word document, not compressed": (
        "eicar.docx",
        archive({**docx_parts(), "word/a.bin": EICAR}, compression=zipfile.ZIP_STORED),
    ),
    "in a workbook": ("eicar.xlsx", xlsx({"xl/media/image1.png": EICAR})),
    "in a text of LibreOffice": ("eicar.odt", odt({"Pictures/a.png": EICAR})),
}


class Scanner:
    """A scanner that can be away, slow, or speak nonsense."""

    def __init__(self) -> None:
        self.delay = 0.0
        self.answer: str | None = None
        self.seen = 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def address(self) -> ScannerAddress:
        host, port = self._server.getsockname()
        return ScannerAddress(host=host, port=port)

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            with connection:
                self._talk(connection)

    def _talk(self, connection) -> None:
        try:
            content = _received(connection)
            self.seen += 1
            time.sleep(self.delay)
            verdict = f"{NAME} FOUND" if holds_eicar(content) else "OK"
            told = self.answer or f"stream: {verdict}"
            connection.sendall(told.encode() + b"\0")
        except OSError:
            return


@contextmanager
def scanner():
    running = Scanner()
    try:
        yield running
    finally:
        running.close()


def _received(connection) -> bytes:
    stream = connection.makefile("rb")
    assert stream.read(10) == b"zINSTREAM\0"
    content = io.BytesIO()
    while size := struct.unpack("!L", stream.read(4))[0]:
        content.write(stream.read(size))
    return content.getvalue()


def holds_eicar(content: bytes, depth: int = 0) -> bool:
    """Whether the file is there, also packed or in an archive."""
    if EICAR in content:
        return True
    return depth < _DEEPEST and any(holds_eicar(inner, depth + 1) for inner in _inside(content))


def _inside(content: bytes):
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            yield from (opened.read(name) for name in opened.namelist())
    for packed in re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL):
        yield zlib.decompress(packed)
    if re.fullmatch(rb"[A-Za-z0-9+/=]{40,}", content):
        yield base64.b64decode(content)
