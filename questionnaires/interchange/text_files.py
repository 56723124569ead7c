"""This file says whether a file is plain text that nothing would run or draw."""

import codecs
import re

_KEPT_CONTROLS = frozenset(b"\t\n\r\x0c")
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in _KEPT_CONTROLS)
_MARKUP = re.compile(
    r"\s*(<!--.*?-->\s*|<\?.*?\?>\s*)*<(!doctype|html|head|body|script|svg|iframe|xml|math)\b",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_KINDS = (b"%PDF-", b"{\\rtf", b"%!PS", b"PK\x03\x04", b"GIF8", b"#!")
_LOOKED_AT = 4_096


def is_plain(content: bytes) -> bool:
    """Whether it holds no control characters, and does not start as another kind of file."""
    text = _text_of(content)
    if text is None or content.startswith(_OTHER_KINDS):
        return False
    return _MARKUP.match(text[:_LOOKED_AT]) is None


def _text_of(content: bytes) -> str | None:
    """The text in the encoding it seems to have; that of Excel and Windows counts as well."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _printable(content, "utf-16")
    if content.translate(None, _CONTROLS) != content:
        return None
    return content.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _printable(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    has_controls = any(character in text for character in map(chr, _CONTROLS))
    return None if has_controls else text
