"""Tables of issues, records of work done, and tasks owed by a post or unit."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB

from yipanqi_core.database.schema import choice, day, instant, reference, tenant_table
from yipanqi_core.vocabulary import Urgency

issues = tenant_table(
    "issues",
    *reference("project_id", "projects"),
    Column("description", Text, nullable=False),
    Column("category", Text, nullable=False),
    *choice("urgency", Urgency),
    day("raised_on", nullable=False),
    day("required_on"),
    day("resolved_on"),
    *reference("record_id", "records", nullable=True),  # the record of work that found it
    Column("version", Integer, nullable=False, server_default="1"),
    instant("created_at", nullable=False, now=True),
)
Index(
    "ix_issues_open",
    issues.c.tenant_id,
    issues.c.project_id,
    postgresql_where=issues.c.resolved_on.is_(None),
)
Index("ix_issues_project", issues.c.tenant_id, issues.c.project_id)

records = tenant_table(
    "records",
    Column("kind", Text, nullable=False),  # its Chinese title as the county writes it
    *reference("unit_id", "units", nullable=True),
    *reference("post_id", "posts", nullable=True),
    *reference("project_id", "projects", nullable=True),
    day("on_date", nullable=False),
    Column("note", Text),
    Column("data", JSONB),  # what its kind holds besides, in the shape of the kind's fields
    Column("recorded_by", Text, nullable=False),
    instant("recorded_at", nullable=False, now=True),
    CheckConstraint("(unit_id IS NULL) <> (post_id IS NULL)", name="unit_or_post"),
)
Index("ix_records_project", records.c.tenant_id, records.c.project_id, records.c.on_date, records.c.kind)
Index("ix_records_day", records.c.tenant_id, records.c.on_date, records.c.kind)

tasks = tenant_table(
    "tasks",
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    *reference("project_id", "projects", nullable=True),
    *reference("post_id", "posts", nullable=True),
    *reference("unit_id", "units", nullable=True),
    *reference("letter_id", "letters", nullable=True),
    Column("period", Text),
    Column("clause", Text, nullable=False),
    day("opened_on", nullable=False),
    day("due_on"),
    day("done_on"),
    *reference("record_id", "records", nullable=True),  # the record of work that closed it
    CheckConstraint("(unit_id IS NULL) <> (post_id IS NULL)", name="unit_or_post"),
    CheckConstraint("(done_on IS NULL) = (record_id IS NULL)", name="closed_by_record"),
)
Index(
    "uq_tasks_once",
    tasks.c.tenant_id,
    tasks.c.kind,
    tasks.c.project_id,
    tasks.c.period,
    unique=True,
)
Index("ix_tasks_project", tasks.c.tenant_id, tasks.c.project_id, tasks.c.opened_on)
Index("ix_tasks_post", tasks.c.tenant_id, tasks.c.post_id, tasks.c.done_on)
