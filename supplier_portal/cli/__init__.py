"""This package is the command line: ``supplier-portal``, for who runs an installation."""

import click

from supplier_portal.cli import (
    accounts,
    catalogue_changes,
    catalogues,
    coverage,
    demonstration,
    files,
    procurements,
    receipts,
    scores,
    server,
    work,
)
from supplier_portal.cli.console import Commands


@click.group(cls=Commands)
@click.version_option(package_name="supplier-portal")
def main() -> None:
    """Supplier security requirements and questionnaires for the Dutch government.

    Settings come from the environment: DATA_FOLDER, DATABASE_URL, SECRET_KEY, PUBLIC_URL.
    """


for command in (
    server.migrate,
    catalogues.catalogue,
    procurements.annex,
    scores.score,
    receipts.receipt,
    accounts.user,
    server.serve,
    work.worker,
    work.jobs,
    demonstration.demo,
    files.files,
):
    main.add_command(command)
catalogues.catalogue.add_command(coverage.coverage)
catalogues.catalogue.add_command(catalogue_changes.compare)
