"""The table of register rows: each round is a row of its own, so that any day's state can be read again."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB

from yipanqi_core.database.schema import day, instant, reference, tenant_table

register_entries = tenant_table(
    "register_entries",
    Column("entry_id", Uuid, nullable=False),
    Column("register", Text, nullable=False),
    Column("round", Integer, nullable=False),
    *reference("project_id", "projects", nullable=True),
    *reference("unit_id", "units", nullable=True),
    Column("year", Integer),
    Column("fields", JSONB, nullable=False, server_default=text("'{}'")),
    day("since_on", nullable=False),  # from which day this round counts
    Column("withdrawn", Boolean, nullable=False, server_default=text("false")),
    Column("reason", Text),
    Column("recorded_by", Text, nullable=False),
    day("recorded_on", nullable=False),
    instant("recorded_at", nullable=False, now=True),
    CheckConstraint("round = 1 OR reason IS NOT NULL", name="corrected_with_reason"),
    CheckConstraint("project_id IS NULL OR unit_id IS NULL", name="one_subject"),
    key=("entry_id", "round"),
    append_only=True,
)
Index("ix_register_entries_register", register_entries.c.tenant_id, register_entries.c.register)
Index("ix_register_entries_project", register_entries.c.tenant_id, register_entries.c.project_id)
