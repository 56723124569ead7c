"""Keep requirement sets that organisations start from, as they were when they were marked."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "set_template",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("procurement_id", sa.Uuid(), nullable=False),
        sa.Column("catalogue_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.String(length=500), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("marked_by_id", sa.Uuid(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_set_template_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement_id"],
            ["procurement.id"],
            name=op.f("fk_set_template_procurement_id_procurement"),
        ),
        sa.ForeignKeyConstraint(
            ["catalogue_id"], ["catalogue.id"], name=op.f("fk_set_template_catalogue_id_catalogue")
        ),
        sa.ForeignKeyConstraint(
            ["marked_by_id"], ["account.id"], name=op.f("fk_set_template_marked_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_template")),
        sa.UniqueConstraint("procurement_id", name=op.f("uq_set_template_procurement_id")),
        sa.UniqueConstraint(
            "organisation_id", "name", name=op.f("uq_set_template_organisation_id_name")
        ),
    )


def downgrade() -> None:
    op.drop_table("set_template")
