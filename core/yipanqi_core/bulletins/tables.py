"""Tables of bulletins, rectifications and consequences."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, LargeBinary, Text

from yipanqi_core.database.schema import choice, day, instant, reference, tenant_table

bulletins = tenant_table(
    "bulletins",
    Column("kind", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("letterhead", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("number", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("clause", Text, nullable=False),
    day("issued_on", nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("issued_by", Text, nullable=False),
    instant("issued_at", nullable=False, now=True),
    Column("at_will", Boolean, nullable=False, server_default="false"),  # not the one of its period
    append_only=True,
)
Index(
    "uq_bulletins_period",
    bulletins.c.tenant_id,
    bulletins.c.kind,
    bulletins.c.period,
    unique=True,
    postgresql_where=~bulletins.c.at_will,
)

rectifications = tenant_table(
    "rectifications",
    *reference("bulletin_id", "bulletins", nullable=True),
    *reference("inspection_id", "inspections", nullable=True),
    *reference("unit_id", "units"),
    *reference("project_id", "projects", nullable=True),
    Column("problem", Text, nullable=False),
    Column("clause", Text, nullable=False),
    day("due_on", nullable=False),
    Column("measure", Text),
    day("rectified_on"),
    Column("evidence", Text),
    Column("reported_by", Text),
    Column("opinion", Text),  # why it was sent back, or what the confirmation adds
    day("confirmed_on"),
    Column("confirmed_by", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    CheckConstraint("num_nonnulls(bulletin_id, inspection_id) = 1", name="one_source"),
)
Index("ix_rectifications_unit", rectifications.c.tenant_id, rectifications.c.unit_id, rectifications.c.confirmed_on)
Index("ix_rectifications_due", rectifications.c.tenant_id, rectifications.c.due_on, rectifications.c.id)

consequences = tenant_table(
    "consequences",
    Column("kind", Text, nullable=False),
    Column("period", Text, nullable=False),
    *reference("unit_id", "units", nullable=True),
    *reference("project_id", "projects", nullable=True),
    Column("clause", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("facts", LargeBinary, nullable=False),
    *choice("state", ("proposed", "decided", "dismissed")),
    day("proposed_on", nullable=False),
    Column("proposed_by", Text, nullable=False),
    day("decided_on"),
    Column("decided_by", Text),
    Column("reason", Text),
    Column("version", Integer, nullable=False, server_default="1"),
)
Index("ix_consequences_state", consequences.c.tenant_id, consequences.c.kind, consequences.c.state)
