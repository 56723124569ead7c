"""This file says whether a file is one whole image, without making its picture."""

import struct
import zlib

_PNG = b"\x89PNG\r\n\x1a\n"
_HEAD, _END = b"IHDR", b"IEND"
_LENGTH_OF_HEAD = 13
_START, _STOP, _SCAN, _MARK = b"\xff\xd8", b"\xff\xd9", 0xDA, 0xFF
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_FIRST_MARKER, _ALONE = 0xC0, frozenset({0x01, *range(0xD0, 0xD9)})


def is_whole_png(content: bytes) -> bool:
    """Whether its chunks follow each other with right sums, from the head to the very end."""
    if not content.startswith(_PNG):
        return False
    kinds: list[bytes] = []
    place = len(_PNG)
    while place + 12 <= len(content):
        (length,) = struct.unpack_from(">L", content, place)
        kind, end = content[place + 4 : place + 8], place + 12 + length
        if end > len(content) or zlib.crc32(content[place + 4 : end - 4]) != int.from_bytes(
            content[end - 4 : end], "big"
        ):
            return False
        if not kinds and (kind != _HEAD or length != _LENGTH_OF_HEAD):
            return False
        kinds.append(kind)
        place = end
        if kind == _END:
            return b"IDAT" in kinds and place == len(content)
    return False


def is_whole_jpeg(content: bytes) -> bool:
    """Whether its segments lead to a picture, and it ends as one does."""
    if not content.startswith(_START) or not content.rstrip(b"\x00").endswith(_STOP):
        return False
    place, has_frame = len(_START), False
    while place + 4 <= len(content) and content[place] == _MARK:
        marker = content[place + 1]
        if marker == _MARK:
            place += 1
            continue
        if marker < _FIRST_MARKER or marker in _ALONE:
            return False
        if marker == _SCAN:
            return has_frame
        has_frame = has_frame or marker in _FRAMES
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return False
