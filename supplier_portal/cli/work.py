"""This file delivers the mail that waits, and tells how much of it there is."""

import signal
from threading import Event

import click

from supplier_portal import scan_worker
from supplier_portal import worker as working
from supplier_portal.cli.console import moment, opened
from supplier_portal.services import jobs as work
from supplier_portal.services.jobs import Count, JobState
from supplier_portal.settings import from_environment
from supplier_portal.web import logs

_TITLES = ("Kind", "State", "Number", "Since", "Last problem")


@click.command()
@click.option("--once", is_flag=True, help="Deliver what is due now, and stop.")
def worker(*, once: bool) -> None:
    """Deliver mail until stopped; what is under way then is finished first."""
    settings = from_environment()
    with opened(settings):
        pass
    logs.configure()
    if once:
        working.work_once(settings)
        scan_worker.work_once(settings)
        return
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    working.work(settings, stop)


@click.command()
def jobs() -> None:
    """Tell what waits to be mailed, what is to be tried again, and what failed for good."""
    with opened() as database, database.reading() as session:
        counts = work.summary(session)
    if not counts:
        click.echo("There was nothing to mail yet.")
        return
    rows = [_TITLES, *(_row(count) for count in counts)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_TITLES))]
    for row in rows:
        cells = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
    if any(count.state is JobState.FAILED for count in counts):
        click.echo("\nWhat failed is not tried again: invite again, or tell the supplier yourself.")


def _row(count: Count) -> tuple[str, ...]:
    return (count.kind, count.state, str(count.number), moment(count.oldest), count.problem)
