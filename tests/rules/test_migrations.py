"""The migrations make the database that the records describe, and can be undone (A8, A15)."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from factories.files import pdf
from factories.stage import Stage
from rules.tables import fingerprints
from sqlalchemy import CheckConstraint, Column, String, Table, inspect
from sqlalchemy.exc import DBAPIError

from questionnaires.interchange.canonical import digest
from supplier_portal import migrating, records
from supplier_portal.database import Base, make_engine
from supplier_portal.records.responses import EvidenceRecord
from supplier_portal.services import catalogues, editions, vault_items

IMMUTABLE = {
    "revision",
    "answer_version",
    "submission",
    "withdrawal",
    "receipt_key",
    "receipt",
    "opening",
    "opened_response",
    "opened_evidence",
    "judgement",
    "journal",
    "house_version",
    "annex_template",
    "nota",
    "nota_seen",
    "risk_profile",
    "exception_reason",
    "approval_request",
    "approval",
    "internal_note",
    "internal_note_removal",
    "vault_version",
    "file_scan",
}
SCRIPTS = ScriptDirectory.from_config(migrating._config())
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]
SCHEMA = {
    "sqlite": [
        """SELECT type, name, sql FROM sqlite_master
            WHERE tbl_name NOT LIKE 'sqlite_%' AND tbl_name <> 'alembic_version'""",
    ],
    "postgresql": [
        """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,
                  column_default FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name <> 'alembic_version'""",
        """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace
              AND conrelid <> to_regclass('alembic_version')""",
        """SELECT indexname, indexdef FROM pg_indexes
            WHERE schemaname = 'public' AND tablename <> 'alembic_version'""",
        "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    ],
}


@pytest.fixture
def engine(database_url):
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def move(engine):
    """Run one command of Alembic on the database."""

    def run(step, revision: str) -> None:
        config = migrating._config()
        with engine.execution_options(writes=True).begin() as connection:
            config.attributes["connection"] = connection
            step(config, revision)

    return run


def test_the_migrated_database_is_what_the_records_describe(engine):
    assert records.__all__
    assert len(Base.metadata.tables) >= 21
    with engine.connect() as connection:
        assert differences(connection, Base.metadata) == []


def differences(connection, metadata):
    """What the records describe otherwise than the database."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    found = [str(item) for item in compare_metadata(context, metadata)]
    return found + sorted(_checks_described(metadata) ^ _checks_kept(connection))


def _checks_described(metadata):
    """Alembic compares no check constraints."""
    return {
        str(constraint.name)
        for table in metadata.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }


def _checks_kept(connection):
    found = inspect(connection)
    return {
        check["name"]
        for name in found.get_table_names()
        for check in found.get_check_constraints(name)
    }


def _with_a_column(metadata):
    metadata.tables["account"].append_column(Column("nickname", String(20)))


def _with_a_longer_text(metadata):
    metadata.tables["account"].c.name.type = String(300)


def _with_a_table(metadata):
    Table("nickname", metadata, Column("name", String(20), primary_key=True))


def _with_a_check(metadata):
    metadata.tables["account"].append_constraint(CheckConstraint("name <> ''", name="has_name"))


@pytest.mark.parametrize(
    "change", [_with_a_column, _with_a_longer_text, _with_a_table, _with_a_check]
)
def test_a_record_without_its_migration_is_noticed(change, engine):
    changed = type(Base.metadata)(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.sorted_tables:
        table.to_metadata(changed)
    with engine.connect() as connection:
        assert differences(connection, changed) == []
        change(changed)
        assert len(differences(connection, changed)) == 1


def _schema(engine):
    with engine.connect() as connection:
        return [
            sorted(tuple(row) for row in connection.exec_driver_sql(question))
            for question in SCHEMA[engine.dialect.name]
        ]


def test_each_revision_goes_up_and_down_and_up_again(engine, move):
    newest = _schema(engine)
    move(command.downgrade, "base")
    before = _schema(engine)
    assert not any(before)
    for revision in REVISIONS:
        earlier = SCRIPTS.get_revision(revision).down_revision or "base"
        move(command.upgrade, revision)
        after = _schema(engine)
        assert after != before, f"{revision} does nothing"
        move(command.downgrade, earlier)
        assert _schema(engine) == before, f"{revision} leaves something behind"
        move(command.upgrade, revision)
        assert _schema(engine) == after, f"{revision} is different the second time"
        before = after
    assert before == newest


def test_the_triggers_can_be_taken_away_and_put_back_around_rows(engine, move, world):
    buyer = world.person("procurement")
    world.supplier(buyer, world.published(buyer))
    move(command.downgrade, "0002")
    before = fingerprints(engine)
    move(command.downgrade, "0001")
    move(command.upgrade, "0002")
    assert fingerprints(engine) == before


def test_a_catalogue_from_before_other_norms_is_kept_as_it_was(engine, move, world):
    buyer = world.person("procurement")
    world.published(buyer)
    with world.database.reading() as session:
        [listed] = editions.stored(session)
        before = catalogues.get(session, listed.id)
    move(command.downgrade, "0002")
    move(command.upgrade, "head")
    with world.database.reading() as session:
        assert catalogues.get(session, listed.id) == before


EARLIER = SCRIPTS.get_revision("0018").down_revision


def test_files_from_before_vaults_move_into_them_and_nothing_is_lost(engine, move, world):
    buyer = world.person("procurement")
    published = world.published(buyer)
    suppliers = [world.supplier(buyer, published, name=name) for name in ("A", "B")]
    for person, response_id in suppliers:
        world.proof(person, response_id, content=pdf("blijft"))
        removed = world.proof(person, response_id, content=pdf("weg"))
        world.unprove(person, response_id, removed)
    question = "SELECT * FROM evidence ORDER BY id"
    before = _files_of(world)
    move(command.downgrade, EARLIER)
    older = _all(engine, question)
    assert len(older) == 4
    assert {"name", "media_type", "size", "digest", "stored_as"} <= set(older[0])
    move(command.upgrade, "head")
    assert _files_of(world) == before
    with world.database.reading() as session:
        for person, _ in suppliers:
            [item] = vault_items.all_of(session, person.actor)
            assert item.newest.digest == digest(pdf("blijft"))
    move(command.downgrade, EARLIER)
    assert _all(engine, question) == older


def _all(engine, question):
    with engine.connect() as connection:
        return [dict(row) for row in connection.exec_driver_sql(question).mappings()]


def _files_of(world):
    with world.database.reading() as session:
        names = ("requirement", "name", "media_type", "size", "digest", "stored_as")
        return sorted(
            (str(row.id), *(getattr(row, name) for name in names), row.added_at, row.removed_at)
            for row in session.query(EvidenceRecord)
        )


def test_only_the_newest_revision_is_at_head(engine, move):
    assert migrating.is_at_head(engine)
    assert migrating.upgrade(engine) == REVISIONS[-1]
    for step, revision in ((command.downgrade, "-1"), (command.downgrade, "base")):
        move(step, revision)
        assert not migrating.is_at_head(engine)
    assert migrating.upgrade(engine) == REVISIONS[-1]
    assert migrating.is_at_head(engine)


def test_a_database_of_a_newer_service_is_not_at_head(engine):
    with engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert not migrating.is_at_head(engine)


@pytest.mark.parametrize("table", sorted(IMMUTABLE))
def test_an_immutable_row_refuses_every_change(table, stage: Stage, shared_database):
    engine = shared_database.engine
    assert stage.scenes
    before = fingerprints(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() > 0  # noqa: S608
    assert let_through(engine, table) == []
    assert fingerprints(engine) == before


def let_through(engine, table):
    """The names of the ways to change rows that the database allows."""
    ways = _changes(engine, table)
    return [name for name, statement in ways if not _is_refused(engine, statement)]


def _changes(engine, table):
    """Every way to change or lose rows, by the name of the way."""
    for column in Base.metadata.tables[table].columns:
        yield f"update {column.name}", f'UPDATE {table} SET "{column.name}" = "{column.name}"'  # noqa: S608
    yield "delete", f"DELETE FROM {table}"  # noqa: S608
    if engine.dialect.name == "postgresql":
        yield "truncate", f"TRUNCATE {table} CASCADE"
    else:
        yield "replace", f"REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608


def _is_refused(engine, statement) -> bool:
    with (
        engine.execution_options(writes=True).connect() as connection,
        connection.begin() as transaction,
    ):
        try:
            connection.exec_driver_sql(statement)
        except DBAPIError as error:
            return "is immutable" in str(error)
        finally:
            transaction.rollback()
    return False


def test_the_immutable_tables_are_those_of_the_migration():
    later = {
        SCRIPTS.get_revision("0005").module.TABLE,
        *SCRIPTS.get_revision("0006").module.TABLES,
        *SCRIPTS.get_revision("0008").module.IMMUTABLE,
        SCRIPTS.get_revision("0011").module.TABLE,
        *SCRIPTS.get_revision("0014").module.IMMUTABLE,
        *SCRIPTS.get_revision("0017").module.IMMUTABLE,
        *SCRIPTS.get_revision("0015").module.IMMUTABLE,
        *SCRIPTS.get_revision("0018").module.IMMUTABLE,
    }
    assert {*SCRIPTS.get_revision("0002").module.IMMUTABLE, *later} == IMMUTABLE
    assert set(Base.metadata.tables) >= IMMUTABLE


def test_a_missing_trigger_is_noticed(engine, world):
    world.published(world.person("procurement"))
    is_postgresql = engine.dialect.name == "postgresql"
    trigger = "journal_is_immutable ON journal" if is_postgresql else "journal_refuses_update"
    with engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
    assert "update facts" in let_through(engine, "journal")
