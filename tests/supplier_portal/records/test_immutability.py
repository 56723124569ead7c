"""This file tries to change and delete, through the ORM and in SQL, what may never change."""

from datetime import timedelta

import pytest
from factories.house import house_text
from factories.requirements import LONG_ENOUGH
from factories.world import NOW
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from questionnaires.judgements import Verdict
from questionnaires.risk_profile import RiskProfile
from supplier_portal import records
from supplier_portal.database import Base
from supplier_portal.services import evidence, house, judgements, verdicts
from supplier_portal.storage import FolderStore

LATER = timedelta(minutes=2)
IMMUTABLE = {
    "revision": "digest",
    "answer_version": "document",
    "submission": "document",
    "withdrawal": "withdrawn_at",
    "receipt_key": "public_key",
    "receipt": "signature",
    "opening": "opened_at",
    "opened_response": "document",
    "opened_evidence": "name",
    "judgement": "motivation",
    "journal": "digest",
    "house_version": "reason",
    "annex_template": "name",
    "risk_profile": "document",
    "exception_reason": "reason",
    "milestone": "reason",
    "internal_note": "text",
    "internal_note_removal": "removed_at",
    "vault_version": "title",
    "file_scan": "finding",
}


@pytest.fixture
def finished(scene, tmp_path):
    """A procurement that has a row in every table that may not change."""
    world = scene.world
    draft = world.draft(scene.buyer, reference="draft", numbers=("8.08.01",))
    world.profile(scene.buyer, draft, RiskProfile(segments=frozenset({"cloud"})))
    world.reason(scene.buyer, draft, "BIO2 5.20.01", LONG_ENOUGH)
    done = world.published(scene.buyer, reference="done", at=NOW - timedelta(days=30))
    world.opened(scene.reviewer, done)
    world.conclude(scene.buyer, done, 1)
    with scene.database.writing.begin() as session:
        kept = evidence.attach(
            session,
            scene.supplier.actor,
            scene._response(session),
            "BIO2-8.08.01",
            name="beleid.txt",
            content=b"beleid",
            store=FolderStore(tmp_path / "evidence"),
            received_at=NOW,
        )
        verdicts.note(session, kept.stored_as, "", at=NOW)
        house.keep(session, scene.buyer.actor, house_text(), version=0, reason="", at=NOW)
    world.house_style(scene.buyer)
    note_id = world.note(scene.supplier, scene.response_id, "Onder ons.")
    world.remove_note(scene.supplier, scene.response_id, note_id)
    withdrawn = scene.another("Ingetrokken")
    withdrawn.hand_in()
    world.withdraw(withdrawn.supplier, withdrawn.response_id)
    scene.hand_in()
    at = scene.deadline + LATER
    opened = world.opened(scene.reviewer, scene.procurement_id, at=at)
    with scene.database.writing.begin() as session:
        judgements.judge(
            session,
            scene.reviewer.actor,
            judgements.opened_response(session, scene.reviewer.actor, opened["Leverancier"]),
            subject="BIO2-8.08.01?",
            decision=Verdict.MEETS,
            motivation=LONG_ENOUGH,
            version=0,
            at=at,
        )
    return scene


def _record_of(table):
    assert records.__all__
    return next(
        mapper.class_ for mapper in Base.registry.mappers if mapper.local_table.name == table
    )


def test_neither_sql_nor_the_orm_changes_or_deletes_a_row(finished, everything):
    for table, column in IMMUTABLE.items():
        before = everything(table)
        assert f"{table}: []" not in before, f"no row to try it on in {table}"
        for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):  # noqa: S608
            with (
                pytest.raises(DBAPIError, match="immutable"),
                finished.database.writing.begin() as s,
            ):
                s.execute(text(statement))
        for change in (_alter, _delete):
            with (
                pytest.raises(DBAPIError, match="immutable"),
                finished.database.writing.begin() as s,
            ):
                change(s, s.scalars(select(_record_of(table))).first(), column)
        assert everything(table) == before


def test_a_table_cannot_be_emptied_at_once_either(finished, everything):
    if finished.database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    for table in IMMUTABLE:
        before = everything(table)
        with (
            pytest.raises(DBAPIError, match="immutable"),
            finished.database.writing.begin() as session,
        ):
            session.execute(text(f"TRUNCATE {table} CASCADE"))
        assert everything(table) == before


def test_without_its_triggers_a_row_does_change_so_the_triggers_do_the_work(
    finished, unlock, alter
):
    for table, column in IMMUTABLE.items():
        unlock(table)
        alter(f"UPDATE {table} SET {column} = {column}")  # noqa: S608


def _alter(session, row, column):
    value = getattr(row, column)
    if isinstance(value, dict):
        changed = {"kind": "text", "text": "vervalst"}
    elif isinstance(value, bytes):
        changed = b"{}"
    else:
        changed = value + timedelta(1) if hasattr(value, "tzinfo") else "vervalst"
    setattr(row, column, changed)
    session.flush()


def _delete(session, row, _column):
    session.delete(row)
    session.flush()
