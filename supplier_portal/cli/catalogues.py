"""This file holds the commands that bring catalogues in and show which are there."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from questionnaires.catalogue import Catalogue, MeasureStatus, Source
from questionnaires.errors import UnreadableFileError
from questionnaires.interchange import spreadsheet_writing
from questionnaires.interchange.reading import MAXIMUM_FILE, ReadingWarning
from supplier_portal.cli.console import Refusal, moment, opened, progress
from supplier_portal.services import catalogues, editions

_SOURCES = {Source.OWN: "texts of this service", Source.OFFICIAL: "official texts"}
_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def catalogue() -> None:
    """Import catalogues, or list those that are there."""


@catalogue.command("import")
@_FILE
def import_(file: Path) -> None:
    """Import a norm from a FILE.

    It may be part 2 of the BIO2 in Markdown as published, an OSCAL catalogue in JSON, a sheet
    (XLSX or CSV, see `catalogue template`) or a library of CISO Assistant in YAML. A file is taken
    whole or refused; the same file again changes nothing.
    """
    with opened() as database, progress("Importing", length=2) as step:
        content = _read(file)
        step()
        try:
            with database.writing.begin() as session:
                imported = catalogues.import_file(session, file.name, content, at=datetime.now(UTC))
        except UnreadableFileError as error:
            raise Refusal(_refusal(file, error)) from error
        step()
    _warn(file, imported.warnings)
    was = "new" if imported.is_new else "already there, nothing changed"
    _tell(imported.catalogue, was)


@catalogue.command("preview")
@_FILE
def preview(file: Path) -> None:
    """Show what an import of a FILE would bring in, and keep nothing."""
    try:
        reading = catalogues.preview(file.name, _read(file))
    except UnreadableFileError as error:
        raise Refusal(_refusal(file, error)) from error
    _warn(file, reading.warnings)
    _tell(reading.catalogue, "can be imported")


@catalogue.command("template")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="The file to write.",
)
def template(output: Path) -> None:
    """Write a workbook (XLSX) to start a catalogue from, with its explanation."""
    output.write_bytes(spreadsheet_writing.template())
    click.echo(f"Written: {output}")


@catalogue.command("list")
def list_() -> None:
    """List the catalogues, the newest edition first."""
    with opened() as database, database.reading() as session:
        found = editions.stored(session)
    for item in found:
        source = _SOURCES[item.source]
        click.echo(f"{item.name:<10}  {source:<21}  imported {moment(item.imported_at)}")
    if not found:
        click.echo("There are no catalogues yet.", err=True)


def _read(file: Path) -> bytes:
    """Read no more than it takes to see that a file is too large."""
    with file.open("rb") as source:
        return source.read(MAXIMUM_FILE + 1)


def _refusal(file: Path, error: UnreadableFileError) -> str:
    return _placed(file, str(error), error.facts.get("line"))


def _placed(file: Path, message: str, line: object, kind: str = "") -> str:
    """Put the name of the file, and the line where there are lines, before a message."""
    if line is None:
        return f"{file}: {kind}{message}"
    return f"{file}, line {line}: {kind}{message.removeprefix(f'Line {line}: ')}"


def _warn(file: Path, warnings: Iterable[ReadingWarning]) -> None:
    for warning in warnings:
        line = warning.facts.get("line")
        click.echo(_placed(file, str(warning), line, "warning: "), err=True)


def _tell(read: Catalogue, was: str) -> None:
    click.echo(f"{read.name}: {was}")
    for name, figure in _counts(read).items():
        click.echo(f"  {name:<20} {figure:>5}")


def _counts(read: Catalogue) -> dict[str, str | int]:
    statuses = Counter(measure.status for measure in read.measures)
    groups = {"groups": len(read.groups)} if read.groups else {}
    return {
        "edition": read.edition,
        "numbers": len(read.measures),
        **groups,
        "controls": len(read.controls),
        **{status.value: statuses[status] for status in MeasureStatus},
        "with categories": sum(bool(measure.categories) for measure in read.measures),
    }
