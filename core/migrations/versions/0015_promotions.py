"""Promotions of projects to a higher level."""

import sqlalchemy as sa
from alembic import op

from yipanqi_core.database.isolation import protect

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_LEVELS = "IN ('province', 'city', 'county')"


def upgrade() -> None:
    op.create_table(
        "promotions",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("from_level", sa.Text(), nullable=True),
        sa.Column("to_level", sa.Text(), nullable=False),
        sa.Column("promoted_on", sa.Date(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.CheckConstraint(f"from_level {_LEVELS}", name=op.f("ck_promotions_from_level_known")),
        sa.CheckConstraint(f"to_level {_LEVELS}", name=op.f("ck_promotions_to_level_known")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_promotions_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_promotions_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_promotions")),
        sa.UniqueConstraint(
            "tenant_id",
            "project_id",
            "promoted_on",
            name=op.f("uq_promotions_tenant_id_project_id_promoted_on"),
        ),
    )
    for statement in protect("promotions", rights="SELECT, INSERT"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("promotions")
