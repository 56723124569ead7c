"""Keep what suppliers ask before a date, what is answered, and each nota van inlichtingen."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

IMMUTABLE = ("nota", "nota_seen")
_TEMPLATE = "annex_template"
_KINDS = "'contract_annex', 'programme', 'questionnaire', 'applicability', 'change_annex'"
_KIND = "ck_annex_template_kind"
_COLUMNS = "id, organisation_id, kind, number, name, digest, size, content, kept_at, kept_by_id"


def upgrade() -> None:
    op.add_column("procurement", sa.Column("ask_by_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "nota",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("procurement_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Uuid(), nullable=False),
        _to("nota", "procurement_id", "procurement"),
        _to("nota", "revision_id", "revision"),
        _to("nota", "published_by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nota")),
        sa.UniqueConstraint("procurement_id", "number", name=op.f("uq_nota_procurement_id_number")),
    )
    op.create_table(
        "clarification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("procurement_id", sa.Uuid(), nullable=False),
        sa.Column("requirement", sa.String(length=60), nullable=False),
        sa.Column("original", sa.String(length=2000), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("question", sa.String(length=2000), nullable=False),
        sa.Column("answer", sa.String(length=5000), nullable=False),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("same_as_id", sa.Uuid(), nullable=True),
        sa.Column("is_ready", sa.Boolean(), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("nota_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _to("clarification", "procurement_id", "procurement"),
        _to("clarification", "assignee_id", "account"),
        _to("clarification", "same_as_id", "clarification"),
        _to("clarification", "nota_id", "nota"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clarification")),
    )
    op.create_index(
        op.f("ix_clarification_procurement_id"), "clarification", ["procurement_id"], unique=False
    )
    op.create_table(
        "enquiry",
        sa.Column("clarification_id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        _to("enquiry", "clarification_id", "clarification"),
        _to("enquiry", "response_id", "response"),
        _to("enquiry", "asked_by_id", "account"),
        sa.PrimaryKeyConstraint("clarification_id", name=op.f("pk_enquiry")),
    )
    op.create_index(op.f("ix_enquiry_response_id"), "enquiry", ["response_id"], unique=False)
    op.create_table(
        "nota_seen",
        sa.Column("nota_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        _to("nota_seen", "nota_id", "nota"),
        _to("nota_seen", "account_id", "account"),
        sa.PrimaryKeyConstraint("nota_id", "account_id", name=op.f("pk_nota_seen")),
    )
    for table in IMMUTABLE:
        _refuse_change(table)
    _allow_templates(f"{_KINDS}, 'clarifications'")


def downgrade() -> None:
    _allow_templates(_KINDS)
    op.drop_table("nota_seen")
    op.drop_table("enquiry")
    op.drop_table("clarification")
    op.drop_table("nota")
    op.drop_column("procurement", "ask_by_at")


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def _allow_templates(kinds: str) -> None:
    """Let organisations keep Word templates of these kinds, and of no others."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {_TEMPLATE} DISABLE TRIGGER USER")
        op.execute(f"DELETE FROM {_TEMPLATE} WHERE kind NOT IN ({kinds})")  # noqa: S608 - our own words
        op.execute(f"ALTER TABLE {_TEMPLATE} ENABLE TRIGGER USER")
        op.drop_constraint(op.f(_KIND), _TEMPLATE, type_="check")
        op.create_check_constraint(op.f(_KIND), _TEMPLATE, f"kind IN ({kinds})")
        return
    # SQLite changes no constraint: the rows go to a new table that is made like the first one.
    for change in ("UPDATE", "DELETE"):
        op.execute(f"DROP TRIGGER {_TEMPLATE}_refuses_{change.lower()}")
    op.rename_table(_TEMPLATE, f"{_TEMPLATE}_before")
    _create_templates(kinds)
    op.execute(
        f"INSERT INTO {_TEMPLATE} ({_COLUMNS}) "  # noqa: S608 - our own words
        f"SELECT {_COLUMNS} FROM {_TEMPLATE}_before WHERE kind IN ({kinds})"
    )
    op.drop_table(f"{_TEMPLATE}_before")
    _refuse_change(_TEMPLATE)


def _create_templates(kinds: str) -> None:
    op.create_table(
        _TEMPLATE,
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
        sa.CheckConstraint(f"kind IN ({kinds})", name=op.f(_KIND)),
        sa.CheckConstraint(
            "(content IS NULL) = (size = 0)", name=op.f("ck_annex_template_content")
        ),
        _to(_TEMPLATE, "organisation_id", "organisation"),
        _to(_TEMPLATE, "kept_by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annex_template")),
        sa.UniqueConstraint(
            "organisation_id",
            "kind",
            "number",
            name=op.f("uq_annex_template_organisation_id_kind_number"),
        ),
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
