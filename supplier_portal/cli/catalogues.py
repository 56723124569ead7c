"""This file holds the commands that bring catalogues in and show which are there."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

from questionnaires.catalogue import Catalogue, MeasureStatus, Source
from questionnaires.errors import UnreadableFileError
from questionnaires.interchange.markdown_text import MAXIMUM_MEBIBYTES
from supplier_portal.cli.console import Refusal, moment, opened, progress
from supplier_portal.services import catalogues
from supplier_portal.services.catalogues import Imported

_SOURCES = {Source.OWN: "texts of this service", Source.OFFICIAL: "official texts"}


@click.group()
def catalogue() -> None:
    """Import catalogues, or list those that are there."""


@catalogue.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(file: Path) -> None:
    """Import part 2 of the BIO2 from the Markdown FILE as published.

    A file is taken whole or refused; the same file again changes nothing.
    """
    with opened() as database, progress("Importing", length=2) as step:
        content = _read(file)
        step()
        try:
            with database.writing.begin() as session:
                imported = catalogues.import_bio2(session, content, at=datetime.now(UTC))
        except UnreadableFileError as error:
            raise Refusal(_refusal(file, error)) from error
        step()
    _tell(file, imported)


@catalogue.command("list")
def list_() -> None:
    """List the catalogues, the newest edition first."""
    with opened() as database, database.reading() as session:
        found = catalogues.listed(session)
    for item in found:
        source = _SOURCES[item.source]
        click.echo(f"{item.name:<10}  {source:<21}  imported {moment(item.imported_at)}")
    if not found:
        click.echo("There are no catalogues yet.", err=True)


def _read(file: Path) -> bytes:
    """Read no more than it takes to see that a file is too large."""
    with file.open("rb") as source:
        return source.read((MAXIMUM_MEBIBYTES << 20) + 1)


def _refusal(file: Path, error: UnreadableFileError) -> str:
    line = error.facts["line"]
    return f"{file}, line {line}: {str(error).removeprefix(f'Line {line}: ')}"


def _tell(file: Path, imported: Imported) -> None:
    for warning in imported.warnings:
        message = str(warning).removeprefix(f"Line {warning.line}: ")
        click.echo(f"{file}, line {warning.line}: warning: {message}", err=True)
    was = "new" if imported.is_new else "already there, nothing changed"
    click.echo(f"{imported.catalogue.name}: {was}")
    for name, figure in _counts(imported.catalogue).items():
        click.echo(f"  {name:<20} {figure:>5}")


def _counts(imported: Catalogue) -> dict[str, str | int]:
    statuses = Counter(measure.status for measure in imported.measures)
    return {
        "edition": imported.edition,
        "numbers": len(imported.measures),
        "controls": len(imported.controls),
        **{status.value: statuses[status] for status in MeasureStatus},
        "with categories": sum(bool(measure.categories) for measure in imported.measures),
    }
