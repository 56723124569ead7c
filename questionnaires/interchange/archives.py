"""This file keeps the archives inside office documents within limits (assurance E2).

The end and the directory are checked before a part is unpacked, and each part again while it is:
a directory can lie. Nothing is kept of what is unpacked.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from questionnaires.errors import Message, translatable

MAXIMUM_UNPACKED = 200_000_000
MAXIMUM_ENTRIES = 2_000
MAXIMUM_RATIO = 50
ALWAYS_SMALL = 64_000_000
_CHUNK = 1 << 16
_END = b"PK\x05\x06"
_END_FIELDS = struct.Struct("<4s4H2LH")
_LONGEST_ENTRY = 600
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_SYMBOLIC_LINK, _TYPE = 0o120000, 0o170000
# Archives, programs, and documents of the old kind, which are archives as well.
_FILES_INSIDE = (
    *(b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08"),
    *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MZ", b"\x7fELF"),
)
_DRIVE = re.compile(r"[A-Za-z]:")

_DAMAGED = translatable("The file is damaged. Save it again and try once more.")
_ODD = translatable("The file is packed in an unusual way. Save it again and try once more.")
_TOO_MANY = translatable("The file holds more than %(entries)s parts.")
_TOO_LARGE = translatable("Unpacked, the file is larger than %(unpacked)s MB.")
_TOO_TIGHT = translatable("Unpacked, the file is more than %(ratio)s times as large.")
_TWICE = translatable("The file holds two parts of one name.")
_ASTRAY = translatable("The file holds a part with a name that leads elsewhere.")
_LINK = translatable("The file holds a link instead of a part.")
_PROTECTED = translatable("The file is protected with a password. Save it without.")
_INSIDE = translatable("The file holds another file inside. Attach that one separately.")

FACTS = {
    "entries": MAXIMUM_ENTRIES,
    "unpacked": MAXIMUM_UNPACKED // 1_000_000,
    "ratio": MAXIMUM_RATIO,
}
"""What the messages about archives name."""

_BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
    EOFError,
    struct.error,
    zlib.error,
)


class HostileArchiveError(Exception):
    """An archive is not within its limits; ``problem`` says why, for people."""

    def __init__(self, problem: Message) -> None:
        super().__init__(problem)
        self.problem = problem


class Archive:
    """The parts of an archive that was found to be within its limits."""

    def __init__(self, content: bytes) -> None:
        _refuse_odd_end(content)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN as problem:  # a broken or crafted directory fails in many ways
            raise HostileArchiveError(_DAMAGED) from problem
        self._entries = {entry.filename: entry for entry in self._archive.infolist()}
        _refuse_hostile_directory(self._archive.infolist(), len(content))

    @property
    def names(self) -> frozenset[str]:
        """The names of the parts."""
        return frozenset(self._entries)

    def chunks(self, name: str) -> Iterator[bytes]:
        """One part, a piece at a time; raises HostileArchiveError when it is broken."""
        try:
            with self._archive.open(self._entries[name]) as part:
                while chunk := part.read(_CHUNK):
                    yield chunk
        except _BROKEN as problem:
            raise HostileArchiveError(_DAMAGED) from problem

    def unpack(self) -> None:
        """Unpack every part, look how it starts, and count what really comes out."""
        total = 0
        for name, entry in self._entries.items():
            size = 0
            for chunk in self.chunks(name):
                if size == 0 and chunk.startswith(_FILES_INSIDE):
                    raise HostileArchiveError(_INSIDE)
                size += len(chunk)
                if total + size > MAXIMUM_UNPACKED:
                    raise HostileArchiveError(_TOO_LARGE)
            if size != entry.file_size:
                raise HostileArchiveError(_DAMAGED)
            total += size


def has_archive_at_end(content: bytes) -> bool:
    """Whether a program that unpacks would find an archive in what is called something else."""
    place = content.rfind(_END, max(0, len(content) - 65_536 - _END_FIELDS.size))
    while place >= 0:
        if place + _END_FIELDS.size <= len(content):
            comment = _END_FIELDS.unpack_from(content, place)[7]
            if place + _END_FIELDS.size + comment == len(content):
                return True
        place = content.rfind(_END, 0, place)
    return False


def _refuse_odd_end(content: bytes) -> None:
    """Read the end by hand: a directory of half a million entries is too much for memory."""
    place = len(content) - _END_FIELDS.size
    if not content.startswith(b"PK\x03\x04") or place < 0 or content[place : place + 4] != _END:
        raise HostileArchiveError(_DAMAGED)
    _, disk, start_disk, here, entries, size, offset, _ = _END_FIELDS.unpack_from(content, place)
    if entries > MAXIMUM_ENTRIES or size > MAXIMUM_ENTRIES * _LONGEST_ENTRY:
        raise HostileArchiveError(_TOO_MANY)
    if disk or start_disk or here != entries or offset + size != place:
        raise HostileArchiveError(_ODD)


def _refuse_hostile_directory(entries: list[zipfile.ZipInfo], length: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    checks = (
        (len(entries) > MAXIMUM_ENTRIES, _TOO_MANY),
        (len({entry.filename.lower() for entry in entries}) < len(entries), _TWICE),
        (any(entry.flag_bits & _ENCRYPTED for entry in entries), _PROTECTED),
        (any(map(_is_link, entries)), _LINK),
        (any(_leads_astray(entry.orig_filename) for entry in entries), _ASTRAY),
        (any(entry.compress_type not in _PACKED for entry in entries) or packed > length, _ODD),
        (unpacked > MAXIMUM_UNPACKED, _TOO_LARGE),
        (unpacked > ALWAYS_SMALL and unpacked > MAXIMUM_RATIO * packed, _TOO_TIGHT),
    )
    for is_wrong, problem in checks:
        if is_wrong:
            raise HostileArchiveError(problem)


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return (entry.external_attr >> 16) & _TYPE == _SYMBOLIC_LINK


def _leads_astray(name: str) -> bool:
    is_elsewhere = name.startswith("/") or _DRIVE.match(name) is not None or ".." in name.split("/")
    return not name or is_elsewhere or any(odd in name for odd in ("\\", "\x00"))
