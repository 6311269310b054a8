"""Reading: what one project has is found by the project, however large its county is."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_responsibilities_project", "responsibilities", ["tenant_id", "project_id", "kind"])
    op.create_index("ix_proposals_project", "proposals", ["tenant_id", "project_id", "opened_on"])
    op.create_index("ix_tasks_project", "tasks", ["tenant_id", "project_id", "opened_on"])
    op.drop_index("ix_records_project", "records")
    op.create_index("ix_records_project", "records", ["tenant_id", "project_id", "on_date", "kind"])


def downgrade() -> None:
    op.drop_index("ix_records_project", "records")
    op.create_index("ix_records_project", "records", ["tenant_id", "project_id", "kind", "on_date"])
    op.drop_index("ix_tasks_project", "tasks")
    op.drop_index("ix_proposals_project", "proposals")
    op.drop_index("ix_responsibilities_project", "responsibilities")
