"""Tables of meetings and their agenda items."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Text

from yipanqi_core.database.schema import choice, day, reference, tenant_table

meetings = tenant_table(
    "meetings",
    Column("series", Text, nullable=False),
    Column("period", Text, nullable=False),
    *reference("convener_post_id", "posts", nullable=True),
    *choice("state", ("planned", "held", "minuted")),
    day("planned_on"),
    day("held_on"),
    Column("attendance", Text),  # canonical JSON
    Column("number", Text),
    Column("minutes", LargeBinary),  # the frozen document
    Column("version", Integer, nullable=False, server_default="1"),
)
Index("ix_meetings_series", meetings.c.tenant_id, meetings.c.series, meetings.c.period)

agenda_items = tenant_table(
    "agenda_items",
    *reference("meeting_id", "meetings"),
    Column("position", Integer, nullable=False),
    Column("topic", Text, nullable=False),
    Column("title", Text, nullable=False),
    *reference("issue_id", "issues", nullable=True),
    *reference("project_id", "projects", nullable=True),
    *reference("assignment_id", "agenda_items", nullable=True),  # the decision of an earlier meeting it follows up
    Column("answer", Text),
    *reference("answer_unit_id", "units", nullable=True),
    Column("decision", Text),
    *reference("unit_id", "units", nullable=True),
    Column("person", Text),
    day("deadline"),
    day("done_on"),
    Column("done_note", Text),
)
Index("ix_agenda_items_meeting", agenda_items.c.tenant_id, agenda_items.c.meeting_id, agenda_items.c.position)
