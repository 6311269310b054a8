"""Table of uploaded workbooks and their plans."""

from sqlalchemy import Column, Integer, LargeBinary, Text

from yipanqi_core.database.schema import choice, instant, tenant_table

workbooks = tenant_table(
    "workbooks",
    Column("filename", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("digest", Text, nullable=False),
    Column("year", Integer),
    Column("plan", LargeBinary, nullable=False),  # JSON of the plan as shown
    *choice("state", ("planned", "applied", "refused")),
    Column("made_by", Text, nullable=False),
    instant("made_at", nullable=False, now=True),
    instant("applied_at"),
)
