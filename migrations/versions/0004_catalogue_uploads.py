"""Keep the file of a catalogue while who uploaded it looks at what an import would bring in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catalogue_upload",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_catalogue_upload_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_catalogue_upload_account_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_upload")),
    )
    op.create_index(op.f("ix_catalogue_upload_account_id"), "catalogue_upload", ["account_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_catalogue_upload_account_id"), table_name="catalogue_upload")
    op.drop_table("catalogue_upload")
