"""The text of the three letters (QS-4.1)."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from yipanqi_core.calendar import Duration, DurationUnit
from yipanqi_core.documents.model import chinese_date
from yipanqi_core.mechanism.letters import FigureTable, LetterKind, ReplyPart
from yipanqi_plugins.qingshui.letters import CLAUSE, GRADES, PUSHING, REMINDING, SUPERVISING, percent
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.seats import REFORM

Rows = tuple[tuple[str, ...], ...]


def reply_within(parameters: BaseModel) -> Duration:
    """The time to answer, from the day of issue."""
    assert isinstance(parameters, Parameters)
    return Duration(parameters.reply_working_days, DurationUnit.WORKING_DAYS)


def _date(text: str) -> str:
    return chinese_date(date.fromisoformat(text))


def _investment(figures: Mapping[str, Any]) -> Rows:
    if figures["ratio"] is None:
        return ()
    return (
        ("年初至月末计划完成投资（万元）", figures["planned_to_date"]),
        ("年初至月末实际完成投资（万元）", figures["completed_to_date"]),
        ("投资完成率", _rate(figures)),
    )


def _rate(figures: Mapping[str, Any]) -> str:
    planned, completed = Fraction(figures["planned_to_date"]), Fraction(figures["completed_to_date"])
    return percent(completed / planned) if planned else f"{Decimal(figures['ratio']):.2%}"


def _start(figures: Mapping[str, Any]) -> Rows:
    start = figures["start"]
    return () if start is None else (("开工", _date(start["planned_on"]), str(start["days"])),)


def _issues(figures: Mapping[str, Any]) -> Rows:
    return tuple((one["category"], _date(one["raised_on"]), _date(one["required_on"])) for one in figures["issues"])


def _before(figures: Mapping[str, Any]) -> Rows:
    return tuple((month, kind) for month, kind in sorted(figures["before"].items()))


_TABLES = (
    FigureTable(("指标", "数值"), _investment, "投资完成情况"),
    FigureTable(("节点", "计划日期", "逾期天数"), _start, "未按时开工情况"),
    FigureTable(("问题类别", "提出日期", "要求解决日期"), _issues, "逾期未解决的问题"),
    FigureTable(("月份", "应发函件"), _before, "此前应发函件"),
)
_CAUSES, _MEASURES = ReplyPart("causes", "原因分析"), ReplyPart("measures", "推进措施")
_PERSON, _DEADLINE = ReplyPart("person", "责任人"), ReplyPart("deadline", "完成时限")


def _body(opening: str, asked: str) -> tuple[str | FigureTable, ...]:
    return (
        opening,
        "#一、有关情况",
        "{because}（实施方案三（四）11）。",
        *_TABLES,
        "#二、工作要求",
        asked,
        "#三、回函时限",
        "请于{reply_due}前（含当日）书面函复我局，内容包括{reply_parts}。",
        "特此函告。",
    )


def _kind(kind: str, about: str, body: tuple[str | FigureTable, ...], parts: tuple[ReplyPart, ...]) -> LetterKind:
    return LetterKind(
        kind=kind,
        clause=CLAUSE,
        letterheads={REFORM: "清发改函"},
        title=f"关于{{project}}\n{{period}}{about}的工作{kind}",
        body=body,
        reply_parts=parts,
        reply_within=reply_within,
        grade=GRADES[kind],
        escalated_to=REFORM,
    )


_OPENING: Callable[[str], str] = (
    "按照《清水县加快重点项目建设实施方案》部门协同推进要求，我局对{{project}}{{period}}建设情况进行了调度，{}。".format
)

LETTERS = (
    _kind(
        REMINDING,
        "建设进度",
        _body(
            _OPENING("项目进度偏慢，现提醒如下"),
            "请你单位对照年度投资计划查找差距，会同项目法人单位倒排工期，补齐欠进度，确保按月完成计划。",
        ),
        (_CAUSES, _MEASURES),
    ),
    _kind(
        PUSHING,
        "开工情况",
        _body(
            _OPENING("项目未能按时开工，现就推进工作函告如下"),
            "请你单位逐项梳理影响开工的前期手续和建设条件，明确办结时间，加快办理，尽早开工建设。",
        ),
        (_CAUSES, _MEASURES, _DEADLINE),
    ),
    _kind(
        SUPERVISING,
        "推进情况",
        _body(
            _OPENING("项目推进存在突出问题，现予督办"),
            "请你单位主要负责人亲自研究，对存在问题逐一落实责任人和完成时限，限期整改；办理结果由我局跟踪，并纳入考核。",
        ),
        (_CAUSES, _MEASURES, _PERSON, _DEADLINE),
    ),
)
