"""A template of others is filled in a process of its own, that can do nothing but that (E9)."""

import os
import socket
import threading
import time
from pathlib import Path

import pytest
from factories.hostile_templates import EXHAUSTING
from factories.word_templates import archive, paragraph, parts, template

from questionnaires.annex_samples import sample
from questionnaires.errors import TemplateFailsError
from supplier_portal.documents import confined
from supplier_portal.documents.confined import Confinement

LONGEST = 34  # thirty seconds, and what it takes to notice
CONTENT = sample("contract_annex", "nl")


@pytest.fixture
def confinement():
    made = Confinement()
    yield made
    made.stop()


@pytest.fixture
def fill(confinement):
    """Fill a template of some paragraphs, past all that looks at templates first."""

    def filled(*texts):
        job = {"work": "fill", "content": CONTENT, "properties": {"title": "Titel"}}
        return confinement.work(archive(parts("".join(map(paragraph, texts)))), job)

    return filled


def _children(pid):
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    return [int(child) for child in children.split()]


def test_the_same_template_and_content_give_the_same_bytes(fill):
    assert fill("{{ digest }}") == fill("{{ digest }}")


def test_a_name_that_is_not_there_is_told(fill):
    with pytest.raises(TemplateFailsError, match="'nobody' is undefined"):
        fill("{{ nobody }}")


@pytest.mark.parametrize(
    "text",
    [
        "{{ cycler.__init__.__globals__.os.getcwd() }}",
        "{{ digest.__class__.__mro__ }}",
        "{{ (digest | attr('__class__')).__mro__ }}",
        "{{ '{0.__class__.__mro__}'.format(digest) }}",
        "{{ lipsum.__globals__ }}",
        "{{ themes.append(1) }}",
        "{{ self.__init__.__globals__ }}",
    ],
)
def test_the_sandbox_holds_what_would_get_past_the_inspection(fill, text):
    with pytest.raises(TemplateFailsError):
        fill(text)


def test_what_would_be_mended_in_silence_is_refused(fill):
    with pytest.raises(TemplateFailsError, match="does not begin and end in the same place"):
        fill("{%p for theme in themes %}", "{% endfor %}")


@pytest.mark.slow
def test_what_exhausts_is_ended_within_the_limits_while_others_are_served(confinement):
    ended = {}

    def exhaust(name, text):
        start = time.monotonic()
        with pytest.raises(TemplateFailsError):
            confinement.work(
                archive(parts(paragraph(text))),
                {"work": "fill", "content": CONTENT, "properties": {}},
            )
        ended[name] = time.monotonic() - start

    threads = [threading.Thread(target=exhaust, args=item) for item in EXHAUSTING.items()]
    for thread in threads:
        thread.start()
    good = {"work": "fill", "content": CONTENT, "properties": {}}
    served = 0
    while any(thread.is_alive() for thread in threads):
        assert confinement.work(template(), good)
        served += 1
    assert set(ended) == set(EXHAUSTING)
    assert max(ended.values()) < LONGEST
    assert served > len(EXHAUSTING)


def test_a_child_can_open_nothing_and_start_nothing():
    ours, theirs = socket.socketpair()
    child = os.fork()
    if not child:
        ours.close()
        theirs.sendall("".join(_what_is_refused()).encode())
        os._exit(0)
    theirs.close()
    with ours:
        told = ours.recv(100)
    os.waitpid(child, 0)
    assert told == b"file socket pipe "


def _what_is_refused():
    confined.confined_child.limit()
    for name, attempt in (
        ("file ", Path("/etc/passwd").open),
        ("socket ", socket.socket),
        ("pipe ", os.pipe),
    ):
        try:
            attempt()
        except OSError:
            yield name


def test_nothing_of_the_service_s_environment_reaches_it(confinement, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "s" * 40)
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:word@host/name")
    confinement.work(template(), {"work": "inspect", "kind": "programme"})
    kept = Path(f"/proc/{confinement._process.pid}/environ").read_text("utf-8")
    names = {item.partition("=")[0] for item in kept.split("\0") if item}
    assert names <= {"PATH", "LANG", "LC_ALL", "PYTHONPATH"}


def test_it_is_started_again_when_it_died(fill, confinement):
    fill("{{ digest }}")
    first = confinement._process
    first.kill()
    first.wait()
    assert fill("{{ digest }}")
    assert confinement._process.pid != first.pid


def test_it_stops_when_the_service_does(fill, confinement):
    fill("{{ digest }}")
    process = confinement._process
    confinement._control.close()
    assert process.wait(5) == 0


def test_a_copy_of_the_service_starts_its_own(fill, confinement):
    fill("{{ digest }}")
    first = confinement._process.pid
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        fill("{{ digest }}")
        os.write(theirs, str(confinement._process.pid).encode())
        confinement.stop()
        os._exit(0)
    os.waitpid(child, 0)
    assert int(os.read(ours, 20)) != first
    assert fill("{{ digest }}")
    assert confinement._process.pid == first


def test_no_child_is_left_behind(fill, confinement):
    for _ in range(3):
        fill("{{ digest }}")
    deadline = time.monotonic() + 5
    while _children(confinement._process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _children(confinement._process.pid) == []
