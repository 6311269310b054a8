"""Tables of proposals to list, move or release a project, and of what was decided at each stage."""

from sqlalchemy import ARRAY, Column, Index, Integer, Text

from yipanqi_core.database.schema import choice, day, instant, reference, tenant_table

proposals = tenant_table(
    "proposals",
    *reference("project_id", "projects"),
    Column("act", Text, nullable=False),  # the mechanism's act: nomination, transfer, exit …
    Column("track", Text, nullable=False),
    Column("from_step", Text),
    Column("to_step", Text),  # NULL: off the track
    Column("stage", Text, nullable=False),  # the stage at which it stands
    *choice("state", ("open", "returned", "done", "refused", "withdrawn")),
    Column("waits_for", ARRAY(Text), nullable=False),  # the seats that must still sign at the stage; none: returned
    Column("round", Integer, nullable=False, server_default="1"),  # raised each time it is returned
    Column("ground", Text),  # one of the mechanism's closed set of causes, where it has one
    Column("cause", Text),
    Column("clause", Text, nullable=False),
    day("opened_on", nullable=False),
    day("closed_on"),
    Column("opened_by", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
)
Index(
    "uq_proposals_open",
    proposals.c.tenant_id,
    proposals.c.project_id,
    proposals.c.track,
    unique=True,
    postgresql_where=proposals.c.state.in_(("open", "returned")),
)
Index("ix_proposals_project", proposals.c.tenant_id, proposals.c.project_id, proposals.c.opened_on)
Index("ix_proposals_stage", proposals.c.tenant_id, proposals.c.state, proposals.c.stage, proposals.c.id)

proposal_decisions = tenant_table(
    "proposal_decisions",
    *reference("proposal_id", "proposals"),
    Column("round", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("seat", Text, nullable=False),  # in which seat it was decided
    Column("decision", Text, nullable=False),  # submitted, approved, returned, refused, withdrawn
    Column("reason", Text),
    *reference("user_id", "users"),
    day("decided_on", nullable=False),
    instant("decided_at", nullable=False, now=True),
    append_only=True,
)
Index("ix_proposal_decisions", proposal_decisions.c.tenant_id, proposal_decisions.c.proposal_id)

project_marks = tenant_table(
    "project_marks",
    *reference("project_id", "projects"),
    Column("mark", Text, nullable=False),  # a yearly mark of the mechanism, such as 县重点项目清单
    Column("year", Integer, nullable=False),
    day("since_on", nullable=False),
    day("until_on"),
    Column("data", Text),  # canonical JSON of what the mark records besides
    Column("set_by", Text, nullable=False),
    key=("project_id", "mark", "year"),
)
