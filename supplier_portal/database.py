"""This file opens the database so that readers cannot write and nothing acknowledged is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, DateTime, Engine, MetaData, Uuid, create_engine, event
from sqlalchemy.engine import Connection, Dialect, make_url
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

_BUSY_SECONDS = 5
_FULL = 2


class DurabilityError(Exception):
    """The database may lose what it acknowledged, so the service does not start (assurance A2)."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, to the microsecond; a time without zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC, without zone where the database knows none."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "A stored moment needs a time zone."
            raise ValueError(message)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The parent of all records; its naming convention gives each constraint a known name."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: Mapping[Any, Any] = {
        datetime: Moment,
        UUID: Uuid,
        dict[str, Any]: JSON,
        list[str]: JSON,
    }


@dataclass(frozen=True, slots=True)
class Database:
    """One engine with two ways in: ``reading`` cannot write, ``writing`` queues with others."""

    engine: Engine
    reading: sessionmaker[Session]
    writing: sessionmaker[Session]


def connect(url: str) -> Database:
    """Open the database at ``url`` (SQLite or PostgreSQL)."""
    engine = make_engine(url)
    return Database(
        engine=engine,
        reading=sessionmaker(engine),
        writing=sessionmaker(engine.execution_options(writes=True)),
    )


def make_engine(url: str) -> Engine:
    """Make an engine on which a transaction is read-only unless its options say ``writes``."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        engine = create_engine(
            parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True
        )
        event.listen(engine, "begin", _begin_on_postgresql)
    else:
        engine = create_engine(
            parsed, connect_args={"timeout": _BUSY_SECONDS}, hide_parameters=True
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_on_sqlite)
    return engine


def refuse_unsafe(engine: Engine) -> None:
    """Raise DurabilityError unless a commit survives the loss of power (assurance A2)."""
    if engine.dialect.name == "sqlite":
        wanted: dict[str, set[object]] = {
            "PRAGMA synchronous": {_FULL},
            "PRAGMA journal_mode": {"wal"},
        }
    else:
        wanted = {
            "SHOW fsync": {"on"},
            "SHOW synchronous_commit": {"on", "remote_apply"},
            "SHOW full_page_writes": {"on"},
        }
    with engine.connect() as connection:
        for question, answers in wanted.items():
            found = connection.exec_driver_sql(question).scalar()
            if found not in answers:
                message = f"{question} gives {found!r}; needed is one of {answers}."
                raise DurabilityError(message)


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - any DBAPI's
    # The driver's own transactions would hide ours: begin, savepoint and commit are SQLAlchemy's.
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "recursive_triggers = ON",  # else REPLACE takes rows away without asking their trigger
        f"busy_timeout = {_BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_on_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: a reader that turns writer would fail whatever the timeout.
    options = connection.get_execution_options()
    writes = options.get("writes", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    if options.get("hurries", False):
        _begin_at_once(connection)
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_at_once(connection: Connection) -> None:
    """Take the lock of a writer, or fail where somebody else has it."""
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")


def _begin_on_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
