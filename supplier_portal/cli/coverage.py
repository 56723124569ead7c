"""This file holds the command that shows how complete the knowledge base is."""

from pathlib import Path

import click

from questionnaires import knowledge
from questionnaires.catalogue import Theme
from questionnaires.coverage import Counts, by_theme, total
from supplier_portal.cli.console import Refusal

BEGIN = "<!-- made by: supplier-portal catalogue coverage --markdown docs/knowledge.md -->"
END = "<!-- end -->"
_THEMES = {
    Theme.ORGANISATIONAL: "5 Organisation",
    Theme.PEOPLE: "6 People",
    Theme.PHYSICAL: "7 Physical",
    Theme.TECHNOLOGICAL: "8 Technology",
}
_COLUMNS = {
    "controls": "Controls",
    "measures": "Measures",
    "without_measure": "No measure",
    "government_only": "Government only",
    "asked": "Asked of a supplier",
    "with_questions": "With questions",
    "with_proof": "With proof at three levels",
    "in_both_languages": "In both languages",
}


@click.command()
@click.option(
    "--markdown",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Put the table between its markers in this Markdown file instead.",
)
def coverage(file: Path | None) -> None:
    """Show, per theme, how much of BIO2 the service knows what to ask about."""
    rows = _rows()
    if file is None:
        _print(rows)
        return
    before = file.read_text(encoding="utf-8")
    if before.count(BEGIN) != 1 or END not in before.partition(BEGIN)[2]:
        message = f"{file} has no place for the table: it needs the lines {BEGIN} and {END}"
        raise Refusal(message)
    file.write_text(with_table(before), encoding="utf-8")


def with_table(page: str) -> str:
    """Put the table as it is now between the markers of a page."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{_markdown(_rows())}\n{END}{after}"


def _rows() -> list[list[str]]:
    counted = by_theme(knowledge.load())
    lines = [(_THEMES[theme], counts) for theme, counts in counted.items()]
    lines.append(("All", total(counted.values())))
    return [["Theme", *_COLUMNS.values()], *([name, *_figures(each)] for name, each in lines)]


def _figures(counts: Counts) -> list[str]:
    return [str(getattr(counts, column)) for column in _COLUMNS]


def _print(rows: list[list[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *figures in rows:
        cells = [f"{cell:>{width}}" for cell, width in zip(figures, widths[1:], strict=True)]
        click.echo("  ".join([f"{name:<{widths[0]}}", *cells]))


def _markdown(rows: list[list[str]]) -> str:
    rule = ["---", *("--:" for _ in rows[0][1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], rule, *rows[1:]))
