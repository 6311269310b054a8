"""The ladder with its ledgers and referrals; meetings and their agendas."""

import sqlalchemy as sa
from alembic import op

from yipanqi_core.database.isolation import protect
from yipanqi_core.ladder.handover import FUNCTIONS, SIGNATURES

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

APPEND_ONLY: tuple[str, ...] = ("ledgers", "ledger_entries")
CHANGEABLE: tuple[str, ...] = ("issue_stays", "issue_closings", "unit_reports", "referrals", "meetings", "agenda_items")


def upgrade() -> None:
    op.create_table(
        "issue_stays",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("issue_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "issue_id"], ["issues.tenant_id", "issues.id"], name=op.f("fk_issue_stays_tenant_id_issue_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "post_id"], ["posts.tenant_id", "posts.id"], name=op.f("fk_issue_stays_tenant_id_post_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["units.tenant_id", "units.id"], name=op.f("fk_issue_stays_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_issue_stays_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "issue_id", "position", name=op.f("pk_issue_stays")),
    )
    op.create_index(
        "ix_issue_stays_open",
        "issue_stays",
        ["tenant_id", "rung", "issue_id"],
        unique=False,
        postgresql_where=sa.text("until_on IS NULL"),
    )
    op.create_table(
        "issue_closings",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("issue_id", sa.Uuid(), nullable=False),
        sa.Column("solution", sa.Text(), nullable=False),
        sa.Column("solved_by", sa.Text(), nullable=False),
        sa.Column("solved_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("struck_by", sa.Text(), nullable=True),
        sa.Column("struck_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(struck_on IS NULL) = (evidence IS NULL)", name=op.f("ck_issue_closings_with_evidence")),
        sa.CheckConstraint("struck_by <> solved_by", name=op.f("ck_issue_closings_second_person")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "issue_id"],
            ["issues.tenant_id", "issues.id"],
            name=op.f("fk_issue_closings_tenant_id_issue_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_issue_closings_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "issue_id", name=op.f("pk_issue_closings")),
    )
    op.create_table(
        "ledgers",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column(
            "compiled_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_ledgers_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_ledgers")),
        sa.UniqueConstraint("tenant_id", "kind", "period", name=op.f("uq_ledgers_tenant_id_kind_period")),
        sa.UniqueConstraint("tenant_id", "kind", "year", "serial", name=op.f("uq_ledgers_tenant_id_kind_year_serial")),
    )
    op.create_table(
        "ledger_entries",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("ledger_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "issue_id"],
            ["issues.tenant_id", "issues.id"],
            name=op.f("fk_ledger_entries_tenant_id_issue_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "ledger_id"],
            ["ledgers.tenant_id", "ledgers.id"],
            name=op.f("fk_ledger_entries_tenant_id_ledger_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["units.tenant_id", "units.id"], name=op.f("fk_ledger_entries_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_ledger_entries_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "ledger_id", "position", name=op.f("pk_ledger_entries")),
    )
    op.create_index("ix_ledger_entries_issue", "ledger_entries", ["tenant_id", "issue_id"], unique=False)
    op.create_table(
        "unit_reports",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reported_by", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_unit_reports_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["units.tenant_id", "units.id"], name=op.f("fk_unit_reports_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_unit_reports_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_unit_reports")),
        sa.UniqueConstraint(
            "tenant_id",
            "period",
            "unit_id",
            "project_id",
            name=op.f("uq_unit_reports_tenant_id_period_unit_id_project_id"),
        ),
    )
    op.create_table(
        "referrals",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issue_id", sa.Uuid(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("county", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("agreed_owner", sa.Text(), nullable=False),
        sa.Column("agreed_unit", sa.Text(), nullable=False),
        sa.Column("agreed_completion_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sent_by", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.CheckConstraint("(state = 'answered') = (answer IS NOT NULL)", name=op.f("ck_referrals_answered")),
        sa.CheckConstraint("state IN ('sent', 'answered')", name=op.f("ck_referrals_state_known")),
        sa.CheckConstraint("(issue_id IS NULL) = (county_id IS NOT NULL)", name=op.f("ck_referrals_own_or_copy")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "issue_id"], ["issues.tenant_id", "issues.id"], name=op.f("fk_referrals_tenant_id_issue_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_referrals_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_referrals")),
    )
    op.create_index("ix_referrals_issue", "referrals", ["tenant_id", "issue_id"], unique=False)
    op.create_index("ix_referrals_sent", "referrals", ["tenant_id", "sent_on", "id"], unique=False)
    op.create_table(
        "meetings",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("convener_post_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("attendance", sa.LargeBinary(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("minutes", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("(state = 'minuted') = (minutes IS NOT NULL)", name=op.f("ck_meetings_minuted_has_minutes")),
        sa.CheckConstraint("state IN ('planned', 'minuted')", name=op.f("ck_meetings_state_known")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "convener_post_id"],
            ["posts.tenant_id", "posts.id"],
            name=op.f("fk_meetings_tenant_id_convener_post_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_meetings_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_meetings")),
    )
    op.create_index("ix_meetings_series", "meetings", ["tenant_id", "series", "period"], unique=False)
    op.create_table(
        "agenda_items",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("list_step", sa.Text(), nullable=True),
        sa.Column("issue_id", sa.Uuid(), nullable=True),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("assignment_id", sa.Uuid(), nullable=True),
        sa.Column("answer_unit_id", sa.Uuid(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "topic IN ('list', 'referral', 'issue', 'assignment', 'other')", name=op.f("ck_agenda_items_topic_known")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "answer_unit_id"],
            ["units.tenant_id", "units.id"],
            name=op.f("fk_agenda_items_tenant_id_answer_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "assignment_id"],
            ["agenda_items.tenant_id", "agenda_items.id"],
            name=op.f("fk_agenda_items_tenant_id_assignment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "issue_id"],
            ["issues.tenant_id", "issues.id"],
            name=op.f("fk_agenda_items_tenant_id_issue_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "meeting_id"],
            ["meetings.tenant_id", "meetings.id"],
            name=op.f("fk_agenda_items_tenant_id_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "post_id"], ["posts.tenant_id", "posts.id"], name=op.f("fk_agenda_items_tenant_id_post_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_agenda_items_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "task_id"], ["tasks.tenant_id", "tasks.id"], name=op.f("fk_agenda_items_tenant_id_task_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["units.tenant_id", "units.id"], name=op.f("fk_agenda_items_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_agenda_items_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint(
            "tenant_id", "meeting_id", "position", name=op.f("uq_agenda_items_tenant_id_meeting_id_position")
        ),
    )
    op.create_index("ix_agenda_items_post", "agenda_items", ["tenant_id", "post_id"], unique=False)

    for table in APPEND_ONLY:
        for statement in protect(table, rights="SELECT, INSERT"):
            op.execute(statement)
    for table in CHANGEABLE:
        for statement in protect(table):
            op.execute(statement)
    for function in FUNCTIONS:
        op.execute(function)


def downgrade() -> None:
    op.execute(f"DROP FUNCTION {SIGNATURES}")
    op.drop_table("agenda_items")
    op.drop_table("meetings")
    op.drop_table("referrals")
    op.drop_table("unit_reports")
    op.drop_table("ledger_entries")
    op.drop_table("ledgers")
    op.drop_table("issue_closings")
    op.drop_table("issue_stays")
