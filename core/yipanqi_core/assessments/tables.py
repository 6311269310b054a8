"""Tables of assessments, the facts they read, the rulings they gave and the scores that follow; all append-only."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Numeric, Text, UniqueConstraint

from yipanqi_core.database.schema import choice, day, instant, reference, tenant_table
from yipanqi_core.mechanism.rulings import RulingKind

assessments = tenant_table(
    "assessments",
    Column("period", Text, nullable=False),
    *choice("period_kind", ("month", "quarter", "year")),
    day("starts_on", nullable=False),
    day("ends_on", nullable=False),
    Column("mechanism", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("text_fingerprint", Text),  # of the county's text and the engine that judged; NULL: none was kept then
    Column("engine_fingerprint", Text),
    Column("parameters", LargeBinary, nullable=False),  # canonical JSON, exactly as judged by
    Column("subject_count", Integer, nullable=False),
    Column("digest", Text, nullable=False),  # SHA-256 over all that was judged, in order
    Column("made_by", Text, nullable=False),
    instant("made_at", nullable=False, now=True),
    UniqueConstraint("tenant_id", "period"),
    append_only=True,
)

publications = tenant_table(
    "publications",
    *reference("assessment_id", "assessments"),
    day("published_on", nullable=False),
    instant("published_at", nullable=False, now=True),
    Column("published_by", Text, nullable=False),
    key=("assessment_id",),
    append_only=True,
)

assessment_facts = tenant_table(
    "assessment_facts",
    *reference("assessment_id", "assessments"),
    Column("subject", Text, nullable=False),  # a project's id, or `county` for what concerns all
    Column("position", Integer, nullable=False),  # the order in which the engine was told them
    Column("body", LargeBinary, nullable=False),  # canonical JSON
    key=("assessment_id", "subject"),
    append_only=True,
)

rulings = tenant_table(
    "rulings",
    *reference("assessment_id", "assessments"),
    *choice("kind", RulingKind),
    Column("position", Integer, nullable=False),  # the order in which the engine gave them
    Column("code", Text, nullable=False),  # which finding, letter, change, class …
    Column("value", Text),
    *reference("project_id", "projects", nullable=True),
    *reference("unit_id", "units", nullable=True),
    Column("project_name", Text),  # names as judged by, whatever project and unit are called later
    Column("unit_name", Text),
    Column("clause", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("facts", LargeBinary, nullable=False),  # canonical JSON
    UniqueConstraint("tenant_id", "assessment_id", "position"),
    append_only=True,
)
Index("ix_rulings_project", rulings.c.tenant_id, rulings.c.project_id, rulings.c.kind, rulings.c.assessment_id)
Index("ix_rulings_kind", rulings.c.tenant_id, rulings.c.assessment_id, rulings.c.kind, rulings.c.value)

scores = tenant_table(
    "scores",
    *reference("assessment_id", "assessments"),
    Column("assessment_group", Text, nullable=False),
    *reference("unit_id", "units"),
    Column("unit_name", Text, nullable=False),
    Column("position", Integer, nullable=False),  # the order in which the engine ranked them
    Column("points", Numeric(12, 2)),  # NULL: nothing to be scored on (无考核事项)
    Column("rank", Integer),
    *choice("board", ("red", "black"), nullable=True),
    Column("clause", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("basis", LargeBinary, nullable=False),  # canonical JSON: the ratings or months the points come from
    key=("assessment_id", "assessment_group", "unit_id"),
    append_only=True,
)

published_scores = tenant_table(
    "published_scores",  # the whole ranking as published, where it is another than the computed one
    *reference("assessment_id", "assessments"),
    Column("assessment_group", Text, nullable=False),
    *reference("unit_id", "units"),
    Column("unit_name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("points", Numeric(12, 2)),
    Column("rank", Integer),
    *choice("board", ("red", "black"), nullable=True),
    Column("clause", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("basis", LargeBinary, nullable=False),
    key=("assessment_id", "assessment_group", "unit_id"),
    append_only=True,
)

overrides = tenant_table(
    "overrides",
    *reference("assessment_id", "assessments"),
    *reference("project_id", "projects"),
    Column("value", Text, nullable=False),  # the colour set by a person; the computed one stays beside it
    Column("reason", Text, nullable=False),
    Column("clause", Text, nullable=False),
    Column("before", Text),  # the rating that it took the place of
    Column("set_by", Text, nullable=False),
    day("set_on", nullable=False),
    Column("counts", Boolean, nullable=False),  # set before publication, so it counts for letters and scores
    instant("set_at", nullable=False, now=True),
    append_only=True,
)
Index("ix_overrides_project", overrides.c.tenant_id, overrides.c.assessment_id, overrides.c.project_id)
Index("ix_overrides_day", overrides.c.tenant_id, overrides.c.set_on)
