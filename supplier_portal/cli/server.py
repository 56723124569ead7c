"""This file prepares the database and runs the service under gunicorn."""

import os
import socket
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any

import click
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from supplier_portal import migrating, worker
from supplier_portal.app import create_app
from supplier_portal.cli.console import connected, opened
from supplier_portal.services import catalogues
from supplier_portal.settings import Settings, from_environment

HOST = "127.0.0.1"
PORT = 8000
_PORTS = click.IntRange(1, 65535)
_AT_LEAST_ONE = click.IntRange(min=1)
port_option = click.option("--port", default=PORT, show_default=True, type=_PORTS)


@click.command()
def migrate() -> None:
    """Bring the database to the newest revision."""
    bring_to_head(from_environment())


@click.command()
@click.option("--host", default=HOST, show_default=True, help="The address to listen on.")
@port_option
@click.option("--workers", default=1, show_default=True, type=_AT_LEAST_ONE, help="Processes.")
@click.option(
    "--threads", default=8, show_default=True, type=_AT_LEAST_ONE, help="In each process."
)
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Run the service until it is stopped."""
    run(reachable_at(from_environment(), host, port), host, port, workers=workers, threads=threads)


def bring_to_head(settings: Settings) -> None:
    """Run the migrations that are missing, and load the catalogues that come with the service."""
    with connected(settings) as database:
        revision = migrating.upgrade(database.engine)
        click.echo(f"The database is at revision {revision}.")
        with database.writing.begin() as session:
            loaded = catalogues.load_shipped(session, at=datetime.now(UTC))
    for found in loaded:
        if found.is_new:
            click.echo(f"Catalogue {found.catalogue.name} is loaded.")


def reachable_at(settings: Settings, host: str, port: int) -> Settings:
    """Let links name the address that is listened on, unless PUBLIC_URL says otherwise."""
    if "PUBLIC_URL" in os.environ:
        return settings
    return replace(settings, public_url=f"http://{f'[{host}]' if ':' in host else host}:{port}")


def run(
    settings: Settings,
    host: str,
    port: int,
    *,
    workers: int = 1,
    threads: int = 8,
    delivers: bool = False,
) -> None:
    """Serve, and deliver mail in the same process if asked to.

    Refuses to start when the database is not up to date or the address is taken.
    """
    with opened(settings):
        pass
    _refuse_taken(host, port)
    _Server(
        settings,
        delivers=delivers,
        bind=f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        workers=workers,
        threads=threads,
        worker_class="gthread",
        accesslog=None,
        control_socket_disable=True,
    ).run()


def _refuse_taken(host: str, port: int) -> None:
    try:
        socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        ).close()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        message = f"Cannot listen on {host}, port {port}: {reason}. Choose another --port."
        raise click.ClickException(message) from error


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, settings: Settings, *, delivers: bool, **options: object) -> None:
        self._settings = settings
        self._delivers = delivers
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:  # noqa: ANN401 - a WSGI application
        # Called in each worker, so that no two processes share a connection.
        app = create_app(self._settings)
        if self._delivers:
            # It ends with the process, wherever it is: a letter under way is taken up again later.
            Thread(target=worker.work, args=(self._settings, Event()), daemon=True).start()
        return app
