"""This file measures making the contract annex in Word beside the least that it can cost.

The floor writes the very same XML as plain Python, without a template engine, and zips it in the
same way. What docxtpl makes of the same template is the naive way. Nothing here waits, so it is the
time of the processor that is measured: others on the machine count less.
"""

import io
import re
import statistics
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import cycle, islice

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree
from markupsafe import escape

from benchmarks.report import growth, milliseconds, ratio, table
from questionnaires import knowledge
from questionnaires.annexes import AnnexContent, AnnexKind, Publication
from questionnaires.annexes.contract_annex import contract_annex
from questionnaires.annexes.lines import line
from questionnaires.requirement_sets import RequirementSet
from questionnaires.revisions import Purchase, publish
from questionnaires.wording import Language
from supplier_portal.documents import word
from supplier_portal.services.annexes import template_of

_SIZES = (500, 1_000)
_GROWTH_SIZES = (250, 500, 1_000, 2_000, 5_000)
_RUNS = 15
_NAIVE_RUNS = 3
_BODY = "word/document.xml"
_TOKEN = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}|\{%-?\s*(.*?)\s*-?%\}", re.DOTALL)
_LINE_END = '</w:t><w:br/><w:t xml:space="preserve">'


def run(*, quick: bool) -> None:
    runs = _RUNS // 5 if quick else _RUNS
    template = template_of(AnnexKind.CONTRACT_ANNEX)
    floor = _floor_of(template)
    rows = []
    for size in _SIZES:
        content = content_of_size(size)
        assert _canonical(floor(content)) == _canonical(word.fill(template, content))
        ways = {
            "floor: plain strings, zipped": (lambda c=content: floor(c), runs),
            "docxtpl": (lambda c=content: _naive(template, c), _NAIVE_RUNS),
            "ours, without the proof": (lambda c=content: word.fill(template, c), runs),
            "ours, with the proof": (lambda c=content: word.render(template, c), runs),
        }
        taken = medians(ways)
        least = next(iter(taken.values()))
        rows += [
            (f"{size:,}", name, milliseconds(seconds), ratio(seconds, least, places=2))
            for name, seconds in taken.items()
        ]
    table(
        "annex: the annex to the contract in Word",
        ("requirements", "way", "median", "beside the floor"),
        rows,
    )
    _print_growth(template, runs)


def _print_growth(template: bytes, runs: int) -> None:
    makers = {"without the proof": word.fill, "with the proof": word.render}
    taken: dict[str, list[float]] = {name: [] for name in makers}
    for size in _GROWTH_SIZES:
        content = content_of_size(size)
        ways = {
            name: (lambda make=make, c=content: make(template, c), runs)
            for name, make in makers.items()
        }
        for name, seconds in medians(ways).items():
            taken[name].append(seconds)
    table(
        "annex: growth",
        ("way", *[f"{size:,}" for size in _GROWTH_SIZES], "exponent"),
        [
            (name, *map(milliseconds, seconds), f"{growth(_GROWTH_SIZES, seconds):.3f}")
            for name, seconds in taken.items()
        ],
    )


def medians(ways: dict[str, tuple[Callable[[], object], int]]) -> dict[str, float]:
    """Time the ways in turns, so that a busy moment of the machine hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for action, _ in ways.values():
        action()
    for turn in range(max(runs for _, runs in ways.values())):
        for name, (action, runs) in ways.items():
            if turn < runs:
                start = time.process_time()
                action()
                taken[name].append(time.process_time() - start)
    return {name: statistics.median(values) for name, values in taken.items()}


def content_of_size(size: int) -> AnnexContent:
    """The annex with this many requirements: our own ones, over and over under other names."""
    known = knowledge.load()
    catalogue = known.catalogue()
    asked = [
        known.requirement(catalogue, item)
        for item in catalogue.measures
        if item.number in known.proposals
    ]
    revision = publish(
        RequirementSet(tuple(asked), catalogue.name, "c" * 64),
        purchase=Purchase("2026-017", "Zaaksysteem als dienst", "Gemeente Voorbeeld", "nl"),
        number=1,
    )
    publication = Publication("d" * 64, datetime(2026, 11, 25, 9, 0, tzinfo=UTC))
    content = contract_annex(revision, publication, Language.DUTCH)
    lines = [
        {**line(item, Language.DUTCH), "identifier": f"BENCH-{number:05}"}
        for number, item in enumerate(islice(cycle(asked), size))
    ]
    return {**content, "themes": [{"title": "Organisatie", "requirements": lines}]}


def _naive(template: bytes, content: AnnexContent) -> bytes:
    document = DocxTemplate(io.BytesIO(template))
    sandbox = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    document.render(content, sandbox, autoescape=True)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _floor_of(template: bytes) -> Callable[[AnnexContent], bytes]:
    """Write the template out as a Python function that puts strings in a list."""
    document = DocxTemplate(io.BytesIO(template))
    document.render_init()
    body = _function(document.patch_xml(document.get_xml()))
    footers = {
        str(part.partname).lstrip("/"): _function(document.patch_xml(document.get_part_xml(part)))
        for _, part in document.get_headers_footers(document.FOOTER_URI)
    }
    whole = _archive_of(template)
    before, after = whole[_BODY].split(b"<w:body>")[0], b"</w:document>"

    def floor(content: AnnexContent) -> bytes:
        parts = {name: function(content).encode() for name, function in footers.items()}
        parts[_BODY] = before + body(content).encode() + after
        return _zipped({**whole, **parts})

    return floor


def _function(xml: str) -> Callable[[AnnexContent], str]:
    lines, depth, end = ["def filled(content):", " out = []", " add = out.append"], 1, 0
    for match in _TOKEN.finditer(xml):
        lines.append(f"{' ' * depth}add({xml[end : match.start()]!r})")
        depth = _translate(match, depth, lines)
        end = match.end()
    lines += [f" add({xml[end:]!r})", " return ''.join(out)"]
    names: dict[str, object] = {"text": _text}
    exec("\n".join(lines), names)  # noqa: S102 - our own template
    return names["filled"]  # type: ignore[return-value]


def _translate(match: re.Match[str], depth: int, lines: list[str]) -> int:
    value, statement = match.groups()
    if value is not None:
        lines.append(f"{' ' * depth}add(text({_path(value)}))")
        return depth
    if statement.startswith("end"):
        return depth - 1
    word_, *rest = statement.split()
    condition = f"if {_path(rest[0])}:" if word_ == "if" else f"for {rest[0]} in {_path(rest[2])}:"
    lines.append(f"{' ' * depth}{condition}")
    return depth + 1


def _path(dotted: str) -> str:
    first, *keys = dotted.split(".")
    start = first if first in {"theme", "clause", "requirement", "proof"} else f"content[{first!r}]"
    return start + "".join(f"[{key!r}]" for key in keys)


def _text(value: str) -> str:
    written = escape(value)
    return str(written).replace("\n", _LINE_END) if "\n" in written else written


def _archive_of(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return written.getvalue()


def _canonical(document: bytes) -> str:
    return etree.tostring(etree.fromstring(_archive_of(document)[_BODY]), method="c14n2").decode()
