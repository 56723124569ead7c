"""This file keeps hostile archives out, from their directory and while they unpack (E2)."""

import io
import random
import stat
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from factories.evidence_cases import OLD_OFFICE, encrypted
from factories.files import archive, docx_parts, odt, xlsx

from questionnaires.interchange.archives import Archive, HostileArchiveError

ROOT = Path(__file__).parents[3]
KB, MB = 1_000, 1_000_000
HONEST = docx_parts()


def made(change, parts=None):
    """An archive that ``change`` adds to while it is made."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as growing:
        for name, content in (HONEST if parts is None else parts).items():
            growing.writestr(name, content)
        change(growing)
    return written.getvalue()


def named(name):
    def add(growing):
        entry = zipfile.ZipInfo("x")
        entry.filename = name
        growing.writestr(entry, "x")

    return made(add)


def link(growing):
    entry = zipfile.ZipInfo("word/link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    growing.writestr(entry, "/etc/passwd")


def twice(first, second):
    def add(growing):
        growing.writestr(first, "a")
        growing.fp.flush()
        entry = zipfile.ZipInfo(second)
        growing.NameToInfo.pop(first, None)
        growing.writestr(entry, "b")

    return made(add)


def many(count):
    return archive({f"word/media/{number}.txt": "" for number in range(count)})


def packed_by(method):
    return made(lambda growing: growing.writestr("a", b"x" * 10_000, compress_type=method))


def zeros(megabytes, entries=1):
    """A bomb of zeros, a thousand times as large as it looks."""

    def add(growing):
        for number in range(entries):
            with growing.open(f"word/{number}.txt", "w") as part:
                for _ in range(megabytes // entries):
                    part.write(bytes(MB))

    return made(add)


def spoiled(mark, offset, value, content=None):
    """The same archive, of which the first record with this mark says something else."""
    changed = bytearray(archive(HONEST) if content is None else content)
    place = changed.rfind(mark)
    changed[place + offset : place + offset + len(value)] = value
    return bytes(changed)


def overlapping():
    """Two entries of the directory that share one part."""
    original = archive({"word/a.txt": random.Random(1).randbytes(50 * KB)})
    end = original.rfind(b"PK\x05\x06")
    directory = original[original.find(b"PK\x01\x02") : end]
    other = directory.replace(b"word/a.txt", b"word/b.txt")
    start = original.find(b"PK\x01\x02")
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, 2 * len(directory), start, 0)
    return original[:start] + directory + other + tail


def huge_directory():
    """Half a million entries of nothing, that the end calls ten."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *([0] * 6), *([0] * 3), 1, *([0] * 4), 0, 0)
    directory = (entry + b"a") * 520_000
    head = b"PK\x03\x04" + bytes(26)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 10, 10, len(directory), len(head), 0)
    return head + directory + end


def of_word():
    written = io.BytesIO()
    document = docx.Document()
    document.add_heading("Beleid")
    document.save(written)
    return written.getvalue()


def of_excel():
    written = io.BytesIO()
    openpyxl.Workbook().save(written)
    return written.getvalue()


ACCEPTED = {
    "an honest document": lambda: archive(HONEST),
    "an honest workbook": xlsx,
    "an honest text": odt,
    "what is not compressed": lambda: archive(HONEST, compression=zipfile.ZIP_STORED),
    "2,000 parts": lambda: many(2_000),
    "tight but small": lambda: zeros(60),
    "large but not tight": lambda: archive({"a": random.Random(2).randbytes(20 * MB)}),
    "a folder": lambda: made(lambda growing: growing.mkdir("word/media")),
    "a name in another script": lambda: named("word/é😀.xml"),
    "points in a name": lambda: named("word/a..b.xml"),
    "a document of Word": of_word,
    "a workbook of Excel": of_excel,
}
REFUSED = {
    "nothing": lambda: b"",
    "only an end": lambda: archive({}),
    "no archive": lambda: b"x" * 1_000,
    "an end that is cut off": lambda: archive(HONEST)[:-4],
    "a directory that is cut off": lambda: archive(HONEST)[:-60],
    "something before it": lambda: b"MZ" + archive(HONEST),
    "something after it": lambda: archive(HONEST) + b"x",
    "a comment": lambda: made(lambda growing: setattr(growing, "comment", b"x" * 100)),
    "2,001 parts": lambda: many(2_001),
    "a directory of half a million": huge_directory,
    "an end that counts too few": lambda: spoiled(b"PK\x05\x06", 8, struct.pack("<2H", 1, 2)),
    "an end on another disk": lambda: spoiled(b"PK\x05\x06", 4, struct.pack("<H", 1)),
    "an end of the larger kind": lambda: spoiled(b"PK\x05\x06", 8, b"\xff" * 12),
    "an end that leads elsewhere": lambda: spoiled(b"PK\x05\x06", 16, struct.pack("<L", 5)),
    "201 MB of zeros": lambda: zeros(201),
    "210 MB of zeros in seven parts": lambda: zeros(210, entries=7),
    "65 MB, too tight": lambda: zeros(65),
    "200 MB, too tight": lambda: zeros(200),
    "a size that lies low": lambda: spoiled(b"PK\x01\x02", 24, struct.pack("<L", 3)),
    "a size that lies high": lambda: spoiled(b"PK\x01\x02", 24, struct.pack("<L", 5_000)),
    "a size of 4 GB": lambda: spoiled(b"PK\x01\x02", 24, struct.pack("<L", 0xFFFFFFF0)),
    "a packed size that lies": lambda: spoiled(b"PK\x01\x02", 20, struct.pack("<L", 30 * MB)),
    "a wrong sum": lambda: spoiled(b"PK\x01\x02", 16, b"\0\0\0\0"),
    "a part of another name in front": lambda: spoiled(b"PK\x03\x04", 30, b"x"),
    "a part that is elsewhere": lambda: spoiled(b"PK\x01\x02", 42, struct.pack("<L", 7)),
    "parts over each other": overlapping,
    "encrypted parts": lambda: encrypted(archive(HONEST)),
    "a link": lambda: made(link),
    "packed with bzip2": lambda: packed_by(zipfile.ZIP_BZIP2),
    "packed with lzma": lambda: packed_by(zipfile.ZIP_LZMA),
    "two parts of one name": lambda: twice("word/a.xml", "word/a.xml"),
    "two names that differ in case": lambda: twice("word/a.xml", "word/A.xml"),
    "a name that climbs": lambda: named("../../etc/passwd"),
    "a name that climbs within": lambda: named("word/../../x"),
    "a name from the root": lambda: named("/etc/passwd"),
    "a name of a drive": lambda: named("C:/x"),
    "a name with backslashes": lambda: named("..\\..\\x"),
    "a name with a zero in it": lambda: named("word/a.xml\0.exe"),
    "no name": lambda: named(""),
    "an archive inside": lambda: archive({**HONEST, "word/a.bin": archive({"b": "c"})}),
    "an empty archive inside": lambda: archive({**HONEST, "word/a.bin": archive({})}),
    "an archive of seven kinds inside": lambda: archive({**HONEST, "a": b"7z\xbc\xaf\x27\x1c"}),
    "an old document inside": lambda: archive({**HONEST, "a": OLD_OFFICE}),
    "a program inside": lambda: archive({**HONEST, "a": b"\x7fELF"}),
}


def read(content):
    Archive(content).unpack()


def test_the_corpus_is_large_enough():
    assert len(REFUSED) >= 35
    assert len(ACCEPTED) >= 10


@pytest.mark.parametrize("case", ACCEPTED)
def test_an_archive_within_the_limits_is_read(case):
    read(ACCEPTED[case]())


@pytest.mark.parametrize("case", REFUSED)
def test_an_archive_beyond_a_limit_is_refused(case):
    with pytest.raises(HostileArchiveError):
        pytest.fail(f"read: {read(REFUSED[case]())}")


def test_a_directory_that_lies_is_found_while_unpacking():
    content = spoiled(b"PK\x01\x02", 16, b"\0\0\0\0")
    opened = Archive(content)
    with pytest.raises(HostileArchiveError):
        opened.unpack()


MEASURE = """
import pathlib, re, sys, time
from questionnaires.interchange.archives import Archive, HostileArchiveError
content = pathlib.Path(sys.argv[1]).read_bytes()
start = time.process_time()
try:
    Archive(content).unpack()
    verdict = "read"
except HostileArchiveError:
    verdict = "refused"
status = pathlib.Path("/proc/self/status").read_text()
peak = re.search("VmHWM:\\s+([0-9]+)", status)[1]
print(verdict, time.process_time() - start, peak)
"""


@pytest.mark.slow
def test_no_archive_takes_much_memory(tmp_path, record_property):
    """The worst of each corpus, in a process of its own; how long it took is told, not judged."""
    worst = {
        "refused": ("a directory of half a million", "200 MB, too tight", "201 MB of zeros"),
        "read": ("large but not tight", "2,000 parts", "tight but small"),
    }
    for expected, cases in worst.items():
        for case in cases:
            kept = tmp_path / "archive"
            kept.write_bytes((REFUSED | ACCEPTED)[case]())
            command = [sys.executable, "-c", MEASURE, str(kept)]
            told = subprocess.run(  # noqa: S603 - our own program
                command, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT)}
            )
            verdict, seconds, peak = told.stdout.split()
            assert verdict == expected, case
            assert int(peak) < 200 * KB, f"{case} took {peak} kB"
            record_property(case, f"{float(seconds):.2f} s, {int(peak) // 1000} MB")
