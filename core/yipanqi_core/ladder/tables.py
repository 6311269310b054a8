"""Tables of an issue's stays on the ladder, of ledgers, unit reports and referrals."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Text, UniqueConstraint

from yipanqi_core.database.schema import choice, day, instant, reference, tenant_table

issue_stays = tenant_table(
    "issue_stays",
    *reference("issue_id", "issues"),
    Column("position", Integer, nullable=False),
    Column("rung", Text, nullable=False),
    *reference("unit_id", "units", nullable=True),
    *reference("post_id", "posts", nullable=True),
    day("since_on", nullable=False),
    day("until_on"),
    Column("cause", Text, nullable=False),  # raised, declared, major, time, referred, answered
    Column("reason", Text),
    Column("decided_by", Text, nullable=False),
    key=("issue_id", "position"),
)
Index(
    "ix_issue_stays_open",
    issue_stays.c.tenant_id,
    issue_stays.c.rung,
    issue_stays.c.issue_id,
    postgresql_where=issue_stays.c.until_on.is_(None),
)

issue_closings = tenant_table(
    "issue_closings",
    *reference("issue_id", "issues"),
    Column("evidence", Text, nullable=False),
    Column("solved_by", Text, nullable=False),
    Column("struck_by", Text, nullable=False),
    day("struck_on", nullable=False),
    key=("issue_id",),
    append_only=True,
)

ledgers = tenant_table(
    "ledgers",
    Column("kind", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("period", Text, nullable=False),
    day("dated", nullable=False),
    Column("body", LargeBinary, nullable=False),  # canonical JSON: the ledger as it was compiled
    instant("compiled_at", nullable=False, now=True),
    UniqueConstraint("tenant_id", "kind", "period"),
    append_only=True,
)

ledger_entries = tenant_table(
    "ledger_entries",
    *reference("ledger_id", "ledgers"),
    Column("position", Integer, nullable=False),
    *reference("issue_id", "issues"),
    *reference("unit_id", "units", nullable=True),  # to whom this line is sent
    key=("ledger_id", "position"),
    append_only=True,
)
Index("ix_ledger_entries_issue", ledger_entries.c.tenant_id, ledger_entries.c.issue_id)

unit_reports = tenant_table(
    "unit_reports",
    Column("period", Text, nullable=False),
    *reference("unit_id", "units"),
    *reference("project_id", "projects"),
    Column("state", Text, nullable=False),
    Column("reported_by", Text, nullable=False),
    day("reported_on", nullable=False),
    key=("period", "unit_id", "project_id"),
)

referrals = tenant_table(
    "referrals",
    *reference("issue_id", "issues"),
    Column("description", Text, nullable=False),
    Column("agreed_owner", Text, nullable=False),
    Column("agreed_unit", Text, nullable=False),
    day("agreed_completion_on", nullable=False),
    *choice("state", ("sent", "answered")),
    day("sent_on", nullable=False),
    Column("sent_by", Text, nullable=False),
    Column("answer", Text),
    day("answered_on"),
    Column("clause", Text, nullable=False),
)
Index("ix_referrals_issue", referrals.c.tenant_id, referrals.c.issue_id)
