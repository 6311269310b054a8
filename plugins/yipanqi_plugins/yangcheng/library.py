"""The county's project library, on which all else rests, and its three levels (YC-2.1)."""

from pydantic import BaseModel

from yipanqi_core.mechanism.acts import Act, ActKind, Motion, Stage
from yipanqi_core.mechanism.breakdowns import Breakdown
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.promotions import Promotion
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.mechanism.seats import LEAD_UNIT
from yipanqi_core.mechanism.tracks import Step, Track
from yipanqi_core.rules.engine import ADMITTED
from yipanqi_core.vocabulary import Level
from yipanqi_plugins.yangcheng.seats import REFORM
from yipanqi_plugins.yangcheng.stages import is_preliminary, started_on

LISTED = "listed"
CLAUSE = "YC-2.1"

LIBRARY = Track(code="library", title="全县项目库", clause="YC-5.1", steps=(Step(LISTED, "在库"),), gates=())


def admit(facts: ProjectFacts, _: BaseModel) -> Ruling:
    """Every project is kept in the library; the document sets no threshold."""
    word = "未列为重点工程" if facts.level is None else facts.level.label
    return Ruling(ADMITTED, CLAUSE, f"文件未设入库门槛，全部纳入项目库管理；该项目{word}", {"level": facts.level})


def is_key(facts: ProjectFacts) -> bool:
    """One of the year's key projects: in the library, on one of the three levels."""
    return facts.level is not None


def level_of(facts: ProjectFacts, _: BaseModel) -> str | None:
    """The level by which a project is counted, None when it is no key project."""
    return None if facts.level is None else facts.level.label


BY_LEVEL = Breakdown("level", "层级", CLAUSE, level_of, keys=tuple(level.label for level in Level))


NEW_STARTS, PRELIMINARY, CONTINUED = "计划开工", "前期项目", "续建"


def year_plan(facts: ProjectFacts, _: BaseModel) -> str | None:
    """As what a project stands in the year's plan: to be started, preliminary, or going on; else not in it."""
    if facts.fields.get("new_in_year") == facts.on.year:
        return NEW_STARTS
    if is_preliminary(facts):
        return PRELIMINARY
    started = started_on(facts)
    return CONTINUED if started is not None and started.year < facts.on.year else None


BY_PLAN = Breakdown("plan", "年度计划类别", "YC-3.2", year_plan, keys=(NEW_STARTS, PRELIMINARY, CONTINUED))


def _lead(_: ProjectFacts, __: Motion) -> tuple[str, ...]:
    return (LEAD_UNIT, REFORM)


def _reform(_: ProjectFacts, __: Motion) -> tuple[str, ...]:
    return (REFORM,)


ENTRY = Act(
    code="entry",
    title="纳入项目库",
    clause="YC-5.1",
    kind=ActKind.ENTER,
    opens=_lead,
    stages=(Stage("review", "指挥部办公室审核", _reform),),
    shown="YC-5.1",
)
EXIT = Act(
    code="exit",
    title="退出项目库",
    clause="YC-5.1",
    kind=ActKind.LEAVE,
    opens=_lead,
    stages=(Stage("review", "指挥部办公室审核", _reform),),
    shown="YC-5.1",
)
ACTS = (ENTRY, EXIT)
PROMOTION = Promotion("层级晋升", CLAUSE, (REFORM,))
