"""Keep how the people of a supplier work together, and whom no reminder is sent."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

IMMUTABLE = ("internal_note", "internal_note_removal")


def upgrade() -> None:
    op.create_table(
        "colleague_invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("rights", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("invited_by_id", sa.Uuid(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by_id", sa.Uuid(), nullable=True),
        _refers("colleague_invitation", "organisation_id", "organisation"),
        _refers("colleague_invitation", "invited_by_id", "account"),
        _refers("colleague_invitation", "claimed_by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_colleague_invitation")),
        sa.UniqueConstraint(
            "organisation_id", "email", name=op.f("uq_colleague_invitation_organisation_id_email")
        ),
        sa.UniqueConstraint("token_digest", name=op.f("uq_colleague_invitation_token_digest")),
    )
    op.create_table(
        "theme_assignment",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("theme", sa.String(length=10), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _refers("theme_assignment", "response_id", "response"),
        _refers("theme_assignment", "account_id", "account"),
        sa.PrimaryKeyConstraint("response_id", "theme", name=op.f("pk_theme_assignment")),
    )
    op.create_index(op.f("ix_theme_assignment_account_id"), "theme_assignment", ["account_id"])
    op.create_table(
        "presence",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        _refers("presence", "response_id", "response"),
        _refers("presence", "account_id", "account"),
        sa.PrimaryKeyConstraint("response_id", "account_id", name=op.f("pk_presence")),
    )
    op.create_index(op.f("ix_presence_seen_at"), "presence", ["seen_at"])
    op.create_table(
        "internal_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("requirement", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        _refers("internal_note", "response_id", "response"),
        _refers("internal_note", "written_by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_note")),
    )
    op.create_index(op.f("ix_internal_note_response_id"), "internal_note", ["response_id"])
    op.create_table(
        "internal_note_removal",
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=False),
        _refers("internal_note_removal", "note_id", "internal_note"),
        sa.PrimaryKeyConstraint("note_id", name=op.f("pk_internal_note_removal")),
    )
    op.create_table(
        "reminder_address",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("email", name=op.f("pk_reminder_address")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_reminder_address_token_digest")),
    )
    for table in IMMUTABLE:
        _refuse_change(table)


def downgrade() -> None:
    op.drop_table("reminder_address")
    op.drop_table("internal_note_removal")
    op.drop_table("internal_note")
    op.drop_table("presence")
    op.drop_table("theme_assignment")
    op.drop_table("colleague_invitation")


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


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
