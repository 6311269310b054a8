"""Paths: who passed a step when, on what evidence, what came back; reviews that wait for a decision."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BEFORE = "state IN ('open', 'returned', 'complete', 'approved', 'rejected')"
AFTER = "state IN ('open', 'returned', 'complete', 'submitted', 'approved', 'rejected')"
PENDING = sa.text("state IN ('open', 'returned')")
PENDING_OR_SUBMITTED = sa.text("state IN ('open', 'returned', 'submitted')")


def _only_one_pending(where: sa.TextClause) -> None:
    op.drop_index("uq_reviews_open", table_name="reviews")
    op.create_index(
        "uq_reviews_open",
        "reviews",
        ["tenant_id", "project_id", "kind", "item_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=where,
    )


def _owner_updates(table: str, statement: str) -> None:
    """Change rows of every tenant: row-level security binds the owner too, and is lifted for this statement."""
    op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(statement)
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def upgrade() -> None:
    op.add_column("cases", sa.Column("year", sa.Integer()))
    op.add_column("cases", sa.Column("batch", sa.Integer()))
    op.create_index("ix_cases_year", "cases", ["tenant_id", "kind", "year", "batch"])
    for name in ("outcome", "passed_by", "passed_seat", "evidence", "reason"):
        op.add_column("case_passages", sa.Column(name, sa.Text()))
    op.create_check_constraint(
        op.f("ck_case_passages_outcome_known"), "case_passages", "outcome IN ('passed', 'returned')"
    )
    # what was moved along before paths had outcomes was passed by whoever opened the next step
    _owner_updates(
        "case_passages",
        """
        UPDATE case_passages AS one SET outcome = 'passed', passed_by = following.decided_by
        FROM case_passages AS following
        WHERE following.tenant_id = one.tenant_id AND following.case_id = one.case_id
          AND following.position = one.position + 1 AND one.left_on IS NOT NULL
        """,
    )
    op.drop_constraint(op.f("ck_reviews_state_known"), "reviews", type_="check")
    op.create_check_constraint(op.f("ck_reviews_state_known"), "reviews", AFTER)
    _only_one_pending(PENDING_OR_SUBMITTED)


def downgrade() -> None:
    _owner_updates("reviews", "UPDATE reviews SET state = 'complete' WHERE state = 'submitted'")
    op.drop_constraint(op.f("ck_reviews_state_known"), "reviews", type_="check")
    op.create_check_constraint(op.f("ck_reviews_state_known"), "reviews", BEFORE)
    _only_one_pending(PENDING)
    op.drop_constraint(op.f("ck_case_passages_outcome_known"), "case_passages", type_="check")
    for name in ("outcome", "passed_by", "passed_seat", "evidence", "reason"):
        op.drop_column("case_passages", name)
    op.drop_index("ix_cases_year", table_name="cases")
    for name in ("year", "batch"):
        op.drop_column("cases", name)
