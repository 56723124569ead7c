"""This file has files looked at for malware by clamd, over its own protocol (INSTREAM).

By hand: of the libraries there are, one is GPL and takes an answer that never came for a clean
file, and none bounds the time of a whole scan. Anything but a plain verdict is no verdict here.
"""

import socket
import struct
import time
from dataclasses import dataclass

from supplier_portal.evidence_settings import ScannerAddress

SECONDS = 120
_CHUNK = 1 << 16
_LONGEST_ANSWER = 4_096
_LONGEST_FINDING = 200
_BEFORE, _CLEAN, _FOUND = "stream: ", "OK", " FOUND"


class ScannerAwayError(Exception):
    """The scanner gave no verdict: it is away, too slow, or does not take this file."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict: nothing was found when ``name`` is empty."""

    name: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not self.name


def scan(address: ScannerAddress, content: bytes, *, seconds: float = SECONDS) -> Finding:
    """Have a file looked at; raises ScannerAwayError when there is no verdict in time."""
    until = time.monotonic() + seconds
    try:
        with _connected(address, seconds) as connection:
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _CHUNK):
                chunk = content[start : start + _CHUNK]
                _wait_no_longer(connection, until)
                connection.sendall(struct.pack("!L", len(chunk)) + chunk)
            connection.sendall(struct.pack("!L", 0))
            return _verdict(_answer(connection, until))
    except OSError as problem:
        raise ScannerAwayError(type(problem).__name__) from problem


def _connected(address: ScannerAddress, seconds: float) -> socket.socket:
    if not address.path:
        return socket.create_connection((address.host, address.port), timeout=seconds)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(seconds)
        connection.connect(address.path)
    except OSError:
        connection.close()
        raise
    return connection


def _wait_no_longer(connection: socket.socket, until: float) -> None:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection.settimeout(left)


def _answer(connection: socket.socket, until: float) -> str:
    answer = b""
    while not answer.endswith((b"\0", b"\n")) and len(answer) < _LONGEST_ANSWER:
        _wait_no_longer(connection, until)
        piece = connection.recv(_LONGEST_ANSWER)
        if not piece:
            raise ConnectionResetError
        answer += piece
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _verdict(answer: str) -> Finding:
    told = answer.removeprefix(_BEFORE)
    if told == answer:
        raise ScannerAwayError("NoVerdict")  # noqa: EM101 - the name of a problem, for the log
    if told == _CLEAN:
        return Finding()
    if told.endswith(_FOUND):
        name = told.removesuffix(_FOUND).strip() or "unnamed"
        return Finding("".join(filter(str.isprintable, name))[:_LONGEST_FINDING])
    raise ScannerAwayError("NoVerdict")  # noqa: EM101
