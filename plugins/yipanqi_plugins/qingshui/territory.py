"""Where a project lies and who answers for what in it (QS-5.1)."""

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts, UnitFacts
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.mechanism.seats import ProjectSeat
from yipanqi_core.vocabulary import UnitKind
from yipanqi_plugins.qingshui.findings import Findings, against_lead

CLAUSE = "QS-5.1"
TOWNSHIP = "township"

OWNER_CATEGORIES = (
    "建设方案", "前期工作", "资金筹措", "组织实施", "环境保护", "质量安全", "矛盾纠纷化解", "消防安全",
)  # fmt: skip
"""What the project's legal person answers for: an issue of these begins with the owner."""

LAND_CATEGORIES = ("用地", "征拆", "征地拆迁", "拆迁")
CATEGORIES = (*OWNER_CATEGORIES, "用地", "征拆", "资金", "电", "水", "路", "气", "网", "环评", "其他")


def townships(facts: ProjectFacts, units: tuple[UnitFacts, ...]) -> tuple[str, ...]:
    """Give the townships of a project: those that its field names, else those that its site names."""
    named = facts.fields.get("townships")
    words = [str(one) for one in named] if isinstance(named, list | tuple) else []
    told = words or [facts.site or ""]
    return tuple(
        unit.name
        for unit in units
        if unit.kind is UnitKind.TOWNSHIP and any(_short(unit.name) in one for one in told if one)
    )


def _short(name: str) -> str:
    return name.removesuffix("人民政府").removesuffix("政府")


def several_townships(facts: ProjectFacts) -> bool:
    """Whether the project lies in several townships."""
    return len(facts.own_seats.get(TOWNSHIP, ())) > 1


PROJECT_SEATS = (ProjectSeat(TOWNSHIP, "项目所在乡镇", CLAUSE, townships),)


def no_township(facts: ProjectFacts, _: BaseModel) -> Findings:
    """A key project of which neither its field nor its site names a township."""
    if facts.own_seats.get(TOWNSHIP):
        return ()
    because = "所在乡镇和建设地点都没有指明乡镇，属地责任不明；填写所在乡镇后消除"
    return (against_lead("no_township", facts, Ruling("unclear", CLAUSE, because, {"site": facts.site})),)


TERRITORY_CHECKS = (Check("no_township", "属地乡镇不明确", CLAUSE, no_township),)
