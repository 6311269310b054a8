"""What a record of work holds besides, the record that found an issue, and reminders of duties."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("records", sa.Column("data", postgresql.JSONB(), nullable=True))
    op.add_column("issues", sa.Column("record_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_issues_tenant_id_record_id"),
        "issues",
        "records",
        ["tenant_id", "record_id"],
        ["tenant_id", "id"],
    )
    op.add_column("reminders", sa.Column("kind", sa.Text(), server_default="projects", nullable=False))
    op.alter_column("reminders", "kind", server_default=None)
    op.create_check_constraint(op.f("ck_reminders_kind_known"), "reminders", "kind IN ('projects', 'duties')")
    op.add_column("reminders", sa.Column("due_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("reminders", "due_on")
    op.drop_constraint(op.f("ck_reminders_kind_known"), "reminders")
    op.drop_column("reminders", "kind")
    op.drop_constraint(op.f("fk_issues_tenant_id_record_id"), "issues")
    op.drop_column("issues", "record_id")
    op.drop_column("records", "data")
