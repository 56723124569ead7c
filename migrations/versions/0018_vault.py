"""Keep the files of suppliers in vaults, every version for good, and what scanners said of them."""

from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

IMMUTABLE = ("vault_version", "file_scan")
_FILE = ("name", "media_type", "size", "digest", "stored_as", "added_at")


def upgrade() -> None:
    files = _rows(
        "SELECT e.*, r.organisation_id FROM evidence e JOIN response r ON r.id = e.response_id"
    )
    op.drop_table("evidence")
    _make_vault()
    _make_scans()
    _make_evidence()
    for file in files:
        _move_in(file)
    for table in IMMUTABLE:
        _refuse_change(table)


def downgrade() -> None:
    # Two uses of one stored file do not fit the older form: the constraint then refuses this step.
    files = _rows(
        "SELECT e.id, e.response_id, e.requirement, v.name, v.media_type, v.size, v.digest, "
        "v.stored_as, e.added_at, e.removed_at "
        "FROM evidence e JOIN vault_version v ON v.id = e.vault_version_id"
    )
    for table in ("evidence", "file_scan", "vault_version", "vault_item"):
        op.drop_table(table)
    _make_evidence_as_it_was()
    for file in files:
        _insert("evidence", file)


def _rows(question: str) -> list[dict[str, Any]]:
    return [dict(row) for row in op.get_bind().execute(sa.text(question)).mappings()]


def _insert(table: str, row: dict[str, Any]) -> None:
    # Values go back as the database gave them, whichever form it keeps them in.
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    op.get_bind().execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)  # noqa: S608


def _move_in(file: dict[str, Any]) -> None:
    """Make an item of one attached file; what was taken out of its response is withdrawn."""
    item, version = _new_id(), _new_id()
    home, removed_at = file["organisation_id"], file["removed_at"]
    _insert("vault_item", {"id": item, "organisation_id": home, "withdrawn_at": removed_at})
    _insert(
        "vault_version",
        {
            "id": version,
            "item_id": item,
            "number": 1,
            "title": file["name"],
            "issuer": "",
            "scope": "",
            **{name: file[name] for name in _FILE},
        },
    )
    _insert(
        "evidence",
        {
            "id": file["id"],
            "response_id": file["response_id"],
            "requirement": file["requirement"],
            "vault_version_id": version,
            "levels": "[]",
            "added_at": file["added_at"],
            "removed_at": removed_at,
        },
    )


def _new_id() -> object:
    """A new id as raw statements take it: SQLite keeps 32 digits."""
    made = uuid4()
    return made if op.get_bind().dialect.name == "postgresql" else made.hex


def _make_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("requirement", sa.String(length=60), nullable=False),
        sa.Column("vault_version_id", sa.Uuid(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_evidence_response_id_response")
        ),
        sa.ForeignKeyConstraint(
            ["vault_version_id"],
            ["vault_version.id"],
            name=op.f("fk_evidence_vault_version_id_vault_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    for column in ("response_id", "vault_version_id"):
        op.create_index(op.f(f"ix_evidence_{column}"), "evidence", [column])


def _make_evidence_as_it_was() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("requirement", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("stored_as", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_evidence_response_id_response")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_evidence_stored_as")),
    )
    op.create_index(op.f("ix_evidence_response_id"), "evidence", ["response_id"])


def _make_vault() -> None:
    op.create_table(
        "vault_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_vault_item_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_item")),
    )
    op.create_index(op.f("ix_vault_item_organisation_id"), "vault_item", ["organisation_id"])
    op.create_table(
        "vault_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("proof_type", sa.String(length=30), nullable=True),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("scope", sa.String(length=1000), nullable=False),
        sa.Column("covers_from", sa.Date(), nullable=True),
        sa.Column("covers_until", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("stored_as", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["vault_item.id"], name=op.f("fk_vault_version_item_id_vault_item")
        ),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["account.id"], name=op.f("fk_vault_version_added_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_version")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_vault_version_item_id_number")),
    )
    op.create_index(op.f("ix_vault_version_stored_as"), "vault_version", ["stored_as"])


def _make_scans() -> None:
    op.create_table(
        "file_scan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("stored_as", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("finding", sa.String(length=200), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("verdict IN ('clean', 'infected')", name=op.f("ck_file_scan_verdict")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_scan")),
    )
    op.create_index(op.f("ix_file_scan_stored_as"), "file_scan", ["stored_as"])


def _refuse_change(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_is_immutable BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_is_kept BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is immutable'); END"
        )
