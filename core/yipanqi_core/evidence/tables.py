"""Table of evidence files."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Text

from yipanqi_core.database.schema import instant, tenant_table

evidence_files = tenant_table(
    "evidence_files",
    Column("subject", Text, nullable=False),  # kind:id of what it is evidence for
    Column("filename", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("digest", Text, nullable=False),  # SHA-256
    Column("data", LargeBinary),  # NULL: in the object store, under its digest
    Column("added_by", Text, nullable=False),
    instant("added_at", nullable=False, now=True),
    append_only=True,
)
Index("ix_evidence_files_subject", evidence_files.c.tenant_id, evidence_files.c.subject)
