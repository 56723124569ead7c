"""This file checks whether every file that the database tells of is there, and no other."""

from datetime import UTC, datetime

import click

from supplier_portal.cli.console import opened
from supplier_portal.services import file_check
from supplier_portal.services.file_check import Findings
from supplier_portal.settings import from_environment
from supplier_portal.storage import FolderStore


@click.group()
def files() -> None:
    """Look after the files that suppliers attached."""


@files.command()
@click.option("--remove", is_flag=True, help="Remove files that nothing refers to since a day.")
def check(*, remove: bool) -> None:
    """Compare the files with the database; exit status 1 when a file is missing."""
    settings = from_environment()
    store = FolderStore(settings.evidence_folder)
    with opened(settings) as database, database.reading() as session:
        found = file_check.check(session, store, at=datetime.now(UTC))
    if remove:
        for name in found.orphans:
            store.remove(name)
    _tell(found, is_removed=remove)
    if found.missing:
        raise SystemExit(1)


def _tell(found: Findings, *, is_removed: bool) -> None:
    click.echo(f"The database tells of {found.count} files; {len(found.missing)} are missing.")
    for name in found.missing:
        click.echo(f"missing: {name}")
    if found.orphans:
        word = "removed" if is_removed else "to remove with --remove"
        click.echo(f"Files that nothing refers to since a day: {len(found.orphans)}, {word}.")
    if found.fresh:
        click.echo(f"Files without a row that came within a day: {len(found.fresh)}, left alone.")
