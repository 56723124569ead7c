"""Keep changes after publication while they are made, and the milestones after the opening."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "amendment",
        sa.Column("procurement_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("requests_before", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _to("amendment", "procurement_id", "procurement"),
        _to("amendment", "started_by_id", "account"),
        sa.PrimaryKeyConstraint("procurement_id", name=op.f("pk_amendment")),
    )
    op.create_table(
        "milestone",
        sa.Column("procurement_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("winner_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reached_by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('decided', 'notified', 'withdrawn', 'contracted', 'archived')",
            name=op.f("ck_milestone_kind"),
        ),
        _to("milestone", "procurement_id", "procurement"),
        _to("milestone", "winner_id", "opened_response"),
        _to("milestone", "reached_by_id", "account"),
        sa.PrimaryKeyConstraint("procurement_id", "kind", name=op.f("pk_milestone")),
    )
    op.add_column(
        "revision", sa.Column("reason", sa.String(length=2000), nullable=False, server_default="")
    )
    op.add_column("response", sa.Column("round", sa.Integer(), nullable=False, server_default="1"))
    op.add_column(
        "answer",
        sa.Column("is_to_confirm", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _refuse_change("milestone")


def downgrade() -> None:
    op.drop_column("answer", "is_to_confirm")
    op.drop_column("response", "round")
    op.drop_column("revision", "reason")
    op.drop_table("milestone")
    op.drop_table("amendment")


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
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
