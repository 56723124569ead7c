"""Keep catalogues of any norm: groups, the order of the norm, controls and themes of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Never made again on SQLite: a table that others refer to cannot be dropped while it has rows.
_IN_PLACE = {"recreate": "never"}


def upgrade() -> None:
    op.create_table(
        "catalogue_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("catalogue_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["catalogue_id"],
            ["catalogue.id"],
            name=op.f("fk_catalogue_group_catalogue_id_catalogue"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_group")),
        sa.UniqueConstraint(
            "catalogue_id", "key", name=op.f("uq_catalogue_group_catalogue_id_key")
        ),
    )
    with op.batch_alter_table("control", **_IN_PLACE) as control:
        control.add_column(_position())
        control.add_column(sa.Column("group_key", sa.String(length=40), nullable=True))
        control.add_column(_theme("control"))
    with op.batch_alter_table("measure", **_IN_PLACE) as measure:
        measure.add_column(_position())
        measure.add_column(sa.Column("control_number", sa.String(length=20), nullable=True))
        measure.add_column(_theme("measure"))


def downgrade() -> None:
    for table, columns in (
        ("measure", ("theme", "control_number", "position")),
        ("control", ("theme", "group_key", "position")),
    ):
        for column in columns:
            with op.batch_alter_table(table, **_IN_PLACE) as changed:
                changed.drop_column(column)
    op.drop_table("catalogue_group")


def _position() -> sa.Column:
    return sa.Column("position", sa.Integer(), nullable=False, server_default="0")


def _theme(table: str) -> sa.Column:
    # Written within the column: SQLite adds no constraint to a table that is there.
    check = sa.CheckConstraint("theme IN ('5', '6', '7', '8')", name=op.f(f"ck_{table}_theme"))
    return sa.Column("theme", sa.String(length=1), check, nullable=True)
