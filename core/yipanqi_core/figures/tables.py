"""Tables of figures and targets: each round is a row of its own, so that nothing changes without a trace."""

from sqlalchemy import CheckConstraint, Column, Integer, Text, UniqueConstraint, Uuid

from yipanqi_core.database.schema import day, instant, money, reference, tenant_table

figures = tenant_table(
    "figures",
    Column("figure_id", Uuid, nullable=False),
    Column("code", Text, nullable=False),
    *reference("unit_id", "units", nullable=True),  # none: the county's own
    day("month", nullable=False),  # the month's first day
    Column("round", Integer, nullable=False),
    money("value"),  # none: withdrawn
    Column("reason", Text),
    Column("recorded_by", Text, nullable=False),
    day("recorded_on", nullable=False),
    instant("recorded_at", nullable=False, now=True),
    CheckConstraint("round = 1 AND value IS NOT NULL OR reason IS NOT NULL", name="corrected_with_reason"),
    UniqueConstraint("tenant_id", "code", "unit_id", "month", "round", postgresql_nulls_not_distinct=True),
    key=("figure_id", "round"),
    append_only=True,
)

targets = tenant_table(
    "targets",
    Column("target_id", Uuid, nullable=False),
    Column("code", Text, nullable=False),
    *reference("unit_id", "units", nullable=True),
    Column("year", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    money("value"),  # none: withdrawn
    money("base"),  # what the year before came to
    day("since_on", nullable=False),  # from which day it counts
    Column("reason", Text),
    Column("recorded_by", Text, nullable=False),
    day("recorded_on", nullable=False),
    instant("recorded_at", nullable=False, now=True),
    CheckConstraint("round = 1 AND value IS NOT NULL OR reason IS NOT NULL", name="corrected_with_reason"),
    UniqueConstraint("tenant_id", "code", "unit_id", "year", "round", postgresql_nulls_not_distinct=True),
    key=("target_id", "round"),
    append_only=True,
)
