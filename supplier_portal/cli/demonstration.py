"""This file starts a demonstration: database, content, who can sign in, and the service."""

from dataclasses import replace
from datetime import UTC, datetime

import click

from supplier_portal import demo as demonstration
from supplier_portal.cli import server
from supplier_portal.cli.console import opened, progress
from supplier_portal.demo import Loaded
from supplier_portal.services.receipts import Issuer
from supplier_portal.settings import SecondFactor, Settings, from_environment
from supplier_portal.storage import FolderStore


@click.command(short_help="Start a demonstration on this machine.")
@server.port_option
@click.option("--no-serve", is_flag=True, help="Prepare everything, but do not start the service.")
def demo(port: int, *, no_serve: bool) -> None:
    """Prepare a demonstration, say who can sign in, and start the service."""
    settings = replace(
        server.reachable_at(from_environment(), server.HOST, port),
        is_development=True,
        second_factor=SecondFactor.OPTIONAL,
    )
    server.bring_to_head(settings)
    loaded = _load(settings)
    _introduce(settings.public_url, loaded)
    if not no_serve:
        server.run(settings, server.HOST, port, delivers=True)


def _load(settings: Settings) -> Loaded:
    with (
        opened(settings) as database,
        progress("Loading the demonstration", length=demonstration.STEPS) as step,
        database.writing.begin() as session,
    ):
        return demonstration.load(
            session,
            FolderStore(settings.evidence_folder),
            at=datetime.now(UTC),
            issuer=Issuer(settings.organisation, settings.receipt_key, settings.public_url),
            step=step,
        )


def _introduce(address: str, loaded: Loaded) -> None:
    rows = [("Mail address", "Role", "Organisation", "What to look at")]
    rows += [
        (person.email, person.role, person.organisation, person.look_at)
        for person in demonstration.people()
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    done = "is loaded" if loaded.is_new else "was there already and is kept as it is"
    click.echo(f"The demonstration {done}.\n\nSign in at {address}/sign-in\n")
    click.echo("\n".join(lines))
    click.echo(f"\nEvery password is {demonstration.password()}, for demonstration only:")
    click.echo("it is public, so never put this content on a machine that others can reach.")
    click.echo("No second factor is asked here; a real installation requires one.\n")
    if loaded.invitation:
        click.echo("A supplier without account can take up this invitation, once:")
        click.echo(f"{address}/invitation/{loaded.invitation}\n")
    else:
        click.echo(
            "The invitation link was shown the first time; procurement can make a new one.\n"
        )
