"""Tables of number series, issued letters, their copies and replies."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB

from yipanqi_core.database.schema import day, instant, reference, tenant_table

letter_series = tenant_table(
    "letter_series",
    Column("letterhead", Text, nullable=False),  # 机关代字, such as 石发改函
    Column("year", Integer, nullable=False),
    Column("last_serial", Integer, nullable=False),
    key=("letterhead", "year"),
)

letters = tenant_table(
    "letters",
    Column("kind", Text, nullable=False),  # its Chinese title
    Column("letterhead", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("number", Text, nullable=False),
    Column("period", Text, nullable=False),
    *reference("project_id", "projects"),
    *reference("ruling_id", "rulings"),
    *reference("unit_id", "units"),  # the addressee
    *reference("copy_post_id", "posts", nullable=True),
    Column("clause", Text, nullable=False),
    day("issued_on", nullable=False),
    day("reply_due_on"),
    Column("provisional", Boolean, nullable=False, server_default="false"),
    Column("document", LargeBinary, nullable=False),  # canonical JSON of the frozen document
    instant("issued_at", nullable=False, now=True),
    UniqueConstraint("tenant_id", "letterhead", "year", "serial"),
    UniqueConstraint("tenant_id", "kind", "project_id", "period"),
    append_only=True,
)
Index("ix_letters_unit", letters.c.tenant_id, letters.c.unit_id, letters.c.id)

letter_replies = tenant_table(
    "letter_replies",
    *reference("letter_id", "letters"),
    Column("parts", JSONB, nullable=False),  # part code → text, as the letter asks
    day("replied_on", nullable=False),
    *reference("replied_by", "users"),
    instant("replied_at", nullable=False, now=True),
    key=("letter_id",),
    append_only=True,
)
