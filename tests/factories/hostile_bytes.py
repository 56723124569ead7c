"""This file spoils a file as plain bytes: what transport, editors and attackers do to any kind."""

from random import Random

CONTROL_SIGNS = [bytes([code]) for code in (*range(9), 0x0B, 0x0C, 0x1F, 0x7F)]
PIECES = [
    *CONTROL_SIGNS,
    b"\xc2\x85",
    b"\xe2\x80\xa8",
    b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
    b"\xef\xbf\xbe",
    b"\xed\xa0\x80",  # a lone surrogate
    b"\xc0\x80",
    b"\xff\xfe",
    b"\\ud800",
    b"\\u0000",
    b"\\udfff\\ud800",
    b"9" * 400,
    b"-1",
    b"1e999",
    b"NaN",
    b"0x1F",
    b"1_000",
    b"null",
    b"true",
    b"{}",
    b"[]",
    b'""',
    b"{{ insert: param, ac-1_p3 }}",
    b"{{",
    b"&x ",
    b"*x",
    b"!!python/none ",
    b"? ",
    b"<<: ",
    b"---\n",
    b"|\n",
    b"%",
    b"%(line)s",
    b'"',
    b"'",
    b"''",
    b";",
    b",",
    b"\t",
    b"\r",
    b"\r\n",
    b"\n\n",
    b"#",
    b"## 5.01.01\n",
    b"<br>",
    b"](",
    b"**",
    b"_",
    b"5.1",
    b"=1+1",
    b"@",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"&#0;",
    b"]]>",
]
_ENCODINGS = ("utf-16", "utf-16-be", "utf-32", "latin-1", "cp1252", "utf-7", "cp500")
_DEPTHS = (10, 50, 70, 2_000, 50_000)
_REPEATS = (2, 30, 1_000)


def spoiled(rng: Random, content: bytes, times: int = 0) -> bytes:
    """Give a file with one to four things done to its bytes."""
    for _ in range(times or rng.choice((1, 1, 1, 2, 4))):
        content = rng.choice(_WAYS)(rng, content)
    return content


def inserted(rng: Random, content: bytes, piece: bytes) -> bytes:
    """Put a piece somewhere in a file, over up to three bytes of it."""
    start = rng.randint(0, len(content))
    return content[:start] + piece + content[start + rng.choice((0, 0, 1, 3)) :]


def _flipped(rng, content):
    flipped = bytearray(content)
    for _ in range(rng.choice((1, 1, 3, 20)) if flipped else 0):
        flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
    return bytes(flipped)


def _cut(rng, content):
    start, end = _span(rng, content)
    return rng.choice((content[:start], content[start:], content[:start] + content[end:]))


def _repeated(rng, content):
    start, end = _span(rng, content)
    end = min(end, start + 200)
    return content[:start] + content[start:end] * rng.choice(_REPEATS) + content[start:]


def _moved(rng, content):
    start, end = _span(rng, content)
    rest = content[:start] + content[end:]
    put = rng.randint(0, len(rest))
    return rest[:put] + content[start:end] + rest[put:]


def _shuffled_lines(rng, content):
    lines = content.splitlines(keepends=True)
    if not lines:
        return content
    index, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    if rng.random() < 0.5:
        lines[index], lines[other] = lines[other], lines[index]
    else:
        lines.insert(other, lines[index])
    return b"".join(lines)


def _with_piece(rng, content):
    return inserted(rng, content, rng.choice(PIECES))


def _with_noise(rng, content):
    return inserted(rng, content, rng.randbytes(rng.randint(1, 8)))


def _nested(rng, content):
    depth = rng.choice(_DEPTHS)
    opening = rng.choice(
        (b"[", b'{"a":', b"- ", b"> ", b"{a: ", b"<a>", b"(", b"*", b'"', b"[](", b"[")
    )
    return inserted(rng, content, opening * depth + rng.choice((b"", b"]", b")")) * depth)


def _encoded_otherwise(rng, content):
    text = content.decode(errors="replace")
    return text.encode(rng.choice(_ENCODINGS), errors="replace")


def _with_other_line_ends(rng, content):
    return content.replace(b"\n", rng.choice((b"\r", b"\r\n", b"\n\r", b"\x85", b"\0\n", b"")))


def _span(rng, content):
    start = rng.randint(0, len(content))
    return start, min(len(content), start + rng.choice((1, 5, 40, 400, 4_000)))


_WAYS = (
    _flipped,
    _cut,
    _repeated,
    _moved,
    _shuffled_lines,
    _with_piece,
    _with_piece,
    _with_piece,
    _with_noise,
    _nested,
    _encoded_otherwise,
    _with_other_line_ends,
)
