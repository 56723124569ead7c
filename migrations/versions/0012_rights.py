"""Say who holds a right beside a role: to keep templates, to hand in, to look after a team."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_NOBODY_LOSES = """
    INSERT INTO account_right (account_id, "right", granted_at)
    SELECT id, '{right}', created_at FROM account WHERE {who}
"""
_WHO = {
    "sign": "role = 'supplier'",
    "team": "role = 'supplier'",
    "templates": "id IN (SELECT kept_by_id FROM annex_template)",
}


def upgrade() -> None:
    op.create_table(
        "account_right",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("right", sa.String(length=20), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "\"right\" IN ('templates', 'sign', 'team')", name=op.f("ck_account_right_right")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_right_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["account.id"], name=op.f("fk_account_right_granted_by_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", "right", name=op.f("pk_account_right")),
    )
    for right, who in _WHO.items():
        op.execute(_NOBODY_LOSES.format(right=right, who=who))


def downgrade() -> None:
    op.drop_table("account_right")
