"""Tables of the members of teams and bodies, and of the work plans of teams."""

from sqlalchemy import CheckConstraint, Column, Index, Text
from sqlalchemy.dialects.postgresql import JSONB

from yipanqi_core.database.schema import day, instant, reference, tenant_table

team_members = tenant_table(
    "team_members",
    Column("team", Text, nullable=False),  # the mechanism's code of the team or body
    Column("part", Text, nullable=False),
    *reference("project_id", "projects", nullable=True),  # NULL: of a body of the county
    *reference("post_id", "posts", nullable=True),
    *reference("unit_id", "units", nullable=True),
    Column("person", Text),
    Column("rank", Text),
    day("from_on"),  # NULL: since the beginning
    day("to_on"),  # exclusive
    CheckConstraint("num_nonnulls(post_id, unit_id, person) > 0", name="someone"),
    CheckConstraint("to_on IS NULL OR from_on IS NULL OR from_on <= to_on", name="in_order"),
)
Index("ix_team_members_project", team_members.c.tenant_id, team_members.c.project_id, team_members.c.team)

work_plans = tenant_table(
    "work_plans",
    *reference("project_id", "projects"),
    Column("team", Text, nullable=False),
    Column("plan", Text, nullable=False),
    Column("topics", JSONB, nullable=False),  # topic → date as text, null where it does not apply
    day("set_on", nullable=False),
    Column("set_by", Text, nullable=False),
    instant("set_at", nullable=False, now=True),
    Index("ix_work_plans_project", "tenant_id", "project_id", "team", "set_on"),
    append_only=True,
)
