"""Tables of schedule slots and the inbox."""

from sqlalchemy import Boolean, Column, Index, Integer, Text, UniqueConstraint

from yipanqi_core.database.schema import day, instant, reference, tenant_table

slots = tenant_table(
    "slots",
    Column("schedule", Text, nullable=False),
    Column("period", Text, nullable=False),
    day("period_end", nullable=False),
    Column("position", Integer, nullable=False),  # order among what one moment brings
    day("dated", nullable=False),  # the day its effect is dated to
    day("due_on", nullable=False),  # it acts from this day on
    Column("due_minute", Integer, nullable=False),  # minutes after midnight, local
    instant("opened_at", nullable=False, now=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    instant("not_before"),  # after a failure: the next attempt
    instant("done_at"),
    day("done_on"),  # the county's own date when it took effect
    Column("late", Boolean, nullable=False, server_default="false"),
    Column("result", Text),
    Column("last_error", Text),
    UniqueConstraint("tenant_id", "schedule", "period"),
)
Index("ix_slots_open", slots.c.tenant_id, slots.c.due_on, postgresql_where=slots.c.done_at.is_(None))

known_schedules = tenant_table(
    "known_schedules",
    Column("schedule", Text, nullable=False),
    day("since_on"),  # NULL: known when the county went live; else it came with an upgrade on that day
    key=("schedule",),
    append_only=True,
)

inbox = tenant_table(
    "inbox",
    *reference("unit_id", "units", nullable=True),
    *reference("post_id", "posts", nullable=True),
    Column("subject", Text, nullable=False),
    *reference("letter_id", "letters", nullable=True),
    day("received_on", nullable=False),
    instant("read_at"),
)
Index("ix_inbox_unit", inbox.c.tenant_id, inbox.c.unit_id, inbox.c.id)
Index("ix_inbox_post", inbox.c.tenant_id, inbox.c.post_id, inbox.c.id)
