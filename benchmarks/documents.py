"""This file measures a PDF and a workbook of the contract annex, with and without their proof."""

from benchmarks.annex import content_of_size, medians
from benchmarks.report import growth, milliseconds, ratio, table
from supplier_portal.documents import excel, pdf

_SIZES = (250, 500, 1_000, 2_000)
_RUNS = 5
_WAYS = {
    "PDF, without the proof": pdf.typeset,
    "PDF, with the proof": pdf.render,
    "workbook, without the proof": excel.write,
    "workbook, with the proof": excel.render,
}


def run(*, quick: bool) -> None:
    sizes = _SIZES[:2] if quick else _SIZES
    taken = {}
    for size in sizes:
        content = content_of_size(size)
        ways = {
            name: (lambda way=way, content=content: way(content), _RUNS)
            for name, way in _WAYS.items()
        }
        taken[size] = medians(ways)
    rows = []
    for name in _WAYS:
        seconds = [taken[size][name] for size in sizes]
        grows = f"{growth(sizes, seconds):.2f}"
        per_requirement = milliseconds(seconds[-1] / sizes[-1])
        rows.append((name, *map(milliseconds, seconds), per_requirement, grows))
    table(
        "A contract annex as PDF/A-2a with PDF/UA-1, and as workbook",
        ("", *(f"{size:,}" for size in sizes), "each", "exponent"),
        rows,
    )
    least = taken[sizes[-1]]["PDF, without the proof"]
    print(f"The proof of a PDF: {ratio(taken[sizes[-1]]['PDF, with the proof'], least)} in all")
