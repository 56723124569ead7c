"""Keep the Word templates of organisations, every version of them, for good."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLE = "annex_template"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('contract_annex', 'programme', 'questionnaire', 'applicability', "
            "'change_annex')",
            name=op.f("ck_annex_template_kind"),
        ),
        sa.CheckConstraint(
            "(content IS NULL) = (size = 0)", name=op.f("ck_annex_template_content")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_annex_template_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["kept_by_id"], ["account.id"], name=op.f("fk_annex_template_kept_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annex_template")),
        sa.UniqueConstraint(
            "organisation_id",
            "kind",
            "number",
            name=op.f("uq_annex_template_organisation_id_kind_number"),
        ),
    )
    _refuse_change()


def downgrade() -> None:
    op.drop_table(TABLE)


def _refuse_change() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {TABLE}_is_immutable BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {TABLE}_is_kept BEFORE TRUNCATE ON {TABLE} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {TABLE}_refuses_{change.lower()} BEFORE {change} ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{TABLE} is immutable'); END"
        )
