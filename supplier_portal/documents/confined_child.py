"""This file is the process in which templates of others are read: it forks one child a job.

Its libraries are loaded once. A child gets its job over a socket of its own, and before it reads
it, it gives up everything but processor time and memory within limits: it can open nothing, not
a file, not a connection (assurance E9). A child that takes too long is ended from here.
"""

import contextlib
import io
import json
import os
import resource
import select
import signal
import socket
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from questionnaires.annexes import AnnexKind
from questionnaires.template_problems import to_data
from supplier_portal.documents.inspection import inspecting

MEMORY = 512 * 1024 * 1024
PROCESSOR_SECONDS = 20
SECONDS = 30
LARGEST_DOCUMENT = 50_000_000
LARGEST_JOB = 60_000_000
DONE, REFUSED = b"D", b"R"
HEAD = struct.Struct(">QQ")
ANSWER = struct.Struct(">cQ")
_BUILD_TIME = (1980, 1, 1, 0, 0, 0)
_LONGEST_DETAIL = 200
_POLITENESS = 10  # pages go first
_PATIENCE, _LAST = 0.4, 19
_LOOK = 0.2
_LIMITS = (
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_AS, MEMORY),
    (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
    (resource.RLIMIT_FSIZE, 0),
    (resource.RLIMIT_NPROC, 0),
    (resource.RLIMIT_NOFILE, 0),
)

Answer = tuple[bytes, bytes]


def main(control: socket.socket) -> None:
    """Fork a child for each job that comes in, until the other end of ``control`` is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _warm_up()
    running: dict[int, float] = {}
    while True:
        ready, _, _ = select.select([control], [], [], _LOOK if running else None)
        if ready:
            message, handles, _, _ = socket.recv_fds(control, 1, 1)
            if not message:
                break
            for handle in handles:
                running[_start(control, handle)] = time.monotonic()
        _look_after(running)
    for child in running:
        _kill(child)


def fill(template: bytes, job: dict[str, Any]) -> bytes:
    """Fill a template and give the same bytes for the same job; raises what docxtpl raises."""
    document = _Template(io.BytesIO(template))
    document.render(
        job["content"],
        ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined),
        autoescape=True,
    )
    properties = document.docx.core_properties
    for name, text in job["properties"].items():
        setattr(properties, name, text)
    properties.created = properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    properties.revision = 1
    written = io.BytesIO()
    document.save(written)
    return _without_times(written)


def inspected(template: bytes, job: dict[str, Any]) -> bytes:
    """What is wrong with a template, as a list in JSON."""
    problems = inspecting.inspect(template, job["kind"])
    return json.dumps([to_data(problem) for problem in problems]).encode()


_WORKS = {"fill": fill, "inspect": inspected}


class _Template(DocxTemplate):  # type: ignore[misc]
    """Refuses what docxtpl would mend in silence, and fills no properties: those are ours."""

    def fix_tables(self, xml: str) -> Any:  # noqa: ANN401 - an element of lxml
        etree.fromstring(xml)
        return super().fix_tables(xml)

    def render_properties(self, context: object, jinja_env: object = None) -> None:
        """Leave the properties as they are."""


def _without_times(written: io.BytesIO) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _BUILD_TIME)
            archive.writestr(entry, source.read(name), compress_type=zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _start(control: socket.socket, handle: int) -> int:
    child = os.fork()
    if child:
        os.close(handle)
        return child
    try:
        control.close()
        limit()
        _serve(handle)
    finally:
        os._exit(0)


def limit() -> None:
    """Give up all that filling a template does not need, for good."""
    os.nice(_POLITENESS)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    for kind, most in _LIMITS:
        resource.setrlimit(kind, (most, most))


def _serve(handle: int) -> None:
    body, size = HEAD.unpack(_read(handle, HEAD.size))
    if body + size > LARGEST_JOB:
        return
    job = json.loads(_read(handle, body))
    work = _WORKS[job["work"]]
    status, answer = _answer(lambda: work(_read(handle, size), job))
    _write(handle, ANSWER.pack(status, len(answer)) + answer)


def _answer(work: Callable[[], bytes]) -> Answer:
    try:
        document = work()
    except (MemoryError, RecursionError, OverflowError):
        return REFUSED, b"heavy"
    except etree.XMLSyntaxError:
        return REFUSED, b"broken"
    except UndefinedError as error:
        return REFUSED, b"asks:" + str(error)[:_LONGEST_DETAIL].encode(errors="replace")
    except Exception as error:  # noqa: BLE001 - whatever a hostile document makes docxtpl raise
        return REFUSED, b"fails:" + type(error).__name__.encode()
    return (DONE, document) if len(document) <= LARGEST_DOCUMENT else (REFUSED, b"heavy")


def _read(handle: int, size: int) -> bytes:
    pieces, missing = [], size
    while missing:
        piece = os.read(handle, min(missing, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


def _write(handle: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view[: 1 << 20]) :]


def _look_after(running: dict[int, float]) -> None:
    """Let who takes long give way to everything else, end who takes too long, forget the ended."""
    now = time.monotonic()
    for child, since in list(running.items()):
        if now > since + SECONDS:
            _kill(child)
        elif now > since + _PATIENCE:
            with contextlib.suppress(ProcessLookupError):
                _give_way(child)
        if os.waitpid(child, os.WNOHANG)[0]:
            del running[child]


def _give_way(child: int) -> None:
    """Let a child run only when nobody else wants to, together with its like on one processor."""
    os.setpriority(os.PRIO_PROCESS, child, _LAST)
    if sys.platform == "linux":
        os.sched_setscheduler(child, os.SCHED_IDLE, os.sched_param(0))
        os.sched_setaffinity(child, {max(os.sched_getaffinity(0))})


def _kill(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)


def _warm_up() -> None:
    """Load whatever is loaded late: a child cannot open a module any more."""
    written = io.BytesIO()
    document = Document()
    document.add_paragraph(
        "{% for item in items %}{% if item.text != 'é' %}{{ item.text }}{% endif %}{% endfor %}"
    )
    document.save(written)
    template = written.getvalue()
    contents: list[dict[str, Any]] = [{"items": [{"text": "x"}]}, {"items": [{}]}]
    for content in contents:
        with contextlib.suppress(UndefinedError):
            fill(template, {"content": content, "properties": {"title": "x"}})
    for kind in AnnexKind:
        inspected(template, {"kind": kind})


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as given:
        main(given)
