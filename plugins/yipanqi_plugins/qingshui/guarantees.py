"""The eight guarantees (QS-3.5): each item of a known kind, with unit and date; key projects first in every queue."""

from collections.abc import Callable

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.orders import Order, Place
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.rules.progress import late
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.qingshui.findings import Findings, against_lead, against_unit
from yipanqi_plugins.qingshui.items import GUARANTEES, WORDS
from yipanqi_plugins.qingshui.natures import listed

CLAUSE = "QS-3.5"
_CODES = ("funds", "land", "energy", "pollutants", "data", "municipal", "talent", "coordination")


def unclear(facts: ProjectFacts, _: BaseModel) -> Findings:
    """A guarantee item of none of the eight kinds, or without a unit or a date."""
    found = []
    for item in facts.of(ItemKind.GUARANTEE):
        lacking = [
            what
            for what, there in (
                ("责任单位", item.unit),
                ("计划日期", item.planned_on),
                ("所属类别", WORDS.get(item.title)),
            )
            if there is None
        ]
        if lacking:
            kinds = f"；八类为{'、'.join(GUARANTEES)}" if "所属类别" in lacking else ""
            because = f"要素“{item.title}”未明确{'、'.join(lacking)}{kinds}；补齐后消除"
            ruling = Ruling("unclear", CLAUSE, because, {"item": item.title, "lacking": lacking})
            found.append(against_lead("guarantee_unclear", facts, ruling))
    return tuple(found)


def overdue(facts: ProjectFacts, _: BaseModel) -> Findings:
    """A guarantee item unfinished past its date, against its own unit."""
    found = []
    for one in late(facts, ItemKind.GUARANTEE):
        item = one.item
        because = (
            f"要素“{item.title}”计划 {item.planned_on} 保障到位，至 {facts.on} 未完成，逾期 {one.days} 天；完成后消除"
        )
        ruling = Ruling("overdue", CLAUSE, because, {"item": item.title, "days": one.days})
        found.append(
            against_lead("guarantee_overdue", facts, ruling)
            if item.unit is None
            else against_unit("guarantee_overdue", item.unit, ruling, facts.project)
        )
    return tuple(found)


def queue_for(kind: str) -> Callable[[ProjectFacts, BaseModel], Place | None]:
    """Make the rule of one kind's queue: key projects first, then by the planned date."""

    def place(facts: ProjectFacts, _: BaseModel) -> Place | None:
        open_ones = [
            item for item in facts.of(ItemKind.GUARANTEE) if WORDS.get(item.title) == kind and item.finished_on is None
        ]
        if not open_ones:
            return None
        planned = min((item.planned_on for item in open_ones if item.planned_on is not None), default=None)
        names = "、".join(item.title for item in open_ones)
        key = listed(facts)
        when = f"计划 {planned}" if planned else "未排日期"
        return Place((0 if key else 1,), f"{'重点项目优先' if key else '非重点项目'}：{names}，{when}", planned)

    return place


QUEUES = tuple(
    Order(f"guarantee_{code}", f"{kind}保障排序", CLAUSE, queue_for(kind))
    for code, kind in zip(_CODES, GUARANTEES, strict=True)
)

GUARANTEE_CHECKS = (
    Check("guarantee_unclear", "要素保障事项不明确", CLAUSE, unclear),
    Check("guarantee_overdue", "要素保障逾期", CLAUSE, overdue),
)
