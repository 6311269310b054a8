"""Writing: the planner learns soon of a county that was loaded, however many others the tables already hold.

By default a table is looked at again when a tenth of it is new: the fiftieth county would never come to that.
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

LOADED = (
    "units", "posts", "users", "appointments", "projects", "annual_plans", "responsibilities", "items",
    "monthly_figures", "issues", "issue_stays", "records", "tasks", "passages", "project_events", "audit", "inbox",
    "rulings",
)  # fmt: skip


def upgrade() -> None:
    for table in LOADED:
        op.execute(
            f"ALTER TABLE {table} SET (autovacuum_analyze_scale_factor = 0.01, autovacuum_analyze_threshold = 100)"
        )


def downgrade() -> None:
    for table in LOADED:
        op.execute(f"ALTER TABLE {table} RESET (autovacuum_analyze_scale_factor, autovacuum_analyze_threshold)")
