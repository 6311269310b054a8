"""Since when a county has known each schedule: one that an upgrade adds begins with it, not at go-live."""

import sqlalchemy as sa
from alembic import op

from yipanqi_core.database.isolation import protect

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_schedules",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_known_schedules_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "schedule", name=op.f("pk_known_schedules")),
    )
    for statement in protect("known_schedules", rights="SELECT, INSERT"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("known_schedules")
