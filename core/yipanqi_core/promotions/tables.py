"""The table of promotions; the level of an earlier day is read back from it."""

from sqlalchemy import Column, Text, UniqueConstraint

from yipanqi_core.database.schema import choice, day, instant, reference, tenant_table
from yipanqi_core.vocabulary import Level

promotions = tenant_table(
    "promotions",
    *reference("project_id", "projects"),
    *choice("from_level", Level, nullable=True),  # none: it had no level
    *choice("to_level", Level),
    day("promoted_on", nullable=False),
    Column("basis", Text, nullable=False),  # the document it rests on
    Column("recorded_by", Text, nullable=False),
    instant("recorded_at", nullable=False, now=True),
    UniqueConstraint("tenant_id", "project_id", "promoted_on"),
    append_only=True,
)
