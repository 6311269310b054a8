"""Funds (QS-3.2): what the ledger of sources shows to be amiss, and who stands first for a bond."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from pydantic import BaseModel

from yipanqi_core.mechanism.classifications import Classification, ClassValue
from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.kept_facts import EntryFacts
from yipanqi_core.mechanism.orders import Order, Place
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.qingshui.findings import Findings, against_lead
from yipanqi_plugins.qingshui.natures import STARTED, node
from yipanqi_plugins.qingshui.paths import BOND
from yipanqi_plugins.qingshui.registers import FUNDS

CLAUSE = "QS-3.2"
IN_PROGRESS, NEW_STARTS = "在建备选", "计划新开工备选"
_STAGES = (("spent", "支出", "arrived", "到位"), ("arrived", "到位", "approved", "批复"))


def amount(fields: Mapping[str, object], name: str) -> Decimal:
    """Give an amount of a row in 万元; 0 when nothing is recorded."""
    try:
        return Decimal(str(fields.get(name) or 0))
    except InvalidOperation:
        return Decimal(0)


def sources(facts: ProjectFacts) -> tuple[EntryFacts, ...]:
    """The project's sources of funds."""
    return tuple(one for one in facts.entries if one.register == FUNDS.code)


def approved(facts: ProjectFacts) -> Decimal:
    """What all sources together have approved, in 万元."""
    return sum((amount(one.fields, "approved") for one in sources(facts)), Decimal(0))


def out_of_order(facts: ProjectFacts, _: BaseModel) -> Findings:
    """More spent than arrived, or more arrived than approved, of one source."""
    found = []
    for one in sources(facts):
        for more, more_title, less, less_title in _STAGES:
            high, low = amount(one.fields, more), amount(one.fields, less)
            if high > low:
                name = one.fields.get("source")
                because = f"{name}{more_title} {high} 万元，多于{less_title} {low} 万元；核实更正后消除"
                figures = {"source": name, more: high, less: low}
                ruling = Ruling("out_of_order", CLAUSE, because, figures)
                found.append(against_lead("funds_out_of_order", facts, ruling))
    return tuple(found)


def bond_place(facts: ProjectFacts, _: BaseModel) -> Place | None:
    """Those able to start soonest stand first: started, then fewer procedures open, then the earlier planned start."""
    if not any(one.kind == BOND.code for one in facts.cases):
        return None
    if STARTED.read(facts) is not None:
        return Place((0, 0), "已开工，在建备选")
    missing = [one.title for one in facts.of(ItemKind.PROCEDURE) if one.finished_on is None]
    start = node(facts, "开工")
    planned = None if start is None else start.planned_on
    lacking = f"尚缺手续 {len(missing)} 项（{'、'.join(missing)}）" if missing else "前期手续齐全"
    when = f"计划 {planned} 开工" if planned else "未排定开工日期"
    return Place((1, len(missing)), f"计划新开工，{lacking}，{when}", planned)


def bond_list(facts: ProjectFacts, _: BaseModel) -> Ruling | None:
    """Give the reserve list in which a bond project stands (QS-1.5): in progress, or planned to start."""
    if not any(one.kind == BOND.code for one in (*facts.cases, *facts.closed_cases)):
        return None
    started = STARTED.read(facts)
    if started is not None:
        return Ruling(IN_PROGRESS, "QS-1.5", f"已于 {started} 开工，列在建备选", {"started_on": started})
    return Ruling(NEW_STARTS, "QS-1.5", "尚未开工，列计划新开工备选；开工后转列在建备选")


BOND_LIST = Classification(
    "bond_list",
    "债券备选库",
    "QS-1.5",
    (ClassValue(IN_PROGRESS, IN_PROGRESS), ClassValue(NEW_STARTS, NEW_STARTS)),
    bond_list,
    registered=True,
)

BOND_QUEUE = Order("bond_reserve", "债券项目储备库排序", CLAUSE, bond_place)

FUND_CHECKS = (Check("funds_out_of_order", "资金数额不符", CLAUSE, out_of_order),)
