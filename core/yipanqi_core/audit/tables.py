"""Table of the audit trail; append-only for the application."""

from sqlalchemy import Column, Index, LargeBinary, Text

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
