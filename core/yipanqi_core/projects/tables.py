"""Tables of projects with their dated items, figures, passages, responsibilities and history."""

from sqlalchemy import CheckConstraint, Column, Date, Index, Integer, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB

from yipanqi_core.database.schema import choice, day, instant, money, reference, tenant_table
from yipanqi_core.vocabulary import DecidingLevel, ItemKind, Level, Nature, ResponsibilityKind

projects = tenant_table(
    "projects",
    Column("name", Text, nullable=False),
    Column("code", Text),
    *choice("nature", Nature),  # what it counts as
    *choice("declared_nature", Nature, nullable=True),  # what it was declared as; NULL: the same
    Column("sector", Text, nullable=False),
    *choice("level", Level, nullable=True),
    money("total_investment", nullable=False),
    Column("site", Text),
    Column("content", Text),
    Column("fields", JSONB, nullable=False, server_default=text("'{}'")),
    Column("search", Text, nullable=False),  # name, code, site and unit names in one lower-case text
    Column("version", Integer, nullable=False, server_default="1"),
    Column("registered_on", Date, nullable=False, server_default=text("app_today()")),  # the county's own date
    instant("created_at", nullable=False, now=True),
    instant("updated_at", nullable=False, now=True),
    UniqueConstraint("tenant_id", "name"),
)

corrections = tenant_table(
    "corrections",
    *reference("project_id", "projects"),
    Column("field", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("old", Text),
    Column("new", Text),
    Column("reason", Text, nullable=False),
    *reference("attested_by", "users", nullable=True),  # NULL: loaded by the command line
    day("corrected_on", nullable=False),
    instant("corrected_at", nullable=False, now=True),
    Index("ix_corrections_project", "tenant_id", "project_id", "id"),
    append_only=True,
)

annual_plans = tenant_table(
    "annual_plans",
    *reference("project_id", "projects"),
    Column("year", Integer, nullable=False),
    money("amount", nullable=False),
    key=("project_id", "year"),
)

monthly_figures = tenant_table(
    "monthly_figures",
    *reference("project_id", "projects"),
    day("month", nullable=False),  # the month's first day
    money("planned"),
    money("completed"),  # NULL: not reported (未填报)
    instant("reported_at"),
    Column("attested_by", Text),
    CheckConstraint("extract(day from month) = 1", name="first_of_month"),
    key=("project_id", "month"),
)

items = tenant_table(
    "items",
    *reference("project_id", "projects"),
    *choice("kind", ItemKind),
    Column("title", Text, nullable=False),
    *reference("unit_id", "units", nullable=True),
    Column("person", Text),
    *choice("decided_at", DecidingLevel, nullable=True),
    day("planned_on"),  # the first plan (基线); re-plans are rows of item_plans
    day("finished_on"),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("tenant_id", "project_id", "kind", "title"),
)

item_plans = tenant_table(
    "item_plans",
    *reference("item_id", "items"),
    Column("round", Integer, nullable=False),
    day("planned_on", nullable=False),
    day("approved_on", nullable=False),
    Column("reason", Text, nullable=False),
    Column("approved_by", Text, nullable=False),
    key=("item_id", "round"),
    append_only=True,
)

replan_requests = tenant_table(
    "replan_requests",
    *reference("item_id", "items"),
    day("from_on", nullable=False),  # the plan in force when it was asked for
    day("to_on", nullable=False),
    Column("reason", Text, nullable=False),
    *choice("state", ("open", "approved", "refused")),
    day("requested_on", nullable=False),
    Column("requested_by", Text, nullable=False),
    day("leader_consented_on"),
    Column("leader_consented_by", Text),
    day("deputy_consented_on"),
    Column("deputy_consented_by", Text),
    day("closed_on"),
    Column("refused_by", Text),
    Column("refusal", Text),
    Column("version", Integer, nullable=False, server_default="1"),
)
Index(
    "uq_replan_requests_open",
    replan_requests.c.tenant_id,
    replan_requests.c.item_id,
    unique=True,
    postgresql_where=replan_requests.c.state == "open",
)

passages = tenant_table(
    "passages",
    *reference("project_id", "projects"),
    Column("track", Text, nullable=False),
    Column("step", Text, nullable=False),
    day("entered_on", nullable=False),
    day("left_on"),  # exclusive: the day it stood elsewhere
    Column("evidence", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("cause", Text),
    Column("left_cause", Text),  # why it left the track
    CheckConstraint("left_on IS NULL OR entered_on <= left_on", name="in_order"),
)
Index(
    "uq_passages_open",
    passages.c.tenant_id,
    passages.c.project_id,
    passages.c.track,
    unique=True,
    postgresql_where=passages.c.left_on.is_(None),
    postgresql_include=["step", "entered_on"],
)
Index("ix_passages_project", passages.c.tenant_id, passages.c.project_id, passages.c.entered_on)

responsibilities = tenant_table(
    "responsibilities",
    *reference("project_id", "projects"),
    *choice("kind", ResponsibilityKind),
    *reference("unit_id", "units", nullable=True),
    *reference("post_id", "posts", nullable=True),
    *reference("chain_id", "chains", nullable=True),
    day("from_on"),  # NULL: since the beginning
    day("to_on"),  # exclusive
    CheckConstraint("num_nonnulls(unit_id, post_id, chain_id) = 1", name="one_holder"),
    CheckConstraint("(kind IN ('leader', 'line', 'point')) = (post_id IS NOT NULL)", name="leaders_are_posts"),
    CheckConstraint("(kind = 'chain') = (chain_id IS NOT NULL)", name="chain_is_chain"),
)
Index(
    "uq_responsibilities_open",
    responsibilities.c.tenant_id,
    responsibilities.c.project_id,
    responsibilities.c.kind,
    unique=True,
    postgresql_where=responsibilities.c.to_on.is_(None),
    postgresql_include=["unit_id", "post_id"],
)
Index(
    "ix_responsibilities_project",
    responsibilities.c.tenant_id,
    responsibilities.c.project_id,
    responsibilities.c.kind,
)
Index("ix_responsibilities_unit", responsibilities.c.tenant_id, responsibilities.c.unit_id)
Index("ix_responsibilities_post", responsibilities.c.tenant_id, responsibilities.c.post_id)

project_events = tenant_table(
    "project_events",
    *reference("project_id", "projects"),
    instant("at", nullable=False, now=True),
    day("on_date", nullable=False),
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("line", Text, nullable=False),  # one readable sentence
    Column("clause", Text),
    Index("ix_project_events_project", "tenant_id", "project_id", "id"),
    append_only=True,
)
