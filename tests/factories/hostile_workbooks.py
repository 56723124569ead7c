"""This file spoils workbooks: the XML of their parts, the parts, and the directory of the zip."""

import re
import struct
import warnings
import zipfile
from io import BytesIO
from random import Random

from factories.hostile_bytes import PIECES, spoiled

_ODD_VALUES = (
    "",
    "-1",
    "0",
    "1.5",
    "999999999999",
    "A0",
    "A1048577",
    "XFE1",
    "ZZZZZZ9",
    "n",
    "b",
    "e",
    "d",
    "s",
    "str",
    "inlineStr",
    "rId99",
    "/etc/passwd",
    "../../../x.xml",
    "http://127.0.0.1:9/x",
    "worksheets/sheet1.xml",
    "styles.xml",
    "hidden",
    "NaN",
    "9" * 400,
)
_ODD_PARTS = (
    b"",
    b"\0",
    b"<a/>",
    b"PK\x03\x04",
    b"<?xml version='1.0' encoding='utf-16'?><a/>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    b"<a>" * 20_000,
    b"<a>" * 20_000 + b"</a>" * 20_000,
)
_ODD_NAMES = (
    "xl/vbaProject.bin",
    "../x.xml",
    "/x.xml",
    "xl/worksheets/sheet2.xml",
    "XL/WORKBOOK.XML",
    "a" * 300,
    "x/",
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED)
_LINK = 0o120777 << 16
# Where a field begins in a record of the directory, by the number of its bytes.
_RECORD, _END, _LOCAL = b"PK\x01\x02", b"PK\x05\x06", b"PK\x03\x04"
_FIELDS = {
    _RECORD: (
        (8, 2),
        (10, 2),
        (16, 4),
        (20, 4),
        (24, 4),
        (28, 2),
        (30, 2),
        (32, 2),
        (38, 4),
        (42, 4),
    ),
    _LOCAL: ((6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2)),
    _END: ((4, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2)),
}


def packed(parts: list[tuple[str, bytes]], rng: Random | None = None) -> bytes:
    """Pack parts into an archive that is the same every time; with ``rng`` one may be odd."""
    odd = rng.randrange(len(parts)) if rng and parts else -1
    written = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(written, "w") as archive:
        warnings.simplefilter("ignore")  # that a name stands twice is what we want
        for index, (name, part) in enumerate(parts):
            entry = zipfile.ZipInfo(name)  # dated 1980
            entry.compress_type = zipfile.ZIP_DEFLATED
            if index == odd:
                entry.compress_type = rng.choice(_METHODS)
                entry.external_attr = rng.choice((0, 0, _LINK))
            archive.writestr(entry, part)
    return written.getvalue()


def spoiled_workbook(rng: Random, parts: dict[str, bytes]) -> bytes:
    """Give a workbook with something done to a part, to its parts, or to the archive itself."""
    listed = list(parts.items())
    for _ in range(rng.choice((1, 1, 2, 3))):
        rng.choice((_spoil_part, _spoil_part, _spoil_part, _spoil_parts))(rng, listed)
    content = packed(listed, rng if rng.random() < 0.1 else None)
    if rng.random() < 0.2:
        content = _with_odd_field(rng, content)
    return spoiled(rng, content, times=1) if rng.random() < 0.1 else content


def _spoil_part(rng, listed):
    if not listed:
        return
    # The sheet itself counts most.
    sheets = [index for index, (name, _) in enumerate(listed) if "sheet" in name]
    every = range(len(listed))
    index = rng.choice(sheets if sheets and rng.random() < 0.5 else every)
    name, part = listed[index]
    way = rng.choice((_with_odd_value, _with_odd_value, _with_odd_text, _with_elements, _as_bytes))
    listed[index] = name, way(rng, part)


def _spoil_parts(rng, listed):
    if not listed:
        return
    index, other = rng.randrange(len(listed)), rng.randrange(len(listed))
    (name, part), (other_name, other_part) = listed[index], listed[other]
    way = rng.randrange(6)
    if way == 0:
        del listed[index]
    elif way == 1:
        listed[index] = name, rng.choice(_ODD_PARTS)
    elif way == 2:
        listed[index] = name, other_part
    elif way == 3:
        listed.append((rng.choice((name, *_ODD_NAMES)), part))
    elif way == 4:
        listed[index] = rng.choice(_ODD_NAMES), part
    else:
        listed[index], listed[other] = (other_name, other_part), (name, part)


def _one_of(rng, pattern, part):
    found = list(re.finditer(pattern, part))
    return rng.choice(found) if found else None


def _with_odd_value(rng, part):
    found = _one_of(rng, rb'="([^"]*)"', part)
    if found is None:
        return part
    others = re.findall(rb'="([^"]*)"', part)
    value = rng.choice((rng.choice(_ODD_VALUES).encode(), rng.choice(others)))
    return part[: found.start(1)] + value + part[found.end(1) :]


def _with_odd_text(rng, part):
    found = _one_of(rng, rb">([^<]*)<", part)
    if found is None:
        return part
    value = rng.choice((rng.choice(PIECES), rng.choice(_ODD_VALUES).encode(), b"x" * 33_000))
    return part[: found.start(1)] + value + part[found.end(1) :]


def _with_elements(rng, part):
    """Take an element away, double it, repeat it, or give it another name."""
    found = _one_of(rng, rb"<([A-Za-z:]+)[^<>]*(?:/>|>[^<>]*</\1>)", part)
    if found is None:
        return part
    element = found[0]
    other = rng.choice(re.findall(rb"<([A-Za-z:]+)", part))
    put = rng.choice(
        (b"", element * 2, element * 3_000, element.replace(found[1], other), b"<f>1</f>", b"<!--")
    )
    return part[: found.start()] + put + part[found.end() :]


def _as_bytes(rng, part):
    return spoiled(rng, part, times=1)


def _with_odd_field(rng, content):
    signature = rng.choice((_RECORD, _RECORD, _LOCAL, _END))
    starts = [found.start() for found in re.finditer(re.escape(signature), content)]
    if not starts:
        return content
    offset, size = rng.choice(_FIELDS[signature])
    start = rng.choice(starts) + offset
    most = (1 << 8 * size) - 1
    value = rng.choice((0, 1, 8, 9, 99, most, most >> 1, rng.randint(0, most)))
    packed_value = struct.pack("<H" if size == 2 else "<I", value)
    return content[:start] + packed_value + content[start + size :]
