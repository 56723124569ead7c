"""Keep when and where people were last seen, and which passwords were guessed lately."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _say_more_of_sign_ins()
    op.create_table(
        "guess",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name_digest", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=45), nullable=False),
        sa.Column("is_stranger", sa.Boolean(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guess")),
    )
    op.create_index("ix_guess_name_digest_at", "guess", ["name_digest", "at"])
    op.create_index("ix_guess_origin_at", "guess", ["origin", "at"])


def downgrade() -> None:
    op.drop_table("guess")
    for name in ("origin", "last_seen_at"):
        op.drop_column("sign_in", name)


def _say_more_of_sign_ins() -> None:
    # A constant first: SQLite adds no column that must hold something in any other way.
    op.add_column(
        "sign_in",
        sa.Column("last_seen_at", _MOMENT, nullable=False, server_default="2000-01-01 00:00:00"),
    )
    op.add_column(
        "sign_in", sa.Column("origin", sa.String(length=45), nullable=False, server_default="")
    )
    op.execute("UPDATE sign_in SET last_seen_at = started_at")
