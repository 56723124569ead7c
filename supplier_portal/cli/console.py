"""This file is what the commands share: one line for each error, the database, progress."""

import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any
from zoneinfo import ZoneInfo

import click
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from questionnaires.errors import QuestionnaireError
from supplier_portal import migrating
from supplier_portal.database import Database, DurabilityError, connect, refuse_unsafe
from supplier_portal.settings import Settings, SettingsError, from_environment

_ZONE = ZoneInfo("Europe/Amsterdam")


class Refusal(click.ClickException):
    """Something that is not possible, in words that need no introduction."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message as it is."""
        click.echo(self.message, file=file, err=True)


class Commands(click.Group):
    """The commands; what goes wrong in one becomes one line and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """Run the command."""
        try:
            return super().invoke(ctx)
        except QuestionnaireError as error:
            raise click.ClickException(error.told(show=_shown)) from error
        except (SettingsError, DurabilityError, CommandError) as error:
            raise click.ClickException(_first_line(error)) from error
        except SQLAlchemyError as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            message = f"The database refused: {_first_line(cause)}"
            raise click.ClickException(message) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            where = f"{error.filename}: " if error.filename else ""
            message = f"{where}{error.strerror or error}"
            raise click.ClickException(message) from error


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[Database]:
    """The database of this installation, refused unless its tables are up to date."""
    with connected(settings or from_environment()) as database:
        if not migrating.is_at_head(database.engine):
            message = "The database is not up to date: run `supplier-portal migrate` first."
            raise click.ClickException(message)
        yield database


@contextmanager
def connected(settings: Settings) -> Iterator[Database]:
    """The database of these settings, in whatever state, closed at the end."""
    try:
        database = connect(settings.database_url)
    except ModuleNotFoundError as error:
        message = "PostgreSQL needs a driver: pip install 'supplier-portal[postgres]'."
        raise click.ClickException(message) from error
    try:
        refuse_unsafe(database.engine)
        yield database
    finally:
        database.engine.dispose()


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[], None]]:
    """Show on a terminal how far a long command is; call what this gives after each step."""
    with click.progressbar(
        length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        yield lambda: bar.update(1)


def moment(value: datetime) -> str:
    """A moment as a clock in the Netherlands shows it."""
    return f"{value.astimezone(_ZONE):%Y-%m-%d %H:%M %Z}"


def _shown(fact: object) -> object:
    return moment(fact) if isinstance(fact, datetime) else fact


def _first_line(error: object) -> str:
    return str(error).strip().partition("\n")[0]
