"""The meetings of task forces and of the headquarters office over all six (YC-3.1, YC-3.4, YC-4.2).

Their agendas are filled from the records; their minutes fulfil the duties that name them. The task force on
preliminary procedures meets by `approval_meetings`.
"""

from collections.abc import Mapping
from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.meetings import AgendaTopic, MeetingSeries
from yipanqi_plugins.yangcheng.approval_meetings import by_deadline, overdue_project_lines
from yipanqi_plugins.yangcheng.coverage import missed_last_month
from yipanqi_plugins.yangcheng.dispatch import CARRIED_OUT, DECISION, statistics_lines
from yipanqi_plugins.yangcheng.land import land_first, land_lines, problem_lines
from yipanqi_plugins.yangcheng.registers import FUNDS, entries
from yipanqi_plugins.yangcheng.seats import LAND, LAND_HEAD, PROMOTION, PROMOTION_HEAD, REFORM, REFORM_HEAD
from yipanqi_plugins.yangcheng.stages import SIGNED, landed_on, started_on
from yipanqi_plugins.yangcheng.wording import day_told, hundred_million
from yipanqi_plugins.yangcheng.works import LAND_MEETING, OFFICE_MEETING, PROMOTION_MEETING, is_promoted


def to_sign(facts: ProjectFacts, _: BaseModel) -> tuple[str, ...]:
    """A promotion project that is not signed yet."""
    return ("招商引资项目，尚未签约",) if is_promoted(facts) and SIGNED.read(facts) is None else ()


def to_land(facts: ProjectFacts, parameters: BaseModel) -> tuple[str, ...]:
    """A promotion project that is signed and has not landed."""
    signed = SIGNED.read(facts)
    if not is_promoted(facts) or signed is None or landed_on(facts, parameters) or started_on(facts):
        return ()
    agent = facts.fields.get("agent")
    return (f"{day_told(signed)}签约，尚未落地；{f'代办员{agent}' if agent else '未明确代办员'}",)


def to_start(facts: ProjectFacts, parameters: BaseModel) -> tuple[str, ...]:
    """A promotion project that has landed and has not been started."""
    landed = landed_on(facts, parameters)
    if not is_promoted(facts) or landed is None or started_on(facts):
        return ()
    return (f"{day_told(landed)}落地，尚未开工",)


def promotion_lines(facts: ProjectFacts, parameters: BaseModel) -> tuple[str, ...]:
    """A promotion project that is signed or landed and not started."""
    return (*to_land(facts, parameters), *to_start(facts, parameters))


def uncovered_lines(facts: ProjectFacts, _: BaseModel) -> tuple[str, ...]:
    """A key project that was not supervised over the ten aspects in the month before."""
    end = missed_last_month(facts)
    return () if end is None else (f"{end.month}月未全覆盖督导",)


def fund_lines(facts: ProjectFacts, _: BaseModel) -> tuple[str, ...]:
    """Funds applied for or approved that have not arrived."""
    return tuple(
        f"{one.fields['source']}申报{_amount(one.fields, 'applied')}，批复{_amount(one.fields, 'approved')}，尚未到位"
        for one in entries(facts, FUNDS)
        if one.fields.get("applied_on") and not one.fields.get("arrived_on") and one.year == facts.on.year
    )


def _amount(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    return "未定" if value is None else f"{hundred_million(Decimal(str(value)))}亿元"


PROMOTION_TOPICS = (
    AgendaTopic("to_land", "已签约待落地项目", to_land),
    AgendaTopic("to_start", "已落地待开工项目", to_start),
    AgendaTopic("to_sign", "在谈待签约项目", to_sign),
)
LAND_TOPICS = (
    AgendaTopic("problems", "用地问题清单", problem_lines, rank=land_first),
    AgendaTopic("demands", "用地需求清单", land_lines, rank=land_first),
)
OFFICE_TOPICS = (
    AgendaTopic("promotion", "招商引资专班", promotion_lines),
    AgendaTopic("approvals", "前期手续专班", overdue_project_lines, rank=by_deadline),
    AgendaTopic("supervision", "推进督导专班", uncovered_lines),
    AgendaTopic("land", "用地保障专班", problem_lines, rank=land_first),
    AgendaTopic("statistics", "入库纳统专班", statistics_lines),
    AgendaTopic("funds", "争取资金专班", fund_lines),
)


def _meeting(  # noqa: PLR0917
    code: str,
    title: str,
    clause: str,
    cadence: PeriodKind,
    convener: tuple[str, str],
    issuer: str,
    topics: tuple[AgendaTopic, ...],
    body: str | None,
) -> MeetingSeries:
    seat, who = convener
    return MeetingSeries(
        code, title, clause, cadence, seat, who, (), f"{title}纪要", DECISION, CARRIED_OUT,
        topics=topics, body=body, issuer=issuer,
    )  # fmt: skip


MEETINGS = (
    _meeting(
        PROMOTION_MEETING, "招商引资专班月调度会", "YC-3.1", PeriodKind.MONTH, (PROMOTION_HEAD, "县投资促进中心主任"),
        PROMOTION, PROMOTION_TOPICS, "promotion_force",
    ),
    _meeting(
        LAND_MEETING, "项目用地专题会", "YC-3.4", PeriodKind.QUARTER, (LAND_HEAD, "县自然资源局局长"),
        LAND, LAND_TOPICS, "land_force",
    ),
    _meeting(
        OFFICE_MEETING, "六大工作专班月调度会", "YC-4.2", PeriodKind.MONTH, (REFORM_HEAD, "县发展和改革局局长"),
        REFORM, OFFICE_TOPICS, None,
    ),
)  # fmt: skip
