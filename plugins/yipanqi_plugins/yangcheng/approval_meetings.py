"""The meetings of the task force on preliminary procedures: weekly dispatch, half-monthly consultation (YC-3.2).

Their agendas hold every open approval item that is listed. Their minutes fulfil the task force's duties; so does the
record of 前期手续周调度 or 前期手续会商, for a meeting that was not prepared here.
"""

from datetime import date

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.meetings import AgendaTopic, MeetingSeries
from yipanqi_plugins.yangcheng.approvals import CLAUSE, open_items, overdue_lines, pending_lines
from yipanqi_plugins.yangcheng.dispatch import CARRIED_OUT, DECISION, procedure_lines
from yipanqi_plugins.yangcheng.seats import APPROVALS, APPROVALS_HEAD
from yipanqi_plugins.yangcheng.works import HALF_MONTHLY, WEEKLY


def overdue_project_lines(facts: ProjectFacts, parameters: BaseModel) -> tuple[str, ...]:
    """All open approval items of a project of which one is overdue, the overdue ones first."""
    return procedure_lines(facts, parameters) if overdue_lines(facts, parameters) else ()


def by_deadline(facts: ProjectFacts, _: BaseModel) -> int:
    """The project whose approval item was or is due first stands first; one without any date stands last."""
    dated = [item.planned_on for item in open_items(facts) if item.planned_on is not None]
    return min(dated, default=date.max).toordinal()


TOPICS = (
    AgendaTopic("overdue", "逾期审批事项", overdue_project_lines, rank=by_deadline),
    AgendaTopic("pending", "在办审批事项", pending_lines, rank=by_deadline),
)


def _of_the_task_force(code: str, title: str, cadence: PeriodKind) -> MeetingSeries:
    return MeetingSeries(
        code=code,
        title=title,
        clause=CLAUSE,
        cadence=cadence,
        convener=APPROVALS_HEAD,
        convener_title="县行政审批服务管理局局长",
        sources=(),
        letterhead=f"{title}纪要",
        task=DECISION,
        closed_by=CARRIED_OUT,
        topics=TOPICS,
        body="approvals_force",
        issuer=APPROVALS,
    )


MEETINGS = (
    _of_the_task_force(WEEKLY, "前期手续专班周调度会", PeriodKind.WEEK),
    _of_the_task_force(HALF_MONTHLY, "前期手续专班会商会", PeriodKind.HALF_MONTH),
)
