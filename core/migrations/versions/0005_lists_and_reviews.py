"""Proposals upon lists, yearly marks, reviews, cases and pools."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from yipanqi_core.database.isolation import protect

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

APPEND_ONLY: tuple[str, ...] = ("proposal_decisions", "review_rounds", "review_opinions")
CHANGEABLE: tuple[str, ...] = (
    "proposals",
    "project_marks",
    "reviews",
    "review_points",
    "cases",
    "case_passages",
    "pools",
    "allotments",
)


def upgrade() -> None:
    op.create_table(
        "proposals",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("track", sa.Text(), nullable=False),
        sa.Column("from_step", sa.Text(), nullable=True),
        sa.Column("to_step", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("waits_for", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("round", sa.Integer(), server_default="1", nullable=False),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'returned', 'done', 'refused', 'withdrawn')", name=op.f("ck_proposals_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_proposals_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_proposals_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_proposals")),
    )
    op.create_index("ix_proposals_stage", "proposals", ["tenant_id", "state", "stage", "id"], unique=False)
    op.create_index(
        "uq_proposals_open",
        "proposals",
        ["tenant_id", "project_id", "track"],
        unique=True,
        postgresql_where=sa.text("state IN ('open', 'returned')"),
    )
    op.create_table(
        "proposal_decisions",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column(
            "decided_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "proposal_id"],
            ["proposals.tenant_id", "proposals.id"],
            name=op.f("fk_proposal_decisions_tenant_id_proposal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "user_id"],
            ["users.tenant_id", "users.id"],
            name=op.f("fk_proposal_decisions_tenant_id_user_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_proposal_decisions_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_proposal_decisions")),
    )
    op.create_index("ix_proposal_decisions", "proposal_decisions", ["tenant_id", "proposal_id"], unique=False)
    op.create_table(
        "project_marks",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("data", sa.Text(), nullable=True),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_project_marks_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_project_marks_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "project_id", "mark", "year", name=op.f("pk_project_marks")),
    )
    op.create_table(
        "reviews",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("application", sa.Integer(), server_default="1", nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'returned', 'complete', 'approved', 'rejected')", name=op.f("ck_reviews_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "item_id"], ["items.tenant_id", "items.id"], name=op.f("fk_reviews_tenant_id_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_reviews_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_reviews_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_reviews")),
    )
    op.create_index("ix_reviews_project", "reviews", ["tenant_id", "project_id", "kind"], unique=False)
    op.create_index(
        "uq_reviews_open",
        "reviews",
        ["tenant_id", "project_id", "kind", "item_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("state IN ('open', 'returned')"),
    )
    op.create_table(
        "review_rounds",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "review_id"],
            ["reviews.tenant_id", "reviews.id"],
            name=op.f("fk_review_rounds_tenant_id_review_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_review_rounds_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "review_id", "round", name=op.f("pk_review_rounds")),
    )
    op.create_table(
        "review_opinions",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint(
            "opinion IN ('favour', 'against', 'approve', 'return', 'reject')",
            name=op.f("ck_review_opinions_opinion_known"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "review_id"],
            ["reviews.tenant_id", "reviews.id"],
            name=op.f("fk_review_opinions_tenant_id_review_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["units.tenant_id", "units.id"], name=op.f("fk_review_opinions_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_review_opinions_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "review_id", "round", "seat", name=op.f("pk_review_opinions")),
    )
    op.create_table(
        "review_points",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("key_figures", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("review_points", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["units.tenant_id", "units.id"], name=op.f("fk_review_points_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_review_points_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "unit_id", "item", name=op.f("pk_review_points")),
    )
    op.create_table(
        "cases",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("follower_id", sa.Uuid(), nullable=True),
        sa.Column("followed_on", sa.Date(), nullable=True),
        sa.Column("fields", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "follower_id"], ["users.tenant_id", "users.id"], name=op.f("fk_cases_tenant_id_follower_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_cases_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["units.tenant_id", "units.id"], name=op.f("fk_cases_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_cases_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_cases")),
    )
    op.create_index("ix_cases_project", "cases", ["tenant_id", "project_id", "kind"], unique=False)
    op.create_table(
        "case_passages",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("left_on IS NULL OR entered_on <= left_on", name=op.f("ck_case_passages_in_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"], ["cases.tenant_id", "cases.id"], name=op.f("fk_case_passages_tenant_id_case_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_case_passages_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "case_id", "position", name=op.f("pk_case_passages")),
    )
    op.create_table(
        "pools",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quota", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_pools_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "kind", "year", name=op.f("pk_pools")),
    )
    op.create_table(
        "allotments",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("allotted_on", sa.Date(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("used", sa.Numeric(precision=18, scale=2), server_default="0", nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.CheckConstraint("amount > 0 AND used >= 0 AND used <= amount", name=op.f("ck_allotments_amounts")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_allotments_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_allotments_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_allotments")),
    )
    op.create_index("ix_allotments_pool", "allotments", ["tenant_id", "kind", "year"], unique=False)

    for table in APPEND_ONLY:
        for statement in protect(table, rights="SELECT, INSERT"):
            op.execute(statement)
    for table in CHANGEABLE:
        for statement in protect(table):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table("allotments")
    op.drop_table("pools")
    op.drop_table("case_passages")
    op.drop_table("cases")
    op.drop_table("review_points")
    op.drop_table("review_opinions")
    op.drop_table("review_rounds")
    op.drop_table("reviews")
    op.drop_table("project_marks")
    op.drop_table("proposal_decisions")
    op.drop_table("proposals")
