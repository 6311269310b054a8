"""Teams and bodies, inspections, letters by hand; bulletins at will; topics of agendas."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from yipanqi_core.database.isolation import protect

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

APPEND_ONLY: tuple[str, ...] = ("work_plans", "letter_receipts")
CHANGEABLE: tuple[str, ...] = ("team_members", "inspections", "letter_escalations")

_BY_HAND = (
    "ruling_id IS NOT NULL AND project_id IS NOT NULL"
    " OR num_nonnulls(matter, deadline, issued_by, mechanism, edition) = 5"
)


def upgrade() -> None:
    _change_letters()
    _change_bulletins()
    _change_agendas("'list', 'referral', 'issue', 'assignment', 'project', 'other'")
    op.add_column("agenda_items", sa.Column("under", sa.Text(), nullable=True))
    op.create_table(
        "team_members",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("rank", sa.Text(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint("num_nonnulls(post_id, unit_id, person) > 0", name=op.f("ck_team_members_someone")),
        sa.CheckConstraint(
            "to_on IS NULL OR from_on IS NULL OR from_on <= to_on", name=op.f("ck_team_members_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "post_id"], ["posts.tenant_id", "posts.id"], name=op.f("fk_team_members_tenant_id_post_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_team_members_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["units.tenant_id", "units.id"], name=op.f("fk_team_members_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_team_members_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_team_members")),
    )
    op.create_index("ix_team_members_project", "team_members", ["tenant_id", "project_id", "team"], unique=False)
    op.create_table(
        "work_plans",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("topics", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_work_plans_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_work_plans_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_work_plans")),
    )
    op.create_index("ix_work_plans_project", "work_plans", ["tenant_id", "project_id", "team", "set_on"], unique=False)
    op.create_table(
        "inspections",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("subject_unit_id", sa.Uuid(), nullable=True),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("inspected_on", sa.Date(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("words", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "(inspected_on IS NULL) = (recorded_by IS NULL)", name=op.f("ck_inspections_made_by_someone")
        ),
        sa.CheckConstraint("num_nonnulls(project_id, subject_unit_id) = 1", name=op.f("ck_inspections_one_subject")),
        sa.CheckConstraint("num_nonnulls(proposed_on, inspected_on) > 0", name=op.f("ck_inspections_proposed_or_made")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["projects.tenant_id", "projects.id"],
            name=op.f("fk_inspections_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "subject_unit_id"],
            ["units.tenant_id", "units.id"],
            name=op.f("fk_inspections_tenant_id_subject_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["units.tenant_id", "units.id"], name=op.f("fk_inspections_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_inspections_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_inspections")),
    )
    op.create_index("ix_inspections_project", "inspections", ["tenant_id", "project_id", "period"], unique=False)
    op.create_index(
        "uq_inspections_proposed",
        "inspections",
        ["tenant_id", "kind", "period", "project_id", "subject_unit_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("proposed_on IS NOT NULL"),
    )
    op.create_table(
        "letter_receipts",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("reply_due_on", sa.Date(), nullable=False),
        sa.Column("provisional", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "letter_id"],
            ["letters.tenant_id", "letters.id"],
            name=op.f("fk_letter_receipts_tenant_id_letter_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_letter_receipts_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "letter_id", name=op.f("pk_letter_receipts")),
    )
    op.create_table(
        "letter_escalations",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("escalated_on", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("bulletin_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "bulletin_id"],
            ["bulletins.tenant_id", "bulletins.id"],
            name=op.f("fk_letter_escalations_tenant_id_bulletin_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "letter_id"],
            ["letters.tenant_id", "letters.id"],
            name=op.f("fk_letter_escalations_tenant_id_letter_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "post_id"],
            ["posts.tenant_id", "posts.id"],
            name=op.f("fk_letter_escalations_tenant_id_post_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"],
            ["units.tenant_id", "units.id"],
            name=op.f("fk_letter_escalations_tenant_id_unit_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_letter_escalations_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "letter_id", name=op.f("pk_letter_escalations")),
    )
    op.add_column("rectifications", sa.Column("inspection_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_rectifications_tenant_id_inspection_id"),
        "rectifications",
        "inspections",
        ["tenant_id", "inspection_id"],
        ["tenant_id", "id"],
    )
    op.create_check_constraint(
        op.f("ck_rectifications_one_source"), "rectifications", "num_nonnulls(bulletin_id, inspection_id) = 1"
    )
    for table in APPEND_ONLY:
        for statement in protect(table, rights="SELECT, INSERT"):
            op.execute(statement)
    for table in CHANGEABLE:
        for statement in protect(table):
            op.execute(statement)


def _change_letters() -> None:
    op.drop_constraint("uq_letters_tenant_id_kind_project_id_period", "letters")
    op.alter_column("letters", "project_id", nullable=True)
    op.alter_column("letters", "ruling_id", nullable=True)
    for name in ("matter", "issued_by", "mechanism", "edition"):
        op.add_column("letters", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("letters", sa.Column("deadline", sa.Date(), nullable=True))
    op.create_check_constraint(op.f("ck_letters_ruled_or_by_hand"), "letters", _BY_HAND)
    op.create_index(
        "uq_letters_ruled",
        "letters",
        ["tenant_id", "kind", "project_id", "period"],
        unique=True,
        postgresql_where=sa.text("ruling_id IS NOT NULL"),
    )


def _change_bulletins() -> None:
    op.add_column("bulletins", sa.Column("at_will", sa.Boolean(), server_default="false", nullable=False))
    op.drop_constraint("uq_bulletins_tenant_id_kind_period", "bulletins")
    op.create_index(
        "uq_bulletins_period",
        "bulletins",
        ["tenant_id", "kind", "period"],
        unique=True,
        postgresql_where=sa.text("NOT at_will"),
    )
    op.alter_column("rectifications", "bulletin_id", nullable=True)


def _change_agendas(topics: str) -> None:
    op.drop_constraint(op.f("ck_agenda_items_topic_known"), "agenda_items")
    op.create_check_constraint(op.f("ck_agenda_items_topic_known"), "agenda_items", f"topic IN ({topics})")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_rectifications_one_source"), "rectifications")
    op.execute("DELETE FROM rectifications WHERE bulletin_id IS NULL")
    op.drop_column("rectifications", "inspection_id")
    op.alter_column("rectifications", "bulletin_id", nullable=False)
    for table in ("letter_escalations", "letter_receipts", "inspections", "work_plans", "team_members"):
        op.drop_table(table)
    op.execute("DELETE FROM agenda_items WHERE topic = 'project'")
    op.drop_column("agenda_items", "under")
    _change_agendas("'list', 'referral', 'issue', 'assignment', 'other'")
    op.drop_index("uq_bulletins_period", "bulletins")
    op.execute("DELETE FROM bulletins WHERE at_will")
    op.drop_column("bulletins", "at_will")
    op.create_unique_constraint("uq_bulletins_tenant_id_kind_period", "bulletins", ["tenant_id", "kind", "period"])
    op.drop_index("uq_letters_ruled", "letters")
    op.drop_constraint(op.f("ck_letters_ruled_or_by_hand"), "letters")
    op.execute("DELETE FROM inbox USING letters l WHERE inbox.letter_id = l.id AND l.ruling_id IS NULL")
    op.execute(
        "DELETE FROM letter_replies USING letters l WHERE letter_replies.letter_id = l.id AND l.ruling_id IS NULL"
    )
    op.execute("DELETE FROM letters WHERE ruling_id IS NULL")
    for name in ("matter", "deadline", "issued_by", "mechanism", "edition"):
        op.drop_column("letters", name)
    op.alter_column("letters", "ruling_id", nullable=False)
    op.alter_column("letters", "project_id", nullable=False)
    op.create_unique_constraint(
        "uq_letters_tenant_id_kind_project_id_period", "letters", ["tenant_id", "kind", "project_id", "period"]
    )
