"""This file makes hostile catalogue files: the same kind, seed and trial give the same file.

Where the published BIO2 is at hand, every fourth file in Markdown is made from it; the others are
the same on every machine.
"""

import csv
import re
from io import StringIO
from random import Random

from factories import hostile_seeds as seeds
from factories.hostile_bytes import CONTROL_SIGNS, spoiled
from factories.hostile_trees import spoil, written
from factories.hostile_workbooks import packed, spoiled_workbook

NAMES = {
    "markdown": "norm.md",
    "oscal": "norm.json",
    "xlsx": "norm.xlsx",
    "csv": "norm.csv",
    "yaml": "norm.yaml",
}
KINDS = tuple(NAMES)
# One in so many is as large as its kind may be, which takes seconds.
SWOLLEN = 250
_LARGE = 40

_ODD_CELLS = (
    "",
    " ",
    '"',
    '""',
    ";",
    "\n",
    "\r",
    "'=1",
    "''=",
    "=1+1",
    "@x",
    "5.1",
    "9" * 400,
    "x" * 501,
    "x" * 20_001,
    "x" * 131_073,
    "actief",
    "zie",
    "8",
    "basishygiëne,,;",
    "\u202e",
    "\ufffe",
    *(sign.decode() for sign in CONTROL_SIGNS),
)


def hostile_file(kind: str, seed: int, trial: int) -> bytes:
    """Make a file that is spoiled in a way of its kind, and now and then in its bytes as well."""
    rng = Random(f"{kind} {seed} {trial}")
    if trial % SWOLLEN == SWOLLEN - 1:
        return _SWELLING[kind](rng)
    return _SPOILING[kind](rng)


def _markdown(rng):
    own, *published = seeds.markdown_files()
    chosen = rng.choice(published) if rng.random() < 0.25 and published else own
    return spoiled(rng, chosen)


def _oscal(rng):
    tree = seeds.oscal_tree()
    spoil(rng, tree)
    return _perhaps_spoiled(rng, written(rng, tree))


def _yaml(rng):
    tree = seeds.library_tree()
    if rng.random() < 0.7:
        spoil(rng, tree)
        return _perhaps_spoiled(rng, written(rng, tree, rng.choice((seeds.as_yaml, seeds.as_flow))))
    return spoiled(rng, seeds.as_yaml(tree).encode())


def _csv(rng):
    small, large = seeds.csv_files()
    content = large if rng.randrange(_LARGE) == 0 else small
    if rng.random() < 0.3:
        return spoiled(rng, content)
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    for _ in range(rng.choice((1, 1, 2, 4))):
        _spoil_rows(rng, rows)
    text = StringIO(newline="")
    quoting = rng.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL))
    csv.writer(text, delimiter=rng.choice(";;,\t"), quoting=quoting).writerows(rows)
    return _perhaps_spoiled(rng, text.getvalue().encode(errors="surrogatepass"))


def _spoil_rows(rng, rows):
    index = rng.randrange(len(rows))
    row = rows[index]
    column = rng.randrange(len(row) or 1)
    way = rng.randrange(6)
    if way == 0:
        rows.insert(index, list(row))
    elif way == 1:
        rows[index] = row * rng.choice((0, 2, 30))
    elif way == 2:
        row[column : column + 1] = []
    elif way == 3:
        row.insert(column, rng.choice(_ODD_CELLS))
    else:
        row[column : column + 1] = [rng.choice((*_ODD_CELLS, *rng.choice(rows)))]


def _xlsx(rng):
    *small, large = seeds.workbooks()
    return spoiled_workbook(rng, large if rng.randrange(_LARGE) == 0 else rng.choice(small))


def _perhaps_spoiled(rng, content):
    return spoiled(rng, content, times=1) if rng.random() < 0.3 else content


def _repeated(rng, content, most, pieces):
    """Repeat a line, or one of some pieces, until a file is almost as large as it may be."""
    piece = rng.choice((*pieces, rng.choice(content.splitlines(keepends=True))))
    at = rng.choice((len(content), rng.choice([m.end() for m in re.finditer(rb"\n", content)])))
    return content[:at] + piece * ((most - len(content)) // len(piece)) + content[at:]


def _swollen_markdown(rng):
    pieces = (b"<br>", b"a <br>\n", b"- a\n", b"*a", b"[a](", b"_", b"\t", b"# a\n", b"> ")
    return _repeated(rng, seeds.MARKDOWN.encode(), 2 << 20, pieces)


def _swollen_csv(rng):
    return _repeated(
        rng, seeds.csv_files()[0], 25_000_000, (b";", b'"";', b"\n", b";\n", b'"', b"a")
    )


def _swollen_yaml(rng):
    pieces = (b"    - {a: 1}\n", b"    - a\n", b"# a\n", b"a", b" ", b"\n", b"{a: ", b"[", b'"')
    text = seeds.as_yaml(seeds.library_tree()).encode()
    return _repeated(rng, text, rng.choice((1_500_000, 9_999_000)), pieces)


def _swollen_oscal(rng):
    """Fill a list, or an object, of an OSCAL catalogue with very many of one thing."""
    pieces = (b"[]", b"{}", b'{"a":7}', b"7", b'""', b'{"id":"a","title":"b"}', b'{"name":"a"}')
    content = written(rng, seeds.oscal_tree())
    put = rng.choice(list(re.finditer(rb"\[(?=[{\"])", content))).end()
    piece = rng.choice(pieces) + b","
    times = (24_900_000 - len(content)) // len(piece)
    return content[:put] + piece * times + content[put:]


def _swollen_xlsx(rng):
    """Repeat an element of a part; noise beside it hides how tightly that is packed."""
    parts = dict(rng.choice(seeds.workbooks()[:-1]))
    name = rng.choice([name for name, part in parts.items() if b"<" in part])
    part = parts[name]
    found = rng.choice(list(re.finditer(rb"<(\w+)[^<>]*/>|<(\w+)[^<>]*>(?=<)", part)))
    tag = found[1] or found[2]
    piece = rng.choice((b"<" + tag + b"/>", found[0] if found[1] else b"<" + tag + b"/>"))
    most = rng.choice((3_900_000, 28_000_000))
    parts[name] = part[: found.start()] + piece * (most // len(piece)) + part[found.start() :]
    if most > 4_000_000:
        parts["noise.bin"] = rng.randbytes(700_000)
    return packed(list(parts.items()))


_SPOILING = {"markdown": _markdown, "oscal": _oscal, "xlsx": _xlsx, "csv": _csv, "yaml": _yaml}
_SWELLING = {
    "markdown": _swollen_markdown,
    "oscal": _swollen_oscal,
    "xlsx": _swollen_xlsx,
    "csv": _swollen_csv,
    "yaml": _swollen_yaml,
}
