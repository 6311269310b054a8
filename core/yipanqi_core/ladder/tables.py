"""Tables of an issue's stays on the ladder, of ledgers, unit reports and referrals."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, Text, UniqueConstraint, Uuid

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
    day("proposed_on"),  # when its time here ran out and a referral was proposed
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
    Column("solution", Text, nullable=False),
    Column("solved_by", Text, nullable=False),
    day("solved_on", nullable=False),
    Column("evidence", Text),
    Column("struck_by", Text),  # NULL: reported as solved, not struck off yet
    day("struck_on"),
    CheckConstraint("struck_by <> solved_by", name="second_person"),
    CheckConstraint("(struck_on IS NULL) = (evidence IS NULL)", name="with_evidence"),
    key=("issue_id",),
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
    UniqueConstraint("tenant_id", "kind", "year", "serial"),
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
    UniqueConstraint("tenant_id", "period", "unit_id", "project_id"),
)

referrals = tenant_table(
    "referrals",
    *reference("issue_id", "issues", nullable=True),  # NULL: a copy at the city, under the county's own id
    Column("county_id", Uuid),  # whose copy it is; the county's row is reached by functions alone
    Column("county", Text, nullable=False),
    Column("project", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("urgency", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("agreed_owner", Text, nullable=False),
    Column("agreed_unit", Text, nullable=False),
    day("agreed_completion_on", nullable=False),
    *choice("state", ("sent", "answered")),
    day("sent_on", nullable=False),
    Column("sent_by", Text, nullable=False),
    Column("answer", Text),
    day("answered_on"),
    Column("answered_by", Text),
    Column("clause", Text, nullable=False),
    CheckConstraint("(issue_id IS NULL) = (county_id IS NOT NULL)", name="own_or_copy"),
    CheckConstraint("(state = 'answered') = (answer IS NOT NULL)", name="answered"),
)
Index("ix_referrals_issue", referrals.c.tenant_id, referrals.c.issue_id)
Index("ix_referrals_sent", referrals.c.tenant_id, referrals.c.sent_on, referrals.c.id)
