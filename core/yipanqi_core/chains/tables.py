"""Tables of key industry chains and of who has had them in hand."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, UniqueConstraint

from yipanqi_core.database.schema import day, reference, tenant_table

chains = tenant_table(
    "chains",
    Column("name", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("tenant_id", "name"),
)

chain_terms = tenant_table(
    "chain_terms",
    *reference("chain_id", "chains"),
    *reference("head_post_id", "posts", nullable=True),
    *reference("unit_id", "units", nullable=True),  # the lead unit
    Column("person", Text),  # named by the lead unit
    Column("task_force", Text),
    day("from_on", nullable=False),
    day("to_on"),  # exclusive
    CheckConstraint("to_on IS NULL OR from_on <= to_on", name="in_order"),
)
Index(
    "uq_chain_terms_open",
    chain_terms.c.tenant_id,
    chain_terms.c.chain_id,
    unique=True,
    postgresql_where=chain_terms.c.to_on.is_(None),
)
