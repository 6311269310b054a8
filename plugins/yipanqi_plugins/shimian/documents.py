"""The notice that goes to a unit whose project lags (SM-4.2)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from yipanqi_core.calendar import Duration, DurationUnit
from yipanqi_core.documents.model import chinese_date
from yipanqi_core.mechanism.letters import FigureTable, LetterKind, ReplyPart
from yipanqi_plugins.shimian.colours import NOTICE


def reply_within(parameters: BaseModel) -> Duration:
    """The time to answer, from the day of issue (SM-4.2)."""
    return Duration(parameters.reply_working_days, DurationUnit.WORKING_DAYS)  # type: ignore[attr-defined]


def _investment_rows(figures: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    if figures["ratio"] is None:
        return ()
    return (
        ("计划完成投资（万元）", figures["planned_to_date"]),
        ("实际完成投资（万元）", figures["completed_to_date"]),
        ("投资完成率", f"{figures['ratio']}（{Decimal(figures['ratio']):.2%}）"),
    )


def _late_rows(figures: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (one["title"], chinese_date(date.fromisoformat(one["planned_on"])), str(one["days"]))
        for one in figures["late_nodes"]
    )


WARNING = LetterKind(
    kind=NOTICE,
    clause="SM-4.2",
    letterheads={"reform_office": "石发改函", "promotion_office": "石经商函"},
    title="关于{project}{period}推进滞后的预警通知书",
    body=(
        "根据《石棉县抓项目兴产业要素保障工作机制》，经对“三张清单”项目{period}推进情况逐一研判，你单位牵头的{project}评定为{value}色。现就有关事项通知如下。",
        "#一、评定依据",
        "{because}。评定规则见工作机制二（四）1（条款 SM-4.1）。",
        FigureTable(("指标", "数值"), _investment_rows, "截至月末的投资完成情况"),
        FigureTable(("逾期节点", "计划日期", "逾期天数"), _late_rows, "应完成未完成的节点"),
        "#二、整改要求",
        "请你单位认真分析滞后原因，逐项提出整改措施，明确责任人和完成时限，加快项目推进。",
        "#三、回复时限",
        "请于{reply_due}前（含当日）书面回复我局，回复应包括{reply_parts}。",
    ),
    reply_parts=(ReplyPart("causes", "滞后原因"), ReplyPart("measures", "整改措施")),
    reply_within=reply_within,
)
