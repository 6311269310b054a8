"""Tables of cases and their stays on the steps of their path, each with who let it pass and on what evidence."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from yipanqi_core.database.schema import choice, day, reference, tenant_table

cases = tenant_table(
    "cases",
    Column("kind", Text, nullable=False),
    *reference("project_id", "projects"),
    Column("title", Text, nullable=False),
    *reference("unit_id", "units", nullable=True),  # who handles it
    *reference("follower_id", "users", nullable=True),  # the person who follows it (驻点跟踪人)
    day("followed_on"),  # since when
    Column("fields", JSONB, nullable=False, server_default=text("'{}'")),
    day("opened_on", nullable=False),
    day("closed_on"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("year", Integer),  # the year for which a collection hands it in
    Column("batch", Integer),  # the number under which it was put in together with others
)
Index("ix_cases_project", cases.c.tenant_id, cases.c.project_id, cases.c.kind)
Index("ix_cases_year", cases.c.tenant_id, cases.c.kind, cases.c.year, cases.c.batch)

case_passages = tenant_table(
    "case_passages",
    *reference("case_id", "cases"),
    Column("position", Integer, nullable=False),
    Column("step", Text, nullable=False),
    day("entered_on", nullable=False),
    day("left_on"),
    Column("decided_by", Text, nullable=False),
    Column("note", Text),
    *choice("outcome", ("passed", "returned"), nullable=True),  # how it was left
    Column("passed_by", Text),
    Column("passed_seat", Text),  # in which seat
    Column("evidence", Text),  # the document it rests on
    Column("reason", Text),  # why it was sent back
    CheckConstraint("left_on IS NULL OR entered_on <= left_on", name="in_order"),
    key=("case_id", "position"),
)
