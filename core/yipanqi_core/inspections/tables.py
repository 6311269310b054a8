"""The table of inspections, proposed and made."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from yipanqi_core.database.schema import day, reference, tenant_table

inspections = tenant_table(
    "inspections",
    Column("kind", Text, nullable=False),
    Column("period", Text, nullable=False),
    *reference("project_id", "projects", nullable=True),
    *reference("subject_unit_id", "units", nullable=True),  # the unit that is inspected, where it is no project
    Column("clause", Text, nullable=False),
    Column("because", Text),  # why it was proposed
    day("proposed_on"),
    day("due_on"),  # the last day of the period for which it was proposed
    day("inspected_on"),
    *reference("unit_id", "units", nullable=True),  # who inspected
    Column("words", JSONB, nullable=False, server_default=text("'{}'")),  # aspect → what was found
    Column("note", Text),
    Column("recorded_by", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    CheckConstraint("num_nonnulls(project_id, subject_unit_id) = 1", name="one_subject"),
    CheckConstraint("(inspected_on IS NULL) = (recorded_by IS NULL)", name="made_by_someone"),
    CheckConstraint("num_nonnulls(proposed_on, inspected_on) > 0", name="proposed_or_made"),
)
Index(
    "uq_inspections_proposed",
    inspections.c.tenant_id,
    inspections.c.kind,
    inspections.c.period,
    inspections.c.project_id,
    inspections.c.subject_unit_id,
    unique=True,
    postgresql_nulls_not_distinct=True,
    postgresql_where=inspections.c.proposed_on.is_not(None),
)
Index("ix_inspections_project", inspections.c.tenant_id, inspections.c.project_id, inspections.c.period)
