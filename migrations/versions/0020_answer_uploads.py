"""Keep a questionnaire that was filled in offline while its supplier looks at what it changes."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answer_upload",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_answer_upload_response_id_response")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_answer_upload_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_upload")),
    )
    op.create_index(op.f("ix_answer_upload_response_id"), "answer_upload", ["response_id"])
    op.create_index(op.f("ix_answer_upload_account_id"), "answer_upload", ["account_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_answer_upload_account_id"), table_name="answer_upload")
    op.drop_index(op.f("ix_answer_upload_response_id"), table_name="answer_upload")
    op.drop_table("answer_upload")
