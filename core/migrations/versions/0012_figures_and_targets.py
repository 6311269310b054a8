"""Figures, targets and rows of registers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from yipanqi_core.database.isolation import protect

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ROUND = "round = 1 AND value IS NOT NULL OR reason IS NOT NULL"


def _kept() -> list[sa.Column[object]]:
    return [
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
    ]


def _of(table: str, *columns: str) -> list[sa.ForeignKeyConstraint]:
    targets = {"project_id": "projects", "unit_id": "units"}
    return [
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f(f"fk_{table}_tenant_id")),
        *(
            sa.ForeignKeyConstraint(
                ["tenant_id", column],
                [f"{targets[column]}.tenant_id", f"{targets[column]}.id"],
                name=op.f(f"fk_{table}_tenant_id_{column}"),
            )
            for column in columns
        ),
    ]


def upgrade() -> None:
    op.create_table(
        "figures",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("figure_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("value", sa.Numeric(precision=18, scale=2), nullable=True),
        *_kept(),
        sa.CheckConstraint(_ROUND, name=op.f("ck_figures_corrected_with_reason")),
        *_of("figures", "unit_id"),
        sa.PrimaryKeyConstraint("tenant_id", "figure_id", "round", name=op.f("pk_figures")),
        sa.UniqueConstraint(
            "tenant_id",
            "code",
            "unit_id",
            "month",
            "round",
            name=op.f("uq_figures_tenant_id_code_unit_id_month_round"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_table(
        "targets",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("value", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("base", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("since_on", sa.Date(), nullable=False),
        *_kept(),
        sa.CheckConstraint(_ROUND, name=op.f("ck_targets_corrected_with_reason")),
        *_of("targets", "unit_id"),
        sa.PrimaryKeyConstraint("tenant_id", "target_id", "round", name=op.f("pk_targets")),
        sa.UniqueConstraint(
            "tenant_id",
            "code",
            "unit_id",
            "year",
            "round",
            name=op.f("uq_targets_tenant_id_code_unit_id_year_round"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_table(
        "register_entries",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("fields", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        *_kept(),
        sa.CheckConstraint("round = 1 OR reason IS NOT NULL", name=op.f("ck_register_entries_corrected_with_reason")),
        sa.CheckConstraint("project_id IS NULL OR unit_id IS NULL", name=op.f("ck_register_entries_one_subject")),
        *_of("register_entries", "project_id", "unit_id"),
        sa.PrimaryKeyConstraint("tenant_id", "entry_id", "round", name=op.f("pk_register_entries")),
    )
    op.create_index("ix_register_entries_register", "register_entries", ["tenant_id", "register"], unique=False)
    op.create_index("ix_register_entries_project", "register_entries", ["tenant_id", "project_id"], unique=False)
    for table in ("figures", "targets", "register_entries"):
        for statement in protect(table, rights="SELECT, INSERT"):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table("register_entries")
    op.drop_table("targets")
    op.drop_table("figures")
