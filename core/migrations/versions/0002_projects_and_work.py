"""Projects with their dated items, figures, passages and responsibilities; issues and records."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from yipanqi_core.database.isolation import protect

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY: tuple[str, ...] = ("item_plans", "project_events")
CHANGEABLE: tuple[str, ...] = (
    "projects",
    "chains",
    "chain_terms",
    "annual_plans",
    "monthly_figures",
    "items",
    "replan_requests",
    "passages",
    "responsibilities",
    "issues",
    "records",
)


def upgrade() -> None:
    op.create_table(
        "projects",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("declared_nature", sa.Text(), nullable=True),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("total_investment", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("fields", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("registered_on", sa.Date(), server_default=sa.text("app_today()"), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.CheckConstraint(
            "declared_nature IN ('investment_promotion', 'government_investment', 'enterprise_investment')",
            name=op.f("ck_projects_declared_nature_known"),
        ),
        sa.CheckConstraint("level IN ('province', 'city', 'county')", name=op.f("ck_projects_level_known")),
        sa.CheckConstraint(
            "nature IN ('investment_promotion', 'government_investment', 'enterprise_investment')",
            name=op.f("ck_projects_nature_known"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_projects_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_projects")),
        sa.UniqueConstraint("tenant_id", "name", name=op.f("uq_projects_tenant_id_name")),
    )
    op.create_table(
        "chains",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_chains_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_chains")),
        sa.UniqueConstraint("tenant_id", "name", name=op.f("uq_chains_tenant_id_name")),
    )
    op.create_table(
        "chain_terms",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("head_post_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("task_force", sa.Text(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint("to_on IS NULL OR from_on <= to_on", name=op.f("ck_chain_terms_in_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "chain_id"], ["chains.tenant_id", "chains.id"], name=op.f("fk_chain_terms_tenant_id_chain_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "head_post_id"],
            ["posts.tenant_id", "posts.id"],
            name=op.f("fk_chain_terms_tenant_id_head_post_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["units.tenant_id", "units.id"], name=op.f("fk_chain_terms_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_chain_terms_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_chain_terms")),
    )
    op.create_index(
        "uq_chain_terms_open",
        "chain_terms",
        ["tenant_id", "chain_id"],
        unique=True,
        postgresql_where=sa.text("to_on IS NULL"),
    )
    op.create_table(
        "annual_plans",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_annual_plans_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_annual_plans_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "project_id", "year", name=op.f("pk_annual_plans")),
    )
    op.create_table(
        "monthly_figures",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("planned", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("completed", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attested_by", sa.Text(), nullable=True),
        sa.CheckConstraint("extract(day from month) = 1", name=op.f("ck_monthly_figures_first_of_month")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_monthly_figures_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_monthly_figures_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "project_id", "month", name=op.f("pk_monthly_figures")),
    )
    op.create_table(
        "items",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "decided_at IN ('county', 'city', 'province', 'state')", name=op.f("ck_items_decided_at_known")
        ),
        sa.CheckConstraint("kind IN ('node', 'guarantee', 'procedure')", name=op.f("ck_items_kind_known")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_items_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["units.tenant_id", "units.id"], name=op.f("fk_items_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_items_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_items")),
        sa.UniqueConstraint(
            "tenant_id", "project_id", "kind", "title", name=op.f("uq_items_tenant_id_project_id_kind_title")
        ),
    )
    op.create_table(
        "item_plans",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "item_id"], ["items.tenant_id", "items.id"], name=op.f("fk_item_plans_tenant_id_item_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_item_plans_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "item_id", "round", name=op.f("pk_item_plans")),
    )
    op.create_table(
        "replan_requests",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("requested_by", sa.Text(), nullable=False),
        sa.Column("leader_consented_on", sa.Date(), nullable=True),
        sa.Column("leader_consented_by", sa.Text(), nullable=True),
        sa.Column("deputy_consented_on", sa.Date(), nullable=True),
        sa.Column("deputy_consented_by", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("refused_by", sa.Text(), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("state IN ('open', 'approved', 'refused')", name=op.f("ck_replan_requests_state_known")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "item_id"], ["items.tenant_id", "items.id"], name=op.f("fk_replan_requests_tenant_id_item_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_replan_requests_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_replan_requests")),
    )
    op.create_index(
        "uq_replan_requests_open",
        "replan_requests",
        ["tenant_id", "item_id"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "passages",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("track", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("left_cause", sa.Text(), nullable=True),
        sa.CheckConstraint("left_on IS NULL OR entered_on <= left_on", name=op.f("ck_passages_in_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_passages_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_passages_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_passages")),
    )
    op.create_index("ix_passages_project", "passages", ["tenant_id", "project_id", "entered_on"], unique=False)
    op.create_index(
        "uq_passages_open",
        "passages",
        ["tenant_id", "project_id", "track"],
        unique=True,
        postgresql_where=sa.text("left_on IS NULL"),
        postgresql_include=["step", "entered_on"],
    )
    op.create_table(
        "responsibilities",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("chain_id", sa.Uuid(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'chain') = (chain_id IS NOT NULL)", name=op.f("ck_responsibilities_chain_is_chain")
        ),
        sa.CheckConstraint(
            "(kind IN ('leader', 'line', 'point')) = (post_id IS NOT NULL)",
            name=op.f("ck_responsibilities_leaders_are_posts"),
        ),
        sa.CheckConstraint(
            "kind IN ('lead_unit', 'owner', 'leader', 'chain', 'line', 'point')",
            name=op.f("ck_responsibilities_kind_known"),
        ),
        sa.CheckConstraint("num_nonnulls(unit_id, post_id, chain_id) = 1", name=op.f("ck_responsibilities_one_holder")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "chain_id"],
            ["chains.tenant_id", "chains.id"],
            name=op.f("fk_responsibilities_tenant_id_chain_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "post_id"],
            ["posts.tenant_id", "posts.id"],
            name=op.f("fk_responsibilities_tenant_id_post_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_responsibilities_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"],
            ["units.tenant_id", "units.id"],
            name=op.f("fk_responsibilities_tenant_id_unit_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_responsibilities_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_responsibilities")),
    )
    op.create_index("ix_responsibilities_post", "responsibilities", ["tenant_id", "post_id"], unique=False)
    op.create_index("ix_responsibilities_unit", "responsibilities", ["tenant_id", "unit_id"], unique=False)
    op.create_index(
        "uq_responsibilities_open",
        "responsibilities",
        ["tenant_id", "project_id", "kind"],
        unique=True,
        postgresql_where=sa.text("to_on IS NULL"),
        postgresql_include=["unit_id", "post_id"],
    )
    op.create_table(
        "project_events",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("clause", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_project_events_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_project_events_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_project_events")),
    )
    op.create_index("ix_project_events_project", "project_events", ["tenant_id", "project_id", "id"], unique=False)
    op.create_table(
        "issues",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("required_on", sa.Date(), nullable=True),
        sa.Column("resolved_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.CheckConstraint("urgency IN ('urgent', 'important', 'routine')", name=op.f("ck_issues_urgency_known")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_issues_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_issues_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_issues")),
    )
    op.create_index(
        "ix_issues_open",
        "issues",
        ["tenant_id", "project_id"],
        unique=False,
        postgresql_where=sa.text("resolved_on IS NULL"),
    )
    op.create_index("ix_issues_project", "issues", ["tenant_id", "project_id"], unique=False)
    op.create_table(
        "records",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.CheckConstraint("(unit_id IS NULL) <> (post_id IS NULL)", name=op.f("ck_records_unit_or_post")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "post_id"], ["posts.tenant_id", "posts.id"], name=op.f("fk_records_tenant_id_post_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_records_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["units.tenant_id", "units.id"], name=op.f("fk_records_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_records_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_records")),
    )
    op.create_index("ix_records_day", "records", ["tenant_id", "on_date", "kind"], unique=False)
    op.create_index("ix_records_project", "records", ["tenant_id", "project_id", "kind", "on_date"], unique=False)

    for table in APPEND_ONLY:
        for statement in protect(table, rights="SELECT, INSERT"):
            op.execute(statement)
    for table in CHANGEABLE:
        for statement in protect(table):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table("records")
    op.drop_table("issues")
    op.drop_table("project_events")
    op.drop_table("responsibilities")
    op.drop_table("passages")
    op.drop_table("replan_requests")
    op.drop_table("item_plans")
    op.drop_table("items")
    op.drop_table("monthly_figures")
    op.drop_table("annual_plans")
    op.drop_table("chain_terms")
    op.drop_table("chains")
    op.drop_table("projects")
