"""Tables of number series, issued letters, their copies and replies."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, LargeBinary, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB

from yipanqi_core.database.schema import day, instant, reference, tenant_table

letter_series = tenant_table(
    "letter_series",
    Column("letterhead", Text, nullable=False),  # 机关代字, such as 某发改函
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
    *reference("project_id", "projects", nullable=True),
    *reference("ruling_id", "rulings", nullable=True),  # NULL: issued by hand
    *reference("unit_id", "units"),  # the addressee
    *reference("copy_post_id", "posts", nullable=True),
    Column("clause", Text, nullable=False),
    day("issued_on", nullable=False),
    day("reply_due_on"),
    Column("provisional", Boolean, nullable=False, server_default="false"),
    Column("document", LargeBinary, nullable=False),  # canonical JSON of the frozen document
    instant("issued_at", nullable=False, now=True),
    Column("matter", Text),  # of a letter by hand: what it is about, by when it must be dealt with, who issued it
    day("deadline"),
    Column("issued_by", Text),
    Column("mechanism", Text),  # of a letter by hand: the edition that it was issued by; others have their ruling's
    Column("edition", Text),
    CheckConstraint(
        "ruling_id IS NOT NULL AND project_id IS NOT NULL"
        " OR num_nonnulls(matter, deadline, issued_by, mechanism, edition) = 5",
        name="ruled_or_by_hand",
    ),
    UniqueConstraint("tenant_id", "letterhead", "year", "serial"),
    append_only=True,
)
Index(
    "uq_letters_ruled",
    letters.c.tenant_id,
    letters.c.kind,
    letters.c.project_id,
    letters.c.period,
    unique=True,
    postgresql_where=letters.c.ruling_id.is_not(None),
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

letter_receipts = tenant_table(
    "letter_receipts",
    *reference("letter_id", "letters"),
    day("received_on", nullable=False),
    day("reply_due_on", nullable=False),
    Column("provisional", Boolean, nullable=False, server_default="false"),
    Column("recorded_by", Text, nullable=False),
    key=("letter_id",),
    append_only=True,
)

letter_escalations = tenant_table(
    "letter_escalations",
    *reference("letter_id", "letters"),
    day("escalated_on", nullable=False),
    *reference("unit_id", "units", nullable=True),  # to whom
    *reference("post_id", "posts", nullable=True),
    *reference("bulletin_id", "bulletins", nullable=True),  # the bulletin that showed it
    key=("letter_id",),
)
