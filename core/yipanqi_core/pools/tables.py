"""Tables of yearly pools and dated allotments."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Numeric, Text

from yipanqi_core.database.schema import day, reference, tenant_table

pools = tenant_table(
    "pools",
    Column("kind", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("quota", Numeric(18, 2), nullable=False),
    Column("set_by", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    key=("kind", "year"),
)

allotments = tenant_table(
    "allotments",
    Column("kind", Text, nullable=False),
    Column("year", Integer, nullable=False),
    *reference("project_id", "projects"),
    Column("amount", Numeric(18, 2), nullable=False),
    day("allotted_on", nullable=False),
    day("returned_on"),
    Column("used", Numeric(18, 2), nullable=False, server_default="0"),
    Column("reason", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    CheckConstraint("amount > 0 AND used >= 0 AND used <= amount", name="amounts"),
)
Index("ix_allotments_pool", allotments.c.tenant_id, allotments.c.kind, allotments.c.year)
