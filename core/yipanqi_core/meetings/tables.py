"""Tables of meetings with their agenda items, and of the reminders that go out by themselves."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, Text, UniqueConstraint

from yipanqi_core.database.schema import choice, day, instant, reference, tenant_table

meetings = tenant_table(
    "meetings",
    Column("series", Text, nullable=False),
    Column("period", Text, nullable=False),
    *reference("convener_post_id", "posts"),
    *choice("state", ("planned", "minuted")),
    day("planned_on", nullable=False),
    day("held_on"),
    Column("attendance", LargeBinary),  # canonical JSON: who was there
    Column("number", Text),
    Column("minutes", LargeBinary),  # canonical JSON of the frozen document
    Column("version", Integer, nullable=False, server_default="1"),
    CheckConstraint("(state = 'minuted') = (minutes IS NOT NULL)", name="minuted_has_minutes"),
)
Index("ix_meetings_series", meetings.c.tenant_id, meetings.c.series, meetings.c.period)

agenda_items = tenant_table(
    "agenda_items",
    *reference("meeting_id", "meetings"),
    Column("position", Integer, nullable=False),
    *choice("topic", ("list", "referral", "issue", "assignment", "project", "other")),
    Column("under", Text),  # the series' own topic under which it stands
    Column("title", Text, nullable=False),
    Column("list_step", Text),  # of topic `list`: the step whose state it reports
    *reference("issue_id", "issues", nullable=True),
    *reference("project_id", "projects", nullable=True),
    *reference("assignment_id", "agenda_items", nullable=True),  # the decision of an earlier meeting it follows up
    *reference("answer_unit_id", "units", nullable=True),  # who answers face to face
    Column("answer", Text),
    Column("decision", Text),
    *reference("unit_id", "units", nullable=True),  # who carries the decision out
    Column("person", Text),
    *reference("post_id", "posts", nullable=True),  # the leader to whom the convener assigns it
    day("deadline"),
    *reference("task_id", "tasks", nullable=True),
    day("done_on"),
    Column("done_note", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("tenant_id", "meeting_id", "position"),
)
Index("ix_agenda_items_post", agenda_items.c.tenant_id, agenda_items.c.post_id)

reminders = tenant_table(
    "reminders",
    Column("period", Text, nullable=False),
    *reference("post_id", "posts", nullable=True),
    *reference("unit_id", "units", nullable=True),
    Column("clause", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),  # canonical JSON: projects as they stand, or duties still owed
    *choice("kind", ("projects", "duties")),
    day("due_on"),  # of duties: the last day on which they can be fulfilled
    day("reminded_on", nullable=False),
    instant("reminded_at", nullable=False, now=True),
    CheckConstraint("(unit_id IS NULL) <> (post_id IS NULL)", name="unit_or_post"),
    append_only=True,
)
Index("ix_reminders_post", reminders.c.tenant_id, reminders.c.post_id)
Index("ix_reminders_unit", reminders.c.tenant_id, reminders.c.unit_id)
