"""The work that the document asks for, how often, and by whom (YC-3, YC-4)."""

from pydantic import BaseModel, ConfigDict, Field

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.duties import Duty, DutyHolder, DutyReminders, for_the_holder
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.record_facts import RecordFacts
from yipanqi_core.mechanism.records import Problem, RecordKind
from yipanqi_core.vocabulary import Nature
from yipanqi_plugins.yangcheng.library import is_key
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.seats import APPROVALS, FINANCE, LAND, PROMOTION, REFORM

SUPERVISION = "推进督导"
WEEKLY, HALF_MONTHLY = "approvals_dispatch", "approvals_consultation"
PROMOTION_MEETING, LAND_MEETING, OFFICE_MEETING = "promotion_dispatch", "land_meeting", "task_forces"
"""Series of meetings: their minutes fulfil the duties that name them."""
APPROVALS_TOLD, PROMOTION_TOLD = "approvals_monthly", "promotion_bulletin_monthly"
"""Bulletins that are issued by themselves; so do they."""
ASPECTS = (
    ("arrangement", "机制"),
    ("goal", "目标"),
    ("procedure", "程序"),
    ("investment", "投资"),
    ("progress", "进度"),
    ("statistics", "入统"),
    ("service", "服务"),
    ("construction", "施工"),
    ("environment", "环境"),
    ("problem", "问题"),
)


class SupervisionFields(BaseModel):
    """A word on each of the ten aspects; 无 will do. What is found becomes an issue."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: str | None = Field(
        None, max_length=50, title="督导形式", description="查看现场、座谈交流、留影存档（YC-3.3）"
    )
    arrangement: str = Field("", max_length=500, title="机制", description="YC-3.3")
    goal: str = Field("", max_length=500, title="目标", description="YC-3.3")
    procedure: str = Field("", max_length=500, title="程序", description="YC-3.3")
    investment: str = Field("", max_length=500, title="投资", description="YC-3.3")
    progress: str = Field("", max_length=500, title="进度", description="YC-3.3")
    statistics: str = Field("", max_length=500, title="入统", description="YC-3.3")
    service: str = Field("", max_length=500, title="服务", description="YC-3.3")
    construction: str = Field("", max_length=500, title="施工", description="YC-3.3")
    environment: str = Field("", max_length=500, title="环境", description="YC-3.3")
    problem: str = Field("", max_length=500, title="问题", description="YC-3.3")
    problems: list[Problem] = Field(default_factory=list, max_length=20, title="发现的问题", description="YC-3.3")


def problems_found(fields: BaseModel) -> tuple[Problem, ...]:
    """The problems found, which become issues."""
    assert isinstance(fields, SupervisionFields)
    return tuple(fields.problems)


def covers(record: RecordFacts) -> bool:
    """Whether a record has a word on each of the ten aspects."""
    return all(str(record.data.get(code) or "").strip() for code, _ in ASPECTS)


class EventFields(BaseModel):
    """A promotion event for one industry chain."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    chain: str | None = Field(None, max_length=50, title="产业链", description="陶瓷、蚕桑、文旅等（YC-4.3）")
    place: str | None = Field(None, max_length=100, title="地点", description="YC-4.3")
    results: str | None = Field(None, max_length=1000, title="成果", description="YC-4.3")


def _work(title: str, clause: str, seat: str) -> RecordKind:
    return RecordKind(title, clause, doers=(seat,))


TRIP, GENERAL, CHAIN = "外出招商", "综合性招商推介活动", "产业链招商推介活动"

RECORDS = (
    RecordKind("现场调研"),
    RecordKind("推进会"),
    _work("招商专班下沉一线", "YC-3.1", PROMOTION),
    _work("招商专班调度", "YC-3.1", PROMOTION),
    _work("招商专班季通报", "YC-3.1", PROMOTION),
    _work("前期手续周调度", "YC-3.2", APPROVALS),
    _work("前期手续会商", "YC-3.2", APPROVALS),
    _work("前期手续月通报", "YC-3.2", APPROVALS),
    RecordKind(
        SUPERVISION, "YC-3.3", fields=SupervisionFields, doers=(REFORM,), names_project=True, raises=problems_found
    ),
    _work("用地专题会", "YC-3.4", LAND),
    _work("六专班调度", "YC-4.2", REFORM),
    RecordKind(TRIP, "YC-4.3"),
    RecordKind(GENERAL, "YC-4.3", fields=EventFields),
    RecordKind(CHAIN, "YC-4.3", fields=EventFields),
    _work("招商月通报", "YC-4.3", PROMOTION),
    _work("招商季评比", "YC-4.3", PROMOTION),
    _work("招商年考核", "YC-4.3", PROMOTION),
    _work("政银企对接会", "YC-4.4", FINANCE),
    _work("开工投产仪式", "YC-4.5", REFORM),
    RecordKind("议定事项落实", "YC-4.2"),
)


def once(_: BaseModel) -> int:
    """One record will do."""
    return 1


def _trips(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.trips_a_month


def _general_events(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.general_events


def _chain_events(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.chain_events


def _bank_meetings(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.bank_meetings


def is_promoted(facts: ProjectFacts) -> bool:
    """Whether it is an investment-promotion project."""
    return facts.nature is Nature.INVESTMENT_PROMOTION


def _cadence(  # noqa: PLR0917
    code: str, record: str, clause: str, cadence: PeriodKind, seat: str, who: str, *meetings: str, told: str = ""
) -> Duty:
    return Duty(
        code, record, clause, cadence, DutyHolder.SEAT, who, (record,), once, each_project=for_the_holder, seat=seat,
        meetings=meetings, bulletins=(told,) if told else (),
    )  # fmt: skip


_W, _H, _M, _Q, _Y = (
    PeriodKind.WEEK, PeriodKind.HALF_MONTH, PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR,
)  # fmt: skip

DUTIES = (
    _cadence("promotion_site", "招商专班下沉一线", "YC-3.1", _W, PROMOTION, "招商引资专班"),
    _cadence("promotion_dispatch", "招商专班调度", "YC-3.1", _M, PROMOTION, "招商引资专班", PROMOTION_MEETING),
    _cadence("promotion_bulletin", "招商专班季通报", "YC-3.1", _Q, PROMOTION, "招商引资专班"),
    _cadence("approvals_dispatch", "前期手续周调度", "YC-3.2", _W, APPROVALS, "前期手续专班", WEEKLY),
    _cadence("approvals_consultation", "前期手续会商", "YC-3.2", _H, APPROVALS, "前期手续专班", HALF_MONTHLY),
    _cadence("approvals_bulletin", "前期手续月通报", "YC-3.2", _M, APPROVALS, "前期手续专班", told=APPROVALS_TOLD),
    Duty(
        "supervision", SUPERVISION, "YC-3.3", _M, DutyHolder.SEAT, "推进督导专班", (SUPERVISION,), once,
        applies=is_key, seat=REFORM, counts=covers,
    ),
    _cadence("land_meeting", "用地专题会", "YC-3.4", _Q, LAND, "用地保障专班", LAND_MEETING),
    _cadence("task_forces", "六专班调度", "YC-4.2", _M, REFORM, "指挥部办公室", OFFICE_MEETING),
    Duty(
        "trips", TRIP, "YC-4.3", _M, DutyHolder.LEAD_UNIT, "招商引资项目责任单位主要负责人", (TRIP,), _trips,
        each_project=for_the_holder, applies=is_promoted,
    ),
    Duty(
        "general_events", GENERAL, "YC-4.3", _Y, DutyHolder.SEAT, "县投资促进中心", (GENERAL,), _general_events,
        each_project=for_the_holder, seat=PROMOTION,
    ),
    Duty(
        "chain_events", CHAIN, "YC-4.3", _Y, DutyHolder.SEAT, "县投资促进中心", (CHAIN,), _chain_events,
        each_project=for_the_holder, seat=PROMOTION,
    ),
    _cadence("promotion_monthly", "招商月通报", "YC-4.3", _M, PROMOTION, "县投资促进中心", told=PROMOTION_TOLD),
    _cadence("promotion_quarterly", "招商季评比", "YC-4.3", _Q, PROMOTION, "县投资促进中心"),
    _cadence("promotion_yearly", "招商年考核", "YC-4.3", _Y, PROMOTION, "县投资促进中心"),
    Duty(
        "bank_meetings", "政银企对接会", "YC-4.4", _Y, DutyHolder.SEAT, "争取资金专班", ("政银企对接会",),
        _bank_meetings, each_project=for_the_holder, seat=FINANCE,
    ),
    _cadence("ceremony", "开工投产仪式", "YC-4.5", _Q, REFORM, "指挥部办公室"),
)  # fmt: skip

REMINDERS = DutyReminders(
    "月末前履职提醒",
    "YC-3.3",
    (
        "promotion_dispatch", "promotion_bulletin", "approvals_bulletin", "supervision", "land_meeting", "task_forces",
        "trips", "promotion_monthly", "promotion_quarterly", "ceremony",
    ),
)  # fmt: skip
