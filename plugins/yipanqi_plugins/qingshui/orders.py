"""Who is selected first (QS-1.6), and the province's major projects as one group (QS-1.11)."""

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.orders import Order, Place
from yipanqi_core.rules.engine import ADMITTED
from yipanqi_plugins.qingshui.admission import admit
from yipanqi_plugins.qingshui.funds import BOND_QUEUE
from yipanqi_plugins.qingshui.guarantees import QUEUES
from yipanqi_plugins.qingshui.natures import listed
from yipanqi_plugins.qingshui.tiers import PROVINCE_MAJOR, tier


def selection(facts: ProjectFacts, parameters: BaseModel) -> Place | None:
    """Among those that may be selected, first what stands in a plan and has land and funds basically settled."""
    if listed(facts) or admit(facts, parameters).value != ADMITTED:
        return None
    plan = facts.fields.get("in_plan")
    settled = facts.fields.get("land_settled") is True and facts.fields.get("funds_settled") is True
    if plan and settled:
        return Place((0,), f"纳入{plan}，土地、资金基本落实，优先选取")
    lacking = [
        what
        for what, there in (
            ("纳入规划", plan),
            ("土地落实", facts.fields.get("land_settled") is True),
            ("资金落实", facts.fields.get("funds_settled") is True),
        )
        if not there
    ]
    return Place((1,), f"达到选定标准，{'、'.join(f'“{what}”' for what in lacking)}未填或未落实，列优先项目之后")


def province_group(facts: ProjectFacts, parameters: BaseModel) -> Place | None:
    """The listed projects for the province's list of major projects, dispatched as one group."""
    if not listed(facts) or tier(facts, parameters).value != PROVINCE_MAJOR:
        return None
    code = str(facts.fields.get("platform_code") or "").strip()
    return Place((0,), f"{PROVINCE_MAJOR}项目，平台代码 {code}" if code else f"{PROVINCE_MAJOR}项目，未填平台代码")


ORDERS = (
    Order("selection", "重点项目选取排序", "QS-1.6", selection),
    Order("province_major", "省级重大项目统一调度", "QS-1.11", province_group),
    BOND_QUEUE,
    *QUEUES,
)
