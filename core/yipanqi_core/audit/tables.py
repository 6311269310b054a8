"""Tables of the audit trail; append-only for the application, its chain not even that."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Text, UniqueConstraint, Uuid

from yipanqi_core.database.schema import instant, tenant_table

audit = tenant_table(
    "audit",
    instant("at", nullable=False, now=True),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),  # kind:id
    Column("body", LargeBinary, nullable=False),  # canonical JSON of what was before and after
    Column("trace", Text),
    Index("ix_audit_subject", "tenant_id", "subject", "id"),
    append_only=True,
)

audit_links = tenant_table(
    "audit_links",  # written by the database alone, when a transaction that wrote to the trail commits
    Column("number", BigInteger, nullable=False),  # 1, 2, 3 … without a gap
    Column("audit_id", Uuid, nullable=False),  # no reference: that a row is gone is to be told
    Column("link", Text, nullable=False),  # SHA-256 over the link before it, the number and the row's own bytes
    UniqueConstraint("tenant_id", "audit_id"),
    key=("number",),
    append_only=True,
)
