"""This file fills templates of others in a process that can do nothing else (assurance E9).

One process of ours has one such process beside it, with the libraries loaded, that forks a child
for each document. It is started when it is first needed, and again when it died.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from typing import Any

from questionnaires.errors import TemplateFailsError, translatable
from questionnaires.template_problems import Problem, from_data
from supplier_portal.documents import confined_child
from supplier_portal.documents.confined_child import ANSWER, DONE, HEAD, LARGEST_DOCUMENT, SECONDS
from supplier_portal.documents.inspection.package import LARGEST_MEGABYTES, TOO_LARGE

_GRACE = 2
_LONGEST_REASON = 500
_PASSED_ON = ("LANG", "LC_ALL", "PATH", "SYSTEMROOT")


_TOO_HEAVY = translatable(
    "This template asks too much: a document may take %(seconds)s seconds and "
    "%(megabytes)s MB of memory. Make it simpler, or use ours."
)
TOO_LARGE_RESULT = translatable("A document made with this template would be too large. Use ours.")
_BROKEN = translatable(
    "What repeats does not begin and end in the same place: look for a “for” or “if” that begins "
    "in a table, row or paragraph, and ends in another."
)
_UNREADABLE = translatable(
    "This file cannot be looked at: it is damaged, or asks too much. Start from our template."
)
_ASKS = translatable("This template asks for something that is not there: %(detail)s")
_FAILS = translatable("This template cannot be filled. Start again from our starter template.")
_HEAVY = b"heavy"
_REASONS = {_HEAVY: _TOO_HEAVY, b"broken": _BROKEN, b"asks": _ASKS}


class Confinement:
    """The process beside ours; safe to use from any thread, and by any copy of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        os.register_at_fork(after_in_child=self._forget)

    def work(self, template: bytes, job: Mapping[str, Any]) -> bytes:
        """Let a child of its own do a job with a template; raises TemplateFailsError."""
        body = json.dumps(job).encode()
        ours, theirs = socket.socketpair()
        with ours:
            ours.settimeout(SECONDS + _GRACE)
            with theirs:
                self._hand_over(theirs)
            try:
                ours.sendall(HEAD.pack(len(body), len(template)) + body + template)
                return _received(ours, time.monotonic() + SECONDS + _GRACE)
            except OSError as error:  # the child was ended, or ran out of time
                raise _failure(_HEAVY) from error

    def stop(self) -> None:
        """End the process beside ours; the next document starts another."""
        with self._lock:
            self._end()

    def _hand_over(self, handle: socket.socket) -> None:
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._end()
                self._start()
            try:
                self._send(handle)
            except OSError:  # it died just now
                self._end()
                self._start()
                self._send(handle)

    def _send(self, handle: socket.socket) -> None:
        if self._control is None:
            raise BrokenPipeError
        socket.send_fds(self._control, [b"j"], [handle.fileno()])

    def _start(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            # In the session of the service: between sessions priorities do not count.
            self._process = subprocess.Popen(  # noqa: S603 - nothing of it comes from outside
                [sys.executable, "-m", confined_child.__name__, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_GRACE)
            self._process.kill()
            self._process.wait()
        self._process = self._control = None

    def _forget(self) -> None:
        """Leave the process to whom it belongs: a copy of this one starts its own."""
        self._lock = threading.Lock()
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.returncode = 0  # not ours to wait for
        self._process = self._control = None


_confinement = Confinement()


def fill(template: bytes, content: Mapping[str, Any], properties: Mapping[str, str]) -> bytes:
    """Fill a template with plain data and set the document's properties.

    Raises TemplateFailsError when it asks for what is not there, or for too much.
    """
    job = {"work": "fill", "content": content, "properties": properties}
    return _confinement.work(template, job)


def inspect(template: bytes, kind: str) -> list[Problem]:
    """Tell all that is wrong with a template for this kind of document; nothing when it is good."""
    if len(template) > LARGEST_MEGABYTES * 1_000_000:
        return [TOO_LARGE]
    try:
        answer = _confinement.work(template, {"work": "inspect", "kind": kind})
    except TemplateFailsError:
        return [Problem(_UNREADABLE)]
    return [from_data(problem) for problem in json.loads(answer)]


def _received(ours: socket.socket, until: float) -> bytes:
    status, size = ANSWER.unpack(_exactly(ours, ANSWER.size, until))
    is_done = status == DONE
    if size > (LARGEST_DOCUMENT if is_done else _LONGEST_REASON):
        raise _failure(_HEAVY)
    answer = _exactly(ours, size, until)
    if not is_done:
        raise _failure(answer)
    return answer


def _exactly(ours: socket.socket, size: int, until: float) -> bytes:
    received = bytearray()
    while len(received) < size:
        ours.settimeout(max(until - time.monotonic(), 0.001))
        piece = ours.recv(min(size - len(received), 1 << 20))
        if not piece:
            raise ConnectionAbortedError
        received += piece
    return bytes(received)


def _failure(reason: bytes) -> TemplateFailsError:
    kind, _, detail = reason.partition(b":")
    shown = "".join(sign for sign in detail.decode(errors="replace") if sign.isprintable())
    return TemplateFailsError(
        _REASONS.get(kind, _FAILS),
        detail=shown,
        seconds=SECONDS,
        megabytes=confined_child.MEMORY // 1024**2,
    )


def _environment() -> dict[str, str]:
    """Only what Python needs to start: no setting, and so no secret, of the service."""
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**passed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
